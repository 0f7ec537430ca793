"""Who accused whom: the Python version of who_accused_whom.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types, said_by, speaker, start_text


def who_accused_whom(
    data: Dataset, *, accuser: Entity | None = None, accused: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each accusation, with the answers to it."""
    for claim in of_types(data, "accused_of"):
        if (accuser is None or claim.from_id == accuser.id) and (
            accused is None or claim.to_id == accused.id
        ):
            pro = [item.says for item in claim.evidence if item.supports]
            contra = [item for item in claim.evidence if not item.supports]
            yield row(
                *claim.ends,
                claim.roles.get("over", ()),
                start_text(claim),
                pro,
                [speaker(item) for item in contra],
                [item.says for item in contra],
                said_by(claim),
                claim.status,
                backed_by=[claim],
            )
