"""The story: read with its places, shown to those who may see it, wrong names told like any other problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphkit.errors import DataError
from graphkit.project import open_project
from graphkit.reading.shipped import shipped_root
from tests.render.investigation import folder as folder

if TYPE_CHECKING:
    from pathlib import Path

STORY = """
- title: A signature
  text: >-
    Weekly reports that she joined.
  focus: {claims: [informed_for/ana/bureau/2005], entities: [ana], path: [ana, bureau]}
- title: Not for everybody
  visibility: internal
"""


def test_steps_reach_the_view_with_what_they_light_up(folder: Path) -> None:
    (folder / "data" / "story.yaml").write_text(STORY, encoding="utf-8")
    story = open_project(folder).map().view.to_dict()["page"]["story"]
    assert story == [
        {
            "title": "A signature",
            "text": "Weekly reports that she joined.",
            "focus": {
                "claims": ["informed_for/ana/bureau/2005"],
                "entities": ["ana"],
                "path": ["ana", "bureau"],
            },
        }
    ]
    assert len(open_project(folder).map(audience="internal").view.story) == 2


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "- title: A\n  focus: {entities: [anna]}\n",
            ['data/story.yaml:2:22: unknown entity "anna"; did you mean "ana"?'],
        ),
        (
            "- title: A\n  focus: {claims: [member_of/ben/rin]}\n",
            ['data/story.yaml:2:20: unknown claim "member_of/ben/rin"; did you mean "member_of/ben/ring"?'],
        ),
        (
            "- text: A\n  titel: B\n  visibility: secret\n",
            [
                'data/story.yaml:1:3: "title" is missing; the heading of the step',
                'data/story.yaml:2:3: unknown key "titel"; did you mean "title"?',
                "data/story.yaml:3:15: visibility: expected one of public, internal, confidential",
            ],
        ),
        (
            "- title: ''\n  focus: {path: ana, entities: []}\n- title: B\n  focus: all\n",
            [
                "data/story.yaml:1:10: title: expected text",
                "data/story.yaml:2:17: path: expected a list of ids",
                "data/story.yaml:4:10: focus: expected entities, claims or a path",
            ],
        ),
    ],
)
def test_problems_name_their_place(folder: Path, text: str, problems: list[str]) -> None:
    (folder / "data" / "story.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        open_project(folder)
    assert [str(problem) for problem in caught.value.problems] == problems


def test_the_shipped_story_is_public_and_short() -> None:
    project = open_project(shipped_root())
    story = project.map().view.story
    assert 6 <= len(story) <= 9
    assert len(story) == len(project.dataset.story)
    assert all(step.text and (step.focus.claims or step.focus.path) for step in story)
    for step in story:
        told = {end for key in step.focus.claims for end in project.claims[key].ends}
        assert told & set(step.focus.entities + step.focus.path)
