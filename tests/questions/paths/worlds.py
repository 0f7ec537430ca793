"""Small investigations, a line a claim: "a informed_for b: reported@s1 denies:reported@s2 2005..2009"."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graphkit.dataset.memory import MemoryDataset
from graphkit.model.records import Claim, Entity, Evidence, Source
from tests.graphs import TINY, build_claim


def world(
    *lines: str, hidden: Collection[str] = (), publishers: dict[str, str] | None = None
) -> MemoryDataset:
    """A dataset of such lines. Entities are persons; the ids in `hidden` are confidential.

    Evidence is `basis@source`, `basis@source<quoted`, or `denies:basis@source`; dates are `start..end`, of
    which either may be missing.
    """
    parsed = [line.split() for line in lines]
    names = sorted({name.rstrip(":") for words in parsed for name in (words[0], words[2])})
    papers = sorted({key for words in parsed for word in words[3:] if "@" in word for key in _sources(word)})
    voices = publishers or {}
    sources = {
        key: Source(key, key.upper(), "news", voices.get(key, ""), visibility=_visibility(key, hidden))
        for key in papers
    }
    entities = {
        key: Entity(key, "person", f"Person {key.upper()}", visibility=_visibility(key, hidden))
        for key in names
    }
    claims = [_claim(words, sources) for words in parsed]
    return MemoryDataset(
        "world", TINY, entities, sources, {c.id: c for c in sorted(claims, key=lambda c: c.id)}
    )


def _claim(words: list[str], sources: dict[str, Source]) -> Claim:
    evidence = [_evidence(word, index) for index, word in enumerate(words[3:]) if "@" in word]
    dates = [word.split("..") for word in words[3:] if "@" not in word]
    start, end = dates[0] if dates else ("", "")
    given: dict[str, Any] = {name: text for name, text in (("start", start), ("end", end)) if text}
    return build_claim(words[1], words[0], words[2].rstrip(":"), *evidence, sources=sources, **given)


def _evidence(word: str, index: int) -> Evidence:
    stance, _, rest = word.rpartition(":")
    basis, _, place = rest.partition("@")
    source, _, quoting = place.partition("<")
    at, says = f"P{index + 1}", "says so"
    stance = stance or "supports"
    return Evidence(source=source, at=at, says=says, basis=basis, quoting=quoting, stance=stance)


def _sources(word: str) -> list[str]:
    return word.partition("@")[2].split("<")


def _visibility(key: str, hidden: Collection[str]) -> str:
    return "confidential" if key in hidden else "public"
