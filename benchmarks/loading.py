"""Compares reading a file with PyYAML's CSafeLoader: time and memory.

graphkit also checks the records and keeps the position of every value; CSafeLoader only parses and drops
duplicate keys. Memory is the growth of the peak of a separate process. Run:
`python -m benchmarks.loading [ENTITIES]`
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
    """Reads entities with their positions and checks them against the ontology."""
    records, problems = load_yaml(data, "data/entities.yaml")
    return build_dataset(Records(tuple(records), (), ()), ONTOLOGY, problems=problems)


def load_peer(data: bytes) -> object:
    """Reads with libyaml through PyYAML."""
    return yaml.load(data, yaml.CSafeLoader)


def main(entities: int) -> None:
    """Prints both ratios, and the time and memory for refusing hostile files."""
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
    """Returns the MiB that reading `file` takes in a separate process, without the imports."""
    command = [sys.executable, "-m", "benchmarks.loading", "--read", reader, str(file)]
    return float(run_child(command).output)


def _read_once(reader: str, file: str) -> None:
    data = Path(file).read_bytes()
    before = _peak()
    kept = READERS[reader](data)
    print(max(_peak() - before, 0.1))
    del kept


def _peak() -> float:
    # ru_maxrss of a child starts with the value of its parent.
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
