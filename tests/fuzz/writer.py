"""Random edits of data files without end: the writer changes what an edit names, and nothing else.

Run: `make campaign-writer`, or `python -m tests.fuzz.writer [EDITS] [SEED]`
"""

from __future__ import annotations

import difflib
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from graphkit.editing.edits import Append, Edit, Insert, Move, Remove, Rename, Set
from graphkit.editing.write import apply
from graphkit.errors import DataError
from tests.editing.oracle import change, check_bytes, check_text, load

ROOT = Path(__file__).parents[2]
LAYOUTS = tuple(sorted((ROOT / "tests/editing/layouts").glob("*.yaml")))
SHIPPED = (*sorted((ROOT / "data").glob("*.yaml")), ROOT / "graphkit/model/ontology.yaml")
SHIPPED += (ROOT / "graphkit.yaml",)
SMALL = (
    b"",
    b"# only a comment",
    b"---\n# c\n...\n",
    b"[]\n",
    b"--- [] # none\n",
    b"- {}",
    b"- a:",
    b"- a: |\n    text",
    b"- a: >+\n    text\n\n",
    b"{a: b, c: [d]}",
    b"name: x # c\nlist:\n- a\n- b: c\n  d: |\n    e\nlast: [x]\n",
    b"- {a: b}\n\n- {c: d}\n\n- {e: f} # behind\n# end",
    b"- a: |\n    x\r    y\n  b:\n  - |\n   c\r   d\n  - e\r    f\n  z: '1\r 2'\n",
    b"- a: |\n    x\n  b: y\n        # deeper than the text above\n  c: z\n- d:\n  # shallow\n    - e # f\n",
    b"-   a:   b\n    c:\n    -   d\n    -   e:  f\n        g: h\n",
)
_RECORD = (
    "id",
    "kind",
    "name",
    "type",
    "from",
    "to",
    "start",
    "end",
    "roles",
    "aliases",
    "title",
    "evidence",
)
ORDER = (
    *_RECORD,
    "source",
    "at",
    "quoting",
    "by",
    "basis",
    "stance",
    "says",
    "date",
    "grade",
    "summary",
    "note",
)
KEYS = ("note", "grade", "end", "date", "quoting", "x y", "a: b", "no", "#", "é", "q?", "name", "id")
# fmt: off
TEXTS: tuple[str, ...] = (
    "plain words", "reports that he was there", "Case #09-CR-383", "a: b", "x #y", " lead", "trail ", "é中文",
    "it's", 'say "hi"', "2012-10-05", "2005", "no", "- dash", "[x]", "{y}", "a, b", "tab\there", "two\nlines",
    "\u2028sep", "nel\x85", "#hash", "&a", "*b", "!t", "%p", "@at", "`q`", "null", "", "~", "1e3", "12:30:45",
    "0x1F", "\u202eRTL", "C:\\path", "ends:", "very " * 40 + "long", "---", "...", "😀", "\ufeffbom", "? q",
    "| p", "a:b", "?", "a?b", "=", "<<", "y", "0o17", "1_000", ".5", "+1", "-x", "\xa0nbsp\xa0", "a\xa0: b",
    "end\n", "\nbegin", "a\n\nb", "a\n  b\nc", "a \nb", "- a\n- b: c\n", "# a\n# b", "cr\rlf\r\n", "\x07",
    "'", '"', "a\n---\nb", "a\n...\n", "two  spaces " * 12, "word-" * 40, "http://x.org/?a=b#c", "~30 %",
    "100000 EUR", "12", "<b>", ">25 %", "1.5.2", "0x", "+", ".", "a#b", "a, b: [c]", "\ttab", "x\u2029y",
)
# fmt: on


def draw_text(rng: random.Random) -> str:
    """Draw a text: an odd one, or several in one."""
    text = rng.choice(TEXTS)
    while rng.random() < 0.1:
        text += rng.choice((" ", "\n", ": ", "", "\n\n")) + rng.choice(TEXTS)
    return text


def draw_value(rng: random.Random, depth: int = 2) -> Any:
    """Draw a text, a list or a mapping."""
    if depth == 0 or rng.random() < 0.6:
        return draw_text(rng)
    count = rng.choice((0, 1, 2, 3))
    if rng.random() < 0.5:
        return [draw_value(rng, depth - 1) for _ in range(count)]
    return {key: draw_value(rng, depth - 1) for key in rng.sample(KEYS, count)}


def draw_record(rng: random.Random) -> dict[str, Any]:
    """Draw what stands on its own in a list of records."""
    return {"id": f"n-{rng.randrange(10**6)}", "name": draw_text(rng), "note": draw_value(rng)}


class Draft:
    """Edits that do not exclude each other."""

    def __init__(self, rng: random.Random, files: dict[str, Any]) -> None:
        self.rng = rng
        self.files = files
        self.paths = {name: list(_paths(data)) for name, data in files.items()}
        self.edits: list[Edit] = []
        self.closed: set[tuple[Any, ...]] = set()  # values that are replaced or removed
        self.used: set[tuple[Any, ...]] = set()
        self.keys: set[tuple[Any, ...]] = set()

    def add(self) -> None:
        """Draw one more edit, if it fits."""
        kinds = (self._set, self._set, self._insert, self._append, self._remove, self._remove, self._rename)
        edit = self.rng.choice((*kinds, self._move))()
        if edit is not None:
            self.edits.append(edit)

    def _choose(self, wanted: Any, least: int = 0) -> tuple[str, tuple[Any, ...], Any]:
        """A path to a value of some type; None where nothing fits."""
        name = self.rng.choice(list(self.files))
        for _ in range(20):
            path, value = self.rng.choice(self.paths[name])
            if isinstance(value, wanted) and len(path) >= least:
                return name, path, value
        return name, (), None

    def _free(self, name: str, path: tuple[Any, ...], closing: bool) -> bool:
        full = (name, *path)
        if any(full[:depth] in self.closed for depth in range(len(full) + 1)):
            return False
        return not closing or not any(used[: len(full)] == full for used in self.used)

    def _take(self, name: str, path: tuple[Any, ...], closing: bool) -> None:
        full = (name, *path)
        self.used.add(full)
        if closing:
            self.closed.add(full)

    def _set(self) -> Edit | None:
        name, path, value = self._choose((str, list, dict) if self.rng.random() < 0.3 else str, 1)
        if value is None or not self._free(name, path, True):
            return None
        record = len(path) == 1 and isinstance(path[0], int)
        self._take(name, path, True)
        return Set(name, path, draw_record(self.rng) if record else draw_value(self.rng))

    def _place(self) -> tuple[str, tuple[Any, ...]] | None:
        """A place for a new value."""
        name, path, value = self._choose((list, dict))
        if value is None or not self._free(name, path, False):
            return None
        if isinstance(value, dict):
            key = self.rng.choice(KEYS)
            if key in value or (name, *path, key) in self.keys:
                return None
            self.keys.add((name, *path, key))
            return name, (*path, key)
        return name, (*path, self.rng.randint(0, len(value)))

    def _insert(self) -> Edit | None:
        place = self._place()
        if place is None:
            return None
        name, path = place
        self._take(name, path[:-1], False)
        record = len(path) == 1 and isinstance(path[0], int)
        order = ORDER if self.rng.random() < 0.8 else ()
        return Insert(name, path, draw_record(self.rng) if record else draw_value(self.rng), order)

    def _append(self) -> Edit | None:
        name, path, value = self._choose(list)
        if value is None or not self._free(name, path, False):
            return None
        self._take(name, path, False)
        return Append(name, path, draw_value(self.rng) if path else draw_record(self.rng))

    def _remove(self) -> Edit | None:
        name, path, value = self._choose((str, list, dict), 1)
        if value is None or not self._free(name, path, True):
            return None
        self._take(name, path, True)
        return Remove(name, path)

    def _rename(self) -> Edit | None:
        name, path, value = self._choose((str, list, dict), 1)
        if value is None or isinstance(path[-1], int) or not self._free(name, path, True):
            return None
        key, parent = self.rng.choice(KEYS), (name, *path[:-1])
        if (*parent, key) in self.keys or key in _at(self.files[name], path[:-1]):
            return None
        self.keys.add((*parent, key))
        self._take(name, path, True)
        return Rename(name, path, key)

    def _move(self) -> Edit | None:
        name, path, value = self._choose((str, list, dict), 1)
        place = self._place()
        if value is None or place is None or not self._free(name, path, True):
            return None
        other, to = place
        if (other, *to[: len(path)]) == (name, *path) or (len(to) == 1 and not isinstance(value, dict)):
            return None
        self._take(name, path, True)
        self._take(other, to[:-1], False)
        return Move(name, path, to, other, ORDER)


def try_edits(
    rng: random.Random, files: dict[str, bytes], count: int, done: Counter[str]
) -> dict[str, bytes]:
    """Make some random edits and check them; returns the edited files."""
    data = {name: load(content) for name, content in files.items()}
    draft = Draft(rng, data)
    for _ in range(count):
        draft.add()
    if not draft.edits:
        return files
    expected = change(data, draft.edits)
    try:
        new = apply(files, draft.edits)
    except DataError as error:
        deeper = any(b"deeper" in content for content in files.values())
        if "comments would be lost" in str(error):
            done["refused: comments would be lost"] += len(draft.edits)
        elif deeper and "would change other values" in str(error):
            done["refused: a comment would become text"] += len(draft.edits)
        else:
            error.add_note(str(draft.edits))
            error.add_note(str(files))
            raise
        return files
    done.update(type(edit).__name__ for edit in draft.edits)
    try:
        _check(files, new, data, expected, draft.edits)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{draft.edits}\n{_difference(files, new)}") from None
    return new


def _check(
    files: dict[str, bytes],
    new: dict[str, bytes],
    data: dict[str, Any],
    expected: dict[str, Any],
    edits: list[Edit],
) -> None:
    small = sum(map(len, files.values())) < 4000  # the other reader is slow
    plain = small and all(load_slowly(content) == data[name] for name, content in files.items())
    for name, content in new.items():
        assert load(content) == expected[name], f"{name}: the data differ"
        if plain:
            assert load_slowly(content) == expected[name], f"{name}: another reader reads other data"
        if content != files[name]:
            check_text(files[name], content, edits, name)
            if len(edits) == 1 and not isinstance(edits[0], Move):
                check_bytes(files[name], content, edits[0])


def _difference(files: dict[str, bytes], new: dict[str, bytes]) -> str:
    texts = ([data.decode().splitlines(keepends=True) for data in group.values()] for group in (files, new))
    lines = (line for pair in zip(*texts, strict=True) for line in difflib.unified_diff(*pair))
    return "\n".join(map(repr, lines))


def load_slowly(data: bytes) -> Any:
    """Read a file with the reader that is written in Python; None if it cannot."""
    try:
        return yaml.load(data, yaml.BaseLoader) or load(data)
    except yaml.YAMLError:
        return None


def variants(data: bytes, rng: random.Random) -> bytes:
    """The same file with other line ends, a byte order mark, or without the last line break."""
    ends = (b"\n", b"\r\n", b"\r") if data in SMALL else (b"\n", b"\r\n")
    data = data.replace(b"\n", rng.choice(ends))
    if rng.random() < 0.3:
        data = data.rstrip(b"\r\n")
    return b"\xef\xbb\xbf" * (rng.random() < 0.2) + data


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path, value
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, child in children:
        yield from _paths(child, (*path, step))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def run(seed: int, percent: int, done: Counter[str]) -> bool:
    """Edit one or two files again and again; the seed tells which and how.

    Of the seeds, `percent` take the shipped files, which are large; the result is whether this one does.
    """
    rng = random.Random(seed)
    pool = [path.read_bytes() for path in LAYOUTS] * 3 + list(SMALL)
    shipped = rng.random() < percent / 100
    if shipped:
        pool = [path.read_bytes() for path in SHIPPED]
    files = {f"{number}.yaml": variants(rng.choice(pool), rng) for number in range(rng.choice((1, 1, 2)))}
    large = sum(map(len, files.values())) > 20_000
    for _ in range(4 if large else 12):
        count = rng.choice((5, 20, 40)) if large else rng.choice((1, 1, 1, 2, 4, 8))
        try:
            files = try_edits(rng, files, count, done)
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    return shipped


def _made(done: Counter[str]) -> int:
    return sum(count for name, count in done.items() if not name.startswith("refused"))


def main(wanted: int, seed: int) -> None:
    """Make many edits; stop at the first that fails."""
    done: Counter[str] = Counter()
    shipped = 0
    start = time.process_time()
    while (before := _made(done)) < wanted:
        if run(seed, 15, done):
            shipped += _made(done) - before
        seed += 1
    seconds = time.process_time() - start
    print(f"{_made(done)} edits, {shipped} of shipped files, 0 failures, {seconds:.0f} s CPU")
    print(f"{dict(done)}; next seed {seed}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
