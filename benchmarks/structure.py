"""Measures the structure of the code: size, imports, calls between files, and CPU time of two commands.

A room is a package of graphkit, or a module directly in graphkit. A floor is a step of the longest chain of
imports between rooms. Run: `python -m benchmarks.structure`
"""

from __future__ import annotations

import ast
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from benchmarks.timing import run_child

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graphkit"
LONGEST = 25  # lines of a function, with signature and docstring
RUNS = 7
_ANY = re.compile(r"\bAny\b")


def main() -> None:
    """Prints all figures."""
    lines = [line for path in PACKAGE.rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    lengths = list(function_lengths())
    print(f"lines of Python: {len(lines):,}; functions: {len(lengths):,}")
    print(f"functions over {LONGEST} lines: {sum(length > LONGEST for length in lengths)}")
    print(f"lines naming Any: {sum(bool(_ANY.search(line)) for line in lines)}")
    rooms, floors, imports = measure_imports()
    print(f"rooms: {rooms}; floors: {floors}; imports between rooms: {imports}")
    with tempfile.TemporaryDirectory() as folder:
        for words in (["path", "loya-castro", "dea"], ["map", "-o", f"{folder}/map.html"]):
            calls = run_child([sys.executable, "-m", "benchmarks.structure", "--calls", *words], quiet=True)
            seconds = cpu_seconds("-m", "graphkit", *words) - cpu_seconds("-c", "pass")
            print(f"graphkit {words[0]}: {calls.output.strip()}; {seconds:.2f} CPU s over bare Python")


def function_lengths() -> Iterator[int]:
    """Yields the number of lines of every function, with signature and docstring."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def measure_imports() -> tuple[int, int, int]:
    """Returns the number of rooms, of floors, and of imports between rooms."""
    import grimp
    import networkx as nx

    graph = grimp.build_graph("graphkit")
    packages = {module for module in graph.modules if graph.find_children(module)} - {"graphkit"}

    def room(module: str) -> str:
        parent = module.rpartition(".")[0]
        return module if module in packages or parent == "graphkit" else parent

    rooms = nx.DiGraph()
    rooms.add_nodes_from(room(module) for module in graph.modules - {"graphkit"})
    for module in graph.modules - {"graphkit"}:
        for other in graph.find_modules_directly_imported_by(module) - {"graphkit"}:
            if room(module) != room(other):
                rooms.add_edge(room(module), room(other))
    floors = nx.dag_longest_path_length(nx.condensation(rooms)) + 1
    return len(rooms), floors, rooms.number_of_edges()


def cpu_seconds(*words: str) -> float:
    """Returns the least CPU seconds of Python with some arguments over several runs."""
    return min(run_child([sys.executable, *words], quiet=True).processor for _ in range(RUNS))


def count_calls(words: list[str]) -> tuple[int, int]:
    """Runs a command of graphkit; returns the files whose code ran, and the calls from one file to another.

    Calls through other packages count from the last file of graphkit before them. Imports do not count.
    """
    from graphkit.cli import main

    prefix = f"{PACKAGE}{os.sep}"
    files: set[str] = set()
    calls = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        file = frame.f_code.co_filename
        if event != "call" or not file.startswith(prefix):
            return
        files.add(file)
        caller = frame.f_back
        while caller is not None and not caller.f_code.co_filename.startswith(prefix):
            caller = caller.f_back
        if frame.f_code.co_name != "<module>" and (caller is None or caller.f_code.co_filename != file):
            calls += 1

    sys.argv = ["graphkit", *words]
    sys.setprofile(watch)
    try:
        main()
    except SystemExit:
        pass
    finally:
        sys.setprofile(None)
    return len(files), calls


def _print_calls(words: list[str]) -> None:
    output, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    files, calls = count_calls(words)
    print(f"{files} files, {calls:,} calls between them", file=output)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--calls"]:
        _print_calls(sys.argv[2:])
    else:
        main()
