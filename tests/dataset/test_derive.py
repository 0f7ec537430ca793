"""A claim's status follows from its evidence alone."""

from __future__ import annotations

from typing import Any

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


def source(key: str, **fields: Any) -> Source:
    return Source(key, "A text", "web", **fields)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ([{"url": "https://example.org/1"}, {"url": "http://www.EXAMPLE.org:80/2?x#y"}], 1),
        ([{"url": "https://example.org/1"}, {"url": "https://example.net/1"}], 2),
        ([{"url": "example.org/1"}, {"url": "//user@example.org/2"}], 1),
        (
            [
                {"url": "https://web.archive.org/web/2012/http://example.org/1"},
                {"url": "https://example.org"},
            ],
            1,
        ),
        ([{"url": f"https://web.archive.org/web/2012/http://{host}/1"} for host in ("a.org", "b.org")], 2),
        (
            [
                {"publisher": "Daily", "url": "https://example.org/1"},
                {"publisher": "Weekly", "url": "https://example.org"},
            ],
            2,
        ),
        (
            [{"publisher": "Daily", "url": "https://a.org"}, {"publisher": "DAILY ", "url": "https://b.org"}],
            1,
        ),
        ([{"author": "Ann Example"}, {"author": "ann  example"}], 1),
        ([{"author": "Ann Example"}, {"author": "Ben Example"}], 2),
        ([{"author": "Ann", "url": "https://a.org"}, {"author": "Ben", "url": "https://a.org"}], 1),
        ([{"author": "Ann", "url": "https://a.org"}, {"author": "Ann", "url": "https://b.org"}], 1),
        ([{"author": "Ann"}, {"url": "https://a.org"}, {"author": "Ann", "url": "https://a.org"}], 1),
        ([{}, {}], 1),
        ([{"publisher": " "}, {"url": "not an address"}], 1),
        ([{}, {"author": "Ann"}, {"publisher": "Daily"}], 3),
    ],
)
def test_without_a_publisher_the_author_and_the_host_count(fields: list[dict[str, str]], count: int) -> None:
    sources = {f"s{number}": source(f"s{number}", **item) for number, item in enumerate(fields)}
    (derived,) = derive_statuses([([says(key) for key in sources], None)], BASES, sources)
    assert derived.independent == count
