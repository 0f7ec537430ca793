"""The sentence of each shipped claim, as `sentences.tsv` keeps it: a change of words shows in its diff.

Run after a change of the data: `python -m tests.golden.sentences`
"""

from __future__ import annotations

from pathlib import Path

from graphkit.project import open_project
from graphkit.sentences import claim_sentence

FILE = Path(__file__).with_suffix(".tsv")


def shipped_sentences() -> dict[str, str]:
    """Returns the sentences by claim id, sorted."""
    dataset = open_project(Path(__file__).parents[2]).dataset
    return {key: claim_sentence(dataset.claims[key], dataset) for key in sorted(dataset.claims)}


def kept_sentences() -> dict[str, str]:
    """Reads the sentences that the file keeps."""
    pairs = (line.partition("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {key: sentence for key, _, sentence in pairs}


if __name__ == "__main__":
    text = "".join(f"{key}\t{sentence}\n" for key, sentence in shipped_sentences().items())
    FILE.write_text(text, encoding="utf-8")
