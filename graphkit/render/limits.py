"""The words for the filters of an answer: which claims it shows, of how many, and without which sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import Selection
from graphkit.model.dates import date_words, parse_date
from graphkit.questions.answer import Answer
from graphkit.sentences import names_words

Words = Callable[[Any, Dataset], str]


def limit_sentences(answer: Answer, shown: int) -> list[str]:
    """Returns which claims an answer shows, of how many, and its note; nothing without filters."""
    question, dataset = answer.question, answer.dataset
    parts = [words(question[key], dataset) for key, words in _CLAIMS.items() if question.get(key)]
    sources = list(_sources(question, dataset))
    if not parts and not sources:
        return []
    count = f"{shown:,} of {_total(dataset):,}"
    first = f"Shows claims {', '.join(parts)}: {count}." if parts else f"Shows {count} claims."
    return [first, *sources, *filter(None, [answer.note])]


def _total(dataset: Dataset) -> int:
    """Returns the number of claims before any filter."""
    return len(dataset.dataset.claims) if isinstance(dataset, Selection) else len(dataset.claims)


def _sources(question: Mapping[str, Any], dataset: Dataset) -> Iterator[str]:
    for key, words in (("source", "Only evidence from"), ("without_source", "Without the source")):
        if keys := _listed(question.get(key) or []):
            plural = "s" if key == "without_source" and len(keys) > 1 else ""
            titles = [dataset.sources[one].title if one in dataset.sources else one for one in keys]
            yield f"{words}{plural} {names_words([f'“{title}”' for title in titles])}."


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _date(value: Any) -> str:
    return date_words(parse_date(str(value)))


def _types(value: Any, dataset: Dataset) -> str:
    return _choice([dataset.ontology.types[key].label for key in _listed(value)])


def _kinds(value: Any, dataset: Dataset) -> str:
    return _choice([dataset.ontology.kinds[key].label for key in _listed(value)])


def _choice(words: list[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)


_CLAIMS: Mapping[str, Words] = {  # by filter: what follows "Shows claims"
    "as_of": lambda value, _: f"as of {_date(value)}",
    "between": lambda value, _: f"from {_date(value[0])} to {_date(value[1])}",
    "definitely": lambda _value, _: "that certainly hold then",
    "type": lambda value, dataset: f"of type {_types(value, dataset)}",
    "not_type": lambda value, dataset: f"not of type {_types(value, dataset)}",
    "kind": lambda value, dataset: f"between entities of kind {_kinds(value, dataset)}",
    "min_status": lambda value, _: f"{value} or stronger",
    "undisputed": lambda _value, _: "that nobody denies or doubts",
    "min_sources": lambda value, _: f"with at least {value} independent source{'s' * (value > 1)}",
}
