"""Whom a claim joins, and what follows from its evidence; neither is ever typed into a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from graphkit.model.ontology import Basis, Ontology
from graphkit.model.records import Claim, Evidence, Source
from graphkit.model.status import Status

_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?/{0,2}(?:[^/?#@]*@)?(?:www\.)?([^/?#:@\s]+\.[^/?#:@\s]+)", re.IGNORECASE
)
_ARCHIVE = re.compile(r"(?:web\.)?archive\.(?:org|ph|today|is|li|vn|md)", re.IGNORECASE)


class Arc(NamedTuple):
    """Two entities that a claim makes adjacent, in the direction of the claim."""

    claim: Claim
    from_id: str
    to_id: str
    symmetric: bool


class Derived(NamedTuple):
    """What follows from the evidence of a claim."""

    status: Status
    disputed: bool
    independent: int


def arcs(claims: Iterable[Claim], ontology: Ontology) -> list[Arc]:
    """Returns the adjacent pairs of claims, in the order of the claims.

    Paths, maps, counts of neighbours and exports ask this function and never read the ends of a claim.
    """
    symmetric = {type_.key: type_.symmetric for type_ in ontology.types.values()}
    return [Arc(claim, claim.from_id, claim.to_id, symmetric[claim.type]) for claim in claims]


def parties(*claims: Claim) -> tuple[str, ...]:
    """Returns the ids of all entities in claims, each once: of a claim its ends, then those in its roles."""
    found: dict[str, None] = {}
    for claim in claims:
        found |= {claim.from_id: None, claim.to_id: None}
        for keys in claim.roles.values():
            found |= dict.fromkeys(keys)
    return tuple(found)


def derive(
    claim: Claim, evidence: tuple[Evidence, ...], bases: Mapping[str, Basis], sources: Mapping[str, Source]
) -> Claim:
    """Returns the claim as it is with this evidence alone. Raises: KeyError, as `derive_statuses`."""
    (derived,) = derive_statuses([(evidence, claim.at_most)], bases, sources)
    return replace(claim, evidence=evidence, **derived._asdict())


def derive_statuses(
    claims: Iterable[tuple[Iterable[Evidence], Status | None]],
    bases: Mapping[str, Basis],
    sources: Mapping[str, Source],
) -> list[Derived]:
    """Returns what follows from the evidence of each claim and its `at_most`.

    The status is the highest that any supporting evidence gives, limited by `at_most`, and denied where no
    evidence supports the claim. Evidence that denies or doubts makes it disputed. Independent sources are
    those that share no hand (`hands_of`; of the quoted source, if one is quoted): articles that repeat one
    story are one.

    Raises: KeyError if a basis or source is not known.

    Example:
        >>> said = Evidence(source="paper", at="P1", basis="press_report", says="reports it")
        >>> denied = Evidence(source="paper", at="P2", basis="press_report", stance="denies", says="no")
        >>> bases = {"press_report": Basis("press_report", Status.REPORTED, "press report", "")}
        >>> sources = {"paper": Source("paper", "A paper", "news")}
        >>> derive_statuses([([said, denied], Status.ALLEGED)], bases, sources)
        [Derived(status=<Status.ALLEGED: 2>, disputed=True, independent=1)]
        >>> derive_statuses([([denied], None)], bases, sources)
        [Derived(status=<Status.DENIED: 0>, disputed=True, independent=0)]
    """
    found = []
    for evidence, at_most in claims:
        items = list(evidence)
        support = [item for item in items if item.stance == "supports"]
        status = max((bases[item.basis].status for item in support), default=Status.DENIED)
        origins = [sources[item.quoting or item.source] for item in support]
        independent = _count_groups({hands_of(item.publisher, item.author, item.url) for item in origins})
        limited = status if at_most is None else min(status, at_most)
        found.append(Derived(limited, len(support) < len(items), independent))
    return found


@lru_cache(maxsize=1 << 12)
def hands_of(publisher: str, author: str, url: str) -> frozenset[str]:
    """Returns whose statement a source is: two sources with a common hand are not independent.

    It is the publisher. Without one, the author and the host of the URL stand for it; sources without any
    of these share one hand, because nothing shows that they are two. Case, spacing and Unicode form of
    names do not count.

    >>> sorted(hands_of("", "Ann Example", "https://www.example.org/1")), sorted(hands_of("", "", ""))
    (['ann example', 'example.org'], ['?unsigned'])
    """
    if publisher.strip():
        return frozenset((_folded(publisher),))
    hands = {_folded(author), _host(url)} - {""}
    return frozenset(hands or ("?unsigned",))


def _count_groups(sets: Iterable[frozenset[str]]) -> int:
    """Returns how many groups are left if sets with a common member are one group."""
    groups: list[frozenset[str]] = []
    for members in sets:
        apart = [group for group in groups if group.isdisjoint(members)]
        groups = [*apart, members.union(*(group for group in groups if group not in apart))]
    return len(groups)


def _folded(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _host(url: str) -> str:
    """Returns the host of a URL; of a copy in a web archive, that of the page."""
    found = _HOST.search(url.strip())
    if found and _ARCHIVE.fullmatch(found[1]) and (copied := re.search("https?:/.*", url[found.end() :])):
        return _host(copied[0])
    return found[1].casefold() if found else ""
