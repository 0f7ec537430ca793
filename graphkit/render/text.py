"""Writes answers as text for a terminal: sentences with their evidence, statuses as words and colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.dataset.audience import claim_visibility, evidence_visibility, mark
from graphkit.dataset.base import Dataset
from graphkit.model.records import Claim, Entity, Evidence
from graphkit.model.status import Status
from graphkit.questions.answer import Answer, Path, Paths, Subgraph, Table
from graphkit.questions.cells import marked_ids, marked_text, row_ids
from graphkit.render.columns import fit, wrap
from graphkit.render.paths import count_words, hop_words, no_path_words, path_words, weakest_hops, why_lines
from graphkit.render.text_table import table_lines
from graphkit.sentences import (
    basis_words,
    cap_words,
    certainty_words,
    claim_sentence,
    evidence_sentence,
    names_words,
    status_words,
)

if TYPE_CHECKING:
    from graphkit.render.registry import Page

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35"}
_STATUS_STYLE = {
    Status.ESTABLISHED: "bold",
    Status.TESTIFIED: "blue",
    Status.CHARGED: "magenta",
    Status.REPORTED: "green",
    Status.ALLEGED: "yellow",
    Status.INFERRED: "dim",
    Status.DENIED: "red",
}
LEAST_WIDTH = 20  # columns
_MARKS = {"supports": "+", "denies": "−", "doubts": "?"}


def render_text(answer: Answer, page: Page) -> str:
    """Returns an answer as lines that fit the width of the page; colours are ANSI."""
    width = max(page.width, LEAST_WIDTH)
    text = _Text(answer.dataset, width, page.color)
    if isinstance(answer, Table):
        lines = text.table(answer)
    elif isinstance(answer, Paths):
        lines = text.paths(answer)
    else:
        assert isinstance(answer, Subgraph)
        lines = text.subgraph(answer)
    fitting = (part for line in (*lines, *text.note(answer)) for part in fit(line.rstrip(), width))
    return "".join(f"{line.rstrip()}\n" for line in fitting)


class _Text:
    """Yields the lines of answers in one width."""

    def __init__(self, dataset: Dataset, width: int, color: bool) -> None:
        self._dataset = dataset
        self._width = width
        self._color = color

    def paths(self, answer: Paths) -> Iterator[str]:
        start, end = (self._name(str(answer.question.get(side, ""))) for side in ("from", "to"))
        if not answer.paths:
            yield f"No path from {start} to {end}{no_path_words(answer)}"
            for line in why_lines(answer):
                yield from self._wrap(escape.terminal(line), "  ")
            return
        length = answer.paths[0].length
        alike = all(path.length == length for path in answer.paths)
        hops = f" of {count_words(length, 'hop')}" if alike else ""
        more = " (there may be more: the search was cut short)" if answer.truncated else ""
        yield self._style(f"{start} to {end}: {count_words(len(answer.paths), 'path')}{hops}{more}", "bold")
        for number, path in enumerate(answer.paths, 1):
            yield ""
            yield from self._path(number, path, answer)
        if answer.depends_on is not None:
            yield ""
            yield from self._depends_on(answer)

    def _path(self, number: int, path: Path, answer: Paths) -> Iterator[str]:
        assert path.status is not None
        yield f"{number}. {path_words(path, self._status(path.status.word, path.status))}"
        yield "   " + self._style(self._name(path.nodes[0]), "bold")
        for index, hop in enumerate(path.hops, 1):
            words = hop_words(hop, path, answer)
            weakest = hop.status == path.status and weakest_hops(path)
            label = f"hop {index}: {words}" if words else f"hop {index}"
            yield f"    │ {self._style(label, 'red' if weakest else 'dim')}"
            for key in hop.claims:
                yield from self._claim(self._dataset.claims[key], "    │ ")
            yield "    ↓"
            yield "   " + self._style(self._name(hop.to_id), "bold")

    def _claim(self, claim: Claim, gutter: str) -> Iterator[str]:
        """Yields a claim as a sentence, its status and id, and each piece of evidence."""
        yield from self._wrap(escape.terminal(claim_sentence(claim, self._dataset)), gutter)
        yield f"{gutter}  {self._status_of(claim)} {self._style('· ' + escape.terminal(claim.id), 'dim')}"
        if cap := cap_words(claim):
            yield from self._wrap(escape.terminal(cap), gutter + "  ")
        for item in claim.evidence:
            yield from self._evidence(item, gutter + "  ")

    def _evidence(self, item: Evidence, gutter: str) -> Iterator[str]:
        words = escape.terminal(evidence_sentence(item, self._dataset))
        quoting = f" quoting {item.quoting}" if item.quoting else ""
        place = escape.terminal(f"[{item.source} {item.at}{quoting}; {basis_words(item, self._dataset)}]")
        place += mark(evidence_visibility(item, self._dataset))
        sign = _MARKS[item.stance]
        lines = list(self._wrap(f"{words} {place}", gutter + "  "))
        for index, line in enumerate(lines):
            shown = f"{gutter}{sign} {line[len(gutter) + 2 :]}" if index == 0 else line
            yield self._style(shown, "" if item.supports else "red")

    def _depends_on(self, answer: Paths) -> Iterator[str]:
        if not answer.depends_on:
            yield "These paths do not all depend on any one claim or source."
            return
        yield "Every path found depends on:"
        for critical in answer.depends_on:
            known = self._dataset.sources if critical.what == "source" else self._dataset.claims
            name = marked_text(known[critical.id], self._dataset)
            yield from self._wrap(f"{critical.what} {escape.terminal(name)}", "  ")

    def subgraph(self, answer: Subgraph) -> Iterator[str]:
        if answer.components:
            yield "No connection within these limits: they are in separate components:"
            for component in answer.components:
                yield from self._wrap(names_words([self._name(key) for key in component]), "  ")
            return
        yield from self._subject(answer)
        claims = [self._dataset.claims[key] for key in answer.claims]
        groups: dict[str, list[Claim]] = {}
        for claim in claims:
            groups.setdefault(claim.type, []).append(claim)
        for key, group in groups.items():
            if len(claims) > 1:
                yield ""
                label = self._dataset.ontology.types[key].label
                yield self._style(f"{label} ({len(group)})", "bold")
            for claim in group:
                yield from self._claim(claim, "  " if len(claims) > 1 else "")

    def _subject(self, answer: Subgraph) -> Iterator[str]:
        """Yields the entity that a dossier is about, or how much there is."""
        what = str(answer.question.get("what", ""))
        if what in self._dataset.entities:
            yield from self._entity(self._dataset.entities[what])
        elif what in answer.claims:
            return
        elif not len(answer) and not answer.entities:
            yield "Nothing found."
        else:
            names = ", ".join(self._name(key) for key in answer.entities)
            count = count_words(len(answer.entities), "entity", "entities")
            yield from self._wrap(f"{count}: {names}", "")
            yield count_words(len(answer.claims), "claim")

    def _entity(self, entity: Entity) -> Iterator[str]:
        kind = self._dataset.ontology.kinds[entity.kind].label
        unnamed = ", not named in the sources" if entity.unnamed else ""
        yield self._style(self._name(entity.id), "bold") + f" ({kind}{unnamed}) · {entity.id}"
        if entity.summary:
            yield from self._wrap(escape.terminal(entity.summary), "  ")
        if entity.aliases:
            yield from self._wrap("also: " + escape.terminal(", ".join(entity.aliases)), "  ")
        for scheme, value in entity.ids:
            yield f"  {escape.terminal(scheme)}: {escape.terminal(value)}"

    def table(self, table: Table) -> Iterator[str]:
        if not table.rows:
            yield "Nothing found."
            return
        head = [column.name.replace("_", " ") for column in table.columns]
        cells = [[escape.terminal(marked_text(cell, self._dataset)) for cell in row] for row in table.rows]
        counted = table.question.get("ask") == "sources" and "source" not in table.question
        every = [()] * len(table.rows) if counted else table.claims
        below = [self._ids(row, claims) for row, claims in zip(table.rows, every, strict=True)]
        right = [column.kind == "number" for column in table.columns]
        yield from table_lines(head, cells, below, right, self._width, lambda text: self._style(text, "bold"))
        if table.truncated:
            yield "There is more: the answer was cut short."

    def _ids(self, row: tuple[Any, ...], claims: tuple[str, ...]) -> list[str]:
        """Returns the line with the ids that one can ask for next: of the entities, sources and claims."""
        ids = escape.terminal(", ".join(marked_ids(row_ids(row, claims), self._dataset)))
        return [self._style(line, "dim") for line in self._wrap(f"↳ {ids}", "  ")] if ids else []

    def note(self, answer: Answer) -> Iterator[str]:
        """Yields the note on the whole answer."""
        if answer.note and len(answer):
            yield ""
            yield from self._wrap(answer.note, "")

    def _name(self, key: str) -> str:
        entity = self._dataset.entities.get(key)
        return escape.terminal(marked_text(entity or key, self._dataset))

    def _status_of(self, claim: Claim) -> str:
        held = certainty_words(claim)
        voices = count_words(claim.independent, "independent source") if claim.independent > 1 else ""
        words = self._status(status_words(claim), claim.status)
        held += mark(claim_visibility(claim, self._dataset))
        return f"{words}{held}" + (f" · {voices}" if voices else "")

    def _status(self, words: str, status: Status) -> str:
        return self._style(words, _STATUS_STYLE[status])

    def _style(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._color and style and text else text

    def _wrap(self, text: str, indent: str) -> list[str]:
        return [indent + line for line in wrap(text, max(self._width - len(indent), LEAST_WIDTH // 2))]
