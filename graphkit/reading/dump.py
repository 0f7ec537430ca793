"""Records become YAML that reads like the files people write, and loads back as the same records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphkit.model.records import Claim, Entity, Evidence, Source

WIDTH = 110
Plain = dict[str, Any]


def render_entities(entities: Iterable[Entity], visibility: str = "public") -> str:
    """The text of `entities.yaml`, sorted by id; `visibility` is that of records which do not name one.

    Example:
        >>> print(render_entities([Entity("dea", "agency", "DEA", ids=(("wikidata", "Q622899"),))]), end="")
        - id: dea
          kind: agency
          name: DEA
          ids: {wikidata: Q622899}
    """
    return _render(entity_fields(item, visibility) for item in sorted(entities, key=lambda item: item.id))


def render_sources(sources: Iterable[Source], visibility: str = "public") -> str:
    """The text of `sources.yaml`, sorted by id."""
    return _render(source_fields(item, visibility) for item in sorted(sources, key=lambda item: item.id))


def render_relations(claims: Iterable[Claim], visibility: str = "public") -> str:
    """The text of `relations.yaml`, sorted by id; what is derived (status, dispute) is not in it."""
    return _render(claim_fields(item, visibility) for item in sorted(claims, key=lambda item: item.id))


def entity_fields(entity: Entity, visibility: str = "public") -> Plain:
    """An entity as the fields of its file, without what is empty."""
    return _filled(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        aliases=_Flow(entity.aliases),
        in_text=entity.in_text,
        summary=entity.summary,
        tags=_Flow(entity.tags),
        ids=_FlowMap(entity.ids),
        unnamed=entity.unnamed,
        plural=entity.plural,
        visibility=_unless(entity.visibility, visibility),
    )


def source_fields(source: Source, visibility: str = "public") -> Plain:
    """A source as the fields of its file, without what is empty."""
    return _filled(
        id=source.id,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        author=source.author,
        date=str(source.date or ""),
        url=source.url,
        in_text=source.in_text,
        reliability=source.reliability,
        visibility=_unless(source.visibility, visibility),
        archive=source.archive,
        sha256=source.sha256,
    )


def claim_fields(claim: Claim, visibility: str = "public") -> Plain:
    """A claim as the fields of its file, without what is empty or derived; the id only if it has its own."""
    start = str(claim.start or "")
    derived = "/".join(part for part in (claim.type, *claim.ends, start) if part)
    return _filled(
        type=claim.type,
        **{"from": claim.from_id, "to": claim.to_id},
        id=_unless(claim.id, derived),
        start=start,
        end=str(claim.end or ""),
        roles=_FlowMap({role: list(keys) for role, keys in sorted(claim.roles.items())}),
        visibility=_unless(claim.visibility, visibility),
        at_most="" if claim.at_most is None else claim.at_most.word,
        because=claim.because,
        evidence=[_evidence_fields(item) for item in claim.evidence],
    )


class _Flow(list[str]):
    """A list that stands on one line."""


class _FlowMap(dict[str, Any]):
    """A mapping that stands on one line."""


def _evidence_fields(item: Evidence) -> _FlowMap:
    fields = _filled(
        source=item.source,
        at=item.at,
        quoting=item.quoting,
        by=item.by,
        basis=item.basis,
        stance=_unless(item.stance, "supports"),
        says=item.says,
        date=str(item.date or ""),
        grade=item.grade,
    )
    return _FlowMap(fields)


def _filled(**fields: Any) -> Plain:
    return {name: value for name, value in fields.items() if value not in ("", [], {}, False)}


def _unless(value: str, usual: str) -> str:
    return "" if value == usual else value


def _render(records: Iterable[Plain]) -> str:
    """YAML by libyaml's emitter, which knows what has to be quoted; no anchors, the order as it is."""
    import yaml

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def flow_list(dumper: Dumper, data: list[str]) -> yaml.Node:
        return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)

    def flow_map(dumper: Dumper, data: Plain) -> yaml.Node:
        return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)

    def text(dumper: Dumper, data: str) -> yaml.Node:
        # In single quotes a tab after a line break would stand where the reader takes it for indentation.
        style = None if data.isprintable() else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    Dumper.add_representer(str, text)
    Dumper.add_representer(_Flow, flow_list)
    Dumper.add_representer(_FlowMap, flow_map)
    plain = list(records)
    if not plain:
        return ""
    return yaml.dump(
        plain, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
