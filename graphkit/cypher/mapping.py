"""A dataset as a labelled property graph: one mapping for every engine that takes Cypher, and the way back.

A row is plain data: a node is `{"id", "p"}`, a relationship `{"id", "from", "to", "p"}`, with all properties
under "p". Every property is always there ('' or [] where nothing is known), because engines answer an absent
one differently; and none is called start, end, type, title on a claim, which kglite takes for something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec

from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.dates import ALWAYS, NEVER, PartialDate
from graphkit.model.ontology import Kind, Ontology
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status

Row = dict[str, Any]
Rows = dict[str, list[Row]]

ENTITY = "Entity"
SOURCE = "Source"
MARKER = "GraphkitProject"
HASH = "_hash"
HASH_WIDTH = 32  # characters
VERSION = 2  # of this mapping; a new one makes every hash another, so that the next push writes all anew
# Property of a relationship (a list, as long as there is evidence) and the field of the evidence it holds.
EVIDENCE = {
    "sources": "source",
    "ats": "at",
    "quotings": "quoting",
    "bys": "by",
    "bases": "basis",
    "stances": "stance",
    "says": "says",
    "dates": "date",
    "grades": "grade",
}
CLAIM = (
    *("id", "status", "rung", "disputed", "independent", "since", "since_earliest", "since_latest", "until"),
    *("until_earliest", "until_latest", "at_most", "because", "visibility", "certainty"),
)
ROLE_PREFIX = "role_"
# Names that a role may not take: our own, and those that some engine answers with something else.
_RESERVED = frozenset(
    {*CLAIM, *EVIDENCE, HASH, "start", "end", "type", "from", "to", "title", "label", "kind"}
)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")


def node_rows(dataset: Dataset) -> Rows:
    """All nodes by label, labels and rows sorted: entities under that of their kind, sources under Source.

    Every entity also carries the label Entity.

    Raises: UsageError if a kind or type has a name that is no safe label.
    """
    check_names(dataset.ontology)
    rows: Rows = {}
    for entity in _sorted(dataset.entities.values()):
        rows.setdefault(dataset.ontology.kinds[entity.kind].node_label, []).append(entity_row(entity))
    if dataset.sources:
        rows[SOURCE] = [source_row(source) for source in _sorted(dataset.sources.values())]
    return dict(sorted(rows.items()))


def relationship_rows(dataset: Dataset) -> Rows:
    """All claims by the type of their relationship, types and rows sorted.

    Raises: UsageError if a kind or type has a name that is no safe label.
    """
    check_names(dataset.ontology)
    rows: Rows = {}
    for claim in _sorted(dataset.claims.values()):
        type_ = dataset.ontology.types[claim.type]
        rows.setdefault(type_.rel_type, []).append(claim_row(claim, type_.roles))
    return dict(sorted(rows.items()))


def entity_row(entity: Entity, digest: str = "") -> Row:
    """The node of an entity; its external ids are two lists of equal length. `digest`: its hash, if known."""
    p: Row = {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": list(entity.aliases),
        "in_text": entity.in_text,
        "summary": entity.summary,
        "tags": list(entity.tags),
        "id_names": [name for name, _ in entity.ids],
        "id_values": [value for _, value in entity.ids],
        "unnamed": entity.unnamed,
        "plural": entity.plural,
        "visibility": entity.visibility,
    }
    p[HASH] = digest or entity_hash(entity)
    return {"id": entity.id, "p": p}


def source_row(source: Source, digest: str = "") -> Row:
    """The node of a source; it has no relationships: claims name their sources in their own lists.

    `digest`: its hash, if known.
    """
    p: Row = {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher,
        "author": source.author,
        "date": str(source.date or ""),
        "url": source.url,
        "reliability": source.reliability,
        "visibility": source.visibility,
        "archive": source.archive,
        "sha256": source.sha256,
        "in_text": source.in_text,
    }
    p[HASH] = digest or source_hash(source)
    return {"id": source.id, "p": p}


def claim_row(claim: Claim, roles: Iterable[str], digest: str = "") -> Row:
    """The relationship of a claim: evidence as parallel lists, one list for each role that its type allows.

    `digest`: its hash, if known. Days are ordinals (`datetime.date.toordinal`); a side that is not known
    reaches from NEVER to ALWAYS.
    """
    p: Row = {
        "id": claim.id,
        "status": claim.status.word,
        "rung": int(claim.status),
        "disputed": claim.disputed,
        "independent": claim.independent,
        **_date("since", claim.start),
        **_date("until", claim.end),
        "at_most": "" if claim.at_most is None else claim.at_most.word,
        "because": claim.because,
        "visibility": claim.visibility,
        "certainty": claim.certainty,
    }
    for role in sorted({*roles, *claim.roles}):
        p[role_property(role)] = list(claim.roles.get(role, ()))
    columns = zip(*map(_EVIDENCE_COLUMNS, claim.evidence), strict=True) if claim.evidence else _NO_EVIDENCE
    p.update(zip(EVIDENCE, map(list, columns), strict=True))
    p["dates"] = [str(date or "") for date in p["dates"]]
    p[HASH] = digest or claim_hash(claim, roles)
    return {"id": claim.id, "from": claim.from_id, "to": claim.to_id, "p": p}


def entity_hash(entity: Entity) -> str:
    """What tells the node of an entity from that of any other, and from what it was: see `claim_hash`."""
    return _hash(_ENTITY_FIELDS(entity))


def source_hash(source: Source) -> str:
    """What tells the node of a source from that of any other, and from what it was: see `claim_hash`."""
    return _hash(_SOURCE_FIELDS(source))


def claim_hash(claim: Claim, roles: Iterable[str]) -> str:
    """What tells the relationship of a claim from that of any other, and from what it was.

    It is over all fields of the record (the place in the file aside) and the roles of the type: three times
    as fast as over the row. Sixteen bytes of BLAKE2b in hexadecimal, the same on every machine.
    """
    evidence = [_EVIDENCE_FIELDS(item) for item in claim.evidence]
    return _hash((_CLAIM_FIELDS(claim), evidence, sorted(roles)))


def entity_of(p: Row) -> Entity:
    """The entity of a node with these properties."""
    return Entity(
        id=p["id"],
        kind=p["kind"],
        name=p["name"],
        aliases=tuple(p["aliases"]),
        in_text=p["in_text"],
        summary=p["summary"],
        tags=tuple(p["tags"]),
        ids=tuple(zip(p["id_names"], p["id_values"], strict=True)),
        unnamed=p["unnamed"],
        plural=p["plural"],
        visibility=p["visibility"],
    )


def source_of(p: Row, parse: Callable[[str], PartialDate]) -> Source:
    """The source of a node with these properties; `parse` reads an EDTF date."""
    values = {name: value for name, value in p.items() if name not in {HASH, "date"}}
    return Source(**values, date=parse(p["date"]) if p["date"] else None)


def claim_of(type_key: str, roles: Iterable[str], row: Row, parse: Callable[[str], PartialDate]) -> Claim:
    """The claim of a relationship: the key of its type, the roles to look for; `parse` reads an EDTF date.

    Raises: ValueError if its lists of evidence are not equally long.
    """
    p = row["p"]
    found = {role: tuple(p.get(role_property(role), ())) for role in sorted(roles)}
    return Claim(
        id=p["id"],
        type=type_key,
        from_id=row["from"],
        to_id=row["to"],
        evidence=_evidence_of(p, parse),
        status=Status.parse(p["status"]),
        disputed=p["disputed"],
        start=parse(p["since"]) if p["since"] else None,
        end=parse(p["until"]) if p["until"] else None,
        roles={role: keys for role, keys in found.items() if keys},
        at_most=Status.parse(p["at_most"]) if p["at_most"] else None,
        because=p["because"],
        independent=p["independent"],
        visibility=p["visibility"],
        certainty=p["certainty"],
    )


def role_property(role: str) -> str:
    """The name of the list that holds a role: its own, unless that means something else already.

    Example:
        >>> role_property("about"), role_property("sources")
        ('about', 'role_sources')
    """
    return ROLE_PREFIX + role if role in _RESERVED or role.startswith(ROLE_PREFIX) else role


def check_names(ontology: Ontology) -> None:
    """See to it that labels, types and property names can stand in Cypher without quoting.

    Raises: UsageError naming the first kind, type or role that cannot.
    """
    for type_ in ontology.types.values():
        for what, key in [("relation type", type_.key), *(("role", role) for role in type_.roles)]:
            if not _KEY.fullmatch(key):
                raise UsageError(f"{what} {key!r} cannot be used in a property graph; expected {_EXPECTED}")
    labels: dict[str, Kind] = {}
    for kind in ontology.kinds.values():
        if not _KEY.fullmatch(kind.key):
            raise UsageError(f"kind {kind.key!r} cannot be used in a property graph; expected {_EXPECTED}")
        if kind.node_label in (ENTITY, SOURCE, MARKER):
            raise UsageError(f"kind {kind.key!r} cannot be used in a property graph: its label has a meaning")
        other = labels.setdefault(kind.node_label, kind)
        if other is not kind:
            raise UsageError(f"kinds {other.key!r} and {kind.key!r} have the same label {kind.node_label}")


_EXPECTED = "a small letter, then small letters, digits and underscores, at most 63"


def _evidence_of(p: Row, parse: Callable[[str], PartialDate]) -> tuple[Evidence, ...]:
    items = []
    for values in zip(*(p[name] for name in EVIDENCE), strict=True):
        item = dict(zip(EVIDENCE.values(), values, strict=True))
        date = item.pop("date")
        items.append(Evidence(**item, date=parse(date) if date else None))
    return tuple(items)


def _date(name: str, date: PartialDate | None) -> Row:
    return {
        name: str(date or ""),
        f"{name}_earliest": date.earliest if date else NEVER,
        f"{name}_latest": date.latest if date else ALWAYS,
    }


def _fields(record: type[Any], *without: str) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(name for name in record.__struct_fields__ if name not in without))


_ENTITY_FIELDS = _fields(Entity, "location")
_SOURCE_FIELDS = _fields(Source, "location")
_CLAIM_FIELDS = _fields(Claim, "location", "evidence")
_EVIDENCE_FIELDS = _fields(Evidence, "location")
_EVIDENCE_COLUMNS = attrgetter(*EVIDENCE.values())
_NO_EVIDENCE: tuple[tuple[Any, ...], ...] = ((),) * len(EVIDENCE)
_encode = msgspec.json.Encoder(order="deterministic").encode


def _hash(value: Any) -> str:
    return blake2b(_encode((VERSION, value)), digest_size=HASH_WIDTH // 2).hexdigest()


def _sorted(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: item.id)
