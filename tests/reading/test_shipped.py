"""The shipped investigation against the texts it was read from: complete, attributed, in own words."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.dataset.base import Dataset
from graphkit.model.status import Status
from graphkit.project import open_project
from graphkit.sentences import build_template, claim_sentence
from tests.services import require

ROOT = Path(__file__).parents[2]
LETTERS = {"compilation": "P", "new-american": "Q"}
NO_VERBS = frozenset(("the", "a", "an", "he", "she", "it", "they", "his", "her", "its", "their", "that"))
MOST_WORDS = 6  # in a row that a text field may share with the texts


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return open_project(ROOT).dataset


@pytest.fixture(scope="module")
def texts(shipped: Dataset) -> dict[str, list[str]]:
    """The paragraphs of the two texts, found by their hashes in `archive/` or in $GRAPHKIT_TEXTS."""
    folders = [ROOT / "archive", Path(os.environ.get("GRAPHKIT_TEXTS") or ROOT / "archive")]
    known = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path for folder in folders for path in _files(folder)
    }
    found = {key: known.get(shipped.sources[key].sha256) for key in LETTERS}
    require("texts", all(found.values()))
    return {
        key: [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for key, path in found.items()
        if path is not None
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _cited(shipped: Dataset, source: str) -> set[str]:
    items = [item for claim in shipped.claims.values() for item in claim.evidence]
    return {place for item in items if item.source == source for place in re.split(r"[,;\s]+", item.at)}


@pytest.mark.parametrize("source", LETTERS)
def test_every_paragraph_is_cited_or_listed_with_a_reason(
    shipped: Dataset, texts: dict[str, list[str]], source: str
) -> None:
    listed = {item.at for item in shipped.uncited if item.source == source}
    every = {f"{LETTERS[source]}{number}" for number in range(1, len(texts[source]) + 1)}
    cited = _cited(shipped, source)
    assert cited | listed == every
    assert not cited & listed


def test_every_locator_is_a_paragraph_of_its_source(shipped: Dataset) -> None:
    for claim in shipped.claims.values():
        for item in claim.evidence:
            letter = LETTERS[item.source]
            places = re.split(r"[,;\s]+", item.at)
            assert all(re.fullmatch(letter + "[1-9][0-9]*", place) for place in places), (claim.id, item.at)


def test_no_field_repeats_seven_words_of_the_texts(texts: dict[str, list[str]]) -> None:
    runs = {run for lines in texts.values() for line in lines for run in _runs(line)}
    patterns = ("data/*", "docs/**/*.md", "*.md", "*.yaml", "graphkit/*.yaml", "queries/*", "notebooks/*")
    files = [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]
    for path in files:
        shared = [run for run in _runs(path.read_text(encoding="utf-8")) if run in runs]
        assert not shared, (path.name, " ".join(shared[0]))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", text.casefold())
    size = MOST_WORDS + 1
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def test_every_basis_is_one_that_the_codebook_explains(shipped: Dataset) -> None:
    codebook = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    used = {item.basis for claim in shipped.claims.values() for item in claim.evidence}
    assert not {basis for basis in used if f"`{basis}`" not in codebook}


def test_no_claim_below_established_stands_bare(shipped: Dataset) -> None:
    for claim in shipped.claims.values():
        first, *_ = build_template(claim, shipped).sentences
        if claim.status < Status.ESTABLISHED:
            attributed = re.search(r"\{\d", first) or first.startswith("An indictment says that ")
            assert attributed, (claim.id, claim_sentence(claim, shipped))
        else:
            assert first.startswith("On record: "), claim.id


def test_code_names_and_diplomats_are_never_merged(shipped: Dataset) -> None:
    identities = {
        (claim.from_id, claim.to_id): claim
        for claim in shipped.claims.values()
        if claim.type == "identified_as"
    }
    claim = identities["mx1", "de-la-mora-salcedo"]
    assert claim.status <= Status.ALLEGED
    assert "Mora" not in " ".join((*shipped.entities["mx1"].aliases, shipped.entities["mx1"].summary))


def test_what_says_begins_with_a_verb_and_people_are_summed_up(shipped: Dataset) -> None:
    for claim in shipped.claims.values():
        for item in claim.evidence:
            first = item.says.split()[0]
            assert first.islower(), (claim.id, item.says)
            assert first not in NO_VERBS, (claim.id, item.says)
    assert all(entity.summary for entity in shipped.entities.values())
