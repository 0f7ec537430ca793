"""Makes what the search of the page needs beside the names: weights of words, and names in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct

from graphkit.model.names.fold import fold, to_latin
from graphkit.model.names.score import Weights
from graphkit.model.names.search import names_of
from graphkit.model.records import Entity


class SearchWords(Struct, frozen=True, omit_defaults=True):
    """What the search of the page cannot derive from the names."""

    weights: Annotated[
        dict[str, float], Meta(description="Of words that several names have; any other word weighs 1.")
    ] = {}
    latin: Annotated[
        dict[str, str], Meta(description="Names with letters that are not Latin, transliterated.")
    ] = {}


def build_search_words(entities: Iterable[Entity]) -> SearchWords:
    """Returns the weights of the words in these names, and the names in other scripts in Latin letters."""
    names = [name for entity in entities for name, _ in names_of(entity)]
    latin = {name: to_latin(name) for name in names if not fold(name).isascii()}
    return SearchWords(Weights(names).common(), latin)
