"""The filters that all questions share: evidence first, then claims; and what an audience may know."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset
from graphkit.dataset.derive import derive_statuses
from graphkit.dataset.memory import MemoryDataset
from graphkit.dataset.selection import Selection, select
from graphkit.dataset.words import words_of
from graphkit.errors import Location, Problem, UnknownName, UsageError
from graphkit.model.filters import Filters, read_options
from graphkit.model.records import VISIBILITIES, Claim, Uncited
from graphkit.model.status import Status
from tests.graphs import random_chooser, random_dataset
from tests.questions.paths import oracle
from tests.questions.paths.questions import random_filters, without
from tests.questions.paths.worlds import world

WORLD = world(
    "a informed_for b: reported@s1 alleged@s2<s1 denies:reported@s3 2005..2009",
    "a handled b: alleged@s2 2004..",
    "b arrested c: established@s3 2006..",
    "b rival_of c: denies:reported@s3",
    "c handled d: inferred@s4",
)


def filtered(dataset: Dataset, **given: Any) -> Selection:
    return select(dataset, read_options(Filters, given, words_of(dataset)))


def kept(**given: Any) -> list[str]:
    return list(filtered(WORLD, **given).claims)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["arrested/b/c/2006", "handled/a/b/2004", "handled/c/d", "informed_for/a/b/2005"]),
        ({"type": ("handled",)}, ["handled/a/b/2004", "handled/c/d"]),
        ({"not_type": ("handled",)}, ["arrested/b/c/2006", "informed_for/a/b/2005"]),
        ({"kind": ("agency",)}, []),
        ({"min_status": "reported"}, ["arrested/b/c/2006", "informed_for/a/b/2005"]),
        ({"undisputed": True}, ["arrested/b/c/2006", "handled/a/b/2004", "handled/c/d"]),
        ({"source": ("s1",)}, ["informed_for/a/b/2005"]),
        ({"without_source": ("s1",)}, ["arrested/b/c/2006", "handled/a/b/2004", "handled/c/d"]),
        (
            {"without_source": ("s1",), "include_denied": True, "type": ("informed_for",)},
            ["informed_for/a/b/2005"],
        ),
        ({"min_sources": 2}, []),
        ({"include_denied": True, "type": ("rival_of",)}, ["rival_of/b/c"]),
        ({"as_of": "2004-06"}, ["handled/a/b/2004", "handled/c/d"]),
        ({"as_of": "2012", "definitely": True}, ["arrested/b/c/2006", "handled/a/b/2004"]),
        ({"between": ("2010", "2012")}, ["handled/a/b/2004", "handled/c/d"]),
        (
            {"between": ("2006", "2006"), "definitely": True},
            ["arrested/b/c/2006", "handled/a/b/2004", "informed_for/a/b/2005"],
        ),
    ],
)
def test_filters(given: dict[str, Any], expected: list[str]) -> None:
    assert kept(**given) == expected


def test_a_status_is_derived_from_the_evidence_that_is_left() -> None:
    key = "informed_for/a/b/2005"
    claim = filtered(WORLD, without_source="s1", include_denied=True).claims[key]
    assert (claim.status, claim.disputed, claim.independent) == (Status.DENIED, True, 0)
    assert [item.source for item in claim.evidence] == ["s3"]
    claim = filtered(WORLD, without_source="s3").claims[key]
    assert (claim.status, claim.disputed, claim.independent) == (Status.REPORTED, False, 1)


def test_claims_are_marked_with_how_they_hold() -> None:
    claims = filtered(WORLD, as_of="2006-06-15").claims
    assert {key: claim.certainty for key, claim in claims.items()} == {
        "arrested/b/c/2006": "possibly",
        "handled/a/b/2004": "definitely",
        "handled/c/d": "undated",
        "informed_for/a/b/2005": "definitely",
    }
    assert {claim.certainty for claim in filtered(WORLD).claims.values()} == {""}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"type": ("informed_fro",)}, 'unknown type "informed_fro"; did you mean "informed_for"\\?'),
        ({"not_type": ("handeld",)}, 'unknown type "handeld"; did you mean "handled"\\?'),
        ({"kind": ("persn",)}, 'unknown kind "persn"; did you mean "person"\\?'),
        ({"source": ("zz",)}, 'unknown source "zz"$'),
        ({"without_source": ("s9",)}, 'unknown source "s9"'),
        ({"as_of": "2017-13"}, "2017-13"),
        ({"between": ("2009", "2009-02-31")}, "2009-02-31"),
        ({"between": ("2010", "2009")}, "ends before it begins: 2010 to 2009"),
        ({"definitely": True}, "definitely needs as_of or between"),
        ({"min_sources": -1}, "min_sources must be at least 0, not -1"),
        ({"min_sources": "two"}, "min_sources must be a whole number, not 'two'"),
    ],
)
def test_filters_that_cannot_be_meant_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        filtered(WORLD, **given)


def test_a_hidden_source_is_unknown_and_never_suggested() -> None:
    hidden = world("a handled b: alleged@secret-paper reported@public-paper", hidden=("secret-paper",))
    with pytest.raises(UnknownName) as caught:
        filtered(redact(hidden, "public"), source="secret-papers")
    assert "secret-paper" not in caught.value.nearest


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(UsageError, match='unknown visibility "publik"; did you mean "public"\\?'):
        redact(WORLD, "publik")


def test_claims_agree_with_brute_force() -> None:
    for seed in range(400):
        choose = random_chooser(seed)
        dataset = random_dataset(choose, claims=20)
        filters = random_filters(choose, dataset)
        seen = redact(dataset, filters["audience"])
        found = {
            key: (claim.status, claim.disputed, claim.certainty)
            for key, claim in filtered(seen, **without(filters, "audience")).claims.items()
        }
        facts = oracle.passing(dataset, filters)
        assert found == {key: (fact.status, fact.disputed, fact.held) for key, fact in facts.items()}


def test_a_public_view_is_that_of_an_investigation_that_never_knew_more() -> None:
    changed = 0
    for seed in range(400):
        dataset = random_dataset(random_chooser(seed), claims=16)
        for audience in VISIBILITIES[:2]:
            never = never_knew(dataset, audience)
            shown = redact(dataset, audience)
            assert shown == redact(never, audience) == replace(never, warnings=())
            assert list(shown.claims) == list(never.claims)
            changed += shown.claims != dataset.claims
    assert changed > 100


def test_nothing_of_what_is_hidden_stays_in_a_public_view() -> None:
    secret = world(
        "hidden-person handled b: alleged@s1",
        "a handled b: alleged@s1 established@hidden-paper reported@s1<hidden-paper",
        "a rival_of b: alleged@hidden-paper",
        hidden=("hidden-person", "hidden-paper"),
    )
    claim = replace(
        secret.claims["handled/a/b"], roles={"about": ("hidden-person",)}, location=Location("f", 9, 9)
    )
    warnings = (Problem(Location("f", 1, 1), "hidden-person looks odd", severity="warning"),)
    uncited = (Uncited(source="hidden-paper", at="P1", reason="none"),)
    secret = replace(secret, claims={**secret.claims, claim.id: claim}, warnings=warnings, uncited=uncited)
    shown = redact(secret, "public")
    records = (shown.entities, shown.sources, dict(shown.claims), shown.uncited, shown.warnings)
    assert "hidden" not in repr(records)
    assert list(shown.claims) == ["handled/a/b"]
    assert shown.claims["handled/a/b"].status == Status.ALLEGED
    assert shown.claims["handled/a/b"].location.line == 0
    assert redact(secret, "confidential") is secret


def never_knew(dataset: MemoryDataset, audience: str) -> MemoryDataset:
    """The dataset as if everything less visible had never been written down."""
    seen = VISIBILITIES[: VISIBILITIES.index(audience) + 1]
    entities = {key: entity for key, entity in dataset.entities.items() if entity.visibility in seen}
    sources = {key: source for key, source in dataset.sources.items() if source.visibility in seen}
    hidden = set(dataset.entities) - set(entities) | set(dataset.sources) - set(sources)
    claims: dict[str, Claim] = {}
    for key, claim in dataset.claims.items():
        evidence = tuple(e for e in claim.evidence if not hidden & {e.source, e.quoting, e.by})
        if claim.visibility in seen and evidence and not hidden & set(claim.ends):
            derived = derive_statuses([(evidence, claim.at_most)], dataset.ontology.bases, sources)
            ((status, disputed, voices),) = derived
            roles = {
                role: left
                for role, members in claim.roles.items()
                if (left := tuple(key for key in members if key not in hidden))
            }
            claims[key] = replace(
                claim, evidence=evidence, status=status, disputed=disputed, independent=voices, roles=roles
            )
    return replace(dataset, entities=entities, sources=sources, claims=claims)
