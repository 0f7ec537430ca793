"""The status of a claim, derived from its evidence and never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.model.ontology import Basis
from graphkit.model.records import Evidence, Source
from graphkit.model.status import Status


def derive_status(
    evidence: Iterable[Evidence],
    at_most: Status | None,
    bases: Mapping[str, Basis],
    sources: Mapping[str, Source],
) -> tuple[Status, bool, int]:
    """Derive (status, disputed, independent voices) of a claim from its evidence.

    The status is the highest rung of what supports it, capped by `at_most`, and denied where nothing does.
    It is disputed when anything denies or doubts it. Voices are the publishers of what is quoted (or of the
    source, where nothing is quoted) among the supporting evidence: articles that repeat one story are one.

    Raises: KeyError if a basis or source is not known.

    Example:
        >>> from graphkit.model.records import Evidence
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
    support = [item for item in items if item.supports]
    status = max((bases[item.basis].status for item in support), default=Status.DENIED)
    if at_most is not None:
        status = min(status, at_most)
    voices = {sources[item.origin].voice for item in support}
    return status, len(support) < len(items), len(voices)
