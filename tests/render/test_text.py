"""Text for a terminal: no line is wider than it, tables stay readable, and ids can be asked for next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.project import Project, open_project
from graphkit.questions.answer import Answer, Column, Table
from graphkit.reading.shipped import shipped_root
from graphkit.render.columns import fit, text_columns, wrap
from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.formats import rendered
from tests.projects import make_dataset
from tests.queries.golden import GIVEN

WIDTHS = (20, 30, 45, 60, 80, 100, 200)
WORDS = st.text(st.sampled_from("ab王é\u0301 -/─"), max_size=60)


@pytest.fixture(scope="module")
def shipped() -> Project:
    return open_project(shipped_root())


def _answers(project: Project) -> dict[str, Answer]:
    asked: dict[str, Answer] = {name: project.ask(name, **GIVEN.get(name, {})) for name in project.queries()}
    return asked | {
        "find": project.find("chapo", why=True),
        "show": project.show("loya-castro"),
        "sources": project.list_sources(),
        "source": project.list_sources("newsweek"),
        "timeline": project.timeline(),
        "stats": project.stats(),
        "ranks": project.stats(centrality="pagerank"),
        "path": project.path("loya-castro", "dea", explain=True),
        "no path": project.path("mx1", "dea", min_status="established"),
        "around": project.around("dea"),
        "between": project.between("dea", "guzman"),
    }


def test_no_line_is_wider_than_the_terminal(shipped: Project) -> None:
    for name, answer in _answers(shipped).items():
        for width in WIDTHS:
            for line in rendered(answer, "text", width=width, color=True).splitlines():
                assert text_columns(line) <= width, (name, width, line)


def test_at_80_columns_no_word_of_a_query_is_broken(shipped: Project) -> None:
    for name in shipped.queries():
        answer = shipped.ask(name, **GIVEN.get(name, {}))
        shown = rendered(answer, "text", width=80).split()
        for row in answer.rows:
            for cell in row:
                if isinstance(cell, str):
                    assert {*cell.split()} <= {*shown}, (name, cell)


def test_the_ids_of_a_row_are_there(shipped: Project) -> None:
    for name, answer in _answers(shipped).items():
        if not isinstance(answer, Table):
            continue
        texts = {form: rendered(answer, form, width=100) for form in ("text", "csv", "md")}
        for row in answer.rows:
            for cell in row:
                for item in cell if isinstance(cell, list | tuple) else [cell]:
                    for form, text in texts.items():
                        assert getattr(item, "id", "") in text.replace("\n    ", ""), (name, form)


def test_a_table_that_is_too_wide_has_a_line_for_each_cell() -> None:
    head = ("informant", "informed_for", "nothing")
    cells = ("Humberto Loya-Castro", "Drug Enforcement Administration", None)
    table = Table(make_dataset(), {}, columns=tuple(map(Column, head)), rows=(cells, cells), claims=((), ()))
    block = (
        "informant     Humberto Loya-Castro\ninformed for  Drug Enforcement\n              Administration\n"
    )
    assert rendered(table, "text", width=34) == f"{block}\n{block}"
    assert rendered(table, "text", width=80).splitlines()[0].split() == [
        "informant",
        "informed",
        "for",
        "nothing",
    ]


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    rows = (("王偉", 1), ("Jose\u0301", 22))
    columns = (Column("name"), Column("n", "number"))
    table = Table(make_dataset(), {}, columns=columns, rows=rows, claims=((), ()))
    assert rendered(table, "text", width=40) == "name   n\n王偉   1\nJose\u0301  22\n"


@given(text=WORDS, width=st.integers(4, 30))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(text_columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_columns(line) <= width for line in fit("  │ " + text, width))


@pytest.mark.parametrize("columns", ["40", "70"])
@pytest.mark.parametrize(
    "words",
    [("show", "one"), ("timeline",), ("sources",), ("ask", "contested_claims"), ("path", "two", "agency-1"),
     ("ask",), ("check",), ("doctor",)],
)  # fmt: skip
def test_columns_count_in_a_pipe(
    type_: Type, folder: Path, monkeypatch: pytest.MonkeyPatch, columns: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out: Any = type_(*words).out
    assert max(map(text_columns, out.splitlines())) <= int(columns)
    monkeypatch.setenv("COLUMNS", "500")
    assert len(type_(*words).out.splitlines()) <= len(out.splitlines())
