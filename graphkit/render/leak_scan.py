"""The leak scan: looks in all that an answer shows for the names of what its audience must not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from graphkit.dataset.audience import OWNER, visible_to
from graphkit.dataset.hidden import ID, PROSE, vocabulary_words
from graphkit.dataset.leaks import Text, claim_texts, record_texts, scan
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from graphkit.questions.answer import Answer, Paths, Table
from graphkit.render.registry import Page
from graphkit.render.view import find_members
from graphkit.sentences import claim_sentence


def authorize(answer: Answer, page: Page) -> None:
    """Refuses an answer that was asked for a wider audience than that of the page, if something is hidden.

    Raises: UsageError for such an answer; UnknownName if there is no such audience.
    """
    asked_for = str(answer.question.get("audience", OWNER))
    if page.hidden.anything and asked_for not in visible_to(page.audience):
        raise UsageError(
            f"the answer may contain what is not {page.audience}: use --audience {page.audience} or "
            f'for_audience("{page.audience}"), or write it for yourself with audience="{asked_for}"'
        )


def scan_answer(answer: Answer, page: Page, path: str = "") -> None:
    """Refuses an answer with a text in which somebody wrote the name of something hidden.

    `path` is that of the file, if there is one.

    Raises: LeakError with the name and its place.
    """
    if page.hidden.words:
        scan(_texts(answer, page, path), page.hidden)


def _texts(answer: Answer, page: Page, path: str) -> Iterator[Text]:
    """Yields the texts of an answer; what graphkit and the ontology add (keys, labels) is none of them."""
    yield "the name of the file", PurePath(path).name, ID
    yield from _page_texts(page)
    dataset = answer.dataset
    entities, claims = find_members(answer)
    claims = list({claim.id: claim for claim in (*claims, *_further_claims(answer))}.values())
    yield from claim_texts(claims, dataset)
    yield from record_texts(entities)
    if isinstance(answer, Table):
        yield from _cell_texts(answer)


def _page_texts(page: Page) -> Iterator[Text]:
    for name in ("title", "standfirst", "correction"):
        yield f"the {name} of the map", getattr(page, name), PROSE
    for number, step in enumerate(page.story, 1):
        yield f"step {number} of the story, title", step.title, PROSE
        yield f"step {number} of the story, text", step.text, PROSE


def _further_claims(answer: Answer) -> Iterator[Claim]:
    """Yields the claims on the paths that exist beyond the limits of an answer without paths."""
    relaxations = answer.why.relaxations if isinstance(answer, Paths) and answer.why else ()
    for item in relaxations:
        yield from (answer.dataset.claims[key] for hop in item.example.hops for key in hop.claims)


def _cell_texts(table: Table) -> Iterator[Text]:
    """Yields the texts in the cells of a table, but not the words and sentences that graphkit puts there."""
    dataset = table.dataset
    ours = vocabulary_words(dataset.ontology)
    for number, (row, keys) in enumerate(zip(table.rows, table.claims, strict=True), 1):
        said = {claim_sentence(dataset.claims[key], dataset) for key in keys if key in dataset.claims}
        for column, cell in zip(table.columns, row, strict=True):
            for item in _leaves(cell):
                if isinstance(item, Entity | Source):
                    yield from record_texts([item])
                elif isinstance(item, Claim):
                    yield from claim_texts([item], dataset)
                elif isinstance(item, str) and item not in said and item.casefold() not in ours:
                    yield f"row {number}, {column.name}", item, PROSE


def _leaves(cell: Any) -> Iterator[Any]:
    if isinstance(cell, Mapping):
        cell = list(cell.values())
    if isinstance(cell, list | tuple):
        for item in cell:
            yield from _leaves(item)
    else:
        yield cell
