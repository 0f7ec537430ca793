"""Finding entities from what a person types: folded names, ranked matches, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from graphkit.errors import AmbiguousName, UnknownName, nearest_names
from graphkit.model.records import Entity, Source

RANKS = ("id", "name", "alias", "prefix", "trigram", "fuzzy")
_FUZZY_CUTOFF = 72.0


class Match(Struct, frozen=True):
    """An entity that a text may stand for, by which of its names, how (one of RANKS), score from 0 to 1."""

    entity: Entity
    by: str
    rank: str
    score: float


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A text as it is compared: Latin letters without accents, small, single spaces for all else.

    Transliteration is anyascii's.

    Example:
        >>> fold("Joaquín “El Chapo” Guzmán"), fold("Гусман")
        ('joaquin el chapo guzman', 'gusman')
    """
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text)
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def find_matches(
    entities: Mapping[str, Entity], text: str, *, limit: int = 10, degrees: Mapping[str, int] | None = None
) -> list[Match]:
    """The entities that a text may stand for, the likeliest first.

    Order: rank (exact id, exact name, exact alias, prefix of a word, shared trigrams, fuzzy), score,
    number of claims (`degrees`), id. Fuzzy scores are rapidfuzz's weighted ratio.
    """
    query = fold(text)
    best: dict[str, Match] = {}
    for match in (*_exact(entities, text, query), *_near(entities, query)):
        known = best.get(match.entity.id)
        if known is None or _order(match, {}) < _order(known, {}):
            best[match.entity.id] = match
    return sorted(best.values(), key=lambda match: _order(match, degrees or {}))[:limit]


def resolve(entities: Mapping[str, Entity], text: str, *, kinds: Iterable[str] = ()) -> Entity:
    """The one entity that an id, name or alias stands for; an exact id wins. `kinds` narrows the choice.

    Raises:
        AmbiguousName: if several entities carry the name. UnknownName: if none does.
    """
    if text in entities:
        return entities[text]
    allowed = frozenset(kinds)
    pool = {key: item for key, item in entities.items() if not allowed or item.kind in allowed}
    exact = [match for match in _exact(pool, text, fold(text)) if match.rank in ("id", "name", "alias")]
    found = {match.entity.id: match.entity for match in exact}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise AmbiguousName(text, [(item.id, item.name, item.kind) for _, item in sorted(found.items())])
    near = find_matches(pool, text, limit=3)
    raise UnknownName("entity", text, [match.entity.id for match in near])


def resolve_source(sources: Mapping[str, Source], text: str) -> Source:
    """Returns the one source of that id or title; an exact id wins. Raises: UnknownName."""
    if text in sources:
        return sources[text]
    wanted = fold(text)
    found = [item for item in sources.values() if wanted in (item.id, fold(item.title))]
    if len(found) != 1:
        raise UnknownName("source", text, nearest_names(text, sources, 3))
    return found[0]


def _names(entity: Entity) -> Iterator[tuple[str, str]]:
    yield entity.id, "id"
    yield entity.name, "name"
    if entity.in_text:
        yield entity.in_text, "name"
    for alias in entity.aliases:
        yield alias, "alias"


def _exact(entities: Mapping[str, Entity], text: str, query: str) -> Iterator[Match]:
    """Matches of a whole name, or of the beginning of a word of one."""
    if not query:
        return
    for entity in entities.values():
        for name, rank in _names(entity):
            if rank == "id":
                if name == text.strip().casefold():
                    yield Match(entity, name, "id", 1.0)
                continue
            folded = fold(name)
            if folded == query or folded == f"the {query}":
                yield Match(entity, name, rank, 1.0)
            elif f" {folded}".find(f" {query}") >= 0:
                yield Match(entity, name, "prefix", len(query) / len(folded))


def _near(entities: Mapping[str, Entity], query: str) -> Iterator[Match]:
    """Matches that share trigrams with the text, or are spelled much like it."""
    from rapidfuzz import fuzz

    wanted = _trigrams(query)
    if not wanted:
        return
    for entity in entities.values():
        for name, _ in _names(entity):
            folded = fold(name)
            score = fuzz.WRatio(query, folded, score_cutoff=_FUZZY_CUTOFF) / 100
            shared = len(wanted & _trigrams(folded)) / len(wanted)
            if shared >= 0.6:
                yield Match(entity, name, "trigram", round(max(shared, score), 4))
            elif score:
                yield Match(entity, name, "fuzzy", round(score, 4))


def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) if text else frozenset()


def _order(match: Match, degrees: Mapping[str, int]) -> tuple[int, float, int, str]:
    key = match.entity.id
    return RANKS.index(match.rank), -match.score, -degrees.get(key, 0), key
