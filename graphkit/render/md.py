"""Writes answers as Markdown with numbered sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit import escape
from graphkit.dataset.audience import claim_visibility, evidence_visibility, mark
from graphkit.dataset.base import Dataset
from graphkit.model.records import VISIBILITIES, Claim, Entity, Source
from graphkit.questions.answer import Answer, Path, Paths, Subgraph, Table
from graphkit.questions.cells import marked_text
from graphkit.render.csv import backing_name
from graphkit.render.paths import hop_words, no_path_words, path_words, why_lines
from graphkit.sentences import (
    basis_words,
    cap_words,
    certainty_words,
    claim_sentence,
    evidence_sentence,
    status_words,
)

if TYPE_CHECKING:
    from graphkit.render.registry import Page

_STANCES = {"supports": "supports", "denies": "**denies**", "doubts": "**doubts**"}


def render_md(answer: Answer, page: Page) -> str:
    """Returns a table, or paths and claims as sentences with evidence and a numbered list of sources."""
    notes = _Notes(answer.dataset)
    if isinstance(answer, Table):
        lines = list(_table(answer))
    elif isinstance(answer, Paths):
        lines = list(notes.paths(answer))
    else:
        assert isinstance(answer, Subgraph)
        lines = [line for key in answer.claims for line in notes.claim(answer.dataset.claims[key])]
        lines += [f"- {', '.join(notes.name(key) for key in group)}" for group in answer.components]
    if answer.truncated and len(answer):
        lines += ["", "*There is more: the answer was cut short.*"]
    if answer.note and len(answer):
        lines += ["", f"*{answer.note}*"]
    return "\n".join([*lines, *notes.sources()]).strip() + "\n"


class _Notes:
    """Yields Markdown about claims, and numbers the sources that it cites."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._numbers: dict[str, int] = {}

    def paths(self, answer: Paths) -> Iterator[str]:
        names = [self.name(str(answer.question.get(side, ""))) for side in ("from", "to")]
        yield f"# {names[0]} to {names[1]}"
        if not answer.paths:
            yield from ("", f"No path{no_path_words(answer)}", "")
            yield from (f"- {escape.md(line)}" for line in why_lines(answer))
        for number, path in enumerate(answer.paths, 1):
            yield from self._path(number, path, answer)
        if answer.depends_on:
            yield from ("", "## Every path found depends on", "")
            for critical in answer.depends_on:
                known = self._dataset.sources if critical.what == "source" else self._dataset.claims
                yield f"- {critical.what} {_marked(known[critical.id], self._dataset)}"

    def _path(self, number: int, path: Path, answer: Paths) -> Iterator[str]:
        assert path.status is not None
        yield from ("", f"## {number}. {' → '.join(self.name(key) for key in path.nodes)}", "")
        yield path_words(path, path.status.word)
        for index, hop in enumerate(path.hops, 1):
            yield from ("", f"### Hop {index}: {self.name(hop.from_id)} → {self.name(hop.to_id)}", "")
            if words := hop_words(hop, path, answer):
                yield f"*{words}*"
            for key in hop.claims:
                yield from self.claim(self._dataset.claims[key])

    def claim(self, claim: Claim) -> Iterator[str]:
        """Yields a claim as a sentence with a list of its evidence."""
        yield ""
        hidden = mark(claim_visibility(claim, self._dataset))
        status = status_words(claim) + certainty_words(claim)
        yield f"{escape.md(claim_sentence(claim, self._dataset))} ({status}){hidden}"
        if cap := cap_words(claim):
            yield f"\n{escape.md(cap)}"
        yield ""
        for item in claim.evidence:
            said = escape.md(evidence_sentence(item, self._dataset))
            quoting = f", quoting {self._cite(item.quoting)}" if item.quoting else ""
            place = f"{self._cite(item.source)}, {escape.md(item.at)}{quoting}"
            basis = escape.md(basis_words(item, self._dataset))
            hidden = mark(evidence_visibility(item, self._dataset))
            yield f"- {_STANCES[item.stance]}: {said} {place} ({basis}){hidden}"

    def sources(self) -> Iterator[str]:
        """Yields the sources cited so far, by number."""
        if self._numbers:
            yield from ("", "## Sources", "")
        for key, number in self._numbers.items():
            source = self._dataset.sources[key]
            parts = [source.author, source.title, source.publisher, str(source.date or ""), source.url]
            words = escape.md(", ".join(part for part in parts if part))
            yield f"{number}. {words}{mark(source.visibility)}"

    def _cite(self, key: str) -> str:
        return f"\\[{self._numbers.setdefault(key, len(self._numbers) + 1)}\\]"

    def name(self, key: str) -> str:
        """Returns the name of an entity, escaped."""
        entity = self._dataset.entities.get(key)
        return _marked(entity or key, self._dataset)


def _table(table: Table) -> Iterator[str]:
    names = [*(column.name for column in table.columns), backing_name(table)]
    yield "| " + " | ".join(escape.md(name.replace("_", " ")) for name in names) + " |"
    yield "|" + " --- |" * len(names)
    for row, claims in zip(table.rows, table.claims, strict=True):
        backing = [table.dataset.claims.get(key, key) for key in claims]
        ids = ", ".join(_marked(claim, table.dataset) for claim in backing)
        yield "| " + " | ".join([*(_cell(cell, table.dataset) for cell in row), ids]) + " |"


def _cell(cell: Any, dataset: Dataset) -> str:
    """Returns a cell with the ids of entities and sources in it."""
    if isinstance(cell, list | tuple):
        return "; ".join(_cell(item, dataset) for item in cell)
    text = _marked(cell, dataset)
    return f"{text} (`{cell.id}`)" if isinstance(cell, Entity | Source) else text


def _marked(cell: Any, dataset: Dataset) -> str:
    """Returns a cell escaped, but for its mark."""
    text = escape.md(marked_text(cell, dataset))
    for visibility in VISIBILITIES[1:]:
        text = text.replace(rf" \[{visibility}\]", mark(visibility))
    return text
