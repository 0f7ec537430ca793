"""Sentences with places for what stands elsewhere in a view, so that names and dates are stored once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.sentences import Template, capital, fill_places, place_word

if TYPE_CHECKING:
    from graphkit.dataset.base import Dataset
    from graphkit.model.records import Claim


def place_names(template: Template, claim: Claim, dataset: Dataset, speakers: Sequence[str]) -> str:
    """The template with words for those places that a view does not hold."""

    def word(place: str, first: bool) -> str:
        if place in ("from", "to", "when"):
            return f"{{{place}}}"
        words = place_word(place, claim, dataset)
        if place.isdigit() and speakers[int(place)] in (words, capital(words) if first else ""):
            return f"{{{place}}}"
        return (capital(words) if first else words).replace("{", "{{").replace("}", "}}")

    def keep(text: str) -> str:
        filled = fill_places(
            text.replace("{{", "{{{{").replace("}}", "}}}}"), lambda place: word(place, False)
        )
        if text.startswith("{") and not text.startswith("{{"):
            place, _, rest = text[1:].partition("}")
            filled = word(place, True) + keep(rest)
        return filled

    return " ".join(keep(text) for text in template.sentences)


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
