"""Maps a dataset to a labelled property graph for both Cypher engines, and back.

A row is plain data: a node is `{"id", "p"}`, a relationship `{"id", "from", "to", "p"}` with properties "p".
Every property always exists ('' or [] if nothing is known), because engines treat a missing one differently.
No property of a claim is called start, end, type or title, which have another meaning in kglite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from graphkit.cypher.properties import (
    column_names,
    from_columns,
    from_properties,
    property_names,
    to_columns,
    to_properties,
)
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.ontology import Kind, Ontology
from graphkit.model.records import Claim, Entity, Evidence, Source

T = TypeVar("T")
Row = dict[str, Any]
Rows = dict[str, list[Row]]

ENTITY = "Entity"
SOURCE = "Source"
PROJECT = "GraphkitProject"
HASH = "_hash"
HASH_WIDTH = 32  # characters
VERSION = 2  # part of every hash: after a change, the next push writes all elements
# Attributes of a claim without a property of their name: its type, ends, roles and evidence.
_ELSEWHERE = frozenset(("type", "from_id", "to_id", "roles", "evidence"))
ROLE_PREFIX = "role_"
# Names that a role must not have: those of graphkit, and those with another meaning in an engine.
_RESERVED = frozenset(
    {
        *property_names(Claim, _ELSEWHERE),
        *column_names(Evidence),
        *("rung", HASH, "start", "end", "type", "from", "to", "title", "label", "kind"),
    }
)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")


def node_rows(dataset: Dataset) -> Rows:
    """Returns all nodes by label, sorted: entities by the label of their kind, sources by Source.

    Every entity also has the label Entity.

    Raises: UsageError if the name of a kind or type is not a safe label.
    """
    check_names(dataset.ontology)
    rows: Rows = {}
    for entity in _sorted(dataset.entities.values()):
        rows.setdefault(dataset.ontology.kinds[entity.kind].node_label, []).append(entity_row(entity))
    if dataset.sources:
        rows[SOURCE] = [source_row(source) for source in _sorted(dataset.sources.values())]
    return dict(sorted(rows.items()))


def relationship_rows(dataset: Dataset) -> Rows:
    """Returns all claims by relationship type, sorted.

    Raises: UsageError if the name of a kind or type is not a safe label.
    """
    check_names(dataset.ontology)
    rows: Rows = {}
    for claim in _sorted(dataset.claims.values()):
        type_ = dataset.ontology.types[claim.type]
        rows.setdefault(type_.rel_type, []).append(claim_row(claim, type_.roles))
    return dict(sorted(rows.items()))


def entity_row(entity: Entity, digest: str = "") -> Row:
    """Returns the node of an entity; its external ids are two lists of equal length.

    Args:
        digest: Its hash, if known.
    """
    return {"id": entity.id, "p": {**to_properties(entity), HASH: digest or entity_hash(entity)}}


def source_row(source: Source, digest: str = "") -> Row:
    """Returns the node of a source; it has no relationships: claims name their sources in their own lists.

    Args:
        digest: Its hash, if known.
    """
    return {"id": source.id, "p": {**to_properties(source), HASH: digest or source_hash(source)}}


def claim_row(claim: Claim, roles: Iterable[str], digest: str = "") -> Row:
    """Returns the relationship of a claim: evidence as parallel lists, a list for each role of its type.

    Days are ordinals (`datetime.date.toordinal`); an unknown start or end goes from NEVER to ALWAYS.

    Args:
        digest: Its hash, if known.
    """
    p = to_properties(claim, _ELSEWHERE)
    p["rung"] = int(claim.status)
    for role in sorted({*roles, *claim.roles}):
        p[role_property(role)] = list(claim.roles.get(role, ()))
    p.update(to_columns(Evidence, claim.evidence))
    p[HASH] = digest or claim_hash(claim, roles)
    return {"id": claim.id, "from": claim.from_id, "to": claim.to_id, "p": p}


def entity_hash(entity: Entity) -> str:
    """Returns the hash of the node of an entity; see `claim_hash`."""
    return _hash(_ENTITY_FIELDS(entity))


def source_hash(source: Source) -> str:
    """Returns the hash of the node of a source; see `claim_hash`."""
    return _hash(_SOURCE_FIELDS(source))


def claim_hash(claim: Claim, roles: Iterable[str]) -> str:
    """Returns the hash of the relationship of a claim, which differs if any property differs.

    It covers all fields of the record except its location, and the roles of the type; hashing the row instead
    takes three times as long. It has 16 bytes of BLAKE2b in hexadecimal, the same on every machine.
    """
    evidence = [_EVIDENCE_FIELDS(item) for item in claim.evidence]
    return _hash((_CLAIM_FIELDS(claim), evidence, sorted(roles)))


def entity_of(p: Row) -> Entity:
    """Returns the entity of a node with these properties."""
    return Entity(**from_properties(Entity, p))


def source_of(p: Row) -> Source:
    """Returns the source of a node with these properties."""
    return Source(**from_properties(Source, p))


def claim_of(type_key: str, roles: Iterable[str], row: Row) -> Claim:
    """Returns the claim of a relationship, given the key of its type and the roles to look for.

    Raises: ValueError if its lists of evidence are not equally long.
    """
    p = row["p"]
    found = {role: tuple(p.get(role_property(role), ())) for role in sorted(roles)}
    return Claim(
        type=type_key,
        from_id=row["from"],
        to_id=row["to"],
        roles={role: keys for role, keys in found.items() if keys},
        evidence=from_columns(Evidence, p),
        **from_properties(Claim, p, _ELSEWHERE),
    )


def role_property(role: str) -> str:
    """Returns the property of a role: its own name, with a prefix if that name is reserved.

    Example:
        >>> role_property("about"), role_property("sources")
        ('about', 'role_sources')
    """
    return ROLE_PREFIX + role if role in _RESERVED or role.startswith(ROLE_PREFIX) else role


def check_names(ontology: Ontology) -> None:
    """Checks that Cypher can use all labels, types and property names unquoted.

    Raises: UsageError that names the first kind, type or role with an unsafe or duplicate name.
    """
    for type_ in ontology.types.values():
        for what, key in [("relation type", type_.key), *(("role", role) for role in type_.roles)]:
            if not _KEY.fullmatch(key):
                raise UsageError(f"{what} {key!r} cannot be used in a property graph; expected {_EXPECTED}")
    labels: dict[str, Kind] = {}
    for kind in ontology.kinds.values():
        if not _KEY.fullmatch(kind.key):
            raise UsageError(f"kind {kind.key!r} cannot be used in a property graph; expected {_EXPECTED}")
        if kind.node_label in (ENTITY, SOURCE, PROJECT):
            raise UsageError(f"kind {kind.key!r} cannot be used in a property graph; its label is reserved")
        other = labels.setdefault(kind.node_label, kind)
        if other is not kind:
            raise UsageError(f"kinds {other.key!r} and {kind.key!r} have the same label {kind.node_label}")


_EXPECTED = "a lower-case letter, then lower-case letters, digits or underscores, 63 characters at most"


def _fields(record: type[Struct], *without: str) -> Callable[[Struct], object]:
    return attrgetter(*(name for name in record.__struct_fields__ if name not in without))


_ENTITY_FIELDS = _fields(Entity, "location")
_SOURCE_FIELDS = _fields(Source, "location")
_CLAIM_FIELDS = _fields(Claim, "location", "evidence")
_EVIDENCE_FIELDS = _fields(Evidence, "location")
_encode = msgspec.json.Encoder(order="deterministic").encode


def _hash(value: object) -> str:
    return blake2b(_encode((VERSION, value)), digest_size=HASH_WIDTH // 2).hexdigest()


def _sorted(records: Iterable[T]) -> list[T]:
    return sorted(records, key=attrgetter("id"))
