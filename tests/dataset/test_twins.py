"""`check` warns of records that may be one, and is silent about those that the editors told apart."""

from __future__ import annotations

import pytest

from graphkit.dataset.twins import find_twins
from tests.projects import ENTITIES, SOURCES, make_dataset

EVIDENCE = "evidence: [{source: paper, at: P1, basis: book, says: says so}]"


def twins(relations: str = "", entities: str = "") -> list[str]:
    found = find_twins(make_dataset(relations, ENTITIES + entities, SOURCES))
    assert all(problem.severity == "warning" and problem.hint for problem in found)
    return [f"{problem.location}: {problem.message}" for problem in found]


def claims(*bodies: str) -> str:
    return "".join(f"- {{{body}, {EVIDENCE}}}\n" for body in bodies)


@pytest.mark.parametrize(
    "entity",
    [
        "{id: twin, kind: person, name: Person One}",
        "{id: twin, kind: person, name: PERSON  one}",
        "{id: twin, kind: person, name: Pérson One, ids: {wikidata: Q1}}",
    ],
)
def test_two_entities_of_one_kind_and_name(entity: str) -> None:
    assert twins(entities=f"- {entity}\n") == [
        'data/entities.yaml:7:3: "twin" has the kind and name of "person-1" (data/entities.yaml:1:3)'
    ]


@pytest.mark.parametrize(
    "entities",
    [
        "- {id: twin, kind: place, name: Person One}\n",
        "- {id: twin, kind: person, name: Person Oné Two}\n",
        "".join(
            f"- {{id: a{number}, kind: person, name: Lee, ids: {{wikidata: Q{number}}}}}\n" for number in "12"
        ),
    ],
)
def test_entities_that_are_told_apart(entities: str) -> None:
    assert twins(entities=entities) == []


def test_two_entities_with_one_identifier() -> None:
    both = "- {id: a, kind: person, name: A, ids: {wikidata: Q1, lei: ''}}\n"
    both += "- {id: b, kind: agency, name: B, ids: {Wikidata: q1, lei: ''}}\n"
    assert twins(entities=both) == [
        'data/entities.yaml:8:3: "b" has the Wikidata of "a" (data/entities.yaml:7:3): q1',
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("start: 2005", "start: 2005-03"),
        ("start: 2005", ""),
        ("id: one, start: 2005", "id: two, start: 2005"),
    ],
)
def test_a_symmetric_claim_both_ways(first: str, second: str) -> None:
    bodies = [
        f"type: met_with, from: {ends}" + (f", {more}" if more else "")
        for ends, more in (("person-1, to: person-2", first), ("person-2, to: person-1", second))
    ]
    (found,) = twins(claims(*bodies))
    assert found.startswith("data/relations.yaml:2:3: ")
    assert found.endswith("(data/relations.yaml:1:3): the type has no direction")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2012-03", "2012-03-04"),
        ("2012-03-04", "2012-03"),
        ("2012", "2012-03"),
        ("2012-03~", "2012-04"),
        ("2011/2013", "2012"),
    ],
)
def test_the_same_event_at_two_precisions(first: str, second: str) -> None:
    body = "type: killed, from: person-1, to: person-2, start: "
    (found,) = twins(claims(body + first, body + second))
    assert found == (
        f'data/relations.yaml:2:3: "killed/person-1/person-2/{second}" may be the same claim as '
        f'"killed/person-1/person-2/{first}" (data/relations.yaml:1:3): the dates {first} and {second} agree'
    )


@pytest.mark.parametrize(
    "bodies",
    [
        ("start: 2012-03", "start: 2012-04"),
        ("start: 2012-03", "start: 2012-03-04, id: killed/again"),
        ("start: 2012, end: 2013", "start: 2012-05, end: 2015"),
        ("start: 2012", "id: other"),
    ],
)
def test_claims_that_are_told_apart(bodies: tuple[str, str]) -> None:
    body = "type: killed, from: person-1, to: person-2, "
    assert twins(claims(*(body + more for more in bodies))) == []
    assert (
        twins(
            claims("type: killed, from: person-1, to: person-2", "type: killed, from: person-2, to: person-1")
        )
        == []
    )


def test_a_meeting_about_something_else_is_another_claim() -> None:
    body = "type: accused_of, from: person-1, to: person-2, "
    same = claims(body + "start: 2012", body + "start: 2012-03")
    if "accused_of" in make_dataset().ontology.types:
        assert len(twins(same)) == 1
    body = "type: informed_for, from: person-1, to: agency-1, roles: {about: [%s]}, start: %s"
    assert twins(claims(body % ("company-1", "2012"), body % ("person-2", "2012-03"))) == []
    assert len(twins(claims(body % ("company-1", "2012"), body % ("company-1", "2012-03")))) == 1
