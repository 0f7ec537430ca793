"""The score of two names: how likely they are to name the same, with the reasons."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from graphkit.model.names.fold import fold, script
from graphkit.model.names.tokens import Tokens, tokenize

# Alphabets in which one name is spelled in many ways: compared in Latin letters even among themselves.
_SPELLED_MANY_WAYS = ("CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
# Scripts in which a character is a syllable or a word: another character is another name.
SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_SOUNDS = (
    *(("sch", "s"), ("tch", "s"), ("kh", "h"), ("gh", "g"), ("ch", "s"), ("sh", "s"), ("zh", "s")),
    *(("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("x", "ks"), ("ts", "s"), ("dj", "j")),
    *(("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("y", "i")),
)
_SEPARATE = {"bin", "ibn", "ben", "bint"}  # A bin B is another person than B bin A
_MOST = 0.98  # names that are not the same never score more
Likeness = Callable[[str, str], float]


class Score(NamedTuple):
    """How like two names are, from 0 to 1, and what the number rests on."""

    value: float
    reasons: tuple[str, ...]


class Weights:
    """How much a word says: from 0.25 for the commonest in the project to 1 for a rare one or a number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._count: Counter[str] = Counter()
        self._names = 0
        for name in names:
            self._names += 1
            self._count.update(set(tokenize(name).core))

    def __call__(self, word: str) -> float:
        """Returns the weight of a word: the logarithm of its rarity among the names."""
        if word.isdigit():
            return 1.0
        names = max(self._names, 200)
        weight = math.log(names / (1 + self._count[word])) / math.log(names / 3)
        return max(0.25, min(1.0, weight))

    def common(self) -> dict[str, float]:
        """Returns the words that weigh less than a rare one, with their weights, sorted."""
        weights = {word: self(word) for word in sorted(self._count)}
        return {word: round(weight, 6) for word, weight in weights.items() if weight < 1}


class _Met(NamedTuple):
    """Words that two names share, as (likeness, one, other), and the words that only one of them has."""

    pairs: list[tuple[float, str, str]]
    only_a: list[str]
    only_b: list[str]


def score_names(
    a: str, b: str, *, person: bool = False, weights: Callable[[str], float] | None = None
) -> Score:
    """Returns how likely two names are to name the same, from 0 to 1, with reasons; 1 for equal folds only.

    `person`: a person may be called by a part of the name. `weights`: the weight of a word (`Weights`).

    Example:
        >>> score_names("Kestrel Holdings Ltd", "Kestral Ltd")
        Score(value=0.4183, reasons=('kestrel ~ kestral', 'only in one: holdings'))
    """
    if fold(a) == fold(b):
        return Score(1.0, ("the same name",))
    same_script = script(a) == script(b)
    own = same_script and script(a) not in _SPELLED_MANY_WAYS
    syllabic = own and script(a) in SYLLABIC
    one, two = tokenize(a, own), tokenize(b, own)
    like: Likeness = _equal if syllabic else word_likeness if same_script else word_likeness_across
    reasons = [] if same_script else ["different scripts"]
    core_a, core_b = tuple(dict.fromkeys(one.core)), tuple(dict.fromkeys(two.core))
    joined = "".join(core_a), "".join(core_b)
    if joined[0] == joined[1]:
        value = 0.97
        reasons.append("differ in form alone" if one.legal != two.legal else "the same words")
    else:
        met = _meet(core_a, core_b, like)
        value = _share(met, min(len(core_a), len(core_b)), person, weights or _one)
        reasons += _differences(met)
        if value < 0.85 and not syllabic and len(core_a) != len(core_b) and _one_slip(*joined):
            value, reasons = 0.85, ["the same letters but for a slip, spaced otherwise"]
    value, more = _form(value, one, two, core_a, core_b)
    return Score(round(min(value, _MOST), 4), (*reasons, *more))


@lru_cache(maxsize=1 << 18)
def word_likeness(a: str, b: str) -> float:
    """Returns how like two words are: 1 equal, about 0.9 one slip in a long word, 0.6 an initial, else 0.

    One slip counts from 4 letters on, two from 8, three from 12 (Damerau-Levenshtein distance).

    Example:
        >>> word_likeness("kestrel", "kestral"), word_likeness("j", "joaquin"), word_likeness("4", "5")
        (0.8857142857142857, 0.6, 0.0)
    """
    if a == b:
        return 1.0
    if a.isdigit() or b.isdigit():
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return 0.6 if a[0] == b[0] else 0.0
    from rapidfuzz.distance import DamerauLevenshtein

    length, slips = max(len(a), len(b)), DamerauLevenshtein.distance(a, b)
    if (length >= 4 and slips == 1) or (length >= 8 and slips == 2) or (length >= 12 and slips == 3):
        return 1 - slips / length * 0.8 - (0.0 if a[0] == b[0] else 0.05)
    return 0.0


def word_likeness_across(a: str, b: str) -> float:
    """Returns how like two words are of which one is transliterated: equal consonants count 0.9."""
    if a != b and len(a) > 2 and len(b) > 2 and consonants(a) == consonants(b):
        return 0.9
    return word_likeness(a, b)


@lru_cache(maxsize=1 << 17)
def consonants(word: str) -> str:
    """Returns the consonants of a romanised word in classes of like sound, without doubles.

    Example:
        >>> consonants("mohammed") == consonants("muhamad")
        True
    """
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouhv]", "", word) or word[0])


def _equal(a: str, b: str) -> float:
    return float(a == b)


def _one(word: str) -> float:
    return 1.0


def _meet(a: tuple[str, ...], b: tuple[str, ...], like: Likeness) -> _Met:
    """Pairs the words of two names, the most alike first; two words may be one of the other name."""
    found = sorted(((like(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for value, i, j in found:
        if value > 0 and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((value, a[i], b[j]))
    pairs += _joined(a, b, used_a, used_b)
    pairs += _joined(b, a, used_b, used_a)
    left = [x for i, x in enumerate(a) if i not in used_a], [y for j, y in enumerate(b) if j not in used_b]
    return _Met(pairs, *left)


def _joined(
    two: tuple[str, ...], one: tuple[str, ...], used: set[int], other: set[int]
) -> list[tuple[float, str, str]]:
    """Pairs of two neighbouring words that the other name writes as one."""
    pairs = []
    for i in range(len(two) - 1):
        for j, word in enumerate(one):
            if not used & {i, i + 1} and j not in other and two[i] + two[i + 1] == word:
                used |= {i, i + 1}
                other.add(j)
                pairs.append((1.0, word, word))
    return pairs


def _share(met: _Met, fewest: int, person: bool, weight: Callable[[str], float]) -> float:
    """Returns the weight of what is met; words that both names have alone speak against, one side's less."""
    hit = sum(value * max(weight(x), weight(y)) for value, x, y in met.pairs)
    full = sum(max(weight(x), weight(y)) for _, x, y in met.pairs)
    if not full:
        return 0.0
    only_a, only_b = sum(map(weight, met.only_a)), sum(map(weight, met.only_b))
    both = min(only_a, only_b)
    one = max(only_a, only_b) - both
    cost = 0.3 if person and len(met.pairs) >= 2 else 0.8
    value = hit / (full + 1.6 * both + cost * one)
    return value * 0.85 if len(met.pairs) == 1 and fewest == 1 and one else value


def _differences(met: _Met) -> list[str]:
    reasons = [f"{x} ~ {y}" for value, x, y in met.pairs if value < 1]
    alone = [*met.only_a, *met.only_b]
    return [*reasons, f"only in one: {' '.join(alone)}"] if alone else reasons


def _one_slip(a: str, b: str) -> bool:
    """Returns whether two names run together differ by a slip or two."""
    from rapidfuzz.distance import DamerauLevenshtein

    length = max(len(a), len(b))
    return length >= 9 and DamerauLevenshtein.distance(a, b) <= min(2, length // 9)


def _form(
    value: float, one: Tokens, two: Tokens, core_a: tuple[str, ...], core_b: tuple[str, ...]
) -> tuple[float, list[str]]:
    """Lowers a score where the order of the words or the legal forms differ."""
    reasons = []
    if core_a != core_b and sorted(core_a) == sorted(core_b):
        value = min(value, 0.75 if _SEPARATE & {*one.particles, *two.particles} else 0.93)
        reasons.append("the order differs")
    if one.legal != two.legal and one.legal and two.legal and set(one.legal).isdisjoint(two.legal):
        value *= 0.93
        reasons.append(f"legal forms differ: {'/'.join(one.legal)} and {'/'.join(two.legal)}")
    return value, reasons
