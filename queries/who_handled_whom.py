"""Who handled whom: the Python version of who_handled_whom.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import end_text, of_types, said_by, start_text


def who_handled_whom(
    data: Dataset, *, handler: Entity | None = None, informant: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each claim that somebody handled an informant."""
    for claim in of_types(data, "handled"):
        if (handler is None or claim.from_id == handler.id) and (
            informant is None or claim.to_id == informant.id
        ):
            yield row(
                *claim.ends,
                claim.roles.get("on_behalf_of", ()),
                start_text(claim),
                end_text(claim),
                said_by(claim),
                claim.status,
                claim.disputed,
                backed_by=[claim],
            )
