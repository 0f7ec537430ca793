"""Reads the story of a map, which its author tells in data/story.yaml."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import Problem, nearest_hint
from graphkit.model.records import VISIBILITIES

if TYPE_CHECKING:
    from graphkit.model.story import StoryStep
    from graphkit.reading.record import WrittenRecord

FIELDS = ("title", "text", "focus", "visibility")
FOCUS = ("entities", "claims", "path")


def check_story(
    records: Iterable[WrittenRecord], entities: Collection[str], claims: Collection[str]
) -> Iterator[Problem]:
    """Yields the problems of a story: unknown fields and ids, given the ids that are known."""
    known = {"entities": entities, "claims": claims, "path": entities}
    for record in records:
        value: Mapping[str, Any] = record.value
        yield from _unknown(record, (), value, FIELDS)
        yield from _texts(record, value)
        focus = value.get("focus", {})
        if not isinstance(focus, dict):
            yield Problem(record.location("focus"), "focus: expected entities, claims or a path")
            continue
        yield from _unknown(record, ("focus",), focus, FOCUS)
        for part in FOCUS:
            yield from _names(record, part, focus.get(part, []), known[part])


def build_story(records: Iterable[WrittenRecord], visibility: str) -> tuple[StoryStep, ...]:
    """Returns the steps of records that have passed the check.

    Args:
        visibility: The visibility of steps that name none.
    """
    from graphkit.model.story import Focus, Step, StoryStep

    steps = []
    for record in records:
        value: Mapping[str, Any] = record.value
        focus = Focus(**{part: tuple(ids) for part, ids in value.get("focus", {}).items()})
        step = Step(title=value["title"], text=value.get("text", "").strip(), focus=focus)
        steps.append(StoryStep(step=step, visibility=value.get("visibility", visibility)))
    return tuple(steps)


def _unknown(
    record: WrittenRecord, path: tuple[str, ...], value: Mapping[str, Any], known: tuple[str, ...]
) -> Iterator[Problem]:
    for key in value:
        if key not in known:
            hint = nearest_hint(key, known) or f"known: {', '.join(known)}"
            yield Problem(record.key_location(*path, key), f'unknown key "{key}"', hint)


def _texts(record: WrittenRecord, value: Mapping[str, Any]) -> Iterator[Problem]:
    if "title" not in value:
        yield Problem(record.location(), '"title" is missing', "the heading of the step")
    for key in ("title", "text"):
        if key in value and not (isinstance(value[key], str) and value[key].strip()):
            yield Problem(record.location(key), f"{key}: expected text")
    if value.get("visibility", "public") not in VISIBILITIES:
        yield Problem(record.location("visibility"), f"visibility: expected one of {', '.join(VISIBILITIES)}")


def _names(record: WrittenRecord, part: str, ids: Any, known: Collection[str]) -> Iterator[Problem]:
    if not isinstance(ids, list) or not all(isinstance(key, str) for key in ids):
        yield Problem(record.location("focus", part), f"{part}: expected a list of ids")
        return
    what = "claim" if part == "claims" else "entity"
    for at, key in enumerate(ids):
        if key not in known:
            location = record.location("focus", part, at)
            yield Problem(location, f'unknown {what} "{key}"', nearest_hint(key, known))
