"""Reading by shapes gives exactly what libyaml alone gives, and leaves to it all that it must."""

from __future__ import annotations

import random
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.alike import LEAST, read_alike
from graphkit.reading.record import Value
from graphkit.reading.yaml import load_yaml, read_alike_records, read_events
from tests.fuzz.loader import build_alike, check_alike

RECORD = """\
- id: e-{0}
  name: 'Name {0}'  # one
  aliases: [Alias {0}, "Other, {0}"]
  empty:
  summary: >-
    Two lines
    of number {0}: with a # in them.
  text: Folded at number {0}
    over two
  evidence:
    - {{source: s-{0}, at: P{0}, says: says {0}}}
    - source: t
      roles: {{about: [a-{0}, b], none: []}}
"""


def many(template: str = RECORD, count: int = LEAST) -> list[str]:
    return [template.format(number) for number in range(count)]


def test_most_records_of_one_shape_never_reach_libyaml() -> None:
    text = "# a comment\n\n" + "".join(many())
    asked = []

    def events(part: str, offset: int) -> list[tuple[dict[str, Value], int]] | None:
        asked.append((part, offset))
        records, problems = read_events(part.encode(), "part")
        offsets.extend(mark + offset for mark in (records[0].source_map.offsets if records else ()))
        return None if problems else [(record.value, record.start) for record in records]

    offsets: array[int] = array("I")
    found = read_alike(text, offsets, events)
    whole = read_events(text.encode(), "f.yaml")[0]
    assert found is not None
    assert [value for value, _ in found] == [record.value for record in whole]
    assert offsets == whole[0].source_map.offsets
    assert sum(part.count("- id") for part, _ in asked) < LEAST / 4


def test_places_are_right_in_the_last_of_many() -> None:
    records, problems = load_yaml("".join(many()).encode(), "f.yaml")
    assert problems == []
    last, begin = records[-1], 13 * (LEAST - 1)
    assert str(last.location()) == f"f.yaml:{begin + 1}:3"
    assert str(last.location("evidence", 1, "roles", "about", 0)) == f"f.yaml:{begin + 13}:23"
    assert last.value["summary"] == f"Two lines of number {LEAST - 1}: with a # in them."


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  name: *a", ":9: an alias (*a)"),
        ("  name: !t a", ":9: a tag (!t)"),
        ("  name: &a a", ":9: an anchor (&a)"),
        ("  id: twice", ':3: duplicate key "id"; first on line'),
        ("  name: a: b", ":10: not YAML: mapping values are not allowed"),
        ('  name: "a\\0"', ":9: a NUL character"),
        ("  name: \x07", ":9: control characters are not allowed"),
        ("\tname: a", ":1: a tab in the indentation"),
        ("...", ":1: not YAML: did not find expected <document start>"),
        ("---", ":1: a second document begins here"),
        ("=======", ":1: a merge-conflict marker"),
    ],
)
@pytest.mark.parametrize("at", [1, LEAST // 2, LEAST - 2])
def test_a_problem_in_one_of_many_is_reported_with_its_place(line: str, message: str, at: int) -> None:
    records = many("- id: e-{0}\n")
    records[at] += line + "\n"
    data = "".join(records).encode()
    problems = [str(problem) for problem in load_yaml(data, "f.yaml")[1]]
    # Behind a line of dots, the next record is what is wrong.
    expected = at + 3 if line == "..." else at + 2
    assert problems[0].startswith(f"f.yaml:{expected}{message}")


def test_a_file_of_records_that_are_not_alike_is_left_to_libyaml() -> None:
    rng = random.Random(1)
    data = "".join(
        f"- id: e-{number}\n" + "".join(f"  k{rng.randrange(10**9)}: x\n" for _ in range(3))
        for number in range(4 * LEAST)
    ).encode()
    assert read_alike_records(data, "f.yaml") is None
    assert len(load_yaml(data, "f.yaml")[0]) == 4 * LEAST


@given(st.integers(0, 2**32))
def test_drawn_files_are_read_as_libyaml_reads_them(seed: int) -> None:
    check_alike(build_alike(random.Random(seed)))
