"""The words for a path: the weakest hop is named where it tells something."""

from __future__ import annotations

import pytest

from graphkit.model.status import Status
from graphkit.questions.answer import Hop, Path
from graphkit.render.paths import path_words, weakest_hops


@pytest.mark.parametrize(
    ("statuses", "words", "weakest"),
    [
        ("reported", "1 hop: reported", ()),
        ("reported reported", "2 hops, each reported", ()),
        ("reported reported reported", "3 hops, each reported", ()),
        ("reported testified", "2 hops; weakest: reported (hop 1)", (0,)),
        ("reported testified reported established", "4 hops; weakest: reported (hops 1 and 3)", (0, 2)),
        ("reported testified reported", "3 hops; weakest: reported", ()),
    ],
)
def test_the_weakest_hops_are_named_if_they_are_at_most_half(
    statuses: str, words: str, weakest: tuple[int, ...]
) -> None:
    hops = tuple(Hop("a", "b", ("one",), Status.parse(status)) for status in statuses.split())
    path = Path(tuple("abcdefg"[: len(hops) + 1]), hops)
    assert path.status is not None
    assert path_words(path, path.status.word) == words
    assert weakest_hops(path) == weakest
