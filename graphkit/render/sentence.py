"""Sentences with places for what stands elsewhere in a view, so that names and dates are stored once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.sentences import capital

if TYPE_CHECKING:
    from graphkit.dataset.base import Dataset
    from graphkit.model.records import Claim
    from graphkit.sentences import Sentence

_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def place_names(
    sentence: Sentence, claim: Claim, dataset: Dataset, speakers: Sequence[str], when: str
) -> str:
    """The sentence with places instead of the words that a view holds anyway; other braces are doubled.

    `{from}` and `{to}` are the ends as they are called within a sentence, `{0}`, `{1}` the speakers of the
    claim's pieces of evidence, `{when}` its date in words, `{claim}` the sentence of its type. Once filled,
    the first letter becomes a capital.
    """
    ends = {"from": dataset.entities[claim.from_id].words, "to": dataset.entities[claim.to_id].words}
    out = []
    for role, text in sentence.parts:
        if role in ends and text[1:] == ends[role][1:]:
            out.append(f"{{{role}}}")
        elif role == "when":
            out.append(_double(text[: len(text) - len(when)]) + "{when}")
        elif role in ("speaker", "denial"):
            out.append(_place_speaker(text, speakers))
        else:
            out.append(_double(text))
    return "".join(out).replace(dataset.ontology.types[claim.type].sentence, "{claim}", 1)


def place_dates(words: str, start: str, end: str) -> str:
    """A date in words with `{start}` and `{end}` where just the words of these two stand in it.

    >>> place_dates("from 2005 until about 2009", "2005", "about 2009")
    'from {start} until {end}'
    """
    rest, until = words, ""
    if end and end in words:
        rest, _, tail = words.rpartition(end)
        until = f"{{end}}{tail}"
    return (rest.replace(start, "{start}", 1) if start else rest) + until


def fill_places(text: str, word: Callable[[str], str]) -> str:
    """The text with each place filled by the word for it.

    >>> fill_places("{{{from}}}", {"from": "A"}.__getitem__)
    '{A}'
    """
    return _PLACE.sub(lambda found: word(found[1]) if found[1] else found[0][0], text)


def sentence_reader(data: Mapping[str, Any]) -> Callable[[str], str]:
    """A function that gives the whole sentence of a claim, by its id; `data` is a view as plain data."""
    entities = {entity["id"]: entity for entity in data.get("entities", ())}

    def read(id_: str) -> str:
        claim = data["claims_by_id"][id_]

        def word(place: str) -> str:
            if place in ("from", "to"):
                entity = entities[claim[place]]
                return str(entity.get("in_text") or entity["name"])
            if place in ("start", "end"):
                return str(data["dates"][claim[place]]["words"])
            if place == "when":
                return fill_places(claim["when"], word)
            if place == "claim":
                return fill_places(data["ontology"]["types"][claim["type"]]["sentence"], word)
            return speaker_name(claim["evidence"][int(place)], data, entities)

        return capital(fill_places(claim["sentence"], word))

    return read


def speaker_name(item: Mapping[str, Any], data: Mapping[str, Any], entities: Mapping[str, Any]) -> str:
    """Who says it, as readers see it: the name that is given, else what it is by default."""
    if "by_name" in item:
        return str(item["by_name"])
    if "by" in item:
        name = str(entities[item["by"]]["name"] if item["by"] in entities else item["by"])
    else:
        source = data["sources_by_id"][item.get("quoting") or item["source"]]
        name = str(source.get("publisher") or source["title"])
    return capital(name)


def _place_speaker(text: str, speakers: Sequence[str]) -> str:
    """The first speaker by whose name the text begins, as a place."""
    body = text.lstrip(" ")
    for number, name in enumerate(speakers):
        if body == name or body.startswith(f"{name} "):
            return f"{text[: len(text) - len(body)]}{{{number}}}{_double(body[len(name) :])}"
    return _double(text)


def _double(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
