"""Random investigations: small multigraphs with all that a claim can carry, from hypothesis or seeds."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from graphkit.dataset.derive import derive_statuses
from graphkit.dataset.memory import MemoryDataset
from graphkit.model.dates import PartialDate, parse_date
from graphkit.model.ontology import Basis, Kind, Ontology, RelationType, Role
from graphkit.model.records import VISIBILITIES, Claim, Entity, Evidence, Source
from graphkit.model.status import Status

T = TypeVar("T")

DATES = (
    *("2003", "2004", "2005", "2006", "2007", "2004-06", "2005-01", "2005-12", "2006-02"),
    *("2005-06-15", "2005-06-16", "2006-02-28", "2004~", "2004/2006", "../2005-03", "2005/.."),
)
PUBLISHERS = ("Daily Example", "Weekly Example", "")


def examples(count: int) -> int:
    """Return how many random examples a test draws: `count`, or a tenth of it under `make quick`."""
    return count // 10 if os.environ.get("GRAPHKIT_PROFILE") == "quick" else count


def _kind(key: str) -> Kind:
    return Kind(key, key, f"{key}s", "circle", {"light": "#000000", "dark": "#ffffff"})


def _type(
    key: str, time: str, carries: str, *, symmetric: bool = False, loops: bool = False, roles: str = ""
) -> RelationType:
    kinds = ("person", "organization", "agency")
    return RelationType(
        key=key,
        label=key.replace("_", " "),
        sentence="{from} " + key + " {to}",
        inverse="{to} inverse " + key + " {from}",
        from_kinds=kinds,
        to_kinds=kinds,
        time=time,
        symmetric=symmetric,
        loops=loops,
        roles={roles: Role(roles, kinds, f"{roles} {{names}}")} if roles else {},
        carries=carries,
        group="group",
        color="#000000",
    )


def tiny_ontology() -> Ontology:
    """An ontology of three kinds and one type of each behaviour."""
    types = (
        _type("informed_for", "state", "forward", roles="about"),
        _type("handled", "state", "backward"),
        _type("rival_of", "state", "none", symmetric=True),
        _type("communicated_with", "event", "both", symmetric=True, loops=True),
        _type("arrested", "event", "none"),
        _type("supplied", "event", "forward"),
    )
    bases = {status.word: Basis(status.word, status, status.word, "") for status in Status if status}
    kinds = {key: _kind(key) for key in ("person", "organization", "agency")}
    return Ontology(kinds, {type_.key: type_ for type_ in types}, bases, {})


TINY = tiny_ontology()


@dataclass(frozen=True)
class Chooser:
    """Where choices come from: `number(a, b)` gives an integer from a to b, both included."""

    number: Callable[[int, int], int]

    def one(self, items: Sequence[T]) -> T:
        """One of the items; the first is the simplest."""
        return items[self.number(0, len(items) - 1)]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """Up to so many different items, in their order."""
        picked = {self.number(0, len(items) - 1) for _ in range(self.number(0, most))}
        return [items[index] for index in sorted(picked)]

    def often(self, percent: int) -> bool:
        """True in so many of a hundred cases; False is the simplest."""
        return self.number(0, 99) >= 100 - percent


def random_chooser(seed: int) -> Chooser:
    """Choices from a seed."""
    return Chooser(random.Random(seed).randint)


@st.composite
def datasets(
    draw: st.DrawFn, *, ontology: Ontology = TINY, entities: int = 6, claims: int = 10
) -> MemoryDataset:
    """Random datasets that hypothesis can shrink."""
    return random_dataset(drawn_chooser(draw), ontology=ontology, entities=entities, claims=claims)


def drawn_chooser(draw: Callable[[st.SearchStrategy[int]], int]) -> Chooser:
    """Choices that hypothesis makes, and shrinks."""
    return Chooser(lambda low, high: draw(st.integers(low, high)))


def random_dataset(
    choose: Chooser, *, ontology: Ontology = TINY, entities: int = 6, claims: int = 10
) -> MemoryDataset:
    """A dataset of two to so many entities and up to so many claims.

    Claims run in parallel, against each other and in loops (where their type allows it); dates are partial,
    open or missing; evidence supports, denies or doubts, quotes other sources and is spoken by entities;
    a few records are not public.
    """
    people = [_entity(choose, index, ontology) for index in range(choose.number(2, entities))]
    sources = [_source(choose, index) for index in range(choose.number(1, 4))]
    papers = {source.id: source for source in sources}
    found: dict[str, Claim] = {}
    ends: list[tuple[Entity, Entity]] = []
    for index in range(choose.number(0, claims)):
        pair = choose.one(ends) if ends and choose.often(25) else (choose.one(people), choose.one(people))
        ends.append(pair[::-1] if choose.often(30) else pair)
        claim = _claim(choose, index, ends[-1], people, papers, ontology, set(found))
        if claim is not None:
            found[claim.id] = claim
    by_id = {entity.id: entity for entity in people}
    return MemoryDataset("random", ontology, by_id, papers, {key: found[key] for key in sorted(found)})


def build_claim(
    type_: str,
    from_id: str,
    to_id: str,
    *evidence: Evidence,
    sources: dict[str, Source],
    ontology: Ontology = TINY,
    **fields: Any,
) -> Claim:
    """A claim whose status is derived from its evidence; `start` and `end` may be EDTF texts."""
    for name in ("start", "end"):
        if isinstance(fields.get(name), str):
            fields[name] = parse_date(fields[name])
    at_most = fields.get("at_most")
    ((status, disputed, independent),) = derive_statuses([(evidence, at_most)], ontology.bases, sources)
    parts = (type_, from_id, to_id, str(fields.get("start") or ""))
    key = fields.pop("id", "") or "/".join(filter(None, parts))
    return Claim(
        id=key,
        type=type_,
        from_id=from_id,
        to_id=to_id,
        evidence=evidence,
        status=status,
        disputed=disputed,
        independent=independent,
        **fields,
    )


def _entity(choose: Chooser, index: int, ontology: Ontology) -> Entity:
    key = f"e{index}"
    return Entity(key, choose.one(list(ontology.kinds)), f"Entity {index}", visibility=_visibility(choose))


def _source(choose: Chooser, index: int) -> Source:
    publisher = choose.one(PUBLISHERS)
    return Source(f"s{index}", f"Source {index}", "news", publisher=publisher, visibility=_visibility(choose))


def _visibility(choose: Chooser) -> str:
    return choose.one(VISIBILITIES) if choose.often(12) else "public"


def _claim(
    choose: Chooser,
    index: int,
    ends: tuple[Entity, Entity],
    people: list[Entity],
    papers: dict[str, Source],
    ontology: Ontology,
    taken: set[str],
) -> Claim | None:
    a, b = ends
    fitting = [
        type_
        for type_ in ontology.types.values()
        if a.kind in type_.from_kinds and b.kind in type_.to_kinds and (a is not b or type_.loops)
    ]
    if not fitting:
        return None
    type_ = choose.one(fitting)
    start, end = _days(choose, type_)
    roles = {}
    for role in type_.roles.values():
        members = [entity.id for entity in people if entity.kind in role.kinds]
        if members and (chosen := choose.some(members, 2)):
            roles[role.key] = tuple(chosen)
    evidence = [_evidence(choose, number, people, papers, ontology) for number in range(choose.number(1, 3))]
    key = "/".join(filter(None, (type_.key, a.id, b.id, str(start or ""))))
    return build_claim(
        type_.key,
        a.id,
        b.id,
        *evidence,
        sources=papers,
        ontology=ontology,
        id=f"claim-{index}" if key in taken else "",
        start=start,
        end=end,
        roles=roles,
        at_most=choose.one([status for status in Status if status]) if choose.often(15) else None,
        visibility=_visibility(choose),
    )


def _days(choose: Chooser, type_: RelationType) -> tuple[PartialDate | None, PartialDate | None]:
    start = parse_date(choose.one(DATES)) if choose.often(70) else None
    end = parse_date(choose.one(DATES)) if type_.is_state and choose.often(50) else None
    if start and end and start.earliest > end.latest:
        end = None
    return start, end


def _evidence(
    choose: Chooser, number: int, people: list[Entity], papers: dict[str, Source], ontology: Ontology
) -> Evidence:
    source = choose.one(list(papers))
    others = [key for key in papers if key != source]
    return Evidence(
        source=source,
        at=f"P{number + 1}",
        says="reports it",
        basis=choose.one(list(ontology.bases)),
        quoting=choose.one(others) if others and choose.often(40) else "",
        by=choose.one([entity.id for entity in people]) if choose.often(30) else "",
        stance=choose.one(("denies", "doubts")) if choose.often(20) else "supports",
        date=parse_date(choose.one(DATES)) if choose.often(20) else None,
    )
