"""The story of a map, told by its author in data/story.yaml: steps that light up what they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.dataset.audience import visible_to
from graphkit.errors import Problem, nearest_hint
from graphkit.model.records import VISIBILITIES

if TYPE_CHECKING:
    from graphkit.model.story import Step
    from graphkit.reading.record import WrittenRecord

FIELDS = ("title", "text", "focus", "visibility")
FOCUS = ("entities", "claims", "path")


def check_story(
    records: Iterable[WrittenRecord], entities: Collection[str], claims: Collection[str]
) -> Iterator[Problem]:
    """The problems of a story: fields and names that are not known, given the ids that are."""
    known = {"entities": entities, "claims": claims, "path": entities}
    for record in records:
        value: Mapping[str, Any] = record.value
        yield from _unknown(record, (), value, FIELDS)
        yield from _texts(record, value)
        focus = value.get("focus", {})
        if not isinstance(focus, dict):
            yield Problem(record.location("focus"), "expected entities, claims or a path")
            continue
        yield from _unknown(record, ("focus",), focus, FOCUS)
        for part in FOCUS:
            yield from _names(record, part, focus.get(part, []), known[part])


def build_story(
    records: Iterable[WrittenRecord], audience: str, visibility: str = "public"
) -> tuple[Step, ...]:
    """The steps that an audience may see, of records that have passed the check.

    `visibility` is that of steps which name none.
    """
    from graphkit.model.story import Focus, Step

    seen = visible_to(audience)
    steps = []
    for record in records:
        value: Mapping[str, Any] = record.value
        focus = {part: tuple(ids) for part, ids in value.get("focus", {}).items()}
        if value.get("visibility", visibility) in seen:
            steps.append(Step(title=value["title"], text=value.get("text", "").strip(), focus=Focus(**focus)))
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
        yield Problem(record.location(), "a step needs a title")
    for key in ("title", "text"):
        if key in value and not (isinstance(value[key], str) and value[key].strip()):
            yield Problem(record.location(key), f"{key}: expected text")
    if value.get("visibility", "public") not in VISIBILITIES:
        yield Problem(record.location("visibility"), f"expected one of {', '.join(VISIBILITIES)}")


def _names(record: WrittenRecord, part: str, ids: Any, known: Collection[str]) -> Iterator[Problem]:
    if not isinstance(ids, list) or not all(isinstance(key, str) for key in ids):
        yield Problem(record.location("focus", part), f"{part}: expected a list of ids")
        return
    what = "claim" if part == "claims" else "entity"
    for at, key in enumerate(ids):
        if key not in known:
            yield Problem(
                record.location("focus", part, at), f'unknown {what} "{key}"', nearest_hint(key, known)
            )
