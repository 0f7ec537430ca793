"""The command line as its user has it, in this process: what it prints where, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit.cli import main
from tests.projects import write_project


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command left behind."""

    out: str
    err: str
    code: int


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Ran:
    """Type `graphkit ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["graphkit", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    captured = capsys.readouterr()
    return Ran(captured.out, captured.err, int(stopped.value.code or 0))


Type = Callable[..., Ran]
# What `graphkit path two "the agency"` answers in `folder`.
PATH = """\
Person Two to the agency: 1 path of 2 hops

1. 2 hops; weakest: reported (hop 2)
   Person Two
    │ hop 1: testified
    │ Person One advised Person Two, as Two testified.
    │   testified · advises/person-1/person-2
    │   + Person Two testified to have had advice. [paper P3; testimony]
    ↓
   Person One
    │ hop 2: reported, weakest
    │ Example Weekly reports that Person One informed for the agency about Company One, from 2005.
    │ The agency denies it.
    │   reported, disputed · informed_for/person-1/agency-1/2005
    │   + Example Weekly reports that One signed on. [digest P2 quoting weekly; press report]
    │   − The agency denies it. [paper P7; official statement]
    ↓
   Agency One
"""


@pytest.fixture
def type_(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types `graphkit ARGUMENTS`."""
    return lambda *arguments: run(capsys, monkeypatch, *arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small investigation, in the folder that one is in."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
