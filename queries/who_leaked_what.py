"""Who leaked what: the Python version of who_leaked_what.cypher."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity
from graphkit.queries import Row, row
from graphkit.queries.claims import by_from, by_to, of_types, or_none, said_by, start_text, weakest


def who_leaked_what(data: Dataset, *, document: Entity | None = None) -> Iterator[Row]:
    """Yields a row for each leak with break-ins of the leaker and publications, and for other break-ins."""
    hacks = by_from(of_types(data, "hacked"))
    publications = by_to(of_types(data, "published"))
    leakers = set()
    for leak in of_types(data, "leaked"):
        leakers.add(leak.from_id)
        if document is None or leak.to_id == document.id:
            for hack in or_none(hacks.get(leak.from_id)):
                for publication in or_none(publications.get(leak.to_id)):
                    yield _row(hack, leak, publication)
    if document is None:
        for hack in (hack for who, claims in hacks.items() if who not in leakers for hack in claims):
            cells = (
                hack.to_id,
                start_text(hack),
                hack.from_id,
                None,
                (),
                None,
                None,
                None,
                said_by(hack),
                hack.status,
            )
            yield row(*cells, backed_by=[hack])


def _row(hack: Claim | None, leak: Claim, publication: Claim | None) -> Row:
    return row(
        hack and hack.to_id,
        hack and start_text(hack),
        *leak.ends,
        leak.roles.get("to_whom", ()),
        start_text(leak),
        publication and publication.from_id,
        publication and start_text(publication),
        said_by(hack, leak, publication),
        weakest([hack, leak, publication]),
        backed_by=[hack, leak, publication],
    )
