"""Writes answers as CSV for spreadsheets; no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from graphkit import escape
from graphkit.dataset.audience import PUBLIC, claim_visibility, mark
from graphkit.dataset.base import Dataset
from graphkit.model.records import VISIBILITIES, Claim, Entity, Source
from graphkit.questions.answer import Answer, Graph, Paths, Subgraph, Table
from graphkit.questions.cells import cell_text
from graphkit.questions.speakers import said_by
from graphkit.sentences import claim_sentence, speaker_words, status_words

if TYPE_CHECKING:
    from graphkit.atomic import Files
    from graphkit.render.registry import Page

Row: TypeAlias = "tuple[list[str], list[str]]"  # the cells, and the visibility of what they are about
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
    "said_by",
    "for",
    "against",
    "sources",
    "denied_by",
    "doubted_by",
    "via",
    "roles",
    "because",
)


def render_csv(answer: Answer, page: Page) -> str | Files:
    """Returns a row for each row of a table, hop of a path or claim of a subgraph; of a graph, its tables."""
    if isinstance(answer, Table):
        ids = _id_columns(answer)
        names = ((column.name, ids.get(at, "")) for at, column in enumerate(answer.columns))
        head = [*filter(None, chain.from_iterable(names)), backing_name(answer)]
        return _marked(head, _table(answer), page.program)
    if isinstance(answer, Paths):
        return _marked(_HOP_COLUMNS, _hops(answer), page.program)
    if isinstance(answer, Graph):
        from graphkit.render.tables import render_tables

        return render_tables(answer, page.program)
    assert isinstance(answer, Subgraph)
    data = answer.dataset
    claims = [data.claims[key] for key in answer.claims]
    dated = any(claim.certainty for claim in claims)
    rows = (
        (_claim(claim, data) + [claim.certainty] * dated, [claim_visibility(claim, data)]) for claim in claims
    )
    return _marked((*_CLAIM_COLUMNS, *["certainty"] * dated), rows, page.program)


def backing_name(table: Table) -> str:
    """Returns the name of the column with the ids of the claims of each row, different from all others."""
    return "claim_ids" if any(column.name == "claims" for column in table.columns) else "claims"


def _id_columns(table: Table) -> dict[int, str]:
    """Returns by place of a column with names the name of the column with their ids, which comes next."""
    heads = {"entity": "_id", "source": "_id", "names": "_ids"}
    names = [column.name for column in table.columns]
    return {
        at: column.name + heads[column.kind]
        for at, column in enumerate(table.columns)
        if column.kind in heads and not {"id", column.name + heads[column.kind]} & {*names}
    }


def _id_text(cell: Any) -> str:
    if isinstance(cell, list | tuple):
        return "; ".join(filter(None, map(_id_text, cell)))
    return cell.id if isinstance(cell, Entity | Source) else ""


def _table(table: Table) -> Iterable[Row]:
    data, ids = table.dataset, _id_columns(table)
    for row, claims in zip(table.rows, table.claims, strict=True):
        known = [data.claims[key] for key in claims if key in data.claims]
        known += [cell for cell in row if isinstance(cell, Claim)]
        labels = [cell.visibility for cell in row if isinstance(cell, Entity | Source)]
        labels += [claim_visibility(claim, data) for claim in known]
        cells = ([cell_text(cell), _id_text(cell)][: 1 + (at in ids)] for at, cell in enumerate(row))
        yield [*chain.from_iterable(cells), "; ".join(claims)], labels


def _hops(paths: Paths) -> Iterable[Row]:
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
            cells = [
                *(str(number), str(index), *ends, weakest, hop.status.word, hop.certainty, hop.arrival),
                "; ".join(hop.claims),
                " ".join(claim_sentence(claim, data) for claim in claims),
                *(str(supports), str(len(evidence) - supports), "; ".join(places)),
            ]
            yield cells, [claim_visibility(claim, data) for claim in claims]


def _marked(head: Sequence[str], rows: Iterable[Row], program: str) -> str:
    """Returns the rows as CSV, with a column of marks if something in a row is not public."""
    found = [(cells, mark(max(labels, key=VISIBILITIES.index, default=PUBLIC))) for cells, labels in rows]
    if not any(sign for _, sign in found):
        return csv_text(head, (cells for cells, _ in found), program)
    name = "visibility" if "visibility" not in head else "row_visibility"
    return csv_text([*head, name], ([*cells, sign.strip()] for cells, sign in found), program)


def _claim(claim: Claim, dataset: Dataset) -> list[str]:
    supports = sum(item.supports for item in claim.evidence)
    places = [f"{item.source} {item.at}" for item in claim.evidence]
    ends = [claim.type, claim.from_id, claim.to_id, str(claim.start or ""), str(claim.end or "")]
    counts = [str(supports), str(len(claim.evidence) - supports)]
    sentence = claim_sentence(claim, dataset)
    said = [status_words(claim), cell_text(said_by([claim], dataset))]
    more = (*_against(claim, dataset), _via(claim, dataset), _roles(claim, dataset))
    sources = "; ".join(dict.fromkeys(places))
    return [claim.id, sentence, *ends, *said, *counts, sources, *more, claim.because]


def _against(claim: Claim, dataset: Dataset) -> Iterable[str]:
    """Yields who denies a claim, and who doubts it."""
    for stance in ("denies", "doubts"):
        items = (item for item in claim.evidence if item.stance == stance)
        yield "; ".join(dict.fromkeys(speaker_words(item, dataset) for item in items))


def _via(claim: Claim, dataset: Dataset) -> str:
    """Returns through which sources others are quoted: "A digest, quoting A weekly story"."""
    pairs = {(item.source, item.quoting): None for item in claim.evidence if item.quoting}
    titles = [[dataset.sources[key].title for key in pair] for pair in pairs]
    return "; ".join(f"{source}, quoting {quoted}" for source, quoted in titles)


def _roles(claim: Claim, dataset: Dataset) -> str:
    """Returns the roles with names: "about: Company One, Company Two"."""
    named = {
        role: [dataset.entities[key].name if key in dataset.entities else key for key in keys]
        for role, keys in claim.roles.items()
    }
    return "; ".join(f"{role}: {', '.join(names)}" for role, names in named.items())


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]], program: str = "") -> str:
    """Returns a head and rows as CSV; for a program, with a byte order mark and its separator."""
    from graphkit.render.registry import PROGRAMS

    out = io.StringIO()
    out.write("\ufeff" * bool(program))
    writer = csv.writer(out, lineterminator="\n", delimiter=PROGRAMS[program])
    writer.writerow([escape.csv(name) for name in head])
    writer.writerows([escape.csv(cell) for cell in row] for row in rows)
    return out.getvalue()
