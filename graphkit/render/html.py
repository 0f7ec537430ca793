"""A view becomes one HTML file that opens offline, asks for nothing and keeps the evidence of every claim."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from graphkit import escape
from graphkit.model.dates import date_words, parse_date
from graphkit.render.page.bundle import load_bundle, pack
from graphkit.render.sentence import sentence_reader
from graphkit.sentences import capital

_GZIP_ABOVE = 5_000  # entities
_GZIP_BYTES = 500_000  # of data as plain text
_MOST_ROWS = 300  # of the table and sources that stand in the page for readers without JavaScript
_MOST_ROWS_PACKED = 50
_SLOT = re.compile(r"\{\{(\w+)\}\}")


class _View(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


def render_html(view: _View, *, embed: bool = False) -> str:
    """Return the whole page for a view; `embed` keeps the map, the legend and the evidence alone.

    The data stands in `<script type="application/json" id="graphkit-data">` as `View.to_dict()` gives it;
    above 5,000 entities or half a megabyte it is gzipped and in base64, which
    `data-encoding="gzip+base64"` says.
    """
    data = view.to_dict()
    bundle = load_bundle()
    slots = {
        "policy": bundle.policy,
        "style": bundle.style,
        "script": bundle.packed,
        "loader": bundle.loader,
        "title": escape.html(data.get("title") or "Map"),
        "standfirst": _standfirst(data.get("standfirst") or ""),
        "dates": escape.html(_dates(data)),
        "table": _table(data),
        "sources": _sources(data),
        "statuses": _statuses(data),
        "correction": _correction(data),
        "embed": ' class="embed"' if embed else "",
        "data": embed_data(data),
    }
    return _SLOT.sub(lambda match: slots[match[1]], bundle.template)


def embed_data(data: Mapping[str, Any]) -> str:
    """Return the script element that carries the data, safe against `</script>` and readable by all."""
    opening = '<script type="application/json" id="graphkit-data"'
    if len(data.get("entities", ())) <= _GZIP_ABOVE and len(text := _json(data)) <= _GZIP_BYTES:
        return f"{opening}>{text}</script>"
    return f'{opening} data-encoding="gzip+base64">{pack(_json(_alike_together(data)))}</script>'


def _json(data: Mapping[str, Any]) -> str:
    return escape.script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _alike_together(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data with claims that read alike next to each other, for gzip to take a tenth less."""
    claims = data.get("claims_by_id", {})

    def likeness(id_: str) -> tuple[list[str], str, str]:
        claim = claims[id_]
        return [item["basis"] for item in claim["evidence"]], claim["sentence"], claim["type"]

    if not claims:
        return data
    return {**data, "claims_by_id": {id_: claims[id_] for id_ in sorted(claims, key=likeness)}}


def _standfirst(text: str) -> str:
    """Mark the last sentence, the one that small screens keep."""
    if not text:
        return ""
    first, mark, last = text.strip().rpartition(". ")
    head = f'<span class="more-words">{escape.html(first + mark)}</span>' if mark else ""
    return f'<p class="stand">{head}{escape.html(last)}</p>'


def _dates(data: Mapping[str, Any]) -> str:
    parts = []
    if data.get("as_of"):
        parts.append(f"As of {_date_words(data['as_of'])}")
    if data.get("up_to"):
        parts.append(f"Sources up to {_date_words(data['up_to'])}")
    if data.get("truncated"):
        parts.append("Cut at a limit: more was found than is shown")
    return ". ".join(parts)


def _date_words(text: str) -> str:
    """Return an EDTF date in words, every other text as it stands.

    >>> _date_words("2012-10-05"), _date_words("2004~"), _date_words("soon")
    ('5 October 2012', 'about 2004', 'soon')
    """
    try:
        return date_words(parse_date(text))
    except ValueError:
        return text


def _table(data: Mapping[str, Any]) -> str:
    """Return the claims as a plain table, for print and for readers without JavaScript."""
    claims = list(data.get("claims", ()))
    if not claims:
        return (
            "<p>Nothing was found for this question.</p>" if not data.get("entities") else "<p>No claims.</p>"
        )
    most = _MOST_ROWS if len(data["entities"]) <= _GZIP_ABOVE else _MOST_ROWS_PACKED
    sentence = sentence_reader(data)
    rows = "".join(
        _row(number, data, data["claims_by_id"][id_], sentence(id_))
        for number, id_ in enumerate(claims[:most], 1)
    )
    more = f'<p class="more">The first {most} of {len(claims):,} claims.</p>' if len(claims) > most else ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("No.", "Claim", "Status", "Sources"))
    caption = '<caption class="vh">All claims</caption>'
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _row(number: int, data: Mapping[str, Any], claim: Mapping[str, Any], sentence: str) -> str:
    sources = data.get("sources_by_id", {})
    places = []
    for item in claim.get("evidence", ()):
        mark = sources.get(item["source"], {}).get("number", item["source"])
        places.append(f"[{mark}] {item.get('at', '')}".strip())
    status = claim["status"] + (", disputed" if claim.get("disputed") and claim["status"] != "denied" else "")
    cells = (escape.html(sentence), escape.html(status), escape.html(", ".join(places)))
    return f'<tr><td class="num">{number}</td>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _sources(data: Mapping[str, Any]) -> str:
    sources = sorted(data.get("sources_by_id", {}).values(), key=lambda source: source["number"])
    return "".join(
        f'<li value="{source["number"]}">{_source(source)}</li>' for source in sources[:_MOST_ROWS]
    )


def _source(source: Mapping[str, Any]) -> str:
    """Return one entry of the list of sources: who published what when, and the link if it is one."""
    by = [
        source[key] for key in ("author", "publisher") if source.get(key) and source[key] != source["title"]
    ]
    date = capital(_date_words(source.get("date") or "undated"))
    words = ". ".join([source["title"], *([", ".join(by)] if by else []), date])
    url = source.get("url", "")
    if re.fullmatch(r"https?://[^\s]+", url, re.IGNORECASE):
        attributes = f'href="{escape.html(url)}" rel="noopener noreferrer" target="_blank"'
        return f"{escape.html(words)}. <a {attributes}>Source text</a>"
    return f"{escape.html(words)}." + (f" {escape.html(url)}" if url else "")


def _statuses(data: Mapping[str, Any]) -> str:
    statuses = data.get("ontology", {}).get("statuses", {})
    rows = [
        f'<div data-status="{name}"><dt>{name}</dt><dd>{escape.html(value["meaning"])}</dd></div>'
        for name, value in ((escape.html(key), value) for key, value in statuses.items())
    ]
    flag = "<dt>disputed</dt><dd>Somebody on record denies or doubts it, whatever its status.</dd>"
    return "".join([*rows, f'<div data-status="disputed">{flag}</div>'])


def _correction(data: Mapping[str, Any]) -> str:
    words = data.get("correction") or "Is something wrong, missing or unfair? Tell whoever gave you this map."
    return f"<p>{escape.html(words)} Give the claim’s number and your source.</p>"
