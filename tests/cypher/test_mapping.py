"""The mapping is lossless: records become rows and the same records again."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.cypher import mapping
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import UsageError
from graphkit.model.dates import ALWAYS, NEVER, PartialDate, parse_date
from graphkit.model.ontology import Kind, Ontology, RelationType, Role
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status

ROLES = ("about", "on_behalf_of", "sources", "role_about", "type")
DATES = {text: parse_date(text) for text in ("2005", "../2009-03", "2004~", "2011/..")}


def _type(key: str, roles: tuple[str, ...] = ROLES) -> RelationType:
    made = {role: Role(role, ("person",), "about {about}") for role in roles}
    return RelationType(
        key,
        key,
        "{from} to {to}",
        "",
        ("person",),
        ("person",),
        "state",
        False,
        False,
        made,
        "none",
        "g",
        "#000",
    )


def _kind(key: str) -> Kind:
    return Kind(key, key, key + "s", "circle", {"light": "#000000", "dark": "#ffffff"})


def _ontology(kinds: tuple[str, ...] = ("person", "front_company"), types: tuple[str, ...] = ()) -> Ontology:
    chosen = types or ("knows", "informed_for")
    return Ontology({key: _kind(key) for key in kinds}, {key: _type(key) for key in chosen}, {}, {})


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ids = st.sampled_from(["a", "b-1", "c"])
dates = st.none() | st.sampled_from(list(DATES.values()))
texts = st.lists(text, max_size=3).map(tuple)
visibility = st.sampled_from(["public", "internal", "confidential"])

evidence = st.builds(
    Evidence,
    source=ids,
    at=text,
    says=text,
    basis=text,
    quoting=text,
    by=text,
    stance=st.sampled_from(["supports", "denies", "doubts"]),
    date=dates,
    grade=text,
)
entities = st.builds(
    Entity,
    id=ids,
    kind=st.sampled_from(["person", "front_company"]),
    name=text,
    aliases=texts,
    in_text=text,
    summary=text,
    tags=texts,
    ids=st.lists(st.tuples(text, text), max_size=2).map(tuple),
    unnamed=st.booleans(),
    plural=st.booleans(),
    visibility=visibility,
)
sources = st.builds(
    Source,
    **dict.fromkeys(
        ("title", "kind", "publisher", "author", "url", "reliability", "archive", "sha256"), text
    ),
    id=ids,
    date=dates,
    visibility=visibility,
    in_text=text,
)
claims = st.builds(
    Claim,
    id=text,
    type=st.sampled_from(["knows", "informed_for"]),
    from_id=ids,
    to_id=ids,
    evidence=st.lists(evidence, min_size=1, max_size=4).map(tuple),
    status=st.sampled_from(Status),
    disputed=st.booleans(),
    start=dates,
    end=dates,
    roles=st.dictionaries(st.sampled_from(ROLES), st.lists(ids, min_size=1, max_size=2).map(tuple)),
    at_most=st.none() | st.sampled_from(Status),
    because=text,
    independent=st.integers(0, 9),
    visibility=visibility,
    certainty=text,
)


def _by_id(items: st.SearchStrategy[list[object]]) -> st.SearchStrategy[dict[str, object]]:
    return items.map(lambda found: {item.id: item for item in found})  # type: ignore[attr-defined]


datasets = st.builds(
    MemoryDataset,
    name=st.just("example"),
    ontology=st.just(_ontology()),
    entities=_by_id(st.lists(entities, max_size=3)),
    sources=_by_id(st.lists(sources, max_size=3)),
    claims=_by_id(st.lists(claims, max_size=5)),
)


@given(datasets)
def test_rows_hold_everything(dataset: MemoryDataset) -> None:
    nodes, relationships = mapping.node_rows(dataset), mapping.relationship_rows(dataset)
    # Rows are plain data: a round trip through JSON replaces the network.
    nodes, relationships = msgspec.json.decode(msgspec.json.encode((nodes, relationships)))
    found_sources = [mapping.source_of(row["p"]) for row in nodes.pop("Source", [])]
    found = [mapping.entity_of(row["p"]) for rows in nodes.values() for row in rows]
    of_type = ((type_.lower(), row) for type_, rows in relationships.items() for row in rows)
    read = [mapping.claim_of(type_, ROLES, row) for type_, row in of_type]
    assert {entity.id: entity for entity in found} == dataset.entities
    assert {source.id: source for source in found_sources} == dataset.sources
    assert {claim.id: claim for claim in read} == dataset.claims


@given(datasets)
def test_rows_are_sorted_and_hold_no_null_and_no_nested_list(dataset: MemoryDataset) -> None:
    for table in (mapping.node_rows(dataset), mapping.relationship_rows(dataset)):
        assert list(table) == sorted(table)
        for rows in table.values():
            assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
            for value in (value for row in rows for value in row["p"].values()):
                assert isinstance(value, str | bool | int | list)
                assert not isinstance(value, list) or all(isinstance(item, str) for item in value)


@given(claims, claims)
def test_the_hash_differs_when_anything_differs(one: Claim, other: Claim) -> None:
    first, second = (mapping.claim_row(claim, ROLES) for claim in (one, other))
    assert (first["p"]["_hash"] == second["p"]["_hash"]) == (one == other)


def test_the_hash_does_not_depend_on_the_run() -> None:
    row = mapping.entity_row(Entity("a", "person", "Person 1"))
    assert row["p"]["_hash"] == "b6012fa0458f11545fb6930177ead516"


def _claim(*evidence: Evidence, end: PartialDate | None = None) -> Claim:
    status = Status.REPORTED
    return Claim(
        id="c",
        type="knows",
        from_id="a",
        to_id="b",
        evidence=evidence,
        status=status,
        disputed=False,
        end=end,
    )


def test_lists_of_evidence_that_do_not_match_are_refused() -> None:
    claim = _claim(Evidence(source="s", at="P1", says="says so", basis="book"))
    row = mapping.claim_row(claim, ROLES)
    row["p"]["says"].append("one too many")
    with pytest.raises(ValueError, match=r"shorter|longer"):
        mapping.claim_of("knows", ROLES, row)


def test_a_date_that_is_not_known_is_open_on_both_sides() -> None:
    claim = _claim(end=DATES["../2009-03"])
    p = mapping.claim_row(claim, ROLES)["p"]
    assert (p["since"], p["since_earliest"], p["since_latest"]) == ("", NEVER, ALWAYS)
    assert (p["until"], p["until_earliest"], p["until_latest"]) == ("../2009-03", NEVER, 733497)
    assert json.dumps(p)


@pytest.mark.parametrize(
    ("ontology", "named"),
    [
        (_ontology(kinds=("person) DETACH DELETE (n",)), "person"),
        (_ontology(types=("knows]->() DELETE r //",)), "knows"),
        (_ontology(types=("Knows",)), "Knows"),
        (_ontology(kinds=("source",)), "label is reserved"),
        (_ontology(kinds=("entity",)), "label is reserved"),
        (_ontology(kinds=("a_b", "a__b")), "same label"),
        (Ontology({}, {"knows": _type("knows", ("x`y",))}, {}, {}), "x`y"),
    ],
)
def test_names_that_carry_cypher_are_refused(ontology: Ontology, named: str) -> None:
    with pytest.raises(UsageError, match=re.escape(named)):
        mapping.check_names(ontology)
