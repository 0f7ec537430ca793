"""Double agents: the Python version of double_agents.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, of_types, overlap, said_by, weakest

SERVED = ("informed_for", "employed_by", "member_of", "leads", "advises", "represents", "reports_to")


def double_agents(data: Dataset, *, agent: Entity | None = None) -> Iterator[Row]:
    """Yields a row for each informant and each other side that the informant may have served at that time."""
    services = by_from(of_types(data, *SERVED))
    parts = {claim.ends for claim in of_types(data, "part_of")}
    for informed in of_types(data, "informed_for"):
        if agent is not None and informed.from_id != agent.id:
            continue
        for other in services[informed.from_id]:
            x, y = informed.to_id, other.to_id
            if x == y or (x, y) in parts or (y, x) in parts:
                continue
            # two agencies that receive information are not two sides
            agencies = data.entities[x].kind == data.entities[y].kind == "agency"
            if other.type == "informed_for" and (agencies or other.id <= informed.id):
                continue
            if together := overlap(informed, other):
                both = [informed, other]
                cells = (informed.from_id, x, other.type, y, together, said_by(*both), weakest(both))
                yield row(*cells, backed_by=both)
