"""The commands about connections ask what their Python calls ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.project import open_project
from tests.cli import Ran, run
from tests.projects import write_project


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "given"),
    [
        ([], {}),
        (["--shortest"], {}),
        (["--all", "--max-hops", "3"], {"mode": "all", "max_hops": 3}),
        (["-k", "2", "--rank", "strength"], {"k": 2, "rank": "strength"}),
        (["--directed"], {"directed": True}),
        (["--time-respecting"], {"time_respecting": True}),
        (["--via", "one", "--avoid", "company-1"], {"via": ("person-1",), "avoid": ("company-1",)}),
        (["--parallel", "separate"], {"parallel": "separate"}),
        (["--explain"], {"explain": True}),
        (["--limit", "1", "--timeout", "2.5"], {"limit": 1, "timeout": 2.5}),
        (
            ["--min-status", "testified", "--not-type", "member_of"],
            {"min_status": "testified", "not_type": "member_of"},
        ),
        (["--as-of", "2006", "--definitely"], {"as_of": "2006", "definitely": True}),
        (
            ["--between", "2005", "2006", "--type", "informed_for"],
            {"between": ("2005", "2006"), "type": "informed_for"},
        ),
        (["--source", "paper", "--kind", "person"], {"source": "paper", "kind": "person"}),
        (
            ["--without-source", "digest", "--min-sources", "1"],
            {"without_source": "digest", "min_sources": 1},
        ),
        (["--undisputed", "--include-denied"], {"undisputed": True, "include_denied": True}),
        (["--via", "person-1"], {"via": "Person One"}),
        (["--avoid", "person-1"], {"avoid": "Person One"}),
    ],
)
def test_path_asks_what_the_project_asks(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    given: dict[str, Any],
) -> None:
    expected = open_project(folder).path("person-2", "agency-1", **given)
    ran = run(capsys, monkeypatch, "path", "two", "agency-1", *options, "--format", "json")
    assert json.loads(ran.out) == expected.to_dict()
    assert ran.code == (0 if expected else 1)
    assert ran.err == "Person Two (person-2) to Agency One (agency-1)\n"


@pytest.mark.usefixtures("folder")
def test_an_audience_is_that_of_the_project(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = open_project(folder).for_audience("public").path("person-2", "agency-1")
    assert expected.question["audience"] == "public"
    ran = run(capsys, monkeypatch, "path", "two", "agency-1", "--audience", "public", "--format", "json")
    assert json.loads(ran.out) == expected.to_dict()
    two = run(
        capsys, monkeypatch, "path", "two", "agency-1", "--audience", "public", "--audience", "internal"
    )
    assert (two.code, two.out) == (2, "")
    assert two.err == "more than one audience: public and internal; use one\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("around", "person-1", "--hops", "1"), 0),
        (("around", "case-1"), 0),
        (("between", "person-2", "agency-1"), 0),
        (("between", "person-2", "case-1"), 1),
    ],
)
def test_parts_ask_what_the_project_asks(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    code: int,
) -> None:
    project = open_project(folder)
    name, *ends = (word for word in command if word not in ("--hops", "1"))
    expected = project.around(*ends) if name == "around" else project.between(*ends)
    ran = run(capsys, monkeypatch, *command, "--format", "json")
    assert (json.loads(ran.out), ran.code) == (expected.to_dict(), code)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("path", "one", "two", "--shortest", "--all"), "cannot combine --shortest and --all"),
        (("path", "one", "two", "--rank", "beauty"), "rank must be length or strength, not 'beauty'"),
        (("path", "one", "two", "-k", "0"), "k must be at least 1, not 0"),
        (("path", "one", "two", "--via", "nobody"), 'unknown entity "nobody"'),
        (("path", "one", "two", "--avoid", "one"), "person-1 is an end of the path and cannot be avoided"),
        (("around", "nobody"), 'unknown entity "nobody"'),
        (("between", "one", "person-1"), "name at least two different entities"),
    ],
)
def test_bad_use_is_refused(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    message: str,
) -> None:
    ran: Ran = run(capsys, monkeypatch, *command)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
