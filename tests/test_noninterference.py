"""What is not public changes no byte of what is public: outputs, names of files, messages, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from graphkit import project
from graphkit.cli import output, questions
from graphkit.dataset import audience
from graphkit.dataset.audience import redact
from graphkit.dataset.base import Dataset
from graphkit.dataset.memory import MemoryDataset
from tests.fuzz.audience import compare
from tests.graphs import examples

Redact = Callable[[Dataset, str], Dataset]


@pytest.mark.parametrize("seed", range(1, 1 + examples(30)))
def test_a_project_tells_no_more_than_one_that_never_had_what_is_hidden(seed: int) -> None:
    assert compare(seed) > 30


def _keep(name: str) -> Redact:
    """Returns a redaction that leaves a part of a dataset as it is."""

    def planted(dataset: Dataset, wanted: str) -> Dataset:
        found = redact(dataset, wanted)
        assert isinstance(found, MemoryDataset)
        return replace(found, **{name: getattr(dataset, name)})

    return planted


def _underived(claim: Any, evidence: Any, *_: Any) -> Any:
    return replace(claim, evidence=evidence)


def _whole(options: Any, trust: bool = False) -> project.Project:
    return project.open_project(options.project or ".")


LEAKS: dict[str, tuple[tuple[object, ...], str, object]] = {
    "hidden entities": ((project,), "redact", _keep("entities")),
    "hidden sources": ((project,), "redact", _keep("sources")),
    "statuses that hidden evidence gives": ((audience,), "derive", _underived),
    "messages about everything": ((output, questions), "load", _whole),
}


def _compare_many() -> None:
    for seed in range(1, 16):
        compare(seed)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_found(monkeypatch: pytest.MonkeyPatch, leak: str) -> None:
    homes, name, planted = LEAKS[leak]
    for home in homes:
        monkeypatch.setattr(home, name, planted)
    with pytest.raises(AssertionError, match="tells what is hidden"):
        _compare_many()
