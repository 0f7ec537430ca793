"""A claim's status follows from its evidence alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from graphkit.dataset.derive import arcs, derive, derive_statuses, parties
from graphkit.model.ontology import Basis
from graphkit.model.records import Evidence, Source
from graphkit.model.status import Status
from tests.questions.paths.worlds import world

BASES = {
    key: Basis(key, status, key, "")
    for key, status in [
        ("plea", Status.ESTABLISHED),
        ("press_report", Status.REPORTED),
        ("anonymous", Status.ALLEGED),
    ]
}
SOURCES = {
    "daily": Source("daily", "A story", "news", publisher="Daily Example"),
    "weekly": Source("weekly", "A story retold", "news", publisher="Weekly Example"),
    "daily-2": Source("daily-2", "A second story", "news", publisher="Daily Example"),
    "leaflet": Source("leaflet", "A leaflet", "web"),
}


def says(source: str, basis: str = "press_report", stance: str = "supports", quoting: str = "") -> Evidence:
    return Evidence(source=source, at="P1", says="says so", basis=basis, stance=stance, quoting=quoting)


@pytest.mark.parametrize(
    ("evidence", "at_most", "expected"),
    [
        ([says("daily")], None, (Status.REPORTED, False, 1)),
        ([says("daily"), says("weekly", "plea")], None, (Status.ESTABLISHED, False, 2)),
        ([says("daily"), says("weekly", "plea")], Status.ALLEGED, (Status.ALLEGED, False, 2)),
        ([says("daily", "anonymous")], Status.REPORTED, (Status.ALLEGED, False, 1)),
        ([says("daily"), says("daily-2")], None, (Status.REPORTED, False, 1)),
        ([says("daily"), says("weekly", quoting="daily")], None, (Status.REPORTED, False, 1)),
        ([says("weekly", quoting="leaflet"), says("weekly")], None, (Status.REPORTED, False, 2)),
        ([says("daily"), says("weekly", stance="denies")], None, (Status.REPORTED, True, 1)),
        ([says("daily"), says("weekly", stance="doubts")], None, (Status.REPORTED, True, 1)),
        ([says("daily", "plea", stance="denies")], None, (Status.DENIED, True, 0)),
        ([says("daily", "plea", stance="doubts")], Status.ALLEGED, (Status.DENIED, True, 0)),
    ],
)
def test_status_dispute_and_independent_sources(
    evidence: list[Evidence], at_most: Status | None, expected: tuple[Status, bool, int]
) -> None:
    both = [(evidence, at_most), (evidence[::-1], at_most)]
    assert derive_statuses(both, BASES, SOURCES) == [expected, expected]


def test_evidence_that_is_cut_derives_the_claim_anew() -> None:
    data = world("a handled b: reported@s1 alleged@s2 denies:reported@s3")
    claim = data.claims["handled/a/b"]
    cut = derive(claim, claim.evidence[1:2], data.ontology.bases, data.sources)
    assert (cut.id, cut.evidence) == (claim.id, claim.evidence[1:2])
    assert (cut.status, cut.disputed, cut.independent) == (Status.ALLEGED, False, 1)
    assert derive(cut, claim.evidence, data.ontology.bases, data.sources) == claim


def test_parties_are_ends_and_roles_and_arcs_join_ends() -> None:
    data = world("a handled b: reported@s1", "b rival_of b: reported@s1")
    claim = replace(data.claims["handled/a/b"], roles={"about": ("c", "a"), "for": ("d",)})
    assert parties(claim) == ("a", "b", "c", "d")
    other = data.claims["rival_of/b/b"]
    assert parties(other) == ("b",)
    assert arcs([claim, other], data.ontology) == [(claim, "a", "b", False), (other, "b", "b", True)]
