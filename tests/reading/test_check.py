"""Problems of records: each with its place, what was expected, the nearest known name; all at once."""

from __future__ import annotations

import pytest

from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import DataError
from graphkit.model.status import Status
from tests.projects import ENTITIES, RELATIONS, SOURCES, make_dataset

GOOD = "{source: paper, at: P1, basis: press_report, says: reports it}"


def problems(relations: str = "", entities: str = ENTITIES, sources: str = SOURCES) -> list[str]:
    with pytest.raises(DataError) as raised:
        make_dataset(relations, entities, sources)
    return [str(problem) for problem in raised.value.problems]


def relation(body: str, evidence: str = f"[{GOOD}]") -> str:
    return f"- {{{body}, evidence: {evidence}}}\n"


def test_good_files_have_no_problem_and_sort_by_id() -> None:
    dataset = make_dataset()
    assert isinstance(dataset, MemoryDataset)
    assert list(dataset.claims) == sorted(dataset.claims)
    assert dataset.warnings == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "type: informed_for, from: person-11, to: agency-1",
            'data/relations.yaml:1:30: unknown entity "person-11"; did you mean "person-1"?',
        ),
        (
            "type: informed_fr, from: person-1, to: agency-1",
            'data/relations.yaml:1:10: unknown type "informed_fr"; did you mean "informed_for"?',
        ),
        (
            "type: informed_for, from: case-1, to: agency-1",
            (
                'data/relations.yaml:1:30: "from" of informed_for cannot be a case ("case-1"); '
                "expected person or organization"
            ),
        ),
        (
            "type: informed_for, from: agency-1, to: agency-1",
            'data/relations.yaml:1:30: "from" of informed_for cannot be an agency ("agency-1"); ',
        ),
        (
            "type: informed_for, from: person-1, to: person-1",
            "data/relations.yaml:1:44: informed_for cannot join an entity with itself",
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, strat: 2005",
            'data/relations.yaml:1:54: unknown key "strat"; did you mean "start"?',
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, roles: {abuot: [company-1]}",
            'data/relations.yaml:1:62: unknown role "abuot"; did you mean "about"?',
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, roles: {about: [company-2]}",
            'data/relations.yaml:1:70: unknown entity "company-2"; did you mean "company-1"?',
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, roles: {on_behalf_of: [case-1]}",
            (
                'data/relations.yaml:1:77: role "on_behalf_of" of informed_for cannot be a case ("case-1"); '
                "expected person, organization or agency"
            ),
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, start: 2006, end: 2005",
            'data/relations.yaml:1:72: end "2005" is before start "2006"',
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, at_most: alleged",
            "data/relations.yaml:1:63: at_most needs a reason; add because: ...; readers see it",
        ),
        (
            "type: informed_for, from: person-1, to: agency-1, at_most: denied, because: no",
            'data/relations.yaml:1:63: unknown at_most "denied"',
        ),
        ("from: person-1, to: agency-1", 'data/relations.yaml:1:3: "type" is missing'),
    ],
)
def test_a_relation_that_is_wrong_says_where_and_what_was_expected(body: str, expected: str) -> None:
    found = problems(relation(body))
    assert expected in found or any(
        item.split(";")[0] == expected.split(";", maxsplit=1)[0] for item in found
    ), found


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (
            "[]",
            ": evidence: expected a list of at least one item; each item begins with a hyphen: - source: ...",
        ),
        ("[{at: P1, basis: book, says: reports it}]", '"source" is missing'),
        ("[{source: paper, basis: book, says: reports it}]", '"at" is missing'),
        ("[{source: paper, at: P1, says: reports it}]", '"basis" is missing'),
        ("[{source: papr, at: P1, basis: book, says: x}]", 'unknown source "papr"; did you mean "paper"?'),
        ("[{source: paper, at: P1, basis: bok, says: x}]", 'unknown basis "bok"; did you mean "book"?'),
        ("[{source: paper, at: P1, basis: book, says: x, by: person-3}]", 'unknown entity "person-3"'),
        ("[{source: paper, at: P1, basis: book, says: x, stance: deny}]", 'unknown stance "deny"'),
        ("[{source: paper, at: P1, basis: book, says: x, date: 2017-13}]", "2017-13"),
        ("[{source: paper, at: P1, basis: book, says: x, date: 2009-02-31}]", "2009-02-31"),
        ("[{source: paper, at: P1, basis: book, says: x, date: 18.02.2009}]", "18.02.2009"),
        ("[{source: paper, at: P1, basis: book, says: x, grade: B7}]", "Admiralty"),
        ("[{source: paper, at: P1, basis: book, says: ' '}]", "says: expected text"),
        ("[nothing]", "expected fields such as source, at, quoting"),
    ],
)
def test_evidence_that_is_wrong(evidence: str, expected: str) -> None:
    found = problems(relation("type: informed_for, from: person-1, to: agency-1", evidence))
    assert any(expected in item for item in found), found


def test_a_relation_without_evidence_is_an_error() -> None:
    found = problems("- {type: informed_for, from: person-1, to: agency-1}\n")
    assert found == [
        'data/relations.yaml:1:3: "evidence" is missing; who says so, where, on what basis; at least one item'
    ]


def test_all_problems_of_all_files_come_at_once_and_sorted() -> None:
    found = problems(
        relation("type: informed_for, from: nobody, to: agency-1") * 2,
        ENTITIES + "- {id: person-1, kind: persn, name: X}\n",
        SOURCES + "- {id: Paper, title: T, kind: news}\n",
    )
    assert found == sorted(found, key=lambda text: (text.split(":")[0], int(text.split(":")[1])))
    files = {text.split(":")[0] for text in found}
    assert files == {"data/entities.yaml", "data/relations.yaml", "data/sources.yaml"}
    assert any("first defined at data/entities.yaml:1:8" in text for text in found)
    assert any('unknown kind "persn"; did you mean "person"?' in text for text in found)
    assert sum('unknown entity "nobody"' in text for text in found) == 2


def test_two_relations_with_one_id_ask_for_an_id() -> None:
    twice = relation("type: informed_for, from: person-1, to: agency-1, start: 2005") * 2
    (problem,) = problems(twice)
    assert "informed_for/person-1/agency-1/2005" in problem
    assert "give one of them an id of its own" in problem
    with_id = twice.replace("type:", "id: second, type:", 1)
    assert set(make_dataset(with_id).claims) == {"second", "informed_for/person-1/agency-1/2005"}


def test_texts_stay_texts() -> None:
    entities = "- {id: '007', kind: person, name: NO, aliases: [0123, 12:30:45, 2010]}\n"
    dataset = make_dataset("", entities)
    assert dataset.entities["007"].name == "NO"
    assert dataset.entities["007"].aliases == ("0123", "12:30:45", "2010")


def test_look_alike_letters_and_twins_are_warnings_and_never_merged() -> None:
    cyrillic, composed, apart = "\u0410gency", "Jos\u00e9", "Jose\u0301"
    entities = "".join(
        f"- {{id: e{index}, kind: person, name: {name}}}\n"
        for index, name in enumerate([cyrillic, composed, apart])
    )
    dataset = make_dataset("", entities)
    assert len(dataset.entities) == 3
    texts = [str(problem) for problem in dataset.warnings]
    assert all(": warning: " in text for text in texts)
    assert any("U+0410" in text for text in texts)
    assert any("looks like the name at data/entities.yaml:2:" in text for text in texts)


def test_a_name_with_something_invisible_in_it_is_told_beside_its_plain_twin() -> None:
    names = ("Agency", '"Agen\\u200bcy"', '"Escape\\e[31m"')
    entities = "".join(f"- {{id: e{n}, kind: person, name: {name}}}\n" for n, name in enumerate(names))
    dataset = make_dataset("", entities)
    assert len(dataset.entities) == 3
    hidden, twin, steering = map(str, dataset.warnings)
    assert "data/entities.yaml:2:" in hidden
    assert "U+200B ZERO WIDTH SPACE" in hidden
    assert "looks like the name at data/entities.yaml:1:" in twin
    assert "U+001B" in steering


def test_a_speaker_may_be_words_and_a_slug_must_be_an_entity() -> None:
    words = GOOD.replace("basis", "by: a former official, basis")
    assert make_dataset(relation("type: advises, from: person-1, to: person-2", f"[{words}]")).claims
    slug = GOOD.replace("basis", "by: prosecutors, basis")
    (problem,) = problems(relation("type: advises, from: person-1, to: person-2", f"[{slug}]"))
    assert 'unknown entity "prosecutors"; write a speaker who is not an entity in words' in problem


def test_status_is_derived_capped_and_flagged() -> None:
    body = "type: advises, from: person-1, to: person-2, at_most: alleged, because: it repeats a filing"
    (claim,) = make_dataset(relation(body)).claims.values()
    assert (claim.status, claim.at_most, claim.because) == (
        Status.ALLEGED,
        Status.ALLEGED,
        "it repeats a filing",
    )
    whole = make_dataset(RELATIONS)
    informed = whole.claims["informed_for/person-1/agency-1/2005"]
    assert (informed.status, informed.disputed, informed.independent) == (Status.REPORTED, True, 1)
    assert informed.evidence[0].location.line == 7


def test_a_claim_that_is_only_denied_is_denied() -> None:
    denied = GOOD.replace("says:", "stance: denies, says:")
    body = "type: advises, from: person-1, to: person-2"
    (claim,) = make_dataset(relation(body, f"[{denied}]")).claims.values()
    assert (claim.status, claim.disputed) == (Status.DENIED, True)


def test_words_that_read_wrong_behind_a_name_are_warnings() -> None:
    spoken = GOOD.replace("reports it", "He did it"), GOOD.replace("reports it", "denies that they met")
    dataset = make_dataset(relation("type: advises, from: person-1, to: person-2", f"[{', '.join(spoken)}]"))
    texts = [str(problem) for problem in dataset.warnings]
    assert any("would not read as one sentence; begin with the verb" in text for text in texts)
    expected = '"denies" is counted as support; use stance: denies if the speaker denies it'
    assert any(expected in text for text in texts)


def test_what_has_another_place_is_told_where() -> None:
    found = problems(relation("type: advises, from: Person One, to: person-2, status: proved"))
    assert any('unknown entity "Person One"; did you mean "person-1"?' in text for text in found)
    assert any('unknown key "status"; graphkit derives it from the basis' in text for text in found)


def test_a_kind_that_is_no_text_is_one_problem_also_where_claims_name_the_entity() -> None:
    entities = ENTITIES.replace("kind: person, name: Person One", "kind: {a: b}, name: Person One", 1)
    (problem,) = problems(RELATIONS, entities)
    assert problem.startswith("data/entities.yaml:1:24: kind: expected one of person, organization")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("aliases: [One, '']", "1:49: aliases: item 2 is empty; write the text, or remove the item"),
        ("aliases: [{Op: Fast}, One]", "1:44: aliases: item 1 is a mapping; expected text"),
        ("aliases: [[One]]", "1:44: aliases: item 1 is a list; expected text"),
        ("aliases: [' ', {a: b}]", "1:49: aliases: item 2 is a mapping; expected text"),
        ("aliases: One", "1:43: aliases: expected a list of texts, such as [one, two]"),
        ("ids: {wikidata: [Q1]}", "1:50: ids: wikidata is not a text; write one text for each name"),
        ("ids: Q1", "1:39: ids: expected names and texts, such as {wikidata: Q42}"),
    ],
)
def test_a_refused_item_of_a_list_has_its_own_message(fields: str, expected: str) -> None:
    found = problems("", f"- {{id: x, kind: person, name: X, {fields}}}\n")
    assert any(item.startswith(f"data/entities.yaml:{expected}") for item in found), found


@pytest.mark.parametrize(
    ("key", "message", "hint"),
    [
        ("a" * 121, "id: the id has 121 characters; the maximum is 120", "shorten it"),
        ("Sam_Spade", "id: expected an id of small letters", 'did you mean "sam-spade"?'),
        ("joaquín--guzmán", "id: expected an id of small letters", 'did you mean "joaquin-guzman"?'),
        ("张伟", "id: expected an id of small letters", ""),
    ],
)
def test_a_refused_id_says_why(key: str, message: str, hint: str) -> None:
    (found,) = problems("", f"- {{id: {key}, kind: person, name: X}}\n")
    assert message in found
    assert hint in found


def test_an_id_of_120_characters_is_accepted() -> None:
    make_dataset("", f"- {{id: {'a' * 120}, kind: person, name: X}}\n")
