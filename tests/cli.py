"""The command line as its user has it, in this process: what it prints where, and its exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from graphkit.cli import main


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
