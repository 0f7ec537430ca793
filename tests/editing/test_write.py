"""An edit changes the value it names; all other bytes, comments and layout stay."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graphkit.editing.edits import Append, Edit, Insert, Move, Remove, Rename, Set
from graphkit.editing.write import apply, write_files
from graphkit.errors import DataError, ExternalError
from tests.fuzz.writer import run

F = "data/relations.yaml"
ORDER = ("id", "kind", "name", "evidence", "source", "at", "by", "says", "note")


def edit(text: str, *edits: Edit) -> str:
    return apply({F: text.encode()}, edits)[F].decode()


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("- a: b   # c\n", (0, "a"), "d", "- a: d   # c\n"),
        ("- a:   b\n", (0, "a"), "no", '- a:   "no"\n'),
        ("- a:\n    # above\n    b # behind\n", (0, "a"), "d", "- a:\n    # above\n    d # behind\n"),
        ("- a: # c\n  d: e\n", (0, "a"), "b", "- a: b # c\n  d: e\n"),
        ("- a: >- # c\n    b\n\n    d\n\n  e: f\n", (0, "a"), "g", "- a: g # c\n\n  e: f\n"),
        ("- a: |+\n    b\n\n# c\n", (0, "a"), "d", "- a: d\n# c\n"),
        ("- a: 'b''\n    c'\n  d: e\n", (0, "a"), "f", "- a: f\n  d: e\n"),
        ("- a: b # c\n  d: e\n", (0, "a"), "f\ng", "- a: |- # c\n    f\n    g\n  d: e\n"),
        ("- a: b\n", (0, "a"), "c\n", "- a: |\n    c\n"),
        ("- a: b", (0, "a"), "c\n", "- a: |\n    c\n"),
        ("- a: b\n  # c\n", (0, "a"), ["d", "e"], "- a: [d, e]\n  # c\n"),
        ("- a: b # c\n", (0, "a"), [{"d": "e"}], "- a: # c\n    - d: e\n"),
        ("- a: # c\n    - d # e\n    # f\n", (0, "a"), "g", "- a: g # c\n    # f\n"),
        ("- a:\n  - b\n  - c\n", (0, "a"), {"d": "e"}, "- a:\n    d: e\n"),
        ("- a: {b: c}\n", (0, "a"), {"d": ["e, f"]}, '- a: {d: ["e, f"]}\n'),
        ("- a: {b: , c}\n", (0, "a", "b"), "d", "- a: {b: d, c}\n"),
        ("- a: {b: , c}\n", (0, "a", "c"), "a: d", '- a: {b: , c: "a: d"}\n'),
        ("- {}# c\n", (0,), {"d": "e"}, "- # c\n  d: e\n"),
        ("- {a: b} # c\n", (0,), {"d": "e"}, "- {d: e} # c\n"),
        ("-   a: b # c\n    d: e\n- f: g\n", (0,), {"h": "i", "j": "k"}, "-   h: i\n    j: k\n- f: g\n"),
        ("- a:\n  -\n  - b # c\n", (0, "a", 0), {"d": "e"}, "- a:\n  - d: e\n  - b # c\n"),
        ("- a:\n  - b # c\n", (0, "a", 0), {"d": "e", "f": "g"}, "- a:\n  - # c\n    d: e\n    f: g\n"),
        ("- ? a\n  ? b\n", (0, "a"), "c", "- ? a\n  : c\n  ? b\n"),
        ("- ? a\n", (0, "a"), [["c"]], "- ? a\n  :\n    - - c\n"),
        ("a: b\nc: d\n", ("c",), "e", "a: b\nc: e\n"),
    ],
)  # fmt: skip
def test_a_value_is_replaced(before: str, path: tuple[str | int, ...], value: str, after: str) -> None:
    assert edit(before, Set(F, path, value)) == after


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("- id: a\n  note: b\n", (0, "name"), "c", "- id: a\n  name: c\n  note: b\n"),
        ("- id: a # c\n  # d\n  note: b\n", (0, "name"), "c", "- id: a # c\n  name: c\n  # d\n  note: b\n"),
        ("- name: b\n", (0, "id"), "a", "- id: a\n  name: b\n"),
        ("-\n  # c\n  name: b\n", (0, "id"), "a", "-\n  # c\n  id: a\n  name: b\n"),
        ("- id: a\n  other: b\n", (0, "x"), "c", "- id: a\n  other: b\n  x: c\n"),
        ("- id: a\n  e: |\n    x\n\n# end\n", (0, "z"), "c", "- id: a\n  e: |\n    x\n  z: c\n\n# end\n"),
        ("- {id: a, says: b}\n", (0, "at"), "P1", "- {id: a, at: P1, says: b}\n"),
        ("- {says: b}\n", (0, "at"), "P1", "- {at: P1, says: b}\n"),
        ("- {x: b}\n", (0, "w"), "z", "- {x: b, w: z}\n"),
        ("- {id: }\n", (0, "at"), "P1", "- {id: , at: P1 }\n"),
        ("- id: a\n  e: {}\n", (0, "e", "at"), "P1", "- id: a\n  e: {at: P1}\n"),
        ("- id: a\n  e: {} # c\n", (0, "e", "at"), {}, "- id: a\n  e: # c\n    at: {}\n"),
        ("- [a: b]\n".replace("- ", "- x: "), (0, "x", 0, "c"), "d", "- x: [{a: b, c: d}]\n"),
        ("- id: a", (0, "name"), "b", "- id: a\n  name: b"),
        ("- id: |\n    a", (0, "name"), "b", "- id: |-\n    a\n  name: b"),
        ("- id: a\r\n", (0, "name"), ["b", "\n"], '- id: a\r\n  name:\r\n    - b\r\n    - "\\n"\r\n'),
        ("- id: a\n  tags:\n  - x\n", (0, "evidence"), [{"at": "b"}],
         "- id: a\n  evidence:\n  - at: b\n  tags:\n  - x\n"),
        ("", ("name",), "a", "name: a\n"),
        ("{}\n", ("name",), "a", "name: a\n"),
    ],
)  # fmt: skip
def test_a_key_goes_to_its_canonical_place(
    before: str, path: tuple[str | int, ...], value: str, after: str
) -> None:
    assert edit(before, Insert(F, path, value, ORDER)) == after


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("", (), {"a": "b", "c": {"d": "e"}}, "- a: b\n  c: {d: e}\n"),
        ("# only this", (), {"a": "b"}, "# only this\n- a: b"),
        ("[] # none\n", (), {"a": "b"}, " # none\n- a: b\n"),
        ("--- # c\n# d\n...\n", (), {"a": "b"}, "--- # c\n# d\n- a: b\n...\n"),
        ("- a: b\n# end\n", (), {"c": "d"}, "- a: b\n# end\n- c: d\n"),
        ("- {a: b}\n", (), {"c": ["d"]}, "- {a: b}\n- {c: [d]}\n"),
        ("- a: b\n\n- c: d\n", (), {"e": "f"}, "- a: b\n\n- c: d\n\n- e: f\n"),
        ("- a: b\n\n- c: |+\n    d\n", (), {"e": "f"}, "- a: b\n\n- c: |+\n    d\n- e: f\n"),
        ("a:\n- b\n\n- c\n\nd: e\n", ("a",), "f", "a:\n- b\n\n- c\n\n- f\n\nd: e\n"),
        ("  -   a: b\n", (), {"e": "f", "g": "h"}, "  -   a: b\n  -   e: f\n      g: h\n"),
        ("- a: []\n", (0, "a"), "b", "- a: [b]\n"),
        ("- a: [] # c\n", (0, "a"), {"b": "d"}, "- a: # c\n    - b: d\n"),
        ("- a: [\n  # c\n  ]\n", (0, "a"), "b", "- a: [b\n  # c\n  ]\n"),
        ("- a: [b, ] # c\n", (0, "a"), "d: e", '- a: [b, "d: e", ] # c\n'),
        ("- a:\n  - b # c\n  # d\n  e: f\n", (0, "a"), "g", "- a:\n  - b # c\n  - g\n  # d\n  e: f\n"),
        ("- a:\n  - - b\n", (0, "a", 0), "c", "- a:\n  - - b\n    - c\n"),
        ("- a:\n  - b: >+\n      c\n\n", (0, "a"), {"d": "e"}, "- a:\n  - b: >+\n      c\n\n  - d: e\n"),
        ("\ufeff- a: b\r\n", (), {"c": "d"}, "\ufeff- a: b\r\n- c: d\r\n"),
    ],
)  # fmt: skip
def test_an_item_is_appended(before: str, path: tuple[str | int, ...], value: str, after: str) -> None:
    assert edit(before, Append(F, path, value)) == after


@pytest.mark.parametrize(
    ("before", "paths", "after"),
    [
        ("- a: b\n  c: d # e\n  # f\n", [(0, "c")], "- a: b\n  # f\n"),
        ("- a: b # c\n  d: e\n", [(0, "a")], "- d: e\n"),
        ("- a: b # c\n  # f\n  d: e\n", [(0, "a")], "-\n  # f\n  d: e\n"),
        ("- a: b\n  c: d\n", [(0, "a"), (0, "c")], "- {}\n"),
        ("- a:\n  # c\n  - d\n  e: f\n", [(0, "a", 0)], "- a: []\n  # c\n  e: f\n"),
        ("- - a: b\n".replace("- - ", "- x:\n  - - "), [(0, "x", 0, 0)], "- x:\n  - []\n"),
        ("- a: b\n# c\n- d: e\n", [(0,)], "# c\n- d: e\n"),
        ("# c\n- d: e\n", [(0,)], "# c\n"),
        ("- d: e\n...\n", [(0,)], "[]\n...\n"),
        ("# c\na: b\n", [("a",)], "# c\n{}\n"),
        ("- a: [b, c, d]\n", [(0, "a", 0)], "- a: [c, d]\n"),
        ("- a: [b, c, d]\n", [(0, "a", 1), (0, "a", 2)], "- a: [b]\n"),
        ("- a: [b, c, ]\n", [(0, "a", 0), (0, "a", 1)], "- a: []\n"),
        ("- a: [b, # of b\n  c # of c\n  ]\n", [(0, "a", 0), (0, "a", 1)], "- a: [ # of b\n   # of c\n  ]\n"),
        ("- a: [b, # of b\n  # of c\n  c, d]\n", [(0, "a", 1)], "- a: [b, # of b\n  # of c\n   d]\n"),
        ("- a: [b, # of b\n  c]\n", [(0, "a", 1)], "- a: [b, # of b\n  ]\n"),
        ("- a: {b: , c: d}\n", [(0, "a", "c")], "- a: {b: }\n"),
        ("- a: [b: c]\n", [(0, "a", 0, "b")], "- a: [{}]\n"),
        ("- a: |\n    b\n\n  c: d\n", [(0, "c")], "- a: |\n    b\n\n"),
        ("- a: b\n- c: d", [(1,)], "- a: b\n"),
        ("- a: |\n    b\n  ? c\n  # k\n  : d\n- e: f\n", [(0, "c")], "- a: |\n    b\n- e: f\n"),
    ],
)  # fmt: skip
def test_entries_are_removed(before: str, paths: list[tuple[str | int, ...]], after: str) -> None:
    assert edit(before, *(Remove(F, path) for path in paths)) == after


@pytest.mark.parametrize(
    ("before", "path", "key", "after"),
    [
        ("- a: b # c\n", (0, "a"), "no", '- "no": b # c\n'),
        ("- {'a':b, c: d}\n", (0, "a"), "e", '- {"e":b, c: d}\n'),
        ("- ? a\n  : b\n", (0, "a"), "c", "- ? c\n  : b\n"),
    ],
)
def test_a_key_is_renamed(before: str, path: tuple[str | int, ...], key: str, after: str) -> None:
    assert edit(before, Rename(F, path, key)) == after


@pytest.mark.parametrize(
    ("before", "path", "to", "after"),
    [
        ("- id: a\n  says: b # c\n  at: d\n", (0, "says"), (0, "by"), "- id: a\n  at: d\n  by: b # c\n"),
        ("- a: [1]\n- b: 'c'\n  # d\n  e:   f\n", (1,), (0,), "- b: 'c'\n  # d\n  e:   f\n- a: [1]\n"),
        ("- a: >-\n    b\n    c\n  d:\n    e: f\n", (0, "a"), (0, "d", "g"),
         "- d:\n    e: f\n    g: >-\n      b\n      c\n"),
        ("- a: {b: c}\n  d: e\n", (0, "d"), (0, "a", "f"), "- a: {b: c, f: e}\n"),
        ("- a: {b: 'c'}\n  d: e\n", (0, "a", "b"), (0, "b"), "- a: {}\n  d: e\n  b: c\n"),
        ("- a:\n  - b\n  - c\n  d: e\n", (0, "d"), (0, "a", 1), "- a:\n  - b\n  - e\n  - c\n"),
    ],
)  # fmt: skip
def test_an_entry_is_moved_as_it_stands(
    before: str, path: tuple[str | int, ...], to: tuple[str | int, ...], after: str
) -> None:
    assert edit(before, Move(F, path, to, order=ORDER)) == after


def test_an_entry_moves_to_another_file_and_takes_its_line_ends() -> None:
    files = {
        F: b"- a: b\n# stays\n- c:  'd'\n  e: |\n    f\n\n    g # text\n",
        "data/new.yaml": b"  - h: i\r\n",
    }
    new = apply(files, [Move(F, (1,), (0,), "data/new.yaml"), Append("data/other.yaml", (), {"k": "l"})])
    assert new == {
        F: b"- a: b\n# stays\n",
        "data/new.yaml": b"  - c:  'd'\r\n    e: |\r\n      f\r\n\r\n      g # text\r\n  - h: i\r\n",
        "data/other.yaml": b"- k: l\n",
    }


def test_all_paths_are_those_of_the_files_as_given() -> None:
    text = "- a: [b, c, d]\n- e: f\n- g: h\n"
    edits: list[Edit] = [Remove(F, (0, "a", 0)), Set(F, (0, "a", 1), "C"), Insert(F, (0, "a", 2), "new")]
    edits += [Remove(F, (1,)), Rename(F, (2, "g"), "G"), Set(F, (2, "g"), "H"), Append(F, (), {"i": "j"})]
    assert edit(text, *edits) == "- a: [C, new, d]\n- G: H\n- i: j\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- says: a # b\n  x: y\n  at: >-\n    c\n\n    d\n  id: e\n",
         "- x: y\n  id: e\n  at: >-\n    c\n\n    d\n  says: a # b\n"),
        ("- {says: a, at: c, x: y, id: e}\n", "- {x: y, id: e, at: c, says: a}\n"),
    ],
)  # fmt: skip
def test_keys_are_put_in_order_by_moving_each_to_its_own_path(before: str, after: str) -> None:
    moves = [Move(F, (0, key), (0, key), order=ORDER) for key in ("says", "at", "id")]
    assert edit(before, *moves) == after


def test_a_new_item_takes_the_place_of_those_removed() -> None:
    text = "- a: [b, c, d]\n  e:\n  - f # g\n  - h\n"
    edits: list[Edit] = [Remove(F, (0, "a", 0)), Remove(F, (0, "a", 1)), Insert(F, (0, "a", 1), "i")]
    edits += [Remove(F, (0, "e", 0)), Insert(F, (0, "e", 0), "j")]
    assert edit(text, *edits) == "- a: [i, d]\n  e:\n  - j\n  - h\n"


def test_several_new_keys_take_their_order_and_inner_lists_grow_first() -> None:
    text = "- id: a\n  evidence:\n    - at: b\n"
    edits: list[Edit] = [
        Insert(F, (0, "evidence", 0, "says"), "c", ORDER),
        Append(F, (0, "evidence"), {"at": "d"}),
        Insert(F, (0, "name"), "e", ORDER),
        Insert(F, (0, "kind"), "f", ORDER),
        Append(F, (), {"id": "g"}),
    ]
    assert edit(text, *edits) == (
        "- id: a\n  kind: f\n  name: e\n  evidence:\n    - at: b\n      says: c\n    - at: d\n- id: g\n"
    )


@pytest.mark.parametrize(
    ("text", "edits", "message"),
    [
        ("- a: b\n", [Set(F, (0, "c"), "d")], '1:3: no key "c" in this mapping'),
        ("- a: b\n", [Set(F, (1, "c"), "d")], "1:1: no item 1 in this list; its length is 1"),
        ("- a: b\n", [Set(F, (0, "a", 0), "d")], "1:6: found a text, expected a list with 0"),
        ("- a: b\n", [Remove(F, ())], "1:1: cannot edit the whole file; name a key or an item of it"),
        ("- a: b\n", [Insert(F, (0, "a"), "d")], '1:3: the key "a" would be there twice'),
        ("- a: b\n", [Insert(F, (3,), "d")], "1:1: no position 3 in this list; its length is 1"),
        ("- a: b\n", [Insert(F, (0, "a", "c"), "d")], "1:6: found a text, expected a mapping to add to"),
        ("- a: b\n", [Insert(F, (), "d")], "1:1: cannot add a value here; name a new key"),
        ("- a: b\n", [Append(F, (0, "a"), "d")], "1:6: found a text, expected a list to append to"),
        ("- a: b\n", [Rename(F, (0,), "d")], "1:1: found a list, expected a mapping with a key to rename"),
        ("- a: b\n  c: d\n", [Rename(F, (0, "a"), "c")], '1:3: the key "c" would be there twice'),
        ("- a: b\n", [Set(F, (0, "a"), "c"), Remove(F, (0, "a"))], "1:6: two edits change the same value"),
        ("- a: b\n", [Remove(F, (0,)), Set(F, (0, "a"), "c")], "an edit changes a value that another edit"),
        ("- a: [b]\n", [Move(F, (0, "a"), (0, "a", 0))], "an edit changes a value that another edit"),
        ("- a:\n  # c\n  - b\n  d: []\n", [Move(F, (0, "a"), (0, "d", 0)), Set(F, (0, "a", 0), "x")],
         "an edit changes a value"),
        ("- a: {b: [c, # d\n  e]}\n", [Move(F, (0, "a", "b"), (0, "f"))],
         "1:10: cannot move this value there: its comments would be lost; remove them"),
        ("- a: | # b\n    c\n  d: {x: y}\n", [Move(F, (0, "a"), (0, "d", "e"))], "1:6: cannot move this"),
        ("- a: |\n    b\n  c: d\n      # e\n", [Remove(F, (0, "c"))],
         "3:1: an edit here would change other values; edit it in a text editor"),
        ("- a: b\n", [Set(F, (0, "a"), "\0")], "1:6: the edited file would be wrong: a NUL character"),
        ("- a: b\n", [Set(F, (0, "a"), "\ud800")], "1:9: the edited file would be wrong: not YAML"),
        ("- a: b\n", [Rename(F, (0, "a"), "<<")], "1:3: the edited file would be wrong: a merge key"),
        ("- a: &b c\n", [Set(F, (0, "a"), "d")], "1:6: an anchor (&b)"),
        ("- a: [\n", [Set(F, (0, "a"), "d")], "2:1: not YAML"),
        ("@\n", [Append(F, (), "d")], "1:1: not YAML"),
        ("a\n", [Append(F, (), "d")], "1:1: found a text where the file should be a list"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_its_place(text: str, edits: list[Edit], message: str) -> None:
    with pytest.raises(DataError) as error:
        edit(text, *edits)
    assert f"{F}:{message}" in str(error.value) or ("an edit" in message and message in str(error.value))


def test_a_text_of_several_lines_is_quoted_where_a_deeper_comment_would_become_part_of_it() -> None:
    before = "- a: b\n      # deeper\n  c: d\n"
    assert edit(before, Set(F, (0, "a"), "e\nf")) == '- a: "e\\nf"\n      # deeper\n  c: d\n'


def test_long_values_break_into_lines() -> None:
    says = "words " * 30 + "end"
    text = edit("- id: a\n", Insert(F, (0, "says"), says), Insert(F, (0, "tags"), ["t" * 60, "u" * 60]))
    assert max(map(len, text.splitlines())) <= 110
    assert text.splitlines()[1] == "  says: >-"
    assert text.endswith(f"  tags:\n    - {'t' * 60}\n    - {'u' * 60}\n")


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    old = {"data/a.yaml": b"- a: b\n", "data/c.yaml": b"- c: d\n"}
    for name, content in old.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    new = apply(old, [Move("data/a.yaml", (0,), (1,), "data/c.yaml"), Append("data/n.yaml", (), {"e": "f"})])
    assert write_files(tmp_path, old, new) == ["data/a.yaml", "data/c.yaml", "data/n.yaml"]
    assert {name: (tmp_path / name).read_bytes() for name in new} == new
    again = apply(new, [Set("data/c.yaml", (0, "c"), "x"), Set("data/n.yaml", (0, "e"), "x")])
    (tmp_path / "data/n.yaml").write_bytes(b"- e: changed\n")
    with pytest.raises(ExternalError, match=r"data/n\.yaml: it has changed since it was read; nothing was"):
        write_files(tmp_path, new, again)
    assert (tmp_path / "data/c.yaml").read_bytes() == new["data/c.yaml"]
    with pytest.raises(ExternalError, match=r"data/n\.yaml: it has changed"):  # a new file, meanwhile there
        write_files(tmp_path, {}, {"data/n.yaml": b""})
    assert write_files(tmp_path, new, new) == []


@pytest.mark.parametrize("seed", range(20))
def test_random_edits_change_what_they_name_and_nothing_else(seed: int) -> None:
    run(seed, 5, Counter())


def test_a_file_with_pairs_of_escapes_is_edited_in_place() -> None:
    files = {"data/entities.yaml": b'[{"id": "a", "name": "\\ud83d\\ude00 x", "kind": "person"}]\n'}
    edited = apply(files, [Set("data/entities.yaml", (0, "kind"), "agency")])
    assert edited["data/entities.yaml"] == files["data/entities.yaml"].replace(b'"person"', b"agency")
