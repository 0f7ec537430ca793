"""Folders of queries: listed without running them, and wrong ones reported together."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import DataError, UnknownName
from graphkit.queries import load_queries, load_query
from graphkit.reading.shipped import shipped_queries

HEAD = "// title: T\n// question: Q?\n// column who: entity\n"
BODY = "MATCH (n) WHERE 1 >= $least RETURN n.id AS who, [] AS claims\n"
ALONE = "// twin: none because it is short\n"


def test_the_shipped_queries_have_no_problem_and_all_that_were_asked_for() -> None:
    asked = """agencies_touched brokers cases_and_parties common_contacts contested_claims double_agents gaps
        identities informant_chain path_between revolving_door single_source_claims timeline who_accused_whom
        who_benefited who_handled_whom who_informed_for_whom who_leaked_what who_testified_against_whom"""
    assert set(asked.split()) <= load_queries(shipped_queries()).keys()


def test_listing_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(HEAD + BODY)
    (tmp_path / "mine.py").write_text("raise SystemExit('this ran')\n")
    (tmp_path / "other.py").write_text(
        "# title: T\n# question: Q?\n# column a: text\n# twin: none because x\nraise SystemExit\n"
    )
    assert list(load_queries(tmp_path)) == ["mine", "other"]


def test_a_project_adds_queries_and_cannot_take_the_name_of_a_shipped_one(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, name in ((shipped, "a"), (shipped, "b"), (own, "b"), (own, "c")):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.cypher").write_text(HEAD + ALONE + BODY)
    found = load_queries(shipped, own)  # b is a copy
    assert {name: query.shipped for name, query in found.items()} == {"a": True, "b": True, "c": False}
    (own / "b.cypher").write_text(HEAD + ALONE + BODY + "// changed\n")
    (own / "a.py").write_text("# twin: none because it takes a name\n")
    with pytest.raises(DataError) as caught:
        load_queries(shipped, own)
    assert [str(problem) for problem in caught.value.problems] == [
        'own/a.py:1:1: graphkit has a canned query "a"; rename this query',
        'own/b.cypher:1:1: graphkit has a canned query "b"; rename this query',
    ]
    assert load_query("c", shipped, own).name == "c"
    assert load_queries(shipped, tmp_path / "none").keys() == {"a", "b"}


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"q.cypher": HEAD + BODY}, "q.cypher:1:1: q.py not found; add it, or"),
        (
            {"q.cypher": HEAD + ALONE + BODY, "q.py": ""},
            "q.cypher:1:1: the header has `twin: none`; remove this line or q.py",
        ),
        ({"q.cypher": HEAD + ALONE + "MATCH (n)\nDELETE n"}, "q.cypher:6:1: DELETE writes"),
        ({"q.cypher": HEAD + ALONE + BODY + "// $no\n  $more"}, 'q.cypher:7:3: parameter "more" is not'),
        ({"q.cypher": HEAD + "// param x: int = 1\n" + ALONE + BODY}, 'q.cypher:1:1: parameter "x" is'),
        ({"q.cypher": HEAD + ALONE + "RETURN 1"}, "q.cypher:1:1: $least is not used"),
        ({"Q-1.cypher": HEAD + ALONE + BODY}, 'Q-1.cypher:1:1: invalid query name "Q-1"'),
        ({"q.cypher": b"\xff\xfe"}, "q.cypher:1:1: cannot read the file"),
    ],
)
def test_a_wrong_query_is_an_error_with_its_place(
    tmp_path: Path, files: dict[str, str | bytes], problem: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError) as caught:
        load_queries(tmp_path)
    assert [str(item) for item in caught.value.problems if str(item).startswith(f"queries/{problem}")]


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.cypher").write_text("RETURN 1")
    (tmp_path / "b.cypher").write_text("RETURN 1")
    with pytest.raises(DataError) as caught:
        load_queries(tmp_path)
    assert {item.location.file for item in caught.value.problems} == {"queries/a.cypher", "queries/b.cypher"}


def test_a_misspelt_query_names_the_nearest() -> None:
    assert load_query("who-informed-for-whom", shipped_queries()).name == "who_informed_for_whom"
    with pytest.raises(UnknownName, match='did you mean "who_informed_for_whom"'):
        load_query("who_informed_whom", shipped_queries())
