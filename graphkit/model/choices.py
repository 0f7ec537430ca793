"""The words that an option takes, found by themselves or by the labels that outputs print."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from graphkit.errors import Keyword, OptionError, UnknownName, nearest_names

Choices: TypeAlias = Collection[str] | Callable[[str], str]  # the words, or what finds the id of a text
_SINGULAR = {"types": "type", "kinds": "kind", "statuses": "status", "sources": "source"}
_MANY = ("types",)  # vocabularies that are too long for a message


def choose(name: str, vocabulary: str, text: str, choices: Choices) -> str:
    """Returns the word that a text stands for, for an option and its vocabulary ("" for words of its own).

    Raises: UnknownName for a word that is not in the vocabulary, OptionError for one that is none of its own.
    """
    if not isinstance(choices, Collection):
        return choices(text)
    if text in choices:
        return text
    if not vocabulary:
        raise OptionError(Keyword(name), f" must be {either(choices)}, not {text!r}")
    by_label = _by_label(choices)
    if len(labelled := by_label.get(text.casefold(), ())) == 1:
        return labelled[0]
    nearest = labelled or _nearest(text, choices, by_label)
    what = _SINGULAR.get(vocabulary, vocabulary)
    raise UnknownName(what, text, nearest, known=() if vocabulary in _MANY else choices)


def either(words: Collection[str]) -> str:
    """Returns words as a choice: "text, csv or json"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _by_label(choices: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Returns the words by the labels that outputs show, if they have labels."""
    found: dict[str, list[str]] = {}
    if isinstance(choices, Mapping):
        for word, item in choices.items():
            found.setdefault(item.label.casefold(), []).append(word)
    return found


def _nearest(text: str, choices: Collection[str], by_label: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Returns the words that are nearest to a text by themselves, else by their labels.

    Another form of a short verb ("pays" for paid) is further off than a typing error, but still nearest.
    """
    for least in (0.8, 0.66):
        if found := nearest_names(text, choices, least=least):
            return found
        if labels := nearest_names(text.casefold(), by_label, least=least):
            return by_label[labels[0]]
    return ()
