"""Information travels along what carries it, on days that do not go back."""

from __future__ import annotations

import pytest

from graphkit.questions.paths import find_paths
from tests.questions.paths.worlds import world


@pytest.mark.parametrize(
    ("first", "second", "held", "arrivals"),
    [
        ("a supplied b: reported@s 2005-03-01..", "b supplied c: reported@s 2005-03-01..", "definitely",
         ("2005-03-01", "2005-03-01")),
        ("a supplied b: reported@s 2005-03-02..", "b supplied c: reported@s 2005-03-01..", None, ()),
        ("a supplied b: reported@s 2005..", "b supplied c: reported@s 2005-03-01..", "possibly",
         ("2005-01-01", "2005-03-01")),
        ("a supplied b: reported@s 2005..", "b supplied c: reported@s 2006..", "definitely",
         ("2005-01-01", "2006-01-01")),
        ("a supplied b: reported@s 2005..", "b informed_for c: reported@s 2001..2005-06", "possibly",
         ("2005-01-01", "2005-01-01")),
        ("a supplied b: reported@s 2005-06-30..", "b informed_for c: reported@s ..2005-06-30", "definitely",
         ("2005-06-30", "2005-06-30")),
        ("a supplied b: reported@s 2005-07-01..", "b informed_for c: reported@s 2001..2005-06-30", None, ()),
        ("a supplied b: reported@s", "b supplied c: reported@s 2005..", "possibly", ("", "2005-01-01")),
        ("a supplied b: reported@s 2004..", "c handled b: reported@s 2005..", "definitely",
         ("2004-01-01", "2005-01-01")),
        ("a supplied b: reported@s 2004..", "b handled c: reported@s 2005..", None, ()),
        ("a supplied b: reported@s 2004..", "b rival_of c: reported@s 2005..", None, ()),
    ],
)  # fmt: skip
def test_two_hops(first: str, second: str, held: str | None, arrivals: tuple[str, ...]) -> None:
    answer = find_paths(world(first, second), "a", "c", time_respecting=True)
    if held is None:
        assert answer.paths == ()
        return
    (path,) = answer.paths
    assert path.certainty == held
    assert tuple(hop.arrival for hop in path.hops) == arrivals


def test_a_hop_keeps_the_claims_that_can_be_part_of_the_journey() -> None:
    dataset = world(
        "a supplied b: established@s 2009-01-01..",
        "a informed_for b: alleged@s 2004..",
        "b supplied c: reported@s 2006-01-01..",
    )
    (path,) = find_paths(dataset, "a", "c", time_respecting=True).paths
    assert path.hops[0].claims == ("informed_for/a/b/2004",)
    assert path.certainty == "definitely"


def test_a_date_that_is_only_possible_makes_the_journey_so() -> None:
    dataset = world("a informed_for b: reported@s 2005..")
    (path,) = find_paths(dataset, "a", "b", as_of="2005-06", time_respecting=True).paths
    assert path.certainty == "possibly"


def test_any_kind_may_be_at_the_ends_and_nowhere_else() -> None:
    dataset = world("a handled b: reported@s", "b handled c: reported@s")
    assert find_paths(dataset, "a", "b", kind="agency").paths
    assert not find_paths(dataset, "a", "c", kind="agency").paths
    assert not find_paths(dataset, "a", "c", kind="agency", via=("b",)).paths
