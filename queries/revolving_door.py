"""Revolving door: the Python version of revolving_door.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, end_text, followed, of_types, start_text, weakest

POSTS = ("employed_by", "member_of", "leads")
SERVICES = (*POSTS, "advises", "represents", "reports_to")


def revolving_door(
    data: Dataset, *, person: Entity | None = None, agency: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each post in an agency and each later service elsewhere, as far as the dates allow."""
    services = by_from(of_types(data, *SERVICES))
    for post in of_types(data, *POSTS):
        holder, office = data.entities[post.from_id], data.entities[post.to_id]
        if (
            (holder.kind, office.kind) != ("person", "agency")
            or (person is not None and holder.id != person.id)
            or (agency is not None and office.id != agency.id)
        ):
            continue
        for later in services[holder.id]:
            if data.entities[later.to_id].kind != "agency" and (after := followed(post, later)):
                left, joined = end_text(post), start_text(later)
                there = (later.type, later.to_id, joined, after)
                yield row(*post.ends, left, *there, weakest([post, later]), backed_by=[post, later])
