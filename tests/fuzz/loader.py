"""Mutated YAML without end: the loader never fails, and what it accepts is what PyYAML would accept.

Run: `make campaign-loader`, or `python -m tests.fuzz.loader [SECONDS] [SEED]`
"""

from __future__ import annotations

import random
import sys
import time

import yaml

from graphkit.loaders.record import Record, Value
from graphkit.loaders.yaml import load_yaml

SEEDS = (
    b"- id: a\n  name: 'It''s'\n  aliases: [b, \"c\\n\", d]\n  summary: >-\n    one\n    two\n\n    three\n",
    b"- {type: t, from: a, to: b, evidence: [{source: s, at: P1, says: 'x: y'}]}\n# comment\n- ? k\n  : v\n",
    b"\xef\xbb\xbf---\r\n- a: |2\r\n    b\r\n  c: \xc3\xbc\xe2\x80\xa8d\r\n...\r\n",
    b"- &a {b: *a, <<: *a, !t c: !!str d}\n- a: 1\n  a: 2\n--- x\n",
)
PIECES = (
    *(bytes([sign]) for sign in b"-?:,[]{}#&*!|>'\"%@` \n\t<=~0\\\x00\x07\x7f\x80\xff\r"),
    *(b"- ", b": ", b"\n- ", b"\n  ", b"---\n", b"...", b"<<<<<<< ", b"<<: ", b"!!", b'"\\0"', b"\\ud800"),
    *("\ufeff\u2028\x85\u202eü\U0001f600".encode(), b"[" * 70, b"{a: " * 70, b"- " * 70, b"%YAML 1.1\n"),
)


def check_any(data: bytes) -> None:
    """Fail unless `data` becomes records or problems with sound places, and never one more than PyYAML."""
    records, problems = load_yaml(data, "f.yaml")
    for problem in problems:
        assert problem.span.line >= 1, problem
        assert problem.span.column >= 1, problem
        assert str(problem).isprintable() or "\n" not in str(problem), problem
    for record in records:
        check_places(record, record.value, ())
    if not problems:
        expected = yaml.load(data, yaml.CBaseLoader) or []  # there, too, every scalar is a text
        assert [record.value for record in records] == expected, data


def check_places(record: Record, value: Value, path: tuple[str | int, ...]) -> None:
    """Fail unless every value within has a place."""
    assert record.span(*path).line >= record.span().line
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, child in children:
        assert record.key_span(*path, step).line <= record.span(*path, step).line
        check_places(record, child, (*path, step))


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
    begin, tried = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        data = mutate(rng)
        try:
            check_any(data)
        except Exception:
            print(f"seed {seed}, file {tried}: {data!r}", file=sys.stderr)
            raise
        tried += 1
    print(f"{tried:,} files, none of them a failure (seed {seed})")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(float(arguments[0]) if arguments else 60, int(arguments[1]) if len(arguments) > 1 else 1)
