"""The publishing gate: nothing that is not public reaches a map, nor a word of it by another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import UsageError
from graphkit.project import open_project
from graphkit.render.html import embed_data
from graphkit.render.leak_scan import hidden_words, scan
from tests.projects import ENTITIES, RELATIONS, SOURCES, write_project

SECRET = "- {id: hushed-one, kind: person, name: Hushed Person, aliases: [Whisper], visibility: internal}\n"
TIED = """\
- type: advises
  from: hushed-one
  to: person-2
  evidence:
    - {source: paper, at: P9, basis: press_report, says: reports it}
"""


def test_a_public_map_is_that_of_a_project_that_never_had_it(tmp_path: Path) -> None:
    without = open_project(write_project(tmp_path / "without"))
    having = open_project(write_project(tmp_path / "with", RELATIONS + TIED, ENTITIES + SECRET))
    assert having.map().to_html() == without.map().to_html()
    assert "Hushed" in having.map(audience="internal").to_html()


def test_words_of_hidden_ones_are_names_ids_and_titles_that_no_public_one_has(tmp_path: Path) -> None:
    sources = SOURCES + "- {id: vault, title: The hidden file, kind: leak, visibility: confidential}\n"
    secret = SECRET.replace("[Whisper]", "[Whisper, Two]")
    dataset = open_project(write_project(tmp_path, RELATIONS, ENTITIES + secret, sources)).dataset
    assert hidden_words(dataset, "public") == (
        "Hushed Person",
        "The hidden file",
        "Whisper",
        "hushed-one",
        "vault",
    )
    assert hidden_words(dataset, "internal") == ("The hidden file", "vault")
    assert hidden_words(dataset, "confidential") == ()


@pytest.mark.parametrize("summary", ["Knows Whisper well.", "Works with HUSHED PERSON."])
def test_a_hidden_word_in_a_public_text_stops_the_map(tmp_path: Path, summary: str) -> None:
    entities = ENTITIES.replace("name: Person Two,", f"name: Person Two, summary: {summary},")
    project = open_project(write_project(tmp_path, entities=entities + SECRET))
    with pytest.raises(UsageError, match="is not for this audience, but would be in the output"):
        project.map()
    assert project.map(audience="internal").to_html()


def test_a_hidden_word_in_the_name_of_the_file_stops_the_map(tmp_path: Path) -> None:
    project = open_project(write_project(tmp_path, entities=ENTITIES + SECRET))
    with pytest.raises(UsageError, match="hushed-one"):
        project.map().save(tmp_path / "map of hushed-one.html")
    assert not list(tmp_path.glob("*.html"))


def test_words_within_words_are_no_leak() -> None:
    scan("whispering, un-whisper, whisper-like", ["Whisper"])


@pytest.mark.parametrize(
    "content",
    [
        "… whose adviser was HUSHED\n    │   Person, in 2004 …",
        "\\*Hushed\\* Person",
        '{"name": "Hushed\\nPerson"}',
        '<text data-entity="hushed-one" x="1"/>',
        "<p>Hushed&#32;Person</p>",
        'n1["Hushed#160;Person"]',
        "Hush\\u0065d Person",
        "Hushed Person".replace("e", "e\u0301"),
        embed_data({"claims": [], "claims_by_id": {}, "page": {"standfirst": "Hushed Person " * 60_000}}),
    ],
)
def test_words_are_found_in_escapes_line_breaks_and_packed_data(content: str) -> None:
    name = "Hush\u00e9d P\u00e9rson" if "\u0301" in content else "Hushed Person"
    with pytest.raises(UsageError, match="is not for this audience"):
        scan(content, [name, "hushed-one"])


def test_programs_and_styles_of_a_page_are_no_leak() -> None:
    scan("<style>.whisper {}</style><script>const whisper = 1;</script><p>Quiet</p>", ["whisper"])
    with pytest.raises(UsageError, match="whisper"):
        scan('<script type="application/json">["Whisper"]</script>', ["whisper"])


@pytest.mark.parametrize(
    "suffix", ["txt", "md", "csv", "dot", "mmd", "graphml", "gexf", "svg", "png", "html"]
)
def test_a_hidden_word_stops_every_format(tmp_path: Path, suffix: str) -> None:
    entities = ENTITIES.replace("name: Person Two,", "name: Person Two of Whisper,")
    project = open_project(write_project(tmp_path, entities=entities + SECRET)).for_audience("public")
    target = tmp_path / f"answer.{suffix}"
    with pytest.raises(UsageError, match='"Whisper" is not for this audience'):
        project.path("person-2", "agency-1").save(target)
    assert not target.exists()
