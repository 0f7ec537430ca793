"""The command line: answers on stdout, talk on stderr, exit codes, formats, nothing half written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graphkit import __version__
from graphkit.cli.problems import render_problems
from graphkit.dataset.audience import audience_notice
from graphkit.errors import Location, Problem
from graphkit.project import open_project
from tests.cli import PATH, Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.projects import ENTITIES, RELATIONS, write_project


@pytest.mark.usefixtures("folder")
def test_a_path_reads_hop_by_hop_with_its_evidence(type_: Type) -> None:
    ran = type_("path", "two", "the agency")
    assert ran.out == PATH.replace("Two to the agency", "Two to Agency One")
    assert ran.err == "Person Two (person-2) to Agency One (agency-1)\n"
    assert ran.code == 0


@pytest.mark.usefixtures("folder")
def test_json_is_the_python_answer(type_: Type, folder: Path) -> None:
    ran = type_("path", "person-2", "agency-1", "--format", "json")
    answer = json.loads(ran.out)
    assert answer == open_project(folder).path("person-2", "agency-1").to_dict()
    assert answer["graphkit"] == __version__
    (path,) = answer["paths"]
    assert path["nodes"] == ["person-2", "person-1", "agency-1"]
    assert path["hops"][0] == {
        "from": "person-2",
        "to": "person-1",
        "claims": ["advises/person-1/person-2"],
        "status": "testified",
    }
    assert (path["length"], path["weakest"], path["status"]) == (2, 1, "reported")
    claim = answer["claims_by_id"]["informed_for/person-1/agency-1/2005"]
    assert claim["evidence"][0] == {
        "source": "digest",
        "at": "P2",
        "quoting": "weekly",
        "says": "reports that One signed on",
        "basis": "press_report",
        "stance": "supports",
    }
    assert (claim["status"], claim["disputed"], claim["roles"]) == (
        "reported",
        True,
        {"about": ["company-1"]},
    )


@pytest.mark.usefixtures("folder")
def test_csv_has_a_row_a_hop_and_markdown_numbers_its_sources(type_: Type) -> None:
    rows = list(csv.DictReader(io.StringIO(type_("path", "two", "agency-1", "--format", "csv").out)))
    assert [(row["hop"], row["weakest"], row["hop_status"]) for row in rows] == [
        ("1", "no", "testified"),
        ("2", "yes", "reported"),
    ]
    assert rows[1]["sentence"].endswith("The agency denies it.")
    text = type_("path", "two", "agency-1", "--format", "md").out
    assert "### Hop 2: Person One → Agency One\n\n*reported, weakest*" in text
    assert "- **denies**: The agency denies it. \\[1\\], P7 (official statement)" in text
    assert text.endswith(
        "1. A report, The Example Paper, 2012-10-05\n2. A weekly story, Example Weekly\n3. A digest\n"
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize(
    "question",
    [
        ("find", "person"),
        ("show", "one"),
        ("show", "informed_for/person-1/agency-1/2005"),
        ("sources",),
        ("sources", "paper"),
        ("timeline",),
        ("stats",),
        ("check",),
        ("path", "person-2", "agency-1"),
    ],
)
def test_every_answer_has_every_plain_format(type_: Type, question: tuple[str, ...], form: str) -> None:
    ran = type_(*question, "--format", form)
    assert (ran.code, ran.out.endswith("\n")) == (0, True)
    if form == "json":
        assert json.loads(ran.out)["question"]["ask"] == question[0]
    if form == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in ran.out.splitlines())


@pytest.mark.usefixtures("folder")
def test_a_column_called_claims_stays_beside_the_claims_behind_the_row(type_: Type) -> None:
    [line] = type_(
        "cypher", "MATCH ()-[r:ADVISES]->() RETURN r, 7 AS claims", "--format", "jsonl"
    ).out.splitlines()
    assert json.loads(line)["claims"] == 7
    assert json.loads(line)["claim_ids"] == ["advises/person-1/person-2"]
    for form in ("csv", "md"):
        head = type_("sources", "--format", form).out.splitlines()[0].replace(" ", "_").replace("|", ",")
        names = [name.strip("_") for name in head.split(",") if name]
        assert len(set(names)) == len(names)
        assert "claims" in names


@pytest.mark.usefixtures("folder")
def test_no_head_of_a_column_is_a_formula(type_: Type) -> None:
    assert type_("cypher", "RETURN 1 AS `=1+1`", "--format", "csv").out.splitlines()[0] == "'=1+1,claims"


@pytest.mark.usefixtures("folder")
def test_filters_reach_the_question(type_: Type) -> None:
    ran = type_("path", "two", "agency-1", "--min-status", "testified")
    assert ran.code == 1
    assert "No path from Person Two to Agency One within these limits." in ran.out
    answer = json.loads(
        type_("show", "one", "--type", "advises", "--between", "2004", "2006", "--format", "json").out
    )
    assert answer["question"] == {
        "ask": "show",
        "what": "person-1",
        "between": ["2004", "2006"],
        "type": ["advises"],
    }
    assert answer["claims_by_id"]["advises/person-1/person-2"]["certainty"] == "undated"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("path", "one", "nobody"), 'unknown entity "nobody"'),
        (("path", "one", "person-1"), "a path needs two different ones"),
        (("show", "one", "--min-status", "reportd"), 'unknown status "reportd"; did you mean "reported"?'),
        (("show", "one", "--type", "adviss"), 'unknown type "adviss"; did you mean "advises"?'),
        (("show", "one", "--as-of", "2017-13"), "2017-13"),
        (("show", "one", "--format", "jsn"), 'unknown format "jsn"; did you mean "json"?'),
        (
            ("show", "one", "--without-source", "papr"),
            'unknown source "papr"; did you mean "paper" or "paper-2"?',
        ),
        (("show", "one", "--audience", "all"), "all"),
        (("show",), "Usage: graphkit show [OPTIONS]"),
        (("shwo", "one"), "No such command"),
        (("show", "one", "--project", "nowhere"), "folder not found: nowhere"),
        (("show", "one", "-o", "answer.xyz"), 'no format for ".xyz"'),
    ],
)
def test_bad_use_exits_with_2_and_says_what_was_wrong(
    type_: Type, arguments: tuple[str, ...], message: str
) -> None:
    ran = type_(*arguments)
    assert ran.code == 2, ran
    assert message in ran.err + ran.out
    assert "Traceback" not in ran.err


@pytest.mark.usefixtures("folder")
def test_nothing_found_exits_with_1(type_: Type) -> None:
    assert type_("find", "qqqqqqq").code == 1
    assert type_("timeline", "--type", "advises").code == 1


def test_problems_of_the_files_come_in_three_formats(type_: Type, folder: Path) -> None:
    bad = RELATIONS.replace("type: advises", "type: advised", 1)
    write_project(folder, relations=bad)
    line = 'data/relations.yaml:9:9: unknown type "advised"; did you mean "advises"?'
    text = type_("check")
    assert (text.code, text.out) == (2, "")
    assert text.err == f"{line}\n1 problem\n"
    objects = json.loads(type_("check", "--format", "json").out)["problems"]
    assert objects == [
        {
            "file": "data/relations.yaml",
            "line": 9,
            "column": 9,
            "severity": "error",
            "message": 'unknown type "advised"',
            "hint": 'did you mean "advises"?',
        }
    ]
    github = type_("check", "--format", "github")
    assert github.out.startswith("::error file=data/relations.yaml,line=9,col=9::unknown type")
    assert type_("check", "data/sources.yaml").code == 0
    assert type_("show", "one").err == f"{line}\n"
    write_project(folder, entities=ENTITIES + '- {id: twin, kind: person, name: "Person One\\u200b"}\n')
    github = type_("check", "--format", "github")
    assert github.out.startswith("::warning file=data/entities.yaml,line=7,")
    assert (github.code, github.err) == (0, "")


def test_annotations_are_escaped() -> None:
    problem = Problem(Location("a,b:c.yaml", 2, 3), "50%\nand more")
    assert (
        render_problems([problem], "github") == "::error file=a%2Cb%3Ac.yaml,line=2,col=3::50%25\\nand more\n"
    )


def test_answers_go_to_files_whole_or_not_at_all(type_: Type, folder: Path) -> None:
    ran = type_("show", "one", "-o", "one.json")
    assert (ran.out, ran.err, ran.code) == ("", f"wrote one.json\n{audience_notice('public')}\n", 0)
    assert json.loads((folder / "one.json").read_text(encoding="utf-8"))["question"]["what"] == "person-1"
    (folder / "taken.json").mkdir()
    assert type_("show", "one", "-o", "taken.json").code == 3
    assert type_("show", "one", "-o", "no/such/folder.json").code == 3
    assert sorted(path.name for path in folder.iterdir()) == ["data", "one.json", "taken.json"]


def test_new_makes_a_working_investigation(type_: Type, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    assert type_("new", str(target)).code == 0
    assert type_("check", "--project", str(target)).code == 0
    again = type_("new", str(target))
    assert (again.code, "the folder is not empty" in again.err) == (2, True)


def test_new_example_copies_the_shipped_investigation(type_: Type, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert type_("new", str(target), "--example").code == 0
    copied = open_project(target)
    assert type_("--project", str(target), "path", "loya-castro", "dea").code == 0
    assert len(copied.claims) > 60
    assert len(copied.entities) > 40


def test_a_file_in_the_way_is_refused(type_: Type, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert type_("new", str(tmp_path / "file")).code == 2
    assert type_("new", str(tmp_path / "file" / "below")).code == 3


def test_schema_and_version_are_printed(type_: Type) -> None:
    assert json.loads(type_("schema", "entities", "--json").out)["title"] == "graphkit entities"
    assert type_("schema").out.startswith("# The ontology")
    assert type_("schema", "entity", "--json").code == 2
    assert type_("--version").out == f"graphkit {__version__}\n"


@pytest.mark.usefixtures("folder")
def test_names_cannot_steer_the_terminal(type_: Type, folder: Path) -> None:
    entities = (folder / "data" / "entities.yaml").read_text(encoding="utf-8")
    hostile = entities.replace("name: Person One", 'name: "\\e[31mRed [bold]x[/bold]"')
    (folder / "data" / "entities.yaml").write_text(hostile, encoding="utf-8")
    for words in (("show", "person-1"), ("path", "person-1", "person-1"), ("path", "person-1", "case-1")):
        ran = type_(*words)
        assert "\x1b" not in ran.out + ran.err
        assert "\\x1b[31mRed [bold]x[/bold]" in ran.out + ran.err
    relations = (folder / "data" / "relations.yaml").read_text(encoding="utf-8")
    wrong = relations.replace("from: person-2", 'from: "\\e[31mperson"')
    (folder / "data" / "relations.yaml").write_text(wrong, encoding="utf-8")
    for again in (["show", "person-1"], ["check"]):
        ran = type_(*again)
        assert ran.code == 2
        assert "\x1b" not in ran.err
        assert "\\x1b[31mperson" in ran.err


@pytest.mark.slow
def test_the_doctor_names_what_is_there_and_what_installs_the_rest(
    type_: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    ran = type_("doctor")
    assert f"ok       graphkit: {__version__}\n" in ran.out
    assert "missing  Neo4j at NEO4J_URI: NEO4J_URI is not set" in ran.out
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "example")
    assert "missing  Neo4j at NEO4J_URI: no server listens at bolt://127.0.0.1:1" in type_("doctor").out


def test_answers_say_in_a_line_what_they_are(folder: Path) -> None:
    project = open_project(folder)
    assert repr(project.find("one", limit=2)) == "<Table of 2: ask='find', text='one', limit=2>"


@pytest.mark.usefixtures("folder")
def test_a_mistyped_file_does_not_pass_the_check(type_: Type) -> None:
    ran = type_("check", "data/relatoins.yaml")
    assert (ran.code, ran.err) == (2, "data/relatoins.yaml: file or folder not found in the project\n")


def test_a_new_investigation_is_named_after_its_folder(type_: Type, tmp_path: Path) -> None:
    type_("new", str(tmp_path / "Harbour Café"))
    assert open_project(tmp_path / "Harbour Café").dataset.name == "harbour-cafe"


@pytest.mark.parametrize(
    "words",
    [("find", "Person"), ("sources",), ("sources", "weekly"), ("cypher", "MATCH (n) RETURN n"), ("check",)],
)
def test_a_page_has_only_what_is_public(type_: Type, folder: Path, words: tuple[str, ...]) -> None:
    assert type_(*words, "-o", "page.html").code == 0
    _hide(folder, "entities", "id: person-2")
    ran = type_(*words, "-o", "page.html")
    assert (ran.code, audience_notice("public") in ran.err) == (0, True)
    assert "Person Two" not in (folder / "page.html").read_text(encoding="utf-8")
    assert type_(*words).code == 0


@pytest.mark.parametrize("form", ["text", "json", "md", "html"])
def test_what_an_audience_may_not_see_is_looked_for_in_every_answer(
    type_: Type, folder: Path, form: str
) -> None:
    _hide(folder, "sources", "id: weekly")
    question = ("show", "person-1", "--audience", "public", "--format", form)
    assert type_(*question).code == 0
    relations = (folder / "data" / "relations.yaml").read_text(encoding="utf-8")
    telling = relations.replace("says: denies it", "says: denies what A weekly story tells")
    (folder / "data" / "relations.yaml").write_text(telling, encoding="utf-8")
    ran = type_(*question)
    assert (ran.code, ran.out) == (2, "")
    assert '"A weekly story" is not for this audience' in ran.err


def _hide(folder: Path, name: str, record: str) -> None:
    """Make a record confidential."""
    path = folder / "data" / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(record, f"{record}, visibility: confidential"))
