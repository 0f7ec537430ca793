"""The last look before anything is published: does a word of what is not for this audience stand in it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import gate, visible_to
from graphkit.errors import UsageError
from graphkit.model.records import VISIBILITIES, Claim, Entity, Source
from graphkit.questions.answer import Answer

SHORTEST = 4  # shorter names stand in too many other words to tell anything


def hidden_words(dataset: Dataset, audience: str) -> tuple[str, ...]:
    """Names, aliases, ids and titles of what an audience may not see, without those that it sees anyway.

    Raises: UnknownName if there is no such audience.
    """
    seen = gate(dataset, audience)
    if seen is dataset:
        return ()
    open_words = {word.casefold() for word in _words(seen)}
    hidden = {word for word in _words(dataset) if word.casefold() not in open_words}
    return tuple(sorted(word for word in hidden if len(word) >= SHORTEST))


def refuse_leaks(text: str, words: Iterable[str]) -> None:
    """Refuse a text in which one of the words stands on its own, whatever its case.

    Raises: UsageError that names the first of them and what is around it.
    """
    for word in words:
        found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)
        if found:
            around = text[max(0, found.start() - 40) : found.end() + 40]
            raise UsageError(
                f'"{word}" is not for this audience, and would stand in the output: …{around}…; '
                "change the text, or its visibility; nothing was written"
            )


def refuse_wider(dataset: Dataset, answer: Answer, audience: str) -> None:
    """Refuse an answer that was asked for more eyes than these, where the dataset holds something to hide.

    Raises: UsageError for such an answer; UnknownName if there is no such audience.
    """
    seen = visible_to(audience)
    asked_for = str(answer.question.get("audience", VISIBILITIES[-1]))
    if asked_for not in seen and _holds_more_than(dataset, seen):
        raise UsageError(
            f'the answer may hold what is not {audience}: ask with audience="{audience}", '
            f'or draw it for yourself with audience="{asked_for}"'
        )


def _holds_more_than(dataset: Dataset, seen: tuple[str, ...]) -> bool:
    held: list[Entity | Source | Claim] = [*dataset.entities.values(), *dataset.sources.values()]
    held += dataset.claims.values()
    return any(record.visibility not in seen for record in held)


def _words(dataset: Dataset) -> Iterator[str]:
    for entity in dataset.entities.values():
        yield from _entity_words(entity)
    for source in dataset.sources.values():
        yield from _source_words(source)


def _entity_words(entity: Entity) -> Iterator[str]:
    yield from filter(None, (entity.id, entity.name, entity.in_text, *entity.aliases))
    yield from (value for _, value in entity.ids)


def _source_words(source: Source) -> Iterator[str]:
    yield from filter(None, (source.id, source.title, source.url, source.archive))
