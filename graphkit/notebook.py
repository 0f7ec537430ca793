"""Displays projects, answers and maps in Jupyter, VS Code and the output of nbconvert."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.dataset.audience import (
    PUBLIC,
    audience_notice,
    claim_visibility,
    evidence_visibility,
    has_hidden,
    mark,
)
from graphkit.dataset.base import Dataset
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Source
from graphkit.project import Project
from graphkit.questions.answer import Answer, Paths, Subgraph, Table
from graphkit.questions.cells import marked_text
from graphkit.render.html import cell_html
from graphkit.render.leak_scan import scan_answer
from graphkit.render.map import Map
from graphkit.render.output import render
from graphkit.render.paths import hop_words, no_path_words, path_words, why_lines
from graphkit.render.registry import RENDERERS, Page
from graphkit.sentences import (
    basis_words,
    cap_words,
    certainty_words,
    claim_sentence,
    evidence_cite,
    evidence_sentence,
    status_words,
)

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MAP_HEIGHT = 640  # pixels
_MOST_ROWS = 200
_ESCAPES = (escape.html, escape.html_name)
_STANCES = {"supports": "", "denies": "<strong>denies:</strong> ", "doubts": "<strong>doubts:</strong> "}


def register(shell: InteractiveShell | None = None) -> bool:
    """Registers the displays in the running IPython, or in `shell`; returns False if none is running.

    `import graphkit` does this by itself inside IPython.
    """
    from IPython.core.getipython import get_ipython

    shell = shell or get_ipython()
    if shell is None or shell.display_formatter is None:
        return False
    formatters = shell.display_formatter.formatters
    # On a terminal IPython prints to its user, and keeps nothing that could be passed on.
    on_terminal = type(shell).__name__ == "TerminalInteractiveShell"
    for kind, (as_html, as_text) in _SHOWN.items():
        plain = as_text if on_terminal else partial(_publish, as_text)
        formatters["text/html"].for_type(kind, partial(_publish_html, as_html))
        formatters["text/plain"].for_type(kind, lambda item, page, _, text=plain: page.text(text(item)))
    return True


def project_html(project: Project) -> str:
    """Returns the counts of a project: entities, claims, sources, and claims by status."""
    counts = project.counts()
    cells = [row for row in counts.rows if row[0] != "claims by type"]
    rows = "".join(
        f"<tr><td>{escape.html(a)}</td><td>{escape.html(b)}</td><td>{n}</td></tr>" for a, b, n in cells
    )
    name = escape.html(project.settings.title or project.dataset.name or project.root.name)
    return f"<p><strong>{name}</strong></p><table><tbody>{rows}</tbody></table>"


def table_html(table: Table) -> str:
    """Returns a table with the status and the sources of the claims behind each row."""
    names = [column.name.replace("_", " ") for column in table.columns]
    has_status = any(column.kind == "status" or column.name == "status" for column in table.columns)
    backed = any(table.claims)
    names += ([] if has_status else ["status"]) + ["sources"] if backed else []
    head = "".join(f"<th>{escape.html(name)}</th>" for name in names)
    body = []
    for row, keys in list(zip(table.rows, table.claims, strict=True))[:_MOST_ROWS]:
        claims = [table.dataset.claims[key] for key in keys if key in table.dataset.claims]
        cells = [cell_html(cell, table.dataset, keys) for cell in row]
        if backed and not has_status:
            cells.append(escape.html(_statuses(claims, table.dataset)))
        if backed:
            cells.append(cell_html(_sources(claims, table.dataset), table.dataset))
        body.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    more = len(table.rows) - len(body)
    rest = f"<p>{more} more rows; all of them are in <code>.rows</code></p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{rest}"


def paths_html(paths: Paths) -> str:
    """Returns paths as sentences, hop by hop, with the evidence under each; or why there is none."""
    data = paths.dataset
    if not paths.paths:
        lines = "".join(f"<li>{escape.html(line)}</li>" for line in why_lines(paths))
        return f"<p>No path{no_path_words(paths)}</p><ul>{lines}</ul>"
    parts = []
    for path in paths:
        assert path.status is not None
        names = " → ".join(escape.html_name(marked_text(data.entities[key], data)) for key in path.nodes)
        parts.append(f"<p><strong>{names}</strong><br>{path_words(path, path.status.word)}</p><ol>")
        for hop in path.hops:
            claims = "".join(_claim_html(data.claims[key], data) for key in hop.claims)
            parts.append(f"<li>{hop_words(hop, path, paths)}<ul>{claims}</ul></li>")
        parts.append("</ol>")
    return "".join(parts)


def subgraph_html(subgraph: Subgraph) -> str:
    """Returns the claims of a subgraph as sentences with their evidence."""
    data = subgraph.dataset
    claims = "".join(_claim_html(data.claims[key], data) for key in subgraph.claims)
    return f"<p>{len(subgraph.entities)} entities, {len(subgraph.claims)} claims</p><ul>{claims}</ul>"


def map_html(shown: Map) -> str:
    """Returns a map in a sandboxed frame with the whole page, so that it works offline and in exports."""
    page = escape.html(shown.to_html(embed=True))
    style = f"width:100%;height:{MAP_HEIGHT}px;border:1px solid #dcd8d0"
    rights = "allow-scripts allow-downloads allow-popups"
    return f'<iframe title="Network map" sandbox="{rights}" style="{style}" srcdoc="{page}"></iframe>'


def _publish_html(show: Callable[[Any], str], item: Project | Answer | Map) -> str:
    """Returns the display of an item with a line that says for whom it is."""
    if isinstance(item, Map):
        audience = item.page.audience
    else:
        project = item if isinstance(item, Project) else item.project
        audience = project.published().audience if project else PUBLIC
    notice = escape.html(audience_notice(audience, python=True))
    return f"{_publish(show, item)}<p><small>{notice}</small></p>"


def _publish(show: Callable[[Any], str], item: Project | Answer | Map) -> str:
    """Returns the display of an item for the audience of its project, else for the public."""
    try:
        if isinstance(item, Project):
            return show(item.published())
        if isinstance(item, Answer):
            return show(_published(item))
        return show(item)
    except UsageError:
        return "Not shown: the audience of this notebook may not see this answer, or a name in it"


def _published(answer: Answer) -> Answer:
    """Raises: UsageError for an answer that its audience may not see."""
    if answer.project is None:
        if has_hidden(answer.dataset, PUBLIC):
            raise UsageError("the answer has no project that could narrow it")
        return answer
    seen = answer.project.published()
    found = seen.publish(answer)
    scan_answer(found, Page(audience=seen.audience, hidden=seen.hidden))
    return found


def _claim_html(claim: Claim, dataset: Dataset) -> str:
    cap = escape.html(cap_words(claim))
    evidence = "".join(
        f"<li>{_STANCES[item.stance]}{evidence_sentence(item, dataset, *_ESCAPES)} "
        f"<small>[{evidence_cite(item, dataset, *_ESCAPES)}; "
        f"{escape.html(basis_words(item, dataset))}]{mark(evidence_visibility(item, dataset))}</small></li>"
        for item in claim.evidence
    )
    words = claim_sentence(claim, dataset, *_ESCAPES)
    status = status_words(claim) + certainty_words(claim) + mark(claim_visibility(claim, dataset))
    return (
        f"<li>{words} <em>{status}</em>{f'<br>{cap}' if cap else ''}"
        f"<details><summary>evidence</summary><ul>{evidence}</ul></details></li>"
    )


def _statuses(claims: list[Claim], dataset: Dataset) -> str:
    words = (status_words(claim) + mark(claim_visibility(claim, dataset)) for claim in claims)
    return ", ".join(dict.fromkeys(words))


def _sources(claims: list[Claim], dataset: Dataset) -> list[Source]:
    keys = dict.fromkeys(item.origin for claim in claims for item in claim.evidence)
    return [dataset.sources[key] for key in keys]


def _project_text(project: Project) -> str:
    return _answer_text(project.counts())


def _answer_text(answer: Table | Paths | Subgraph) -> str:
    return str(render(answer, RENDERERS["text"], Page())).rstrip()


_SHOWN: dict[type, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    Project: (project_html, _project_text),
    Table: (table_html, _answer_text),
    Paths: (paths_html, _answer_text),
    Subgraph: (subgraph_html, _answer_text),
    Map: (map_html, repr),
}
