"""Strings stay strings, every value has its place, and every trap of YAML is a problem with a place."""

from __future__ import annotations

import gc

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.record import Value, WrittenRecord
from graphkit.reading.yaml import MAX_DEPTH, MAX_PROBLEMS, load_mapping, load_yaml
from tests.fuzz.loader import check_any


def read(text: str | bytes) -> list[dict[str, Value]]:
    records, problems = load_yaml(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert problems == []
    return [record.value for record in records]


def refuse(text: str | bytes) -> list[str]:
    _, problems = load_yaml(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert problems
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "yes", "off", "0123", "0o17", "0x1F", "12:30:45", "2010", "2010-04-19", "1e3", ".inf",
     "null", "~", "true", "9" * 5_000, "=", "-1"],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"- {{a: {text}}}") == [{"a": text}]
    if len(text) < 1_000:  # YAML's own limit for keys
        assert read(f"- {text}: a") == [{text: "a"}]


def test_a_value_that_is_not_written_is_the_empty_text() -> None:
    assert read("- a:\n  b: ''\n  c: [x, ]\n  d: {e: }\n  f:\n  -\n") == [
        {"a": "", "b": "", "c": ["x"], "d": {"e": ""}, "f": [""]}
    ]


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n", "--- # nothing\n", "\ufeff", "[]"])
def test_a_file_without_records_is_an_empty_list(text: str) -> None:
    assert read(text) == []


def test_a_byte_order_mark_and_any_line_end_are_accepted() -> None:
    data = b"\xef\xbb\xbf- a: b\r\n  c: d\r\n"
    assert read(data) == [{"a": "b", "c": "d"}]
    records, _ = load_yaml(data, "f.yaml")
    assert str(records[0].location("c")) == "f.yaml:2:6"
    assert str(records[0].key_location("a")) == "f.yaml:1:3"


def test_styles_of_text_are_read_as_yaml_says() -> None:
    assert read(
        "- a: >-\n    one\n    two\n  b: |\n    one\n    two\n  c: \"\\u00e9\\n\"\n  d: 'it''s'\n"
    ) == [{"a": "one two", "b": "one\ntwo\n", "c": "é\n", "d": "it's"}]


def test_every_value_and_key_has_its_place() -> None:
    text = (
        "# comment\n"
        "- id: ü\n"
        "  roles: {about: [x, 'y'], on: z}\n"
        "  evidence:\n"
        "    - {source: s, basis: plea}\n"
        "    - source: t\n"
        "      basis: book\n"
        "- id: b\n"
    )
    first, second = load_yaml(text.encode(), "f.yaml")[0]

    def place(record: WrittenRecord, *path: str | int) -> tuple[str, str]:
        location, key = record.location(*path), record.key_location(*path)
        return f"{location.line}:{location.column}", f"{key.line}:{key.column}"

    assert place(first) == ("2:3", "2:3")
    assert place(first, "id") == ("2:7", "2:3")
    assert place(first, "roles", "about") == ("3:18", "3:11")
    assert place(first, "roles", "about", 1) == ("3:22", "3:22")
    assert place(first, "roles", "on") == ("3:32", "3:28")
    assert place(first, "evidence", 0, "basis") == ("5:26", "5:19")
    assert place(first, "evidence", 1) == ("6:7", "6:7")
    assert place(first, "evidence", 1, "basis") == ("7:14", "7:7")
    assert place(second, "id") == ("8:7", "8:3")
    for path in (("nothing",), ("evidence", 2), ("id", 0), ("evidence", "x")):
        with pytest.raises((KeyError, IndexError)):
            first.location(*path)


def test_places_stay_right_behind_entries_that_were_refused() -> None:
    text = "- a: 1\n  a: [2, {b: 3}]\n  ? [c, d]\n  : e\n  f: {g: h}\n"
    records, problems = load_yaml(text.encode(), "f.yaml")
    assert records[0].value == {"a": "1", "f": {"g": "h"}}
    assert str(records[0].location("f", "g")) == "f.yaml:5:10"
    assert [problem.location.line for problem in problems] == [2, 3]


def test_a_key_given_twice_is_refused_with_both_lines() -> None:
    assert refuse("- id: a\n  name: x\n  name: y\n- b: {c: 1, d: 2, c: 3}") == [
        'f.yaml:3:3: duplicate key "name"; first on line 2',
        'f.yaml:4:19: duplicate key "c"; first on line 4',
    ]


def test_aliases_anchors_merges_and_tags_are_refused_all_at_once() -> None:
    assert refuse(
        "- &x {a: 1}\n- b: *x\n  <<: *x\n- c: !!python/object:os.system d\n- !t [e]\n- !m\n  f: g\n"
    ) == [
        "f.yaml:1:3: an anchor (&x); write the value out where it is needed",
        "f.yaml:2:6: an alias (*x); write the value out",
        "f.yaml:3:7: an alias (*x); write the value out",
        "f.yaml:3:3: a merge key (<<); write the keys out",
        "f.yaml:4:6: a tag (tag:yaml.org,2002:python/object:os.system); leave it out: every value is a text",
        "f.yaml:5:3: expected a mapping (key: value), found a list",
        "f.yaml:5:3: a tag (!t); leave it out: every value is a text",
        "f.yaml:6:3: a tag (!m); leave it out: every value is a text",
    ]


@pytest.mark.parametrize("text", ["- *a", "- {*a : b}", "- [*a]", "- {x: [*a, {y: *a}]}", "&a []", "!t []"])
def test_no_alias_anchor_or_tag_passes_wherever_it_stands(text: str) -> None:
    assert any("alias" in line or "anchor" in line or "tag" in line for line in refuse(text))


def test_an_alias_bomb_is_neither_built_nor_a_bomb_of_messages() -> None:
    levels = "".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    assert len(refuse("- a0: &a0 [x]\n" + levels)) == 40 + 39 * 10
    assert len(refuse("- [" + "*a, " * 100_000 + "]")) == MAX_PROBLEMS + 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b", 'f.yaml:1:1: found a mapping where the file should be a list; each record begins with "- "'),
        ("x", 'f.yaml:1:1: found a text where the file should be a list; each record begins with "- "'),
        ("- x", "f.yaml:1:3: expected a mapping (key: value), found a text"),
        ("- - a: b", "f.yaml:1:3: expected a mapping (key: value), found a list"),
        ("-", "f.yaml:1:2: expected a mapping (key: value), found a text"),
        ("- a: b\n---\n- c: d", 'f.yaml:2:1: a second document begins here; remove the line "---"'),
        ("- ? {a: b}\n  : c", "f.yaml:1:5: a mapping as a key; a key is a text"),
        ('- a: "x\\0y"', "f.yaml:1:6: a NUL character in a text; remove it"),
        ('- "\\x00": y', "f.yaml:1:3: a NUL character in a text; remove it"),
        ('- [["\\u0000"]]', "f.yaml:1:5: a NUL character in a text; remove it"),
        ("- a: b\n- c: \x07", "f.yaml:2:6: control characters are not allowed: U+0007 (byte 12); remove it"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_mappings_is_refused_with_its_place(text: str, message: str) -> None:
    assert message in refuse(text)


def test_what_is_no_yaml_is_refused_with_its_place_and_what_may_help() -> None:
    (message,) = refuse("- a: b: c")
    assert message == (
        "f.yaml:1:7: not YAML: mapping values are not allowed in this context; "
        'put a text that holds ": " in quotes, or correct the indentation of this line'
    )
    (message,) = refuse("- a: b\n  c: 'd\n")
    assert message == (
        "f.yaml:3:1: not YAML: found unexpected end of stream (while scanning a quoted scalar from line 2); "
        "a quote is not closed"
    )


def test_what_can_be_read_is_returned_beside_the_problems() -> None:
    records, problems = load_yaml(b"- id: a\n- x\n- id: b\n- id: c: d\n- id: e\n", "f.yaml")
    assert [record.value for record in records] == [{"id": "a"}, {"id": "b"}]
    assert [problem.location.line for problem in problems] == [2, 4]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: "])
def test_nesting_is_refused_beyond_the_limit_however_deep_it_goes(opening: str) -> None:
    assert f"nested deeper than {MAX_DEPTH}" in refuse(opening * 100_000)[-1]


def test_nesting_up_to_the_limit_is_read() -> None:
    inner = MAX_DEPTH - 2
    assert read("- a: " + "[" * inner + "]" * inner)
    assert refuse("- a: " + "[" * (inner + 1) + "]" * (inner + 1))


def test_a_mapping_file_is_one_mapping_or_empty() -> None:
    record, problems = load_mapping(b"name: An example\nmap: {title: x}\n", "graphkit.yaml")
    assert record is not None
    assert record.value == {"name": "An example", "map": {"title": "x"}}
    assert str(record.location("map", "title")) == "graphkit.yaml:2:14"
    assert problems == []
    assert load_mapping(b"# nothing\n", "graphkit.yaml") == (None, [])
    none, problems = load_mapping(b"- a: b", "graphkit.yaml")
    assert none is None
    assert str(problems[0]).startswith("graphkit.yaml:1:1: found a list where the file should be one mapping")


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_collection_is_left_as_it_was_also_after_an_error(was_on: bool) -> None:
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        for data in (b"- a: b", b"[" * 1_000, b"- a: 'x"):
            load_yaml(data, "f.yaml")
            assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


texts = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\ufffe\uffff"), max_size=20
)
keys = texts.filter(lambda text: text != "<<")
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


@given(st.lists(st.dictionaries(keys, values, min_size=1, max_size=5), max_size=4), st.booleans())
def test_whatever_pyyaml_writes_is_read_back_the_same(records: list[dict[str, Value]], flow: bool) -> None:
    """The oracle is PyYAML's own emitter: texts that look like numbers are quoted by it."""
    assert read(yaml.safe_dump(records, allow_unicode=True, default_flow_style=flow)) == records


@given(st.lists(st.dictionaries(keys, values, min_size=1, max_size=5), max_size=4), st.booleans())
def test_places_are_those_of_pyyamls_own_nodes(records: list[dict[str, Value]], flow: bool) -> None:
    text = yaml.safe_dump(records, allow_unicode=True, default_flow_style=flow)
    root = yaml.compose(text, yaml.SafeLoader)
    assert root is not None
    for record, node in zip(load_yaml(text.encode(), "f.yaml")[0], root.value, strict=True):
        compare_places(record, node, ())


def compare_places(record: WrittenRecord, node: yaml.Node, path: tuple[str | int, ...]) -> None:
    def same(mark: yaml.Mark, line: int, column: int) -> bool:
        return (mark.line + 1, mark.column + 1) == (line, column)

    location = record.location(*path)
    assert same(node.start_mark, location.line, location.column), path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            key_location = record.key_location(*path, key.value)
            assert same(key.start_mark, key_location.line, key_location.column)
            compare_places(record, value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            compare_places(record, item, (*path, position))


@given(st.binary(max_size=40) | st.text("-?:,[]{}#&*!|>'\"%@` \n\t<=0ab\\x", max_size=60).map(str.encode))
def test_any_bytes_become_records_or_problems(data: bytes) -> None:
    check_any(data)
