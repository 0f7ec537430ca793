"""Finding entities from what people type: ranked, forgiving, and never guessing."""

from __future__ import annotations

import pytest

from graphkit.errors import AmbiguousName, UnknownName
from graphkit.model.names import find_matches, fold, resolve
from graphkit.model.records import Entity

PEOPLE = {
    entity.id: entity
    for entity in (
        Entity("guzman", "person", "Joaquín Guzmán", ("El Chapo", "Chapo")),
        Entity("loya-castro", "person", "Humberto Loya-Castro", ("Licenciado Perez",)),
        Entity("dea", "agency", "Drug Enforcement Administration", ("DEA",), in_text="the DEA"),
        Entity("example-1", "person", "Example Person", ("The First",)),
        Entity("example-2", "person", "Other Person", ("The First",)),
    )
}


@pytest.mark.parametrize(
    ("typed", "first", "rank"),
    [
        ("guzman", "guzman", "id"),
        ("GUZMAN", "guzman", "id"),
        ("joaquin guzman", "guzman", "name"),
        ("the dea", "dea", "name"),
        ("el chapo", "guzman", "alias"),
        ("Ель Чапо", "guzman", "alias"),
        ("licen", "loya-castro", "prefix"),
        ("enforcement", "dea", "prefix"),
        ("loya castrp", "loya-castro", "trigram"),
        ("joakin gusman", "guzman", "fuzzy"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str, rank: str) -> None:
    best = find_matches(PEOPLE, typed)[0]
    assert (best.entity.id, best.rank) == (first, rank)


def test_each_entity_comes_once_and_scores_fall_within_a_rank() -> None:
    found = find_matches(PEOPLE, "person")
    assert len({match.entity.id for match in found}) == len(found)
    assert all(0 < match.score <= 1 for match in found)


def test_ties_go_to_the_more_connected() -> None:
    assert [m.entity.id for m in find_matches(PEOPLE, "the first")][:2] == ["example-1", "example-2"]
    ranked = find_matches(PEOPLE, "the first", degrees={"example-2": 5})
    assert ranked[0].entity.id == "example-2"


def test_resolving_takes_ids_names_and_aliases_and_lists_candidates() -> None:
    assert resolve(PEOPLE, "dea").id == "dea"
    assert resolve(PEOPLE, "Chapo").id == "guzman"
    with pytest.raises(AmbiguousName) as ambiguous:
        resolve(PEOPLE, "the first")
    assert [key for key, _, _ in ambiguous.value.candidates] == ["example-1", "example-2"]
    with pytest.raises(UnknownName) as unknown:
        resolve(PEOPLE, "loya castrp")
    assert unknown.value.nearest[0] == "loya-castro"


def test_a_prefix_is_not_enough_to_resolve() -> None:
    with pytest.raises(UnknownName):
        resolve(PEOPLE, "Humberto")


def test_kinds_narrow_the_choice() -> None:
    people = PEOPLE | {"chapo-case": Entity("chapo-case", "case", "El Chapo")}
    with pytest.raises(AmbiguousName):
        resolve(people, "El Chapo")
    assert resolve(people, "El Chapo", kinds=["case"]).id == "chapo-case"


def test_nothing_typed_finds_nothing() -> None:
    assert find_matches(PEOPLE, "  ") == []
    assert fold("  A—B\t c ") == "a b c"
