"""What the search finds, as `search.json` keeps it: graphkit and the page both find the same, in this order.

Run after a change of the search or of the data: `python -m tests.golden.search`
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from graphkit import escape
from graphkit.dataset.memory import MemoryDataset
from graphkit.model.fields import to_plain
from graphkit.model.names import find_matches, fold
from graphkit.model.names.fold import to_latin
from graphkit.model.names.tokens import LEGAL_FORMS, PARTICLES
from graphkit.model.records import Entity
from graphkit.project import open_project
from graphkit.render.page.names import build_search_words
from tests.golden.names import LETTERS, ODD_NAMES, ODD_QUERIES, SHIPPED_QUERIES

FILE = Path(__file__).with_suffix(".json")
_LISTS = re.compile(r"\[[^\[\]{}]*\]")
# The page cannot transliterate these; it compares what is typed in them with names in the same script alone.
_WITHOUT_ALPHABET = re.compile("[\u0900-\u10a0\u1100-\u11ff\u2e80-\uffef\U00020000-\U0002ffff]")
_SHOWN = ("id", "name", "in_text", "aliases", "ids")
_CHANGES: Sequence[Callable[[str], str]] = (
    lambda name: name.translate(dict.fromkeys(map(ord, "aeiou"))),
    lambda name: name[:2] + name[3:4] + name[2:3] + name[4:],  # two letters changed round
    lambda name: name[: len(name) // 2 + 1],
    str.upper,
)


def build_golden() -> dict[str, Any]:
    """Returns the sets of entities with what each query finds, and the forms that names are compared in."""
    dataset = open_project(Path(__file__).parents[2]).dataset
    assert isinstance(dataset, MemoryDataset)
    shipped = dataset.entities
    sets = [
        _found(shipped, dataset.degrees, [*SHIPPED_QUERIES, *_changed(shipped.values())]),
        _found(_odd_entities(), {}, [*ODD_QUERIES, *ODD_NAMES]),
    ]
    texts = sorted({*ODD_NAMES, *ODD_QUERIES})
    return {
        "folds": {text: fold(text) for text in texts},
        "letters": {letter: to_latin(letter) for letter in LETTERS},
        "light": sorted({*LEGAL_FORMS, *PARTICLES}),
        "sets": sets,
    }


def read_golden() -> dict[str, Any]:
    """Reads the file."""
    kept: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept


def _found(
    entities: Mapping[str, Entity], claims: Mapping[str, int], queries: Iterable[str]
) -> dict[str, Any]:
    """Returns the entities as the page has them, and what is found: [id, name or identifier, score]."""
    found = {
        query: [
            [match.entity.id, match.name, match.score]
            for match in find_matches(entities, query, degrees=claims, limit=len(entities))
            if not ("different scripts" in match.reasons and _WITHOUT_ALPHABET.search(query))
        ][:10]
        for query in queries
    }
    return {
        "entities": [
            {key: value for key, value in to_plain(entity).items() if key in _SHOWN}
            for entity in entities.values()
        ],
        "claims": {key: claims[key] for key in entities if claims.get(key)},
        "search": msgspec.to_builtins(build_search_words(entities.values())),
        "found": found,
    }


def _changed(entities: Iterable[Entity]) -> list[str]:
    """Returns names as people mistype them, each kind of change in turn."""
    return [_CHANGES[at % len(_CHANGES)](entity.name) for at, entity in enumerate(entities)]


def _odd_entities() -> dict[str, Entity]:
    """Returns an entity for each odd name; each fifth has the next name as an alias, too."""
    names = list(ODD_NAMES)
    return {
        f"e{at}": Entity(
            f"e{at}",
            "organization",
            name,
            (names[(at + 1) % len(names)],) if at % 5 == 0 else (),
            ids=(("register", f"HRB {at:03}-ß"),) if at % 7 == 0 else (),
        )
        for at, name in enumerate(names)
    }


if __name__ == "__main__":
    text = json.dumps(build_golden(), ensure_ascii=False, indent=1)
    text = _LISTS.sub(lambda found: re.sub("\n *", " ", found[0]), text)  # a line for each match
    FILE.write_text(escape.visible(text) + "\n", encoding="utf-8")
