"""How fast a file becomes checked entities with places, and in how much memory, beside PyYAML's CSafeLoader.

The peer only parses: no places, no checks, duplicate keys lost. Memory is what the peak of a process of its
own grows by. Run: `python -m benchmarks.loading [ENTITIES]`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from benchmarks.generate import write_project
from benchmarks.timing import compare_runs, ratio_of, run_child, seconds_of
from graphkit.reading.build import build_dataset
from graphkit.reading.check import Records
from graphkit.reading.read import builtin_ontology
from graphkit.reading.yaml import load_yaml, without_garbage_collection

ONTOLOGY = builtin_ontology()


@without_garbage_collection()
def load_ours(data: bytes) -> object:
    """Read, with places, and check against the ontology, as a whole investigation is read."""
    records, problems = load_yaml(data, "data/entities.yaml")
    return build_dataset(Records(tuple(records), (), ()), ONTOLOGY, problems=problems)


def load_peer(data: bytes) -> object:
    """Read as PyYAML does when it has libyaml."""
    return yaml.load(data, yaml.CSafeLoader)


def main(entities: int) -> None:
    """Print both ratios, and how soon and in how much memory hostile files are refused."""
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), entities)
        file = Path(folder) / "data" / "entities.yaml"
        data = file.read_bytes()
        print(f"{entities:,} entities, {len(data) / 1e6:.1f} MB; CSafeLoader takes")
        print(f"time:   {compare_runs(lambda: load_ours(data), lambda: load_peer(data))}")
        print(
            f"memory: {ratio_of((_memory('graphkit', file), _memory('CSafeLoader', file)) for _ in range(3))}"
        )
        for name, hostile in _hostile_files().items():
            file.write_bytes(hostile)
            seconds = seconds_of(partial(load_yaml, hostile, "x.yaml"))
            count = len(load_yaml(hostile, "x.yaml")[1])
            print(f"{name}: {count:,} problems in {seconds:.3f} s and {_memory('refusal', file):.1f} MiB")


def _hostile_files() -> dict[str, bytes]:
    bomb = "- a0: &a0 [x, x, x]\n" + "".join(
        f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
    )
    return {
        "100,000 [": b"[" * 100_000,
        "100,000 {": b"{" * 100_000,
        "100,000 aliases": b"- [*a" + b", *a" * 100_000 + b"]",
        "an alias bomb": bomb.encode(),
        "a number of 5,000 digits": b"- id: " + b"9" * 5_000,
    }


def _memory(reader: str, file: Path) -> float:
    """MiB that reading `file` takes in a process of its own, beyond what the imports take."""
    command = [sys.executable, "-m", "benchmarks.loading", "--read", reader, str(file)]
    return float(run_child(command).output)


def _read_once(reader: str, file: str) -> None:
    data = Path(file).read_bytes()
    before = _peak()
    kept = READERS[reader](data)
    print(max(_peak() - before, 0.1))
    del kept


def _peak() -> float:
    # Not ru_maxrss: a child begins with that of its parent.
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) / 1024


READERS: dict[str, Callable[[bytes], object]] = {
    "graphkit": load_ours,
    "CSafeLoader": load_peer,
    "refusal": lambda data: load_yaml(data, "x.yaml"),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        _read_once(sys.argv[2], sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
