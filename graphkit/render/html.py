"""Renders a map as one HTML file that works offline and holds the evidence of every claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.dataset.audience import PUBLIC
from graphkit.model.dates import date_words, parse_date
from graphkit.model.records import Entity, Source
from graphkit.questions.answer import Table
from graphkit.questions.cells import marked_text
from graphkit.render.page.bundle import load_bundle, pack
from graphkit.sentences import capital, claim_sentence

if TYPE_CHECKING:
    from graphkit.dataset.base import Dataset
    from graphkit.questions.answer import Json
    from graphkit.render.view import MapData

_GZIP_ABOVE = 5_000  # entities
_GZIP_BYTES = 500_000  # of data as plain text
_MOST_ROWS = 300  # of the table and sources that stand in the page for readers without JavaScript
_MOST_ROWS_PACKED = 50
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_CORRECTION = "Is something wrong, missing or unfair? Tell whoever gave you this map."
_CORRECTION_NEEDS = "Give the claim’s number and your source."


def render_html(view: MapData, *, embed: bool = False) -> str:
    """Returns the page of a map; `embed` keeps the map, the legend and the evidence alone.

    The data stands in `<script type="application/json" id="graphkit-data">` as `MapData.to_dict()` returns
    it. Above 5,000 entities or half a megabyte it is gzipped and in base64, and the element has the attribute
    `data-encoding="gzip+base64"`.
    """
    bundle = load_bundle()
    data = view.to_dict()
    slots = {
        "policy": bundle.policy,
        "style": bundle.style,
        "script": bundle.packed,
        "loader": bundle.loader,
        "title": escape.html(view.title or "Map"),
        "standfirst": _standfirst(view.standfirst),
        "limits": _limits(view),
        "dates": escape.html(_dates(view)),
        "table": _tables(view, data),
        "sources": _sources(view.sources),
        "statuses": _statuses(data["page"].get("statuses", {})),
        "correction": f"<p>{escape.html(view.correction or _CORRECTION)} {_CORRECTION_NEEDS}</p>",
        "embed": ' class="embed"' if embed else "",
        "data": embed_data(data),
    }
    return _SLOT.sub(lambda match: slots[match[1]], bundle.template)


def embed_data(data: Json) -> str:
    """Returns the script element that carries the data."""
    opening = '<script type="application/json" id="graphkit-data"'
    if len(data["page"].get("positions", ())) <= _GZIP_ABOVE and len(text := _json(data)) <= _GZIP_BYTES:
        return f"{opening}>{text}</script>"
    return f'{opening} data-encoding="gzip+base64">{pack(_json(_group_similar(data)))}</script>'


def _json(data: Json) -> str:
    return escape.script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _group_similar(data: Json) -> Json:
    """Returns the data with similar claims next to each other, which makes the packed data 10 % smaller."""
    page, claims = data["page"], data["claims_by_id"]
    template = dict(zip(page.get("claims") or data["claims"], page.get("template_of", ()), strict=True))

    def likeness(key: str) -> tuple[list[str], int, str]:
        claim = claims[key]
        return [item["basis"] for item in claim["evidence"]], template[key], claim["type"]

    return {**data, "claims_by_id": {key: claims[key] for key in sorted(claims, key=likeness)}}


def _standfirst(text: str) -> str:
    """Marks the last sentence, the only one that small screens show."""
    if not text:
        return ""
    first, mark, last = text.strip().rpartition(". ")
    head = f'<span class="more-words">{escape.html(first + mark)}</span>' if mark else ""
    return f'<p class="stand">{head}{escape.html(last)}</p>'


def _limits(view: MapData) -> str:
    """Returns which filters made the page, for all readers, in print, too."""
    return f'<p class="limits" id="limits">{escape.html(" ".join(view.limits))}</p>' * bool(view.limits)


def _dates(view: MapData) -> str:
    audience = view.answer.question.get("audience", PUBLIC)
    parts = [] if audience == PUBLIC else [f"For the audience {audience}: not for publication"]
    if as_of := view.answer.question.get("as_of"):
        parts.append(f"As of {date_words(parse_date(str(as_of)))}")
    if view.up_to:
        parts.append(f"Sources up to {date_words(parse_date(view.up_to))}")
    if view.answer.truncated:
        parts.append("Cut at a limit: more was found than is shown")
    return ". ".join(parts)


def _tables(view: MapData, data: Json) -> str:
    """Returns the answer and its claims as tables, for print and for readers without JavaScript."""
    rows = _answer(view.answer) if isinstance(view.answer, Table) and view.answer.rows else ""
    if view.claims:
        return rows + _claims(view, data)
    if view.reason:
        return "".join(f"<p>{escape.html(line)}</p>" for line in view.reason)
    return rows or ("<p>No claims.</p>" if view.entities else "<p>Nothing was found for this question.</p>")


def _answer(answer: Table) -> str:
    """Returns the rows of a table, entities and sources by name."""
    heads = [capital(column.name.replace("_", " ")) for column in answer.columns]
    numbers = [column.kind == "number" for column in answer.columns]
    rows = [
        [cell_html(cell, answer.dataset, keys) for cell in row]
        for row, keys in list(zip(answer.rows, answer.claims, strict=True))[:_MOST_ROWS]
    ]
    return _html_table("Answer", heads, numbers, rows, "rows", len(answer.rows))


def cell_html(cell: Any, dataset: Dataset, claims: Iterable[str] = ()) -> str:
    """Returns a cell as HTML; names in it are isolated, also those in the sentence of one of the claims."""
    if isinstance(cell, list | tuple):
        return "; ".join(cell_html(item, dataset) for item in cell)
    if isinstance(cell, Entity | Source):
        return escape.html_name(marked_text(cell, dataset))
    for key in claims if isinstance(cell, str) else ():
        if key in dataset.claims and cell == claim_sentence(dataset.claims[key], dataset):
            return claim_sentence(dataset.claims[key], dataset, escape.html, escape.html_name)
    return escape.html(marked_text(cell, dataset))


def _claims(view: MapData, data: Json) -> str:
    """Returns the claims with number, sentence, status and the places of their evidence."""
    shown = view.claims[: _MOST_ROWS if len(view.entities) <= _GZIP_ABOVE else _MOST_ROWS_PACKED]
    numbers = data["page"]["numbers"]
    claims = [data["claims_by_id"][claim.id] for claim in shown]
    statuses = [
        one["status"] + ", disputed" * (one["disputed"] and one["status"] != "denied") for one in claims
    ]
    places = [
        ", ".join(f"[{numbers[item['source']]}] {escape.html_name(item['at'])}" for item in one["evidence"])
        for one in claims
    ]
    counts = map(str, range(1, len(shown) + 1))
    said = [claim_sentence(claim, view.answer.dataset, escape.html, escape.html_name) for claim in shown]
    rows = list(zip(counts, said, statuses, places, strict=True))
    heads = ("No.", "Claim", "Status", "Sources")
    return _html_table("All claims", heads, (True, False, False, False), rows, "claims", len(view.claims))


def _html_table(
    caption: str,
    heads: Sequence[str],
    numbers: Sequence[bool],
    rows: Sequence[Sequence[str]],
    what: str,
    total: int,
) -> str:
    """Returns a table whose cells are HTML."""
    head = "".join(f'<th scope="col">{escape.html(word)}</th>' for word in heads)
    marks = ['<td class="num">' if number else "<td>" for number in numbers]
    body = "".join(
        "<tr>" + "".join(f"{mark}{cell}</td>" for mark, cell in zip(marks, row, strict=True)) + "</tr>"
        for row in rows
    )
    more = f'<p class="more">The first {len(rows)} of {total:,} {what}.</p>' * (total > len(rows))
    caption = f'<caption class="vh">{caption}</caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _sources(sources: Iterable[Source]) -> str:
    items = enumerate(list(sources)[:_MOST_ROWS], 1)
    return "".join(f'<li value="{number}">{_source(source)}</li>' for number, source in items)


def _source(source: Source) -> str:
    """Returns an entry of the list of sources: who published what when, and a link if there is a URL."""
    by = [name for name in (source.author, source.publisher) if name and name != source.title]
    date = capital(date_words(source.date) if source.date else "undated")
    names = ", ".join(map(escape.html_name, by))
    words = ". ".join(filter(None, [escape.html_name(source.title), names, escape.html(date)]))
    url = escape.html(source.url)
    if _URL.fullmatch(source.url):
        return f'{words}. <a href="{url}" rel="noopener noreferrer" target="_blank">Source text</a>'
    return f"{words}." + (f" {url}" if url else "")


def _statuses(statuses: dict[str, str]) -> str:
    rows = [
        f'<div data-status="{status}"><dt>{status}</dt><dd>{escape.html(meaning)}</dd></div>'
        for status, meaning in statuses.items()
    ]
    flag = "<dt>disputed</dt><dd>Somebody on record denies or doubts it, whatever its status.</dd>"
    return "".join([*rows, f'<div data-status="disputed">{flag}</div>'])
