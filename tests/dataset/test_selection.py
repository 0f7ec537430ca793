"""A selection has the claims that a dataset with the same records left out would have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import parties
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.rows import DISPUTED, build_rows
from graphkit.dataset.selection import CERTAINTIES, Selection, include, narrow, select
from graphkit.dataset.words import words_of
from graphkit.model.filters import Filters, read_options
from graphkit.model.status import Status
from tests.graphs import Chooser, drawn_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import random_filters, without
from tests.questions.paths.worlds import world

WORLD = world(
    "a informed_for b: reported@s1 alleged@s2<s1 denies:reported@s3 2005..2009",
    "a handled b: alleged@s2 2004..",
    "b arrested c: established@s3 2006..",
    "b rival_of c: denies:reported@s3",
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Dataset, Filters]:
    """A random dataset as an audience may know it, and random filters for it."""
    choose = drawn_chooser(draw)
    dataset = random_dataset(choose, claims=20)
    return drawn_filters(choose, dataset)


def drawn_filters(choose: Chooser, dataset: MemoryDataset) -> tuple[Dataset, Filters]:
    limits = random_filters(choose, dataset)
    seen = redact(dataset, limits["audience"])
    return seen, read_options(Filters, without(limits, "audience"), words_of(seen))


@settings(max_examples=300)
@given(questions())
def test_a_selection_agrees_with_brute_force(question: tuple[Dataset, Filters]) -> None:
    dataset, filters = question
    found = select(dataset, filters)
    limits = {**filters, "audience": "confidential"}
    facts = oracle.passing(dataset, limits)
    assert list(found.claims) == list(facts)
    assert len(found.claims) == len(facts)
    for key, fact in facts.items():
        claim = found.claims[key]
        assert (claim.status, claim.disputed, claim.certainty) == (fact.status, fact.disputed, fact.held)
        assert claim.evidence == oracle.evidence_left(dataset, fact.claim, limits)


@settings(max_examples=150)
@given(questions())
def test_a_selection_is_a_dataset_of_its_claims(question: tuple[Dataset, Filters]) -> None:
    dataset, filters = question
    found = select(dataset, filters)
    whole = MemoryDataset("x", dataset.ontology, dataset.entities, dataset.sources, dict(found.claims))
    assert found.claims == whole.claims
    assert list(found.claims.values()) == list(whole.claims.values())
    assert [key in found.claims for key in dataset.claims] == [key in whole.claims for key in dataset.claims]
    for key in dataset.entities:
        assert list(found.claims_of(key)) == list(whole.claims_of(key))
        assert list(found.claims_of(key)) == [c for c in found.claims.values() if key in parties(c)]
    for key in dataset.sources:
        assert list(found.claims_from(key)) == list(whole.claims_from(key))
    assert columns(found) == columns(whole)


def columns(dataset: Dataset) -> list[tuple[int, ...]]:
    """The status, dispute, count of sources, type and ends of each claim that is kept."""
    rows = dataset.rows
    every = zip(
        rows.status, rows.flags, rows.independent, rows.type, rows.from_node, rows.to_node, strict=True
    )
    return [row for row, kept in zip(every, dataset.mask, strict=True) if kept]


@settings(max_examples=100)
@given(st.data())
def test_a_selection_of_a_selection_applies_both(data: st.DataObject) -> None:
    choose = drawn_chooser(data.draw)
    dataset = random_dataset(choose, claims=20)
    _, drawn = drawn_filters(choose, dataset)
    first = Filters(include_denied=True)
    if "source" in drawn:
        first["source"] = drawn["source"]
    if "without_source" in drawn:
        first["without_source"] = drawn["without_source"]
    _, second = drawn_filters(choose, dataset)
    twice = select(select(dataset, first), second)
    once = select(
        MemoryDataset(
            "x", dataset.ontology, dataset.entities, dataset.sources, dict(select(dataset, first).claims)
        ),
        second,
    )
    assert list(twice.claims.values()) == list(once.claims.values())


def test_columns_follow_the_evidence_that_is_left() -> None:
    cut = select(WORLD, Filters(without_source=("s3",), undisputed=True))
    assert list(cut.claims) == ["handled/a/b/2004", "informed_for/a/b/2005"]
    reported = WORLD.claim_ids.numbers["informed_for/a/b/2005"]
    assert WORLD.rows.flags[reported] & DISPUTED
    assert not cut.rows.flags[reported] & DISPUTED
    denied = select(WORLD, Filters(without_source=("s1",), include_denied=True))
    assert (denied.rows.status[reported], denied.rows.independent[reported]) == (Status.DENIED, 0)


def test_nothing_is_copied_where_no_evidence_is_cut() -> None:
    found = select(WORLD, Filters(min_status="reported"))
    assert found.rows is WORLD.rows
    assert found.overrides == {}
    assert found.claims["arrested/b/c/2006"] is WORLD.claims["arrested/b/c/2006"]
    cut = select(WORLD, Filters(without_source=("s1",)))
    assert list(cut.overrides) == [WORLD.claim_ids.numbers["informed_for/a/b/2005"]]
    assert cut.rows.indices is WORLD.rows.indices


def test_a_claim_that_is_left_out_is_not_there() -> None:
    found = select(WORLD, Filters(type=("handled",)))
    assert list(found.claims) == ["handled/a/b/2004"]
    for key in ("arrested/b/c/2006", "no such claim"):
        assert key not in found.claims
        with pytest.raises(KeyError):
            found.claims[key]
    assert repr(found) == f"<Selection of 1 claims from {WORLD!r}>"


def test_narrow_and_include() -> None:
    numbers = WORLD.claim_ids.numbers
    found = narrow(WORLD, [numbers["handled/a/b/2004"]])
    assert list(found.claims) == ["handled/a/b/2004"]
    dated = select(WORLD, Filters(as_of="2006-06-15")).claims["arrested/b/c/2006"]
    assert dated.certainty == "possibly"
    more = include(found, [dated])
    assert list(more.claims) == ["arrested/b/c/2006", "handled/a/b/2004"]
    assert more.claims["arrested/b/c/2006"] == dated
    assert list(found.claims) == ["handled/a/b/2004"]


def test_a_mask_says_how_claims_hold() -> None:
    found = select(WORLD, Filters(as_of="2006-06-15"))
    assert isinstance(found, Selection)
    marks = dict(zip(found.claim_ids.keys, (CERTAINTIES[mark] for mark in found.mask), strict=True))
    assert marks == {
        "arrested/b/c/2006": "possibly",
        "handled/a/b/2004": "definitely",
        "informed_for/a/b/2005": "definitely",
        "rival_of/b/c": "",
    }
    assert not found.rows.flags[0] & DISPUTED
    assert build_rows(WORLD.entity_ids.numbers, WORLD.claims.values(), WORLD.ontology) == WORLD.rows
