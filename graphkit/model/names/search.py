"""Find entities by what a person types: equal names resolve, similar ones are only proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from graphkit.errors import AmbiguousName, UnknownName, nearest_names
from graphkit.model.names.fold import fold, script, to_latin
from graphkit.model.names.score import SYLLABIC, Weights, consonants, word_likeness, word_likeness_across
from graphkit.model.names.tokens import LEGAL_FORMS, PARTICLES
from graphkit.model.records import Entity, Source

FOUND_BY = ("id", "identifier", "name", "alias")
CUT = 0.6  # matches below this score are not shown
_PARTICLE = 0.1  # the weight of a particle or a legal form: alone it finds nothing
_PREFIX = 0.97  # the last word typed may be the beginning of one
_SOUND = 0.8  # words with the same consonants, as "joakin" and "joaquin"


class Match(Struct, frozen=True):
    """An entity that a text may stand for: the name that matched, what kind of name it is, and how well.

    `found_by` is one of `FOUND_BY`, `score` is from 0 to 1 (1 for equal folds, ids and identifiers only).
    """

    entity: Entity
    name: str
    found_by: str
    score: float
    reasons: tuple[str, ...] = ()


def find_matches(
    entities: Mapping[str, Entity], text: str, *, limit: int = 10, degrees: Mapping[str, int] | None = None
) -> list[Match]:
    """Returns the entities that a text may stand for, the likeliest first.

    In the order of score, then ids and identifiers before names, then number of claims (`degrees`), then id.
    """
    query = _Query(text, Weights(name for entity in entities.values() for name, _ in names_of(entity)))
    best: dict[str, Match] = {}
    for entity in entities.values():
        for match in query.matches(entity):
            known = best.get(entity.id)
            if known is None or _order(match, {}) < _order(known, {}):
                best[entity.id] = match
    return sorted(best.values(), key=lambda match: _order(match, degrees or {}))[:limit]


def resolve(entities: Mapping[str, Entity], text: str, *, kinds: Iterable[str] = ()) -> Entity:
    """Returns the one entity with this id, identifier, name or alias; an exact id wins; `kinds` narrows.

    Only equal folds resolve: a transliterated or similar name is named in the error, and never taken.

    Raises:
        AmbiguousName: if several entities have the name. UnknownName: if none has it.
    """
    if text in entities:
        return entities[text]
    allowed = frozenset(kinds)
    pool = {key: item for key, item in entities.items() if not allowed or item.kind in allowed}
    query = fold(text)
    found = {key: item for key, item in pool.items() if any(_equal(item, text, query))}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise AmbiguousName(text, [(item.id, item.name, item.kind) for _, item in sorted(found.items())])
    raise UnknownName("entity", text, [match.entity.id for match in find_matches(pool, text, limit=3)])


def resolve_source(sources: Mapping[str, Source], text: str) -> Source:
    """Returns the one source with this id or title; an exact id wins. Raises: UnknownName."""
    if text in sources:
        return sources[text]
    wanted = fold(text)
    found = [item for item in sources.values() if wanted in (item.id, fold(item.title))]
    if len(found) != 1:
        raise UnknownName("source", text, nearest_names(text, sources, 3))
    return found[0]


def names_of(entity: Entity) -> list[tuple[str, str]]:
    """Returns the names by which an entity is found, with what they are."""
    names = [(entity.name, "name"), (entity.in_text, "name"), *((alias, "alias") for alias in entity.aliases)]
    return [(name, found_by) for name, found_by in names if name]


def _equal(entity: Entity, text: str, query: str) -> Iterator[tuple[str, str]]:
    """Returns the ids, identifiers and names of an entity that equal a text, with what they are."""
    plain = text.strip().casefold()
    if plain and entity.id == plain:
        yield entity.id, "id"
    for _, value in entity.ids:
        if plain and value.casefold() == plain:
            yield value, "identifier"
    for name, found_by in names_of(entity):
        if query and fold(name) in (query, f"the {query}"):
            yield name, found_by


class _Query:
    """A text that a person typed, compared with the names of one entity after another."""

    def __init__(self, text: str, weights: Callable[[str], float]) -> None:
        self.text, self.fold = text, fold(text)
        self.script, self.weights = script(text), weights
        self.words = {own: (self.fold if own else to_latin(text)).split() for own in (False, True)}

    def matches(self, entity: Entity) -> Iterator[Match]:
        """Yields the matches of the names of an entity: the equal ones, else those that are like enough."""
        equal = [
            Match(entity, name, by, 1.0, ("the same name",))
            for name, by in _equal(entity, self.text, self.fold)
        ]
        yield from equal
        for name, found_by in () if equal else names_of(entity):
            score, reasons = self.score(name)
            if score >= CUT:
                yield Match(entity, name, found_by, score, reasons)

    def score(self, name: str) -> tuple[float, tuple[str, ...]]:
        """Returns which share of the query's weight a name meets, and why it is not all of it.

        The words typed that the name has, weighed by rarity, times 0.9 to 1 for the share of the name.
        """
        same_script = self.script == script(name)
        own = same_script and self.script != "LATIN"
        typed, words = self.words[own], (fold(name) if own else to_latin(name)).split()
        reasons = [] if same_script else ["different scripts"]
        if not any(map(self._tells, typed)):
            return 0.0, ()
        if "".join(typed) == "".join(words):
            return 0.97, ("the same words", *reasons)
        length = len(" ".join(words))
        found = list(self._meet(typed, words, self._likeness(same_script)))
        hit = sum(value * self._weight(word) for word, _, value in found)
        share = min(len(" ".join(typed)) / max(length, 1), 1.0)
        reasons += [reason for word, other, value in found if (reason := _reason(word, other, value))]
        return round(hit / sum(map(self._weight, typed)) * (0.9 + 0.1 * share), 4), tuple(reasons)

    def _likeness(self, same_script: bool) -> Callable[[str, str], float]:
        if not same_script:
            return word_likeness_across
        return _equal_words if self.script in SYLLABIC else _sounds

    def _meet(
        self, typed: list[str], words: list[str], like: Callable[[str, str], float]
    ) -> Iterator[tuple[str, str, float]]:
        """Yields each word typed, the word of the name that it matches, and how well; each matches once."""
        left = list(words)
        for at, word in enumerate(typed):
            value, other = self._best(word, left, like, last=at == len(typed) - 1)
            if value:
                left.remove(other)
            yield word, other, value

    def _best(
        self, word: str, left: list[str], like: Callable[[str, str], float], *, last: bool
    ) -> tuple[float, str]:
        """Returns the word of the name that is most like a word typed; the last one may be a beginning."""
        best = 0.0, ""
        for other in left:
            begins = last and self._long_enough(word) and other != word and other.startswith(word)
            best = max(best, (_PREFIX if begins else like(word, other), other))
        return best

    def _weight(self, word: str) -> float:
        few = word in PARTICLES or word in LEGAL_FORMS or not (word.isdigit() or self._long_enough(word))
        return _PARTICLE if few else self.weights(word)

    def _tells(self, word: str) -> bool:
        """Returns whether a word finds something alone: not a particle, legal form, number or two letters."""
        return self._weight(word) > _PARTICLE and not word.isdigit()

    def _long_enough(self, word: str) -> bool:
        return len(word) > (1 if self.script in SYLLABIC else 2)


def _equal_words(a: str, b: str) -> float:
    return float(a == b)


def _sounds(a: str, b: str) -> float:
    """Likeness within one script: as spelled, or where that says nothing, by the consonants."""
    likeness = word_likeness(a, b)
    if likeness or len(a) < 4 or len(b) < 4 or a[0] != b[0]:
        return likeness
    return _SOUND if consonants(a) == consonants(b) else 0.0


def _reason(word: str, other: str, value: float) -> str:
    if not value:
        return f"without: {word}"
    if value == _PREFIX:
        return f"{other} begins with {word}"
    return f"{word} ~ {other}" if value < 1 else ""


def _order(match: Match, degrees: Mapping[str, int]) -> tuple[float, int, int, str]:
    key = match.entity.id
    exact = FOUND_BY.index(match.found_by) if match.found_by in FOUND_BY[:2] else len(FOUND_BY)
    return -match.score, exact, -degrees.get(key, 0), key
