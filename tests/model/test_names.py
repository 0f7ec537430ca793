"""Finding entities from what people type: ranked, forgiving, and never guessing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import AmbiguousName, UnknownName
from graphkit.model.names import Weights, find_matches, fold, resolve, score_names
from graphkit.model.names.fold import to_latin
from graphkit.model.names.search import CUT
from graphkit.model.records import Entity
from tests.golden.search import build_golden, read_golden

PEOPLE = {
    entity.id: entity
    for entity in (
        Entity("guzman", "person", "Joaquín Guzmán", ("El Chapo", "Chapo")),
        Entity("loya-castro", "person", "Humberto Loya-Castro", ("Licenciado Perez",)),
        Entity(
            "dea",
            "agency",
            "Drug Enforcement Administration",
            ("DEA",),
            in_text="the DEA",
            ids=(("register", "00-123"),),
        ),
        Entity("example-1", "person", "Example Person", ("The First",)),
        Entity("example-2", "person", "Other Person", ("The First",)),
    )
}


@pytest.mark.parametrize(
    ("typed", "first", "found_by"),
    [
        ("guzman", "guzman", "id"),
        ("GUZMAN", "guzman", "id"),
        ("00-123", "dea", "identifier"),
        ("joaquin guzman", "guzman", "name"),
        ("the dea", "dea", "name"),
        ("el chapo", "guzman", "alias"),
        ("Ель Чапо", "guzman", "alias"),
        ("licen", "loya-castro", "alias"),
        ("enforcement", "dea", "name"),
        ("loya castrp", "loya-castro", "name"),
        ("joakin gusman", "guzman", "name"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str, found_by: str) -> None:
    best = find_matches(PEOPLE, typed)[0]
    assert (best.entity.id, best.found_by) == (first, found_by)


def test_the_search_finds_what_the_golden_file_says() -> None:
    """Under Node, the search of the page is compared with the same file."""
    assert read_golden() == build_golden()


def named(*names: str, kind: str = "organization") -> dict[str, Entity]:
    return {f"e{number}": Entity(f"e{number}", kind, name) for number, name in enumerate(names)}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张伟", "Zhang Wei"),
        ("Мухаммед Алиев", "Mohammed Aliyev"),
        ("محمد علي", "محمّد على"),
        ("Γιώργος Παππάς", "giorgos pappas"),
        ("Mohammed Aliyev", "Мухаммед Алиев"),
        ("Kestrel Holdings Limited", "kestral holdings"),
        ("日本銀行", "日本"),
    ],
)
def test_other_scripts_and_spellings_are_candidates(name: str, typed: str) -> None:
    (match,) = find_matches(named(name), typed)
    assert CUT <= match.score <= 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Bank of America", "Bank of England"),
        ("张伟", "章玮"),
        ("Hassan Anwar", "an"),
        ("Dolphin 2 Ltd", "2"),
        ("Dolphin 2 Ltd", "Ltd"),
        ("Fund 2004", "2004"),
        ("Trust of the North", "of the"),
        ("Acme Ltd", "Zenith Ltd"),
    ],
)
def test_what_tells_nothing_finds_nothing(name: str, typed: str) -> None:
    assert find_matches(named(name), typed) == []


@pytest.mark.parametrize("typed", ["章玮", "Zhang Wei", "张 伟伟", "Zhāngwěi"])
def test_a_transliteration_proposes_and_never_resolves(typed: str) -> None:
    with pytest.raises(UnknownName):
        resolve(named("张伟", kind="person"), typed)


@pytest.mark.parametrize(("name", "typed"), [("Acme GmbH", "ACME G.m.b.H."), ("محمد علي", "محمّد على")])
def test_equal_folds_resolve(name: str, typed: str) -> None:
    assert resolve(named(name), typed).id == "e0"


def test_order_and_scores_agree() -> None:
    names = "Chapo", "Chapo Trading", "Chapo Guzman's forces", "El Chapo", "Capo", "Chapos and sons"
    found = find_matches(named(*names), "chapo")
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert found[0].entity.name == "Chapo"


def test_each_entity_comes_once_with_a_score_from_0_to_1() -> None:
    found = find_matches(PEOPLE, "person")
    assert len({match.entity.id for match in found}) == len(found)
    assert all(0 < match.score <= 1 for match in found)


TEXTS = st.lists(
    st.sampled_from(["kestrel", "kestral", "bank", "of", "Ltd", "GmbH", "2", "Иван", "ivan", "张伟", "J."]),
    max_size=5,
).map(" ".join)


@given(TEXTS, TEXTS, st.booleans())
def test_a_score_is_the_same_both_ways_and_1_for_equal_folds_alone(a: str, b: str, person: bool) -> None:
    score = score_names(a, b, person=person)
    assert score.value == score_names(b, a, person=person).value
    assert 0 <= score.value <= 1
    assert (score.value == 1) == (fold(a) == fold(b))


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("Kestrel Holdings Ltd", "Kestrel Holdings Limited", 0.9, 0.98),
        ("Kestrel Holdings Ltd", "Kestrel Holdings Inc", 0.85, 0.95),
        ("John Smith", "Smith, John", 0.9, 0.93),
        ("Omar bin Hassan", "Hassan bin Omar", 0.7, 0.75),
        ("Fund 2004-1", "Fund 2004-2", 0.0, 0.7),
        ("Bank of America", "Bank of England", 0.0, 0.5),
        ("张伟", "章玮", 0.0, 0.0),
        ("Гусман", "Guzman", 0.85, 0.9),
        ("Iceland Air", "Icelandair", 0.9, 0.98),
    ],
)
def test_scores_of_pairs(a: str, b: str, least: float, most: float) -> None:
    assert least <= score_names(a, b).value <= most


def test_a_score_gives_its_reasons() -> None:
    reasons = score_names("Kestrel Holdings", "Kestral").reasons
    assert reasons == ("kestrel ~ kestral", "only in one: holdings")


def test_common_words_weigh_less_than_rare_ones() -> None:
    weights = Weights([f"Bank {number}x" for number in range(300)])
    assert weights("bank") < weights("kestrel") == weights("17") == 1


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


@pytest.mark.parametrize(
    ("a", "b"),
    [("मीरा", "मोरी"), ("สมชาย", "สมชัย"), ("ﾀﾜｰ", "タワ"), ("Й", "Я")],
)
def test_signs_that_tell_names_apart_stay_in_a_fold(a: str, b: str) -> None:
    assert fold(a) != fold(b)
    assert " " not in fold(a)


@pytest.mark.parametrize(
    ("a", "b"), [("Sana‘a", "Sanaa"), ("ʿAlī", "Ali"), ("Hawaiʻi", "hawaii"), ("Ｔｏｋｙｏ", "tokyo")]
)
def test_signs_within_words_and_wide_letters_make_no_other_name(a: str, b: str) -> None:
    assert fold(a) == fold(b)
    assert find_matches(named(a), b)[0].score == 1


def test_a_name_has_one_latin_form_composed_or_not() -> None:
    assert to_latin(unicodedata.normalize("NFD", "Сергей")) == to_latin("Сергей") == "sergey"
