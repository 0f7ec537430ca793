"""Writes records as YAML that reads like the files people write, and loads back as the same records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from graphkit.model.fields import EMPTY, written_fields
from graphkit.model.records import Claim, Entity, Source, Uncited
from graphkit.model.story import StoryStep
from graphkit.reading.check import claim_ids

if TYPE_CHECKING:
    import yaml

WIDTH = 110
Plain = dict[str, Any]


def render_entities(entities: Iterable[Entity], visibility: str = "public") -> str:
    """Returns the text of `entities.yaml`, sorted by id.

    Args:
        visibility: That of records which do not name one.

    Example:
        >>> print(render_entities([Entity("dea", "agency", "DEA", ids=(("wikidata", "Q622899"),))]), end="")
        - id: dea
          kind: agency
          name: DEA
          ids: {wikidata: Q622899}
    """
    return _render(entities, visibility)


def render_sources(sources: Iterable[Source], visibility: str = "public") -> str:
    """Returns the text of `sources.yaml`, sorted by id."""
    return _render(sources, visibility)


def render_relations(claims: Iterable[Claim], visibility: str = "public") -> str:
    """Returns the text of `relations.yaml`, sorted by id, without what graphkit derives (status, dispute)."""
    return _render(claims, visibility)


def render_story(steps: Iterable[StoryStep], visibility: str = "public") -> str:
    """Returns the text of `story.yaml`."""
    written = []
    for item in steps:
        focus = {part: _FlowList(ids) for part, ids in to_builtins(item.step.focus).items()}
        parts = {"title": item.step.title, "text": item.step.text, "focus": focus}
        label = {} if item.visibility == visibility else {"visibility": item.visibility}
        written.append({**{key: part for key, part in parts.items() if part}, **label})
    return _dump(written)


def render_uncited(places: Iterable[Uncited]) -> str:
    """Returns the text of `uncited.yaml`."""
    return _dump([_Flow(to_written(place)) for place in places])


def render_mapping(value: Mapping[str, Any]) -> str:
    """Returns the text of a file that is one mapping, such as the ontology, without comments."""
    return _dump(value)


def to_written(record: Struct, visibility: str = "public") -> Plain:
    """Returns a record as the fields of its file, without those that the reader would add.

    These are empty fields, fields with their default, and the id of a claim that follows from the others.
    """
    found: Plain = {}
    for field in written_fields(type(record)):
        value = getattr(record, field.name)
        usual = visibility if field.key == "visibility" else field.default
        if value == usual or value in EMPTY:
            continue
        if field.record:
            found[field.key] = [_Flow(to_written(item, visibility)) for item in value]
        else:
            plain = value if field.spec.plain is None else field.spec.plain(value)
            found[field.key] = _INLINE.get(type(plain), _as_it_is)(plain)
    if isinstance(record, Claim) and claim_ids([{**found, "id": ""}]) == [record.id]:
        del found["id"]
    return found


class _FlowList(list[Any]):
    """A list that is written on one line."""


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


_INLINE: Mapping[type, Callable[[Any], Any]] = {list: _FlowList, dict: _Flow}


def _as_it_is(value: Any) -> Any:
    return value


def _render(records: Iterable[Any], visibility: str) -> str:
    """Returns YAML without anchors, in the order of the fields; libyaml's emitter adds the quotes."""
    return _dump([to_written(record, visibility) for record in sorted(records, key=lambda record: record.id)])


def _dump(plain: Any) -> str:
    import yaml

    if not plain:
        return ""
    return yaml.dump(
        plain, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )


def _dumper() -> type[yaml.CSafeDumper]:
    from yaml import CSafeDumper, Node

    class Dumper(CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def flow_list(dumper: Dumper, data: list[str]) -> Node:
        return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)

    def flow_map(dumper: Dumper, data: Plain) -> Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)

    def text(dumper: Dumper, data: str) -> Node:
        # In single quotes a tab after a line break would be where the reader takes it for indentation.
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, None if data.isprintable() else '"')

    Dumper.add_representer(str, text)
    Dumper.add_representer(_FlowList, flow_list)
    Dumper.add_representer(_Flow, flow_map)
    return Dumper
