"""Mutated YAML without end: the loader never fails, and what it accepts is what PyYAML would accept.

Run: `make campaign-loader`, or `python -m tests.fuzz.loader [SECONDS] [SEED]`
"""

from __future__ import annotations

import random
import sys
import time
from typing import Any
from unittest import mock

import yaml

from graphkit.reading import alike
from graphkit.reading.record import Value, WrittenRecord
from graphkit.reading.text import find_text_problems
from graphkit.reading.yaml import load_yaml, read_alike_records, read_events

SEEDS = (
    b"- id: a\n  name: 'It''s'\n  aliases: [b, \"c\\n\", d]\n  summary: >-\n    one\n    two\n\n    three\n",
    b"- {type: t, from: a, to: b, evidence: [{source: s, at: P1, says: 'x: y'}]}\n# comment\n- ? k\n  : v\n",
    b"\xef\xbb\xbf---\r\n- a: |2\r\n    b\r\n  c: \xc3\xbc\xe2\x80\xa8d\r\n...\r\n",
    b'[{"id": "a \\ud83d\\ude00", "name": "C:\\\\x\\/", "at": "\\u00b6 4"}]\n- b: c #d\n  e: #f\n',
    b"- &a {b: *a, <<: *a, !t c: !!str d}\n- a: 1\n  a: 2\n--- x\n",
)
PIECES = (
    *(bytes([sign]) for sign in b"-?:,[]{}#&*!|>'\"%@` \n\t<=~0\\\x00\x07\x7f\x80\xff\r"),
    *(
        b"- ",
        b": ",
        b"\n- ",
        b"\n  ",
        b"---\n",
        b"...",
        b"<<<<<<< ",
        b"<<: ",
        b"!!",
        b'"\\0"',
        b"\\ud83d",
        b"\\ude00",
    ),
    *("\ufeff\u2028\x85\u202eü\U0001f600".encode(), b"[" * 70, b"{a: " * 70, b"- " * 70, b"%YAML 1.1\n"),
)

# Each $ is a text; the records made from one template have one shape where their texts are of one sort.
TEMPLATES = (
    "- id: $\n  name: $\n  tags: [$, $]\n",
    "- id: $\n  evidence:\n    - {source: $, at: $, says: $}\n    - source: $\n      at: $\n  end: $\n",
    "- aliases:\n  - $\n  - $\n  id: '$'\n  name: \"$\"\n",
    "- id: $\n  summary: >-\n    $\n    $\n  text: |\n    $\n  last:\n",
    "- id: $\n  name: $\n    $\n  ids: {a: $, b: [$, {c: $}]}\n\n# comment\n",
    "- {id: $, name: $}\n",
    "- id: $ # $\n  roles:\n    about:\n      - $\n      - '$'\n",
)
TEXTS = (
    "a",
    "b c",
    "two words.",
    "x:y",
    "a#b",
    "http://x/y?z=1",
    "É ü",
    "10",
    "~",
    "null",
    "e, f",
    "what?",
    "1.5",
    "(p)",
)
ODD = (
    *(
        "",
        " ",
        "a ",
        " a",
        "a: b",
        "a #b",
        "- a",
        "-",
        "a:",
        ":a",
        "#",
        "*a",
        "&a b",
        "!t",
        "[",
        "]",
        "{}",
        "}",
        ",",
    ),
    *(
        "'",
        '"',
        "''",
        '"a"',
        "a'b",
        "\\",
        "|",
        ">-",
        "%",
        "@",
        "`",
        "?",
        "? a",
        "a\n",
        "a\n    b",
        "a\n  b: c",
    ),
    *(
        "a\n\n    b",
        "a\n   b",
        "a\n    - b",
        "\n",
        "---",
        "...",
        "<<",
        "\u2028",
        "\t",
        "\xa0",
        "\ufeff",
        "a]",
        "a, b",
    ),
    *(
        "\n- b: c",
        "\n...",
        "a\n...",
        "a\n---",
        "\n---",
        "a\n---\n",
        "a\n# b",
        "a\n    # b",
        "a\r",
        "\n      a",
        "    a",
        "a\n    b: c",
    ),
)


def check_any(data: bytes) -> None:
    """Fail unless `data` becomes records or problems with sound places, and never one more than PyYAML."""
    records, problems = load_yaml(data, "f.yaml")
    for problem in problems:
        assert problem.location.line >= 1, problem
        assert problem.location.column >= 1, problem
        assert str(problem).isprintable(), problem
    for record in records:
        check_places(record, record.value, ())
    if all(problem.severity == "warning" for problem in problems):
        assert [record.value for record in records] == load_with_pyyaml(data), data


def load_with_pyyaml(data: bytes) -> Any:
    """Return what PyYAML reads, where every scalar is a text; without libyaml, it accepts halves of pairs."""
    try:
        return yaml.load(data, yaml.CBaseLoader) or []
    except yaml.YAMLError:
        if b"\\ud" not in data.lower():
            raise

    def joined(value: Any) -> Any:
        if isinstance(value, dict):
            return {joined(key): joined(item) for key, item in value.items()}
        if isinstance(value, list):
            return [joined(item) for item in value]
        return value.encode("utf-16", "surrogatepass").decode("utf-16")

    return joined(yaml.load(data.decode("utf-8-sig"), yaml.BaseLoader) or [])


def check_alike(data: bytes) -> bool:
    """Fail unless reading by shapes gives what libyaml alone gives; say whether it applied."""
    if find_text_problems(data, "f.yaml"):
        return False
    with mock.patch.multiple(alike, LEAST=2, BATCH=3, PATIENCE=1000):
        found = read_alike_records(data, "f.yaml")
    if found is None:
        return False
    records, problems = read_events(data, "f.yaml")
    assert problems == [], data
    assert [record.value for record in found] == [record.value for record in records], data
    assert [record.start for record in found] == [record.start for record in records], data
    if records:
        assert found[0].source_map.offsets == records[0].source_map.offsets, data
    return True


def check_places(record: WrittenRecord, value: Value, path: tuple[str | int, ...]) -> None:
    """Fail unless every value within has a place."""
    assert record.location(*path).line >= record.location().line
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, child in children:
        assert record.key_location(*path, step).line <= record.location(*path, step).line
        check_places(record, child, (*path, step))


def build_alike(rng: random.Random) -> bytes:
    """Draw a file of records of few shapes with odd texts in them, now and then cut or changed somewhere."""
    templates = [template for template in TEMPLATES if rng.random() < 0.5] or TEMPLATES[:1]
    odd, chance = rng.sample(ODD, 2), rng.choice((0.01, 0.05))
    parts = []
    for _ in range(rng.randint(6, 24)):
        pieces = rng.choice(templates).split("$")
        filled = [piece + rng.choice(odd if rng.random() < chance else TEXTS) for piece in pieces[:-1]]
        parts.append("".join(filled) + pieces[-1])
    data = bytearray("".join(parts).encode())
    if rng.random() < 0.3:
        at = rng.randrange(len(data) + 1)
        data[at : at + rng.choice((0, 0, 1, 2, 9))] = rng.choice((b"", rng.choice(PIECES)))
    return bytes(data)


def mutate(rng: random.Random) -> bytes:
    """Draw one file: a few cuts, copies and insertions in one of the seeds."""
    data = bytearray(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.randint(0, 8))
        data[at:end] = rng.choice((b"", rng.choice(PIECES), data[at:end] * 2, rng.choice(SEEDS)[: end - at]))
    return bytes(data)


def main(seconds: float, seed: int) -> None:
    """Try files for some seconds; print the one that fails."""
    rng = random.Random(seed)
    begin, tried, applied = time.monotonic(), 0, 0
    while time.monotonic() - begin < seconds:
        data = mutate(rng) if rng.random() < 0.5 else build_alike(rng)
        try:
            check_any(data)
            applied += check_alike(data)
        except Exception:
            print(f"seed {seed}, file {tried}: {data!r}", file=sys.stderr)
            raise
        tried += 1
    print(f"{tried:,} files, {applied:,} of them by shapes, none a failure (seed {seed})")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(float(arguments[0]) if arguments else 60, int(arguments[1]) if len(arguments) > 1 else 1)
