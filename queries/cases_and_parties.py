"""Cases and parties: the Python version of cases_and_parties.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import of_types, said_by, start_text

PARTS = {
    "charged_in": "accused",
    "pleaded_in": "accused, entered a plea",
    "sentenced_in": "accused, sentenced",
    "defended_in": "defence counsel",
    "presided_over": "judge",
    "testified_in": "witness, testified",
    "witness_in": "witness",
    "prosecuted": "prosecutor",
    "dismissed": "dropped the charges",
}


def cases_and_parties(
    data: Dataset, *, case: Entity | None = None, party: Entity | None = None
) -> Iterator[Row]:
    """Yields a row for each role that a claim gives somebody in a case."""
    for claim in of_types(data, *PARTS):
        if (
            data.entities[claim.to_id].kind == "case"
            and (case is None or claim.to_id == case.id)
            and (party is None or claim.from_id == party.id)
        ):
            end = (start_text(claim), said_by(claim), claim.status, claim.disputed)
            yield row(claim.to_id, PARTS[claim.type], claim.from_id, *end, backed_by=[claim])
