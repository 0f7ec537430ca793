"""What somebody new types, and what the messages tell them: the true reason, and the words that are known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graphkit.errors import UnknownName, UsageError
from graphkit.model.dates import parse_date
from graphkit.project import Project, open_project
from graphkit.reading.yaml import load_yaml
from tests.cli import Type
from tests.cli import folder as folder
from tests.cli import type_ as type_
from tests.projects import RELATIONS, write_project

ROOT = Path(__file__).parents[1]
_PATHS = """\
- {type: TYPE, from: person-1, to: person-2, start: 2005, evidence: [EVIDENCE]}
- {type: informed_for, from: person-2, to: agency-1, start: 2003, end: 2004, evidence: [EVIDENCE]}
""".replace("EVIDENCE", "{source: paper, at: P1, basis: book, says: says so}")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("of_type", "ends", "reason"),
    [
        ("rival_of", ("one", "two"), "1 path exists if claims that carry no information count:"),
        (
            "rival_of",
            ("one", "agency-1"),
            "claims that carry no information count and if a hop may be earlier than the one before:",
        ),
        (
            "communicated_with",
            ("one", "agency-1"),
            "1 path exists if a hop may be earlier than the one before",
        ),
        (
            "informed_for",
            ("two", "one"),
            "1 path exists if information may pass against the direction of claims",
        ),
    ],
)
def test_the_reason_for_no_time_respecting_path_is_the_true_one(
    type_: Type, folder: Path, of_type: str, ends: tuple[str, str], reason: str
) -> None:
    relations = _PATHS.replace("TYPE", of_type)
    if of_type == "informed_for":
        relations = relations.replace("to: person-2", "to: agency-1")
        ends = ("agency-1", "person-1")
    write_project(folder, relations)
    ran = type_("path", *ends, "--time-respecting")
    assert ran.code == 1, ran
    assert reason in " ".join(ran.out.split())


@pytest.mark.usefixtures("folder")
def test_the_schema_of_one_file_is_a_table_of_its_fields(type_: Type) -> None:
    entities, relations = type_("schema", "entities").out, type_("schema", "relations").out
    assert "| `kind` | yes |" in entities
    assert "| `aliases` |" in entities
    assert "`informed_for`" not in entities
    assert "| `from` | yes |" in relations
    assert "| `says` | yes |" in relations
    assert "| `inverse` | yes |" in type_("schema", "ontology").out
    for more in ([], ["--json"], ["--md"]):
        ran = type_("schema", "foo", *more)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == 'unknown data file "foo"; known: entities, relations, sources, ontology\n'


def test_a_line_with_wrong_indentation_has_a_hint() -> None:
    _, (problem,) = load_yaml(b"- id: one\n  name: One\n    kind: person\n", "f.yaml")
    assert problem.location.line == 3
    assert "correct the indentation of this line" in problem.hint


def test_problems_of_a_question_end_without_an_answer(type_: Type, folder: Path) -> None:
    write_project(folder, RELATIONS.replace("P3", "").replace("basis: testimony", "basis: hearsay"))
    ran = type_("path", "one", "two")
    assert ran.code == 2
    assert ran.err.endswith(" problems; no answer\n")
    assert "written" not in ran.err


@pytest.mark.usefixtures("folder")
def test_a_timeline_counts_the_claims_that_it_is_about(type_: Type) -> None:
    rest = "; the rest are undated or filtered out\n"
    assert type_("timeline", "two").err == f"1 dated claim of the 2 about Person Two{rest}"
    assert type_("timeline").err == f"2 dated claims of the 3{rest}"
    assert type_("timeline", "agency-1").err == "1 dated claim of the 1 about Agency One\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("engine", ["python", "cypher"])
def test_a_gap_has_the_words_of_the_question(type_: Type, engine: str) -> None:
    ran = type_("ask", "gaps", "--gap", "no body", "--format", "csv", "--engine", engine)
    assert ran.code == 0, ran
    assert "no body,lawyers of Person One," in ran.out
    assert "without a body" in type_("ask", "gaps", "--help").out.replace("\n", " ")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("timeline", "--kind", "thing"), 'unknown kind "thing"; known: person, organization, '),
        (("timeline", "--kind", "persn"), 'unknown kind "persn"; did you mean "person"? known: person, '),
        (("timeline", "--kind", "people"), 'unknown kind "people"; did you mean "person"? known: person, '),
        (("timeline", "--min-status", "good"), 'unknown status "good"; known: established, testified, '),
        (
            ("timeline", "--audience", "private"),
            'unknown visibility "private"; known: public, internal, confidential',
        ),
        (("timeline", "--type", "pays"), 'unknown type "pays"; did you mean "paid"?\n'),
        (("timeline", "--type", "gave money too"), 'unknown type "gave money too"; did you mean "paid"?\n'),
    ],
)
def test_unknown_words_come_with_the_known_ones(
    type_: Type, arguments: tuple[str, ...], message: str
) -> None:
    ran = type_(*arguments)
    assert ran.code == 2
    assert message in ran.err


def test_a_type_is_found_by_the_label_that_outputs_print(type_: Type, folder: Path) -> None:
    project = open_project(folder)
    (label,) = [row[1] for row in project.counts().rows if str(row[1]).startswith("informed")]
    assert project.timeline(type=label).rows == project.timeline(type="informed_for").rows != ()
    assert type_("timeline", "--type", "Informed for").out == type_("timeline", "--type", "informed_for").out
    twice = "types: {tipped_off: {label: informed for, sentence: '{from} tipped {to} off', "
    twice += "inverse: '{to} heard from {from}', from: [person], to: [agency], time: event, example: none}}"
    (folder / "data/ontology.yaml").write_text(twice, encoding="utf-8")
    with pytest.raises(UnknownName, match='did you mean "informed_for" or "tipped_off"') as unknown:
        open_project(folder).timeline(type="informed for")
    assert unknown.value.nearest == ("informed_for", "tipped_off")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018~", "2017-01-01", "2019-12-31"),
        ("2018-05~", "2017-04-01", "2019-06-30"),
        ("2018-05-17~", "2017-04-16", "2019-06-18"),
        ("2018-~05", "2018-04-01", "2018-06-30"),
    ],
)
def test_the_guide_says_how_wide_about_is(text: str, first: str, last: str) -> None:
    found = parse_date(text)
    assert [str(date.fromordinal(day)) for day in (found.earliest, found.latest)] == [first, last]
    guide = ROOT / "docs/howto/unknown-date.md"
    assert f"from {first} to {last}" in guide.read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("what", "message"),
    [
        (
            "informed_for/person-1/agency-1",
            '/person-1/agency-1"; did you mean "informed_for/person-1/agency-1/2005"?',
        ),
        (
            "advises/person-1/person-3",
            'unknown claim "advises/person-1/person-3"; did you mean "advises/person-1/person-2"?',
        ),
        ("nobody/at", 'unknown entity "nobody/at"'),
    ],
)
def test_a_text_with_two_slashes_is_meant_as_a_claim(type_: Type, what: str, message: str) -> None:
    ran = type_("show", what)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize(
    ("ask", "former", "now"),
    [
        (lambda project: project.timeline(sources=2), "sources", "min_sources"),
        (lambda project: project.path("One", "Two", in_time=True), "in_time", "time_respecting"),
        (lambda project: project.path("One", "Two", claims="each"), "claims", "parallel"),
        (lambda project: project.stats(rank="core"), "rank", "centrality"),
        (lambda project: project.map(like="old.html"), "like", "layout_from"),
        (lambda project: project.map("One", like="old.html"), "like", "layout_from"),
        (lambda project: project.ask("gaps", sources=2), "sources", "min_sources"),
    ],
)
def test_a_former_keyword_names_the_new_one(
    folder: Path, ask: Callable[[Project], object], former: str, now: str
) -> None:
    with pytest.raises(UsageError, match=f'^unknown option "{former}"; it is called "{now}" now$'):
        ask(open_project(folder))


def test_an_unknown_keyword_of_a_query_names_its_own_parameters(folder: Path) -> None:
    project = open_project(folder)
    with pytest.raises(UsageError, match=r'^unknown option "acuser"; did you mean "accuser"\?$'):
        project.ask("who_accused_whom", acuser="One")
    with pytest.raises(UsageError, match=r'^unknown option "xyz"; known: agency, informant, about, as_of, '):
        project.ask("who_informed_for_whom", xyz="One")


@pytest.mark.parametrize(
    ("ask", "in_python", "arguments", "typed"),
    [
        (
            lambda project: project.timeline(min_sources=-1),
            "min_sources must be at least 0, not -1",
            ("timeline", "--min-sources", "-1"),
            "--min-sources must be at least 0, not -1",
        ),
        (
            lambda project: project.timeline(definitely=True),
            "definitely needs as_of or between",
            ("timeline", "--definitely"),
            "--definitely needs --as-of or --between",
        ),
        (
            lambda project: project.path("One", "Two", shortest=True, k=2),
            "cannot combine shortest and k; use one of them",
            ("path", "one", "two", "--shortest", "-k", "2"),
            "cannot combine --shortest and -k; use one of them",
        ),
        (
            lambda project: project.path("One", "Two", max_hops="many"),
            "max_hops must be a whole number, not 'many'",
            ("path", "one", "two", "--max-hops", "many"),
            "--max-hops must be a whole number, not 'many'",
        ),
        (
            lambda project: project.path("One", "Two", rank="beauty"),
            "rank must be length or strength, not 'beauty'",
            ("path", "one", "two", "--rank", "beauty"),
            "--rank must be length or strength, not 'beauty'",
        ),
        (
            lambda project: project.ask("common_contacts", first="One"),
            "common_contacts needs second: the second entity",
            ("ask", "common_contacts", "--first", "One"),
            "common_contacts needs --second: the second entity",
        ),
        (
            lambda project: project.ask("gaps", gap="some"),
            'gap must be undated or one claim or no claim or no body, not "some"',
            ("ask", "gaps", "--gap", "some"),
            '--gap must be undated or one claim or no claim or no body, not "some"',
        ),
    ],
)
def test_an_error_names_options_as_its_reader_writes_them(
    type_: Type,
    folder: Path,
    ask: Callable[[Project], object],
    in_python: str,
    arguments: tuple[str, ...],
    typed: str,
) -> None:
    with pytest.raises(UsageError) as refused:
        ask(open_project(folder))
    assert str(refused.value) == in_python
    ran = type_(*arguments)
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == typed


def test_a_date_of_python_is_a_date(folder: Path) -> None:
    project = open_project(folder)
    for day in (date(2006, 5, 1), datetime(2006, 5, 1, 12, 30, tzinfo=UTC)):
        assert project.timeline(as_of=day).to_dict() == project.timeline(as_of="2006-05-01").to_dict()
    period = (date(2004, 1, 1), date(2006, 5, 1))
    assert project.timeline(between=period).question["between"] == ["2004-01-01", "2006-05-01"]
    assert project.timeline(as_of=date(206, 5, 1)).question["as_of"] == "0206-05-01"


def test_a_map_of_a_query_is_asked_for_alike_in_python_and_on_the_command_line(
    type_: Type, folder: Path
) -> None:
    text = 'who_informed_for_whom informant="Person One"'
    drawn = open_project(folder).map(ask=text).view
    assert [claim.id for claim in drawn.claims] == ["informed_for/person-1/agency-1/2005"]
    ran = type_("map", "--ask", text, "-o", "x.html")
    assert ran.code == 0, ran
    assert "claims: 1" in ran.err
    for wrong in ("gaps undated", "gaps 'gap"):
        with pytest.raises(UsageError, match="cannot read"):
            open_project(folder).map(ask=wrong)
        assert type_("map", "--ask", wrong, "-o", "y.html").code == 2


def test_no_text_sends_a_user_to_a_page_that_is_not_in_the_folder(
    type_: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert type_("new", str(tmp_path / "mine")).code == 0
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "mine").rglob("*") if path.is_file()]
    commands = ("cypher", "stats", "map", "ask", "path", "neo4j", "schema")
    texts += [type_(command, "--help").out for command in commands]
    texts += [type_("doctor").out, (ROOT / "graphkit/model/ontology.yaml").read_text(encoding="utf-8")]
    assert [text for text in texts if "docs/" in text] == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "certainties"),
    [
        (("timeline", "one", "--as-of", "2004"), []),
        (("timeline", "--as-of", "2005"), ["definitely", "possibly"]),
        (("timeline",), None),
        (("show", "one", "--as-of", "2005"), ["undated", "possibly"]),
        (("show", "one"), None),
        (("ask", "who_informed_for_whom", "--as-of", "2005"), ["possibly"]),
        (("ask", "who_informed_for_whom", "--as-of", "2005", "--engine", "cypher"), ["possibly"]),
        (("ask", "who_informed_for_whom"), None),
    ],
)
def test_a_table_of_a_date_has_the_certainty_of_its_claims(
    type_: Type, arguments: tuple[str, ...], certainties: list[str] | None
) -> None:
    rows = list(csv.DictReader(io.StringIO(type_(*arguments, "--format", "csv").out)))
    assert [row.get("certainty") for row in rows] == (
        [None] * len(rows) if certainties is None else certainties
    )
    for form in ("text", "md"):
        shown = type_(*arguments, "--format", form).out
        assert ("possibly" in shown) is ("possibly" in (certainties or ()))
