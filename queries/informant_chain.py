"""Informant chain: the Python version of informant_chain.cypher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, by_to, of_types, or_none, said_by

Link = tuple[Claim | None, list[Claim]]  # a handling claim, and those on the handler's posts in the agency


def informant_chain(
    data: Dataset, *, informant: Entity | None = None, agency: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each informant, handler at that agency, and body that the agency is part of."""
    handlings = by_to(of_types(data, "handled"))
    posts = by_from(of_types(data, "employed_by", "member_of", "leads"))
    wholes = by_from(of_types(data, "part_of"))
    for claim in of_types(data, "informed_for"):
        who, where = claim.ends
        if (informant is None or who == informant.id) and (agency is None or where == agency.id):
            links = _links(handlings.get(who, []), posts, where)
            for handling, held in links or [(None, [])]:
                for whole in or_none(wholes.get(where)):
                    backed_by = [claim, handling, whole, *held]
                    yield row(
                        who,
                        claim.roles.get("on_behalf_of", ()),
                        handling and handling.from_id,
                        where,
                        whole and whole.to_id,
                        said_by(*backed_by),
                        claim.status,
                        handling and handling.status,
                        backed_by=backed_by,
                    )


def _links(handlings: list[Claim], posts: Mapping[str, list[Claim]], agency: str) -> list[Link]:
    """Yields the handling claims of the agency itself, on its behalf, or by somebody with a post there."""
    links: list[Link] = []
    for handling in handlings:
        held = [post for post in posts.get(handling.from_id, []) if post.to_id == agency]
        if held or handling.from_id == agency or agency in handling.roles.get("on_behalf_of", ()):
            links.append((handling, held))
    return links
