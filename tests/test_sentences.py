"""Claims in words: attributed, dated no finer than the data, denials at the end."""

from __future__ import annotations

import pytest

from graphkit.sentences import (
    build_template,
    claim_sentence,
    evidence_cite,
    evidence_sentence,
    fill_places,
    label_speakers,
    when_words,
)
from tests.golden.sentences import kept_sentences, shipped_sentences
from tests.projects import ENTITIES, make_dataset


def sentence(body: str, *evidence: str) -> str:
    items = ", ".join("{source: paper, at: P1, says: says it, " + item + "}" for item in evidence)
    dataset = make_dataset(f"- {{{body}, evidence: [{items}]}}\n")
    (claim,) = dataset.claims.values()
    return claim_sentence(claim, dataset)


INFORMED = "type: informed_for, from: person-1, to: agency-1"


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (["basis: press_report, quoting: weekly"], "Example Weekly"),
        (["basis: official_record"], "on record"),
        (["basis: indictment"], "an indictment"),
        (["basis: testimony, by: person-1"], "Person One"),
        (["basis: testimony, by: person-2", "basis: interview, by: agency-1, stance: denies"], "Person Two"),
        (["basis: official_statement, by: agency-1, stance: denies"], "the agency"),
        (
            [f"basis: official_statement, by: {by}, stance: denies" for by in ("agency-1", "person-1")],
            "the agency and Person One",
        ),
    ],
)
def test_a_label_names_who_speaks_in_the_sentence(evidence: list[str], expected: str) -> None:
    items = ", ".join(f"{{source: paper, at: P1, says: says it, {item}}}" for item in evidence)
    dataset = make_dataset(f"- {{{INFORMED}, evidence: [{items}]}}\n")
    (claim,) = dataset.claims.values()
    assert label_speakers(claim, dataset) == expected
    # The sentence has the short name of a speaker who is an end of the claim.
    first = expected.split(" and ", maxsplit=1)[0]
    assert first.rsplit(maxsplit=1)[-1].lower() in claim_sentence(claim, dataset).lower()


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("basis: press_report", "The Example Paper reports that Person One informed for the agency."),
        (
            "basis: press_report, quoting: weekly",
            "Example Weekly reports that Person One informed for the agency.",
        ),
        ("basis: official_record", "On record: Person One informed for the agency."),
        ("basis: indictment", "An indictment says that Person One informed for the agency."),
        ("basis: testimony, by: person-2", "Person Two testified that Person One informed for the agency."),
        ("basis: testimony, by: person-1", "Person One informed for the agency, as One testified."),
        (
            "basis: court_filing, by: lawyers",
            "Lawyers of Person One allege that Person One informed for the agency.",
        ),
        (
            "basis: interview, by: two former officials",
            "Two former officials say that Person One informed for the agency.",
        ),
        (
            "basis: leaked_document, by: person-2",
            "Person Two writes that Person One informed for the agency.",
        ),
        ("basis: anonymous", "An unnamed source says that Person One informed for the agency."),
        ("basis: inference, by: a professor", "A professor infers that Person One informed for the agency."),
    ],
)
def test_the_verb_follows_the_basis_and_the_speaker_its_number(evidence: str, expected: str) -> None:
    assert sentence(INFORMED, evidence) == expected


def test_the_speaker_is_that_of_the_evidence_which_sets_the_status() -> None:
    weak, strong = "basis: anonymous", "basis: testimony, by: person-2"
    assert sentence(INFORMED, weak, strong).startswith("Person Two testified that")
    capped = INFORMED + ", at_most: alleged, because: why"
    assert sentence(capped, strong, weak).startswith("An unnamed source says that")
    guess = "basis: inference, by: a professor"
    assert sentence(capped, guess, strong).startswith("Person Two testified that")


def test_what_the_editors_infer_is_not_put_into_the_mouth_of_the_speaker() -> None:
    capped = INFORMED + ", at_most: inferred, because: why"
    told = "the editors infer that Person One informed for the agency."
    assert sentence(capped, "basis: testimony, by: person-1") == f"From the words of Person One, {told}"
    assert sentence(capped, "basis: official_record, by: a court") == f"From the words of a court, {told}"
    assert sentence(capped, "basis: inference, by: a professor").startswith("A professor infers that")


def test_denials_end_the_sentence_and_doubts_do_if_nobody_denies() -> None:
    said = "basis: press_report"
    doubt = "basis: interview, by: commentators, stance: doubts".replace("commentators", "some commentators")
    denial = "basis: official_statement, by: agency-1, stance: denies"
    assert sentence(INFORMED, said, doubt).endswith(" Some commentators doubt it.")
    assert sentence(INFORMED, said, doubt, denial).endswith(" The agency denies it.")
    second = denial.replace("agency-1", "lawyers")
    assert sentence(INFORMED, said, denial, second).endswith(" The agency and lawyers of Person One deny it.")


def test_a_claim_that_is_only_denied_says_so() -> None:
    denial = "basis: official_statement, by: agency-1, stance: denies"
    assert sentence(INFORMED, denial) == "The agency denies that Person One informed for the agency."


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("start: 2005", "from 2005"),
        ("start: 2005~", "from about 2005"),
        ("start: ../2003, end: 2009-03/..", "from before 2004 until at least March 2009"),
        ("start: 2009-12, end: 2010-04-19", "from December 2009 until 19 April 2010"),
        ("end: ../2010-04", "until April 2010 at the latest"),
    ],
)
def test_states_say_from_when_until_when(dates: str, words: str) -> None:
    assert sentence(f"{INFORMED}, {dates}", "basis: press_report").endswith(f", {words}.")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2009-12", "in December 2009"),
        ("2010-04-19", "on 19 April 2010"),
        ("2011~", "about 2011"),
        ("2009-33", "in the first quarter of 2009"),
    ],
)
def test_events_say_when(date: str, words: str) -> None:
    event = f"type: hired, from: company-1, to: person-1, start: {date}"
    assert sentence(event, "basis: press_report").endswith(f", {words}.")


def test_roles_are_part_of_the_sentence() -> None:
    body = INFORMED + ", roles: {about: [company-1, person-2], on_behalf_of: [lawyers]}"
    assert "for the agency about Company One and Person Two on behalf of lawyers of Person One" in sentence(
        body, "basis: press_report"
    )


def test_a_role_that_the_name_of_a_case_tells_already_is_not_said_twice() -> None:
    relation = (
        "- {type: testified_in, from: person-2, to: case-1, roles: {against: [person-1]}, "
        "evidence: [{source: paper, at: P1, basis: official_record, says: says it}]}\n"
    )
    for name, expected in (
        ("the case against Person One", "On record: Person Two testified in the case against Person One."),
        ("the first case", "On record: Person Two testified in the first case against Person One."),
    ):
        dataset = make_dataset(relation, ENTITIES.replace("State v. One", name))
        (claim,) = dataset.claims.values()
        assert claim_sentence(claim, dataset) == expected


def test_evidence_reads_as_one_sentence_and_names_every_hand() -> None:
    dataset = make_dataset()
    item = dataset.claims["informed_for/person-1/agency-1/2005"].evidence[0]
    assert evidence_sentence(item, dataset) == "Example Weekly reports that One signed on."
    assert evidence_cite(item, dataset) == "A digest, P2, quoting A weekly story"


def test_undated_claims_have_no_when() -> None:
    dataset = make_dataset()
    assert when_words(dataset.claims["advises/person-1/person-2"], dataset) == ""


def template(body: str, *evidence: str) -> tuple[tuple[str, ...], str]:
    items = ", ".join("{source: paper, at: P1, says: says it, " + item + "}" for item in evidence)
    dataset = make_dataset(f"- {{{body}, evidence: [{items}]}}\n")
    (claim,) = dataset.claims.values()
    found = build_template(claim, dataset)
    return found.sentences, found.when


def test_shipped_sentences_are_those_of_the_golden_file() -> None:
    assert shipped_sentences() == kept_sentences()


@pytest.mark.parametrize(
    ("body", "evidence", "sentences"),
    [
        ("", ["basis: press_report"], ("{0} reports that {from} informed for {to}.",)),
        (
            "",
            ["basis: press_report", "basis: official_statement, by: agency-1, stance: denies"],
            ("{0} reports that {from} informed for {to}.", "{1} denies it."),
        ),
        ("", ["basis: testimony, by: person-1"], ("{from} informed for {to}, as {0.short} testified.",)),
        (", start: 2005", ["basis: official_record"], ("On record: {from} informed for {to}, {when}.",)),
        (
            ", roles: {about: [company-1, person-2]}",
            ["basis: press_report"],
            ("{0} reports that {from} informed for {to} about {about.0} and {about.1}.",),
        ),
        (
            "",
            ["basis: interview, by: a boss, stance: doubts"],
            ("{0} doubts that {from} informed for {to}.",),
        ),
        (
            ", at_most: inferred, because: why",
            ["basis: anonymous", "basis: testimony, by: person-1"],
            ("from the words of {1}, the editors infer that {from} informed for {to}.",),
        ),
    ],
)
def test_a_template_holds_places_instead_of_names_and_dates(
    body: str, evidence: list[str], sentences: tuple[str, ...]
) -> None:
    assert template(INFORMED + body, *evidence)[0] == sentences


@pytest.mark.parametrize(
    ("dates", "when"),
    [
        ("start: 2005", "from {start}"),
        ("start: 2005, end: 2005", "in {start}"),
        ("start: 2005, end: 2009~", "from {start} until {end}"),
        ("start: 2005, end: 2005/2009", "from {start} until some time between 2005 and 2009"),
        ("start: ../2004, end: 2009-03", "from before 2005 until {end}"),
        ("end: 2009/..", "until at least 2009"),
        ("", ""),
    ],
)
def test_dates_have_places_where_they_stand_as_they_are(dates: str, when: str) -> None:
    assert template(f"{INFORMED}, {dates}" if dates else INFORMED, "basis: press_report")[1] == when


def test_doubled_braces_are_braces() -> None:
    assert fill_places("{{{from}}} {{to}}", {"from": "{A}"}.__getitem__) == "{{A}} {to}"
