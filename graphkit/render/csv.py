"""Writes answers as CSV for spreadsheets; no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graphkit import escape
from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim
from graphkit.questions.answer import Answer, Graph, Paths, Subgraph, Table, cell_text
from graphkit.sentences import claim_sentence, status_words

if TYPE_CHECKING:
    from graphkit.atomic import Files
    from graphkit.render.registry import Page

_HOP_COLUMNS = (
    *("path", "hop", "from", "from_id", "to", "to_id", "weakest", "hop_status", "certainty", "not_before"),
    *("claims", "sentence", "for", "against", "sources"),
)
_CLAIM_COLUMNS = (
    "claim",
    "sentence",
    "type",
    "from",
    "to",
    "start",
    "end",
    "status",
    "for",
    "against",
    "sources",
)


def render_csv(answer: Answer, page: Page) -> str | Files:
    """Returns a row for each row of a table, hop of a path or claim of a subgraph; of a graph, its tables."""
    if isinstance(answer, Table):
        head = [*(column.name for column in answer.columns), backing_name(answer)]
        return csv_text(head, _table(answer), page.program)
    if isinstance(answer, Paths):
        return csv_text(_HOP_COLUMNS, _hops(answer), page.program)
    if isinstance(answer, Graph):
        from graphkit.render.tables import render_tables

        return render_tables(answer, page.program)
    assert isinstance(answer, Subgraph)
    claims = (_claim(answer.dataset.claims[key], answer.dataset) for key in answer.claims)
    return csv_text(_CLAIM_COLUMNS, claims, page.program)


def backing_name(table: Table) -> str:
    """Returns the name of the column with the ids of the claims of each row, different from all others."""
    return "claim_ids" if any(column.name == "claims" for column in table.columns) else "claims"


def _table(table: Table) -> Iterable[list[str]]:
    for row, claims in zip(table.rows, table.claims, strict=True):
        yield [*map(cell_text, row), "; ".join(claims)]


def _hops(paths: Paths) -> Iterable[list[str]]:
    """Yields each hop with its claims: ids, sentences and the places of their evidence."""
    data = paths.dataset
    for number, path in enumerate(paths, 1):
        for index, hop in enumerate(path.hops, 1):
            ends = [text for key in (hop.from_id, hop.to_id) for text in (data.entities[key].name, key)]
            weakest = "yes" if hop.status == path.status else "no"
            claims = [data.claims[key] for key in hop.claims]
            evidence = [item for claim in claims for item in claim.evidence]
            supports = sum(item.supports for item in evidence)
            places = dict.fromkeys(f"{item.source} {item.at}" for item in evidence)
            yield [
                *(str(number), str(index), *ends, weakest, hop.status.word, hop.certainty, hop.arrival),
                "; ".join(hop.claims),
                " ".join(claim_sentence(claim, data) for claim in claims),
                *(str(supports), str(len(evidence) - supports), "; ".join(places)),
            ]


def _claim(claim: Claim, dataset: Dataset) -> list[str]:
    supports = sum(item.supports for item in claim.evidence)
    places = [f"{item.source} {item.at}" for item in claim.evidence]
    ends = [claim.type, claim.from_id, claim.to_id, str(claim.start or ""), str(claim.end or "")]
    counts = [str(supports), str(len(claim.evidence) - supports)]
    sentence = claim_sentence(claim, dataset)
    return [claim.id, sentence, *ends, status_words(claim), *counts, "; ".join(dict.fromkeys(places))]


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]], program: str = "") -> str:
    """Returns a head and rows as CSV; for a program, with a byte order mark and its separator."""
    from graphkit.render.registry import PROGRAMS

    out = io.StringIO()
    out.write("\ufeff" * bool(program))
    writer = csv.writer(out, lineterminator="\n", delimiter=PROGRAMS[program])
    writer.writerow([escape.csv(name) for name in head])
    writer.writerows([escape.csv(cell) for cell in row] for row in rows)
    return out.getvalue()
