"""What every sentence keeps to, over all types, bases, forms of dates, names and numbers of speakers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from graphkit.dataset.memory import MemoryDataset
from graphkit.model.dates import ALWAYS, NEVER, PartialDate, date_words, parse_date
from graphkit.model.records import Claim, Entity, Evidence, Source
from graphkit.model.status import Status
from graphkit.model.when import when_template
from graphkit.reading.read import builtin_ontology
from graphkit.sentences import claim_sentence, evidence_sentence

ONTOLOGY = builtin_ontology()
TYPES = [*ONTOLOGY.types.values()]
BASES = [*ONTOLOGY.bases.values()]
DATES = (
    *(
        "",
        "2005",
        "2005~",
        "2005?",
        "2005%",
        "2009-12",
        "2009-12-05",
        "2009-12-05~",
        "2009-33",
        "2011-21",
        "200X",
    ),
    *(
        "../2005",
        "../2009-12",
        "/2009",
        "2005/..",
        "2009-12/",
        "../..",
        "2005/2006",
        "2005~/2006~",
        "2005/2009",
    ),
    *("2005/2005", "2009-03/2009-06", "2009-12/2009-12-05", "../2009-12-05", "2009-12-05/..", "2004-XX-05"),
)
NAMES = (
    "Ana Costa",
    "Acme Inc.",
    "Yahoo!",
    "the U.S.",
    "the “Gang.”",
    "Who?",
    "eBay",
    "https://x.example/a.",
)
# A speaker, and whether it takes the plural. An entity says it in its record.
ENTITIES = (
    ("Law and Order Quarterly", False),
    ("the lawyers", True),
    ("Marks and Sons", False),
    ("ICE", True),
)
WORDS = (
    ("two former officials", True),
    ("some people of the village", True),
    ("police", True),
    ("a sheriff and his deputy", True),
    ("US and Mexican officials", True),
    ("a law and order magazine", False),
    ("the Law and Order Quarterly", False),
    ("Law and Order Quarterly", False),
    ("Two Rivers Tribune", False),
    ("Example News", False),
    ("a source close to the officials", False),
    ("a campus newspaper", False),
)
SOURCES = ("Law and Order Quarterly", "The Times", "Example Papers", "Two Rivers and Sons", "Reports")
_TWO_STOPS = re.compile(r"[.!?…]['\"”’]*\.(?:\s|$)")
_TWO_PREPOSITIONS = re.compile(
    r"\b(?:from|until|in|on|by|between|at|since) (?:from|until|in|on|by|between|since|at(?! least))\b"
)
_TWO_DATES = re.compile(
    r"\b(?:from|between) (.+?)(?: or before| or later)? (?:until|and) (?:at least )?\1(?: |$)"
)


def dataset(*entities: Entity, sources: tuple[Source, ...] = ()) -> MemoryDataset:
    """Returns a dataset of these entities; the first source is the one that claims name."""
    some = (*entities, Entity("other", "place", "Elsewhere"))
    known = sources or (Source("paper", "A story", "news", publisher="The Example Paper"),)
    return MemoryDataset(
        "sample", ONTOLOGY, {one.id: one for one in some}, {one.id: one for one in known}, {}
    )


def claim(kind: str, *evidence: Evidence, start: str = "", end: str = "") -> Claim:
    status = max(
        (ONTOLOGY.bases[item.basis].status for item in evidence if item.stance == "supports"),
        default=Status.DENIED,
    )
    return Claim(
        id="one",
        type=kind,
        from_id="a",
        to_id="b",
        evidence=evidence,
        status=status,
        disputed=False,
        independent=1,
        start=parse_date(start) if start else None,
        end=parse_date(end) if end else None,
    )


def said(basis: str, by: str = "", stance: str = "supports", source: str = "paper") -> Evidence:
    return Evidence(source=source, at="P1", says="says so", basis=basis, by=by, stance=stance)


def pairs_of_dates() -> Iterator[tuple[PartialDate | None, PartialDate | None]]:
    """Yields each start with each end that is not before it."""
    for start, end in itertools.product(DATES, DATES):
        first, last = (parse_date(text) if text else None for text in (start, end))
        if not (first and last and last.latest < first.earliest):
            yield first, last


@pytest.mark.parametrize("state", [True, False])
def test_no_time_has_two_prepositions_or_a_date_twice(state: bool) -> None:
    for start, end in pairs_of_dates():
        template = when_template(start, end, state=state)
        words = template.replace("{start}", date_words(start) if start else "?")
        words = words.replace("{end}", date_words(end) if end else "?")
        assert not _TWO_PREPOSITIONS.search(words), (start, end, words)
        assert not _TWO_DATES.search(words), (start, end, words)
        open_sides = (start is None or start.earliest == NEVER, end is None or end.latest == ALWAYS)
        known = {date.text for date in (start, end) if date} - {"../.."}
        # An event between an unknown day and an unknown day is undated.
        assert "?" not in words
        assert bool(words) == (bool(known) and (state or len(known) == 1 or not all(open_sides))), (
            start,
            end,
            words,
        )


def test_each_sentence_ends_with_one_mark() -> None:
    turn = itertools.cycle(itertools.permutations(NAMES, 2))
    dates = itertools.cycle(DATES)
    for kind, basis, stance in itertools.product(TYPES, BASES, ("supports", "denies")):
        one, two = next(turn)
        some = dataset(Entity("a", "organization", one), Entity("b", "organization", two))
        for item in (said(basis.key, stance=stance), said(basis.key, by="b", stance=stance)):
            sentence = claim_sentence(claim(kind.key, item, start=next(dates)), some)
            assert sentence[-1] in ".!?”", sentence
            assert not _TWO_STOPS.search(sentence), sentence


@pytest.mark.parametrize(("name", "plural"), ENTITIES)
def test_an_entity_takes_the_number_of_its_record(name: str, plural: bool) -> None:
    some = dataset(*_ENDS, Entity("c", "person", name, plural=plural))
    for basis in BASES:
        _check_number(some, said(basis.key, by="c"), name, plural)


@pytest.mark.parametrize(("words", "plural"), WORDS)
def test_plain_words_take_the_number_of_their_form(words: str, plural: bool) -> None:
    for basis in BASES:
        _check_number(dataset(*_ENDS), said(basis.key, by=words), words, plural)


@pytest.mark.parametrize("title", SOURCES)
def test_a_publication_takes_the_singular(title: str) -> None:
    for source in (
        Source("paper", title, "news"),
        Source("paper", "A story", "news", publisher=title),
    ):
        for basis in BASES:
            if basis.key != "anonymous":
                _check_number(dataset(*_ENDS, sources=(source,)), said(basis.key), title, False)


_ENDS = (Entity("a", "person", "Ana Costa"), Entity("b", "agency", "the Bureau"))


def _check_number(some: MemoryDataset, item: Evidence, speaker: str, plural: bool) -> None:
    basis = ONTOLOGY.bases[item.basis]
    speaker = speaker[0].upper() + speaker[1:]
    if not basis.prefix:
        verb = basis.verb_plural if plural else basis.verb
        sentence = claim_sentence(claim("informed_for", item), some)
        assert sentence.startswith(f"{speaker} {verb} Ana Costa informed"), sentence
    denial = claim_sentence(
        claim("informed_for", said("official_record"), replace(item, stance="denies")), some
    )
    assert denial.endswith(f". {speaker} {'deny' if plural else 'denies'} it."), denial


@pytest.mark.parametrize(
    ("one", "two", "again"),
    [
        ("the hack of Stratfor", "Stratfor", "that organization"),
        ("agents of the Bureau", "the Bureau", "that organization"),
        ("the Bureau", "the Bureau", "another organization of that name"),
        ("the Hillman Bureau", "man Bureau", "man Bureau"),
    ],
)
def test_a_name_does_not_come_twice_in_a_row(one: str, two: str, again: str) -> None:
    some = dataset(Entity("a", "organization", one), Entity("b", "organization", two))
    for kind in TYPES:
        sentence = claim_sentence(claim(kind.key, said("press_report")), some)
        assert again in sentence, sentence
        assert sentence.casefold().count(two.casefold()) == (2 if again == two else 1), sentence


def test_two_of_several_people_are_named_again_by_them() -> None:
    some = dataset(
        Entity("a", "person", "a cousin of the twins"), Entity("b", "person", "the twins", plural=True)
    )
    sentence = claim_sentence(claim("associate_of", said("press_report")), some)
    assert sentence == "The Example Paper reports that a cousin of the twins had close ties to them."


@pytest.mark.parametrize(
    ("by", "publisher", "end"),
    [
        ("b", "", ", as that agency says."),
        ("a", "", ", as Costa says."),
        ("", "the Bureau", ", as that agency says."),
        ("", "Ana Costa", ", as Ana Costa says."),
    ],
)
def test_who_speaks_about_itself_is_not_named_twice_in_a_row(by: str, publisher: str, end: str) -> None:
    ends = (replace(_ENDS[0], aliases=("Costa",)), _ENDS[1])
    some = dataset(*ends, sources=(Source("paper", "A story", "news", publisher=publisher),))
    sentence = claim_sentence(claim("informed_for", said("interview", by=by)), some)
    assert sentence == f"Ana Costa informed for the Bureau{end}"


@pytest.mark.parametrize(
    "address", ["https://news.example/2019/story?x=1", "http://news.example", "www.news.example/a"]
)
def test_an_address_speaks_as_a_site(address: str) -> None:
    for source in (Source("paper", address, "news"), Source("paper", "A", "news", publisher=address)):
        some = dataset(*_ENDS, sources=(source,))
        host = "www.news.example" if address.startswith("www") else "news.example"
        sentence = claim_sentence(claim("informed_for", said("press_report")), some)
        assert sentence == f"The site {host} reports that Ana Costa informed for the Bureau."


def test_an_address_that_is_named_keeps_its_letters() -> None:
    some = dataset(Entity("a", "organization", "https://x.example"), _ENDS[1])
    sentence = claim_sentence(claim("informed_for", said("interview", by="a")), some)
    assert sentence.startswith("https://x.example informed for the Bureau, as ")


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("met Acme Inc.", "Ana Costa met Acme Inc."),
        ("asked “Why?”", "Ana Costa asked “Why?”"),
        ("left", "Ana Costa left."),
        ("said that he (and others) left", "Ana Costa said that he (and others) left."),
    ],
)
def test_evidence_ends_with_one_mark(says: str, sentence: str) -> None:
    assert evidence_sentence(replace(said("interview", by="a"), says=says), dataset(*_ENDS)) == sentence
