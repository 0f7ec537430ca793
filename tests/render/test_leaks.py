"""The publishing gate: nothing that is not public reaches a map, nor a word of it by another way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from graphkit.dataset.audience import redact
from graphkit.dataset.hidden import ID, PROSE, HiddenWords, find_hidden_words
from graphkit.dataset.leaks import dataset_texts, scan
from graphkit.dataset.memory import MemoryDataset
from graphkit.errors import LeakError, UsageError
from graphkit.model.names import fold
from graphkit.project import Project, open_project
from graphkit.reading.shipped import shipped_root
from tests.projects import ENTITIES, RELATIONS, SOURCES, make_dataset, write_project

SECRET = "- {id: hushed-one, kind: person, name: Hushed Person, aliases: [Whisper], visibility: internal}\n"
TIED = """\
- type: advises
  from: hushed-one
  to: person-2
  evidence:
    - {source: paper, at: P9, basis: press_report, says: reports it}
"""


def test_a_public_map_is_that_of_a_project_that_never_had_it(tmp_path: Path) -> None:
    without = open_project(write_project(tmp_path / "without"))
    having = open_project(write_project(tmp_path / "with", RELATIONS + TIED, ENTITIES + SECRET))
    assert having.map().to_html() == without.map().to_html()
    assert "Hushed" in having.map(audience="internal").to_html()


def _words(entities: str, sources: str = SOURCES, audience: str = "public") -> HiddenWords:
    whole = make_dataset(entities=entities, sources=sources)
    return find_hidden_words(whole, redact(whole, audience), audience)


def test_words_of_hidden_ones_are_names_ids_and_titles_that_no_public_one_has() -> None:
    sources = SOURCES + "- {id: vault, title: The hidden file, kind: leak, visibility: confidential}\n"
    secret = SECRET.replace("[Whisper]", "[Whisper, Two]")

    def texts(audience: str) -> tuple[str, ...]:
        return tuple(word.text for word in _words(ENTITIES + secret, sources, audience).words)

    assert texts("public") == ("Hushed Person", "The hidden file", "Whisper", "hushed-one", "vault")
    assert texts("internal") == ("The hidden file", "vault")
    assert texts("confidential") == ()


@pytest.mark.parametrize("summary", ["Knows Whisper well.", "Works with HUSHED PERSON."])
def test_a_hidden_word_in_a_public_text_stops_the_map(tmp_path: Path, summary: str) -> None:
    entities = ENTITIES.replace("name: Person Two,", f"name: Person Two, summary: {summary},")
    project = open_project(write_project(tmp_path, entities=entities + SECRET))
    with pytest.raises(UsageError, match="is not for this audience, but would be in the output"):
        project.map()
    assert project.map(audience="internal").to_html()


def test_a_hidden_word_in_the_name_of_the_file_stops_the_map(tmp_path: Path) -> None:
    project = open_project(write_project(tmp_path, entities=ENTITIES + SECRET))
    with pytest.raises(UsageError, match="hushed-one"):
        project.map().save(tmp_path / "map of hushed-one.html")
    assert not list(tmp_path.glob("*.html"))


@pytest.mark.parametrize(
    "text",
    [
        "… whose adviser was HUSHED\n    │   Person, in 2004 …",
        "\\*Hushed\\* Person",
        '{"name": "Hushed\\nPerson"}',
        '<text data-entity="hushed-one" x="1"/>',
        "<p>Hushed&#32;Person</p>",
        'n1["Hushed#160;Person"]',
        "Hush\\u0065d Person",
        '["Whisper"]',
    ],
)
def test_words_are_found_in_escapes_and_line_breaks(text: str) -> None:
    assert _words(ENTITIES + SECRET).find(text)


# What a hidden name is, and a public text that gives it away.
TOLD = [
    ("MX1", "The informant MX1 met him."),
    ("MX1", "He is called mx1 in the cables."),
    ("MX1", "He is called MX-1 in the cables."),
    ("MX-1", "#MX1"),
    ("Ali", "Later Ali, too, signed."),
    ("张伟", "据报道张伟在会议上发言。"),
    ("สมชาย", "นายสมชายกล่าวว่า"),
    ("ゆうこ", "昨日ゆうこさんが来た"),
    ("김정은", "김정은은 말했다"),
    ('Joe "Hammer" Hill', "called Joe “Hammer” Hill"),
    ('Joe "Hammer" Hill', "called Joe Hill"),
    ("Joe Hill", "Joe\n  Hill"),
    ("Joe Hill", "Joe\u00a0Hill"),
    ("Joe Hill", "Jo\u00ade Hi\u200bll"),
    ("Joe Hill", "Joe_Hill"),
    ("Joe Hill", "the @joe_hill account"),
    ("Robert Hill", "#RobertHill"),
    ("Joe Hill", "Hill, Joe: his papers"),
    ("Joe Hill", "Joe Hill's lawyer"),
    ("Joe Hill", "the two Joe Hills"),
    ("Hill", "The Hills were there."),
    ("Hill", "HILL signed."),
    ("José Ibáñez", "Jose Ibanez signed"),
    ("Jose Ibanez", "Jose\u0301 Iba\u0301n\u0303ez signed"),
    ("Łukasz Żak", "said Lukasz Zak"),
    ("O'Neill", "as O’Neill said"),
    ("Kowalski", "Kowalski’s house"),
    ("Jan Kowalski", "o Janie: Jana Kowalskiego widziano"),
    ("Иванов", "встреча с Ивановым в Москве"),
    ("الأحمد", "قال والأحمد"),
    ("Joe Hill", "see https://example.org/joe%20hill/2"),
    ("Joe Hill", "Joe&nbsp;Hill"),
    ("ＭＸ１", "the informant MX1"),
    ("J.F.K.", "what JFK wrote"),
    ("whisper", "the man they call whisper"),
    ("person", "a note says that person met him"),
]
# What a hidden name is, and a public text that only looks like it.
INNOCENT = [
    ("Whisper", "whispering, un-whisper, whisper-like"),
    ("Whisper", "It was told in a whisper."),
    ("Hill", "He chilled in the hills of Hillside, Hillary said."),
    ("Rose", "Prices rose in 2009."),
    ("Mark", "He paid in marks."),
    ("Joe Hill", "Joe and the Hill family; a hill that Joe knew"),
    ("Joe Hill", "Joe Hillman"),
    ("John Smith", "John Smithson"),
    ("MX1", "MX10, AMX1, M X 11"),
    ("MX1", "flight LMX-12"),
    ("Ali", "an alibi; Alison; ali"),
    ("person", "Persons and personal things; in person's name"),
    ("person", "Person Two"),
    ("report", "It reports that the reporter reported."),
    ("Anna", "Annabel and the annals"),
    ("张伟", "张先生很伟大"),
    ("Иванов", "Иванченко приехал"),
    ("P2", "on page 2"),
    ("A", "A man came."),
    ("One", "oneself, someone"),
    ("Al", "al-Qaeda, also"),
]


def _hiding(name: str) -> HiddenWords:
    aliases = json.dumps([name])
    return _words(
        ENTITIES + f"- {{id: xq, kind: person, name: Zz, aliases: {aliases}, visibility: internal}}\n"
    )


@pytest.mark.parametrize(("name", "text"), TOLD)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    assert _hiding(name).find(text)


@pytest.mark.parametrize(("name", "text"), INNOCENT)
def test_words_that_only_look_like_a_name_are_no_leak(name: str, text: str) -> None:
    assert _hiding(name).find(text) is None


HIDDEN_SOURCE = """\
- id: report
  title: Notes of a meeting
  author: Jane Quill
  kind: leak
  archive: archive/black-ledger.pdf
  url: https://leaks.example/black/ledger-7
  visibility: confidential
"""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("as Jane Quill wrote", "prose"),
        ("see black-ledger.pdf", "prose"),
        ("black-ledger", ID),
        ("https://mirror.example/black-ledger", ID),
        ("copied from https://leaks.example/black/ledger-7", "prose"),
        ("the Notes of a Meeting", "prose"),
        ("the Ring of Silence", "prose"),
        ("ring-of-silence", ID),
    ],
)
def test_authors_files_addresses_and_tags_are_names(text: str, place: str) -> None:
    tagged = SECRET.replace("aliases:", "tags: [Ring of Silence], aliases:")
    assert _words(ENTITIES + tagged, SOURCES + HIDDEN_SOURCE).find(text, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("reports what the report says", "prose"),
        ("a black ledger lay there", "prose"),
        ("he took notes of a meeting", "prose"),
        ("A report", "name"),
        ("https://example.org/report/2009", ID),
        ("annual-report", ID),
    ],
)
def test_words_of_the_vocabulary_and_of_every_day_are_no_leak(text: str, place: str) -> None:
    hidden = "- {id: insider, kind: person, name: Zz Qq, aliases: [person], visibility: confidential}\n"
    assert _words(ENTITIES + hidden, SOURCES + HIDDEN_SOURCE).find(text, place) is None


@pytest.mark.parametrize("suffix", ["txt", "json", "md", "csv", "dot", "graphml", "gexf", "svg", "html"])
def test_hidden_names_that_are_words_of_the_vocabulary_stop_nothing(tmp_path: Path, suffix: str) -> None:
    hidden = "".join(
        f"- {{id: {word.replace('_', '-')}, kind: person, name: {word}, visibility: confidential}}\n"
        for word in ("person", "agency", "source", "status", "claims", "summary", "script", "informed_for")
    )
    folder = write_project(tmp_path, entities=ENTITIES + hidden, sources=SOURCES + HIDDEN_SOURCE)
    open_project(folder).show("person-1").save(tmp_path / f"answer.{suffix}")
    assert (tmp_path / f"answer.{suffix}").stat().st_size


# A field, the file that has it, and how the name of something hidden gets into it.
FIELDS = [
    (
        "because",
        "relations",
        "to: person-2\n",
        "to: person-2\n  at_most: alleged\n  because: Whisper said so\n",
    ),
    ("evidence 2, says", "relations", "says: denies it", "says: denies what Whisper says"),
    ("evidence 2, at", "relations", "at: P7", "at: P7 on Whisper"),
    ("evidence 1, by", "relations", "by: lawyers", "by: friends of Whisper"),
    ("id", "relations", "- type: advises", "- id: whisper-deal\n  type: advises"),
    ("entity person-2, summary", "entities", "name: Person Two,", "name: Person Two, summary: On Whisper,"),
    ("entity person-2, tags", "entities", "name: Person Two,", "name: Person Two, tags: [Whisper],"),
    ("entity person-2, aliases", "entities", "[Two]", "[Two of Whisper]"),
    ("entity person-2, ids", "entities", "name: Person Two,", "name: Person Two, ids: {x: whisper_2},"),
    ("source digest, title", "sources", "title: A digest", "title: A digest of Whisper"),
    ("source digest, author", "sources", "title: A digest", "title: A digest, author: Friend of Whisper"),
    ("source digest, url", "sources", "title: A digest", "title: A digest, url: https://e.org/Whisper"),
    ("step 1 of the story, text", "story", "", "- {title: A step, text: About Whisper}\n"),
    ("step 1 of the story, title", "story", "", "- {title: About Whisper, text: A step}\n"),
    ("the standfirst of the map", "settings", "", "standfirst: About Whisper\n"),
]


@pytest.mark.parametrize(("place", "file", "old", "new"), FIELDS)
def test_the_owner_learns_in_which_field_of_which_record_a_name_stands(
    tmp_path: Path, place: str, file: str, old: str, new: str
) -> None:
    told = {"entities": ENTITIES, "sources": SOURCES, "relations": RELATIONS, "story": "", "settings": ""}
    told[file] = told[file].replace(old, new, 1) if old else new
    folder = write_project(tmp_path, told["relations"], told["entities"] + SECRET, told["sources"])
    (folder / "data" / "story.yaml").write_text(told["story"])
    (folder / "graphkit.yaml").write_text(told["settings"])
    with pytest.raises(LeakError) as caught:
        open_project(folder).map()
    assert caught.value.word == "Whisper"
    assert caught.value.place.endswith(place)
    assert "aliases of hushed-one" in str(caught.value)


def test_a_notebook_does_not_keep_the_name_that_was_found() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    error = LeakError("Whisper", "alias of hushed-one", "entity person-2, summary", "…")
    shell = InteractiveShell()  # type: ignore[no-untyped-call]
    shown = "\n".join(error._render_traceback_())
    assert shell is not None
    assert "Whisper" not in shown
    assert "hushed" not in shown


def _with_telling_name(tmp_path: Path) -> Project:
    entities = ENTITIES.replace("name: Person Two,", "name: Person Two of Whisper,")
    return open_project(write_project(tmp_path, entities=entities + SECRET))


@pytest.mark.parametrize(
    "suffix", ["txt", "md", "csv", "dot", "mmd", "graphml", "gexf", "svg", "png", "html"]
)
def test_a_hidden_word_stops_every_format(tmp_path: Path, suffix: str) -> None:
    project = _with_telling_name(tmp_path).for_audience("public")
    target = tmp_path / f"answer.{suffix}"
    with pytest.raises(UsageError, match='"Whisper" is not for this audience'):
        project.path("person-2", "agency-1").save(target)
    assert not target.exists()


def test_a_hidden_word_is_found_where_the_data_of_the_page_are_packed(tmp_path: Path) -> None:
    entities = ENTITIES.replace("name: Person Two,", f"name: Person Two, summary: {'a ' * 300_000}Whisper,")
    project = open_project(write_project(tmp_path, entities=entities + SECRET))
    with pytest.raises(UsageError, match='"Whisper" is not for this audience'):
        project.map().save(tmp_path / "large.html")


def test_a_hidden_word_in_a_cell_of_a_table_stops_it(tmp_path: Path) -> None:
    entities = ENTITIES.replace("name: Person Two,", "name: Person Two, summary: Knows Whisper well,")
    project = open_project(write_project(tmp_path, entities=entities + SECRET)).for_audience("public")
    telling = project.cypher("MATCH (n {id: 'person-2'}) RETURN n.id AS id, {s: [n.summary]} AS about")
    with pytest.raises(LeakError, match="row 1, about"):
        telling.save(tmp_path / "answer.csv")
    plain = project.cypher("MATCH (n {id: 'person-2'}) RETURN n.id AS id, labels(n) AS labels")
    plain.save(tmp_path / "answer.csv")


@pytest.mark.parametrize("suffix", ["md", "json", "html"])
def test_what_the_user_typed_is_not_in_what_is_for_others(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"answer.{suffix}"
    having = open_project(write_project(tmp_path / "with", entities=ENTITIES + SECRET))
    for answer in (
        having.find("Hushed Person"),
        having.cypher("RETURN 'Hushed' AS x, $y AS y", {"y": "Hushed"}),
    ):
        assert "Hushed" in str(answer.question)
        if answer.question["ask"] == "find":
            answer.save(target)
            assert "Hushed" not in target.read_text()


def _shipped() -> MemoryDataset:
    whole = open_project(shipped_root()).dataset
    assert isinstance(whole, MemoryDataset)
    return whole


def test_hiding_anybody_in_the_shipped_data_stops_a_map_only_where_a_text_names_him() -> None:
    whole = _shipped()
    stopped = 0
    for key, entity in whole.entities.items():
        hiding = replace(whole, entities={**whole.entities, key: replace(entity, visibility="internal")})
        seen = redact(hiding, "public")
        texts = [fold(text) for _, text, _ in dataset_texts(seen)]
        known = {fold(text) for place, text, kind in dataset_texts(seen) if kind != PROSE}
        names = {fold(name) for name in (entity.name, *entity.aliases)} - known
        told = any(f" {name} " in f" {text} " for name in names if len(name) > 3 for text in texts)
        try:
            scan(dataset_texts(seen), find_hidden_words(hiding, seen, "public"))
            assert not told
        except LeakError as error:
            stopped += 1
            place = next(fold(text) for place, text, _ in dataset_texts(seen) if place == error.place)
            assert any(name.removeprefix("the ") in place for name in {*names, fold(entity.in_text)} if name)
    assert 50 < stopped < 80  # of 144


@pytest.mark.parametrize("hidden", ["mx1-email-2010", "us714-email"])
def test_ids_of_sources_that_others_begin_with_are_no_leak(hidden: str) -> None:
    whole = _shipped()
    source = replace(whole.sources[hidden], visibility="internal")
    hiding = replace(whole, sources={**whole.sources, hidden: source})
    seen = redact(hiding, "public")
    scan(dataset_texts(seen), find_hidden_words(hiding, seen, "public"))
