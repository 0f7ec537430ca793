"""Whom a claim joins, and what follows from its evidence; neither is ever typed into a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from graphkit.model.ontology import Basis, Ontology
from graphkit.model.records import Claim, Evidence, Source
from graphkit.model.status import Status


class Arc(NamedTuple):
    """Two entities that a claim makes adjacent, in the direction of the claim."""

    claim: Claim
    from_id: str
    to_id: str
    symmetric: bool


def arcs(claims: Iterable[Claim], ontology: Ontology) -> list[Arc]:
    """Returns the adjacent pairs of claims, in the order of the claims.

    Paths, maps, counts of neighbours and exports ask this function and never read the ends of a claim.
    """
    symmetric = {type_.key: type_.symmetric for type_ in ontology.types.values()}
    return [Arc(claim, claim.from_id, claim.to_id, symmetric[claim.type]) for claim in claims]


def parties(claim: Claim) -> tuple[str, ...]:
    """Returns the ids of all entities in a claim, each once: its ends, then those in its roles."""
    named = (key for keys in claim.roles.values() for key in keys)
    return tuple(dict.fromkeys((claim.from_id, claim.to_id, *named)))


def derive(
    claim: Claim, evidence: tuple[Evidence, ...], bases: Mapping[str, Basis], sources: Mapping[str, Source]
) -> Claim:
    """Returns the claim as it is with this evidence alone. Raises: KeyError, as `derive_status`."""
    status, disputed, independent = derive_status(evidence, claim.at_most, bases, sources)
    return replace(claim, evidence=evidence, status=status, disputed=disputed, independent=independent)


def derive_status(
    evidence: Iterable[Evidence],
    at_most: Status | None,
    bases: Mapping[str, Basis],
    sources: Mapping[str, Source],
) -> tuple[Status, bool, int]:
    """Returns the status, whether the claim is disputed, and the number of its independent sources.

    The status is the highest that any supporting evidence gives, limited by `at_most`, and denied where no
    evidence supports the claim. Evidence that denies or doubts makes it disputed. Independent sources are
    counted by publisher (of the quoted source, if one is quoted): articles that repeat one story are one.

    Raises: KeyError if a basis or source is not known.

    Example:
        >>> said = Evidence("paper", "P1", "reports it", "press_report")
        >>> denied = Evidence("paper", "P2", "denies it", "press_report", stance="denies")
        >>> bases = {"press_report": Basis("press_report", Status.REPORTED, "press report", "")}
        >>> sources = {"paper": Source("paper", "A paper", "news")}
        >>> derive_status([said, denied], Status.ALLEGED, bases, sources)
        (<Status.ALLEGED: 2>, True, 1)
        >>> derive_status([denied], None, bases, sources)
        (<Status.DENIED: 0>, True, 0)
    """
    items = list(evidence)
    support = [item for item in items if item.stance == "supports"]
    status = max((bases[item.basis].status for item in support), default=Status.DENIED)
    if at_most is not None:
        status = min(status, at_most)
    origins = [sources[item.quoting or item.source] for item in support]
    independent = {folded_publisher(source.publisher) or source.id for source in origins}
    return status, len(support) < len(items), len(independent)


@lru_cache(maxsize=1 << 12)
def folded_publisher(publisher: str) -> str:
    """Returns a publisher's name without regard to case, spacing and Unicode form."""
    return " ".join(normalize("NFC", publisher).casefold().split())
