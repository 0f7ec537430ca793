"""Queries on the command line and in Python: the same answers on every engine; no code runs by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.cypher.embedded import load_graph
from graphkit.errors import UsageError
from graphkit.project import open_project
from graphkit.queries.browser_cypher import bound_text, literal
from graphkit.reading.shipped import shipped_root
from tests.cli import Ran, run
from tests.projects import write_project
from tests.queries.graphs import HOSTILE

Type = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def type_(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    return lambda *arguments: run(capsys, monkeypatch, *arguments)


def test_without_a_name_all_queries_are_listed(type_: Type) -> None:
    listed = type_("ask", "--format", "json")
    assert listed.code == 0
    found = {row["query"]: row["parameters"] for row in json.loads(listed.out)["rows"]}
    assert found["who_informed_for_whom"] == ["agency", "informant", "about"]
    assert "brokers" in type_("ask", "--help").out


def test_a_query_has_help_with_its_own_options(type_: Type) -> None:
    helped = type_("ask", "who_informed_for_whom", "--help")
    assert helped.code == 0
    for words in ("--agency ENTITY", "--engine", "--without-source", "on whose behalf"):
        assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", helped.out)


@pytest.mark.parametrize("page", [("--format", "map"), ("-o", "page.html"), ("-o", "page.HTML")])
def test_a_page_is_for_the_public_however_it_is_asked_for(
    type_: Type, folder: Path, page: tuple[str, str]
) -> None:
    entities = (folder / "data" / "entities.yaml").read_text(encoding="utf-8")
    hidden = entities.replace("name: Person One,", "name: Nobody Knows, visibility: confidential,")
    (folder / "data" / "entities.yaml").write_text(hidden, encoding="utf-8")

    def drawn(*more: str) -> str:
        ran = type_("ask", "who_informed_for_whom", *page, *more)
        return ran.out + "".join(path.read_text(encoding="utf-8") for path in folder.glob("page.*"))

    assert "<!doctype html>" in drawn()
    assert "Nobody Knows" not in drawn()
    assert "Nobody Knows" in drawn("--audience", "confidential")


@pytest.mark.parametrize("engine", ["python", "cypher"])
def test_the_command_line_answers_what_python_answers(type_: Type, folder: Path, engine: str) -> None:
    typed = type_(
        "ask", "who_informed_for_whom", "--agency", "Agency One", "--engine", engine, "--format", "json"
    )
    answer = json.loads(typed.out)
    assert (
        answer
        == open_project(folder).ask("who_informed_for_whom", agency="agency-1", engine=engine).to_dict()
    )
    [row] = answer["rows"]
    assert row["informant"] == {"id": "person-1", "name": "Person One", "kind": "person"}
    assert [item["id"] for item in row["about"]] == ["company-1"]
    assert (row["since"], row["status"], row["disputed"]) == ("2005", "reported", True)
    assert answer["claims"] == [["informed_for/person-1/agency-1/2005"]]
    assert answer["question"] == {"ask": "who_informed_for_whom", "agency": "agency-1"}


@pytest.mark.parametrize("engine", ["python", "cypher"])
def test_filters_reach_every_engine(type_: Type, engine: str) -> None:
    ask = ("ask", "who_informed_for_whom", "--engine", engine, "--format", "json")
    without = type_(*ask, "--without-source", "digest")
    assert (without.code, json.loads(without.out)["rows"]) == (1, [])
    denied = json.loads(type_(*ask, "--without-source", "digest", "--include-denied").out)
    assert [row["status"] for row in denied["rows"]] == ["denied"]
    assert denied["question"]["without_source"] == ["digest"]


def test_what_is_shown_for_neo4j_browser_is_bound_and_gives_the_same_rows(type_: Type, folder: Path) -> None:
    shown = type_(
        "ask", "who_informed_for_whom", "--agency", "agency-1", "--without-source", "paper", "--show"
    )
    lines = shown.out.splitlines()
    values = dict(re.findall(r"^:param (\w+) => (.*);$", shown.out, re.MULTILINE))
    assert values["agency"] == "'agency-1'"
    body = "\n".join(line for line in lines if not line.startswith(":param"))
    for name, value in values.items():
        body = re.sub(rf"\${name}\b", lambda _, value=value: f"({value})", body)  # type: ignore[misc]
    graph = load_graph(open_project(folder).dataset)  # unfiltered, as a server has it
    record = dict(zip((found := graph.run(body)).columns, found.rows[0], strict=True))
    assert (record["informant"], record["disputed"]) == ("person-1", False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", "who_informed_whom"), 'unknown query "who_informed_whom"; did you mean'),
        (("ask", "common_contacts", "--first", "One"), "common_contacts needs --second: the second entity"),
        (("ask", "who_informed_for_whom", "--agency", "nobody"), 'unknown entity "nobody"'),
        (
            ("ask", "who_informed_for_whom", "--agency", "person-1"),
            "--agency: Person One (person-1) has the kind person; expected agency or organization",
        ),
        (
            ("ask", "who_informed_for_whom", "--agency", "State v. One"),
            "has the kind case; expected agency",
        ),
        (("ask", "gaps", "--gap", "some"), "--gap must be undated or one claim"),
        (("ask", "path_between", "--hops", "many"), "hops"),
        (("ask", "gaps", "--engine", "java"), 'unknown engine "java"'),
        (("cypher", "CREATE (n)"), "1:1: CREATE writes"),
        (("cypher", "RETURN $x"), "no value for $x"),
        (("cypher", "RETURN 1", "--param", "x"), 'cannot read the parameter "x"; expected NAME=VALUE'),
        (("cypher", "RETRUN 1"), "syntax error"),
    ],
)
def test_a_wrong_question_is_exit_code_2(type_: Type, arguments: tuple[str, ...], message: str) -> None:
    typed = type_(*arguments)
    assert (typed.code, typed.out) == (2, "")
    assert message in typed.err


OWN = """\
// title: Everybody
// question: Who is there?
// column who: entity
MATCH (n:Entity) WHERE 6 >= $least RETURN n.id AS who, [] AS claims
"""


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("def other(data): ...", "does not define everybody"),
        ("def everybody(data, *, more): ...", "declare different parameters: more"),
        ("from graphkit.queries import row\ndef everybody(data):\n    yield row()", "0 cells for 1 columns"),
        ("def everybody(data):\n    x = {}\n    return [x['a']]", "queries/everybody.py:3: KeyError: 'a'"),
        ("def everybody(data): return None", "queries/everybody.py:1: TypeError"),
        ("def everybody(data: return 1", "queries/everybody.py:1: SyntaxError"),
        ("import nothing_of_this_name", "queries/everybody.py:1: ModuleNotFoundError"),
        ("everybody = 1", "does not define everybody"),
        (
            "from graphkit.queries import row\ndef everybody(data):\n    yield row('x')",
            "returned the unknown entity 'x'",
        ),
    ],
)
def test_a_twin_that_is_not_what_its_header_says_is_told(folder: Path, code: str, message: str) -> None:
    (folder / "queries").mkdir()
    (folder / "queries" / "everybody.cypher").write_text(OWN)
    (folder / "queries" / "everybody.py").write_text(code)
    with pytest.raises(UsageError, match=re.escape(message)):
        open_project(folder, trust=True).ask("everybody")


def test_cypher_gives_entities_and_claims(type_: Type) -> None:
    text = "MATCH p = (a:Person)-[r:INFORMED_FOR]->(b) RETURN a, r, p, b.name AS name, $n + 1 AS n"
    answer = json.loads(type_("cypher", text, "--param", "n=1", "--format", "json").out)
    [row] = answer["rows"]
    key = "informed_for/person-1/agency-1/2005"
    assert (row["a"]["id"], row["r"], row["name"], row["n"]) == ("person-1", key, "Agency One", 2)
    assert [item if isinstance(item, str) else item["id"] for item in row["p"]] == [
        "person-1",
        key,
        "agency-1",
    ]
    assert answer["claims"] == [[key]]
    assert key in answer["claims_by_id"]


def test_limits_of_cypher_are_told(type_: Type) -> None:
    limited = type_(
        "cypher", "MATCH (n:Entity) RETURN n.id AS id ORDER BY id", "--limit", "2", "--format", "json"
    )
    answer = json.loads(limited.out)
    assert ([row["id"] for row in answer["rows"]], answer["truncated"]) == (["agency-1", "case-1"], True)
    assert "--limit" in limited.err
    many = "UNWIND range(1, 3000) AS"
    endless = f"{many} a {many} b {many} c RETURN sum(a * b * c)"
    slow = type_("cypher", endless, "--timeout", "0.2")
    assert slow.code == 2
    assert "no answer within 0.2 s" in slow.err
    assert type_("cypher", "MATCH (n:Nobody) RETURN n").code == 1


def test_only_types_that_the_ontology_does_not_have_give_warnings(folder: Path) -> None:
    project = open_project(folder)
    assert "warnings" not in project.cypher("MATCH ()-[r:LEAKED]->() RETURN r").question
    assert "NOSUCH" in project.cypher("MATCH ()-[r:NOSUCH]->() RETURN r").question["warnings"][0]


@pytest.mark.parametrize("policy", ["stderr", "silent"])
def test_a_query_in_python_leaves_the_settings_of_the_process(folder: Path, policy: str) -> None:
    import kglite

    before = kglite.get_query_warning_policy()
    kglite.set_query_warning_policy(policy)
    open_project(folder).ask("revolving_door", engine="cypher")
    assert kglite.get_query_warning_policy() == policy
    kglite.set_query_warning_policy(before)


@pytest.mark.parametrize("value", HOSTILE)
def test_values_that_try_to_be_code_come_back_as_data(folder: Path, value: str) -> None:
    project = open_project(folder)
    assert project.cypher("RETURN $x AS x", {"x": value}).rows == ((value,),)
    assert project.cypher(f"RETURN {literal(value)} AS x").rows == ((value,),)
    assert len(project.cypher("MATCH (n:Entity) RETURN n")) == len(project.entities)


def test_what_is_shown_begins_where_the_guard_saw_a_query_begin() -> None:
    hidden = "// twin: none because x \u2028MATCH (n) DELETE n WITH 1 AS one\n\n"
    assert bound_text(hidden + "MATCH (n) // of all\nRETURN n\n", {}) == "\nMATCH (n) // of all\nRETURN n\n"


@pytest.mark.slow
def test_every_canned_query_answers_on_the_shipped_data_alike() -> None:
    project = open_project(shipped_root())
    values: dict[str, dict[str, Any]] = {
        "path_between": {"first": "loya-castro", "second": "dea"},
        "common_contacts": {"first": "guzman", "second": "dea"},
    }
    for name in project.queries():
        given = values.get(name, {})
        python = project.ask(name, **given)
        cypher = project.ask(name, engine="cypher", **given)
        assert python.to_dict() == cypher.to_dict(), name


def test_an_entity_parameter_takes_several_on_each_engine(type_: Type) -> None:
    words = ("ask", "timeline", "--format", "json", "--who")
    alone = [json.loads(type_(*words, who).out) for who in ("person-2", "company-1", "agency-1")]
    joined = [
        json.loads(type_(*words, "company-1", "--who", "One", "--who", "agency-1", "--engine", engine).out)
        for engine in ("python", "cypher")
    ]
    assert joined[0] == joined[1]
    assert joined[0]["question"]["who"] == ["company-1", "person-1", "agency-1"]
    claims = [key for [key] in joined[0]["claims"]]
    assert claims == [
        "member_of/person-2/company-1/../2003",
        "informed_for/person-1/agency-1/2005",
    ]  # by date
    assert {key for answer in alone for [key] in answer["claims"]} == set(claims)


def test_the_same_entity_twice_is_one_entity(type_: Type) -> None:
    once = type_("ask", "timeline", "--format", "json", "--who", "One").out
    assert type_("ask", "timeline", "--format", "json", "--who", "One", "--who", "person-1").out == once


def test_a_query_of_the_project_takes_several_entities_too(type_: Type, folder: Path) -> None:
    (folder / "queries").mkdir()
    (folder / "queries" / "named.cypher").write_text(
        "// title: Named\n// question: Who?\n// param who: entity -- the entity\n// column who: entity\n"
        "// twin: none because it is a test\n"
        "MATCH (e:Entity {id: $who}) WHERE $least >= 0 RETURN e.id AS who, [] AS claims\n"
    )
    rows = json.loads(type_("ask", "named", "--who", "two", "--who", "one", "--format", "json").out)["rows"]
    assert [row["who"]["id"] for row in rows] == ["person-1", "person-2"]
    shown = type_("ask", "named", "--who", "two", "--who", "one", "--show").out
    assert shown.count("MATCH") == 2
    assert shown.index(":param who => 'person-2';") < shown.index(":param who => 'person-1';")


@pytest.mark.parametrize(
    "words",
    [
        *(("ask", "timeline", option, value, option, value) for option, value in
          [("--as-of", "2009"), ("--engine", "python"), ("--format", "json"), ("--min-status", "alleged")]),
        ("ask", "path_between", "--first", "one", "--second", "two", "--hops", "1", "--hops", "2"),
        ("ask", "gaps", "--gap", "undated", "--gap", "no claim"),
        ("ask", "single_source_claims", "--resting-on", "paper", "--resting-on", "digest"),
        ("path", "one", "two", "--max-hops", "2", "--max-hops=3"),
        ("path", "one", "two", "--in-time", "--time-respecting"),
        ("map", "--path", "one", "two", "--path", "two", "one", "-o", "x.html"),
        ("map", "--ask", "gaps gap=undated 'gap=no claim'", "-o", "x.html"),
        ("cypher", "RETURN $x", "--param", "x=1", "--param", "x=2"),
        ("--project", ".", "--project", ".", "stats"),
        ("find", "one", "-o", "a.txt", "--output", "b.txt"),
    ],
)  # fmt: skip
def test_what_takes_one_value_refuses_a_second_one(type_: Type, folder: Path, words: tuple[str, ...]) -> None:
    ran = type_(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert not [path for path in folder.iterdir() if path.suffix]


def test_what_is_repeatable_and_flags_may_be_repeated(type_: Type) -> None:
    words = ("stats", "--type", "advises", "--type", "member_of", "--undisputed", "--undisputed")
    ran = type_(*words, "--format", "csv")
    assert (ran.code, "claims,all,2," in ran.out) == (0, True)
