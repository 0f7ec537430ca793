"""Runs kglite: loads a graph, answers a query, returns plain data.

`graphkit.cypher.process` runs `main` in a process of its own, which imports no other part of graphkit so that
it starts quickly.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

Native = Any  # a graph, result or value of kglite
Response = dict[str, Any]  # columns, rows, warnings; or an error and its text
TIMEOUT = 30.0  # seconds
MEMORY = 1024  # MiB that a query may use beyond the loaded graph
BATCH = 10_000  # rows
DEPTH = 100  # lists and maps within each other in a cell
LARGEST = 256  # MiB of an answer
GRACE = 0.25  # seconds for the engine to stop by itself before the process is killed
PAUSE = 0.05  # seconds between two measurements of the memory
TOO_LATE, TOO_LARGE = 124, 125  # exit codes of a process that reached its limit


class Request(NamedTuple):
    """A query and the graph that answers it, as plain data.

    `statements` load the graph, each with its rows, if it has any. `timeout` is in seconds, `limit` in rows,
    `memory` in MiB beyond the loaded graph.
    """

    statements: Sequence[tuple[str, Sequence[Mapping[str, object]] | None]]
    text: str
    parameters: Mapping[str, object]
    timeout: float
    limit: int | None
    memory: int


def respond(request: Request) -> Response:
    """Answers a request in this process, where only kglite itself limits the time."""
    return _answer(_load(request), request)


def main() -> None:
    """Answers the request on standard input as JSON on standard output; ends at the limits of the request."""
    import gc
    import pickle

    answers = os.dup(1)
    os.dup2(2, 1)  # what the engine prints is no answer
    request: Request = pickle.load(sys.stdin.buffer)
    parent = pickle.load(sys.stdin.buffer)
    gc.disable()
    graph = _load(request)
    _limit(request, parent)
    content = json.dumps(_answer(graph, request), ensure_ascii=False).encode()
    if len(content) > LARGEST * 2**20:
        content = json.dumps(_error("query", f"the answer is larger than {LARGEST} MiB")).encode()
    with os.fdopen(answers, "wb") as file:
        file.write(content)
    os._exit(0)


def _load(request: Request) -> Native:
    import kglite

    kglite.set_query_warning_policy("silent")  # they are part of the response
    graph = kglite.KnowledgeGraph()
    for clause, rows in request.statements:
        if rows is None:
            graph.cypher(clause)
        for i in range(0, len(rows or ()), BATCH):
            graph.cypher(f"UNWIND $rows AS row {clause}", params={"rows": list(rows or ())[i : i + BATCH]})
    graph.read_only(True)
    return graph


def _answer(graph: Native, request: Request) -> Response:
    import kglite

    limit = None if request.limit is None else request.limit + 1
    timeout = round(request.timeout * 1000)
    try:
        result = graph.cypher(
            request.text,
            params=dict(request.parameters),
            timeout_ms=timeout,
            row_limit=limit,
            disabled_passes=_untrusted_passes(),
        )
        columns = list(result.columns)
        rows = [[_plain(row[name]) for name in columns] for row in result.to_list()]
    except kglite.CypherTimeoutError:
        return _error("timeout")
    except (kglite.KgError, OverflowError, TypeError, ValueError) as error:
        return _error("query", str(error))
    except MemoryError:
        return _error("memory")
    except BaseException as error:  # a panic of the engine is no Exception
        return _error("crash", f"{type(error).__name__}: {error}")
    warnings = [text for text in result.warnings if not text.startswith("Result truncated")]
    return {"columns": columns, "rows": rows, "warnings": warnings}


def _error(kind: str, text: str = "") -> Response:
    return {"error": kind, "text": text}


@cache
def _untrusted_passes() -> list[str]:
    """Returns the optimizations that give wrong counts for undirected chains: those that fuse patterns."""
    import kglite

    return [name for name in kglite.cypher_pass_names() if name.startswith("fuse_")]


def _plain(value: Native, depth: int = 0) -> object:
    """Returns a value that JSON has. Raises: ValueError for lists and maps that are nested too deeply."""
    if depth > DEPTH:
        raise ValueError(f"a cell has more than {DEPTH} lists and maps within each other")
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item, depth + 1) for name, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


def _limit(request: Request, parent: int) -> None:
    """Makes the system end this process at the limits, whatever the engine does."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.setitimer(signal.ITIMER_REAL, request.timeout + GRACE)
    size, resident = _sizes()
    most = request.memory * 2**20
    if size:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Twice as much: threads reserve addresses that they do not use.
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size + 2 * most
        if hard == resource.RLIM_INFINITY or wanted < hard:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    deadline = time.monotonic() + request.timeout + 2 * GRACE
    threading.Thread(target=_watch, args=(resident + most, deadline, parent), daemon=True).start()


def _watch(most: int, deadline: float, parent: int) -> None:
    """Ends this process when it has used more memory than `most` bytes, late, or without its parent."""
    while os.getppid() == parent and time.monotonic() < deadline:
        if _sizes()[1] > most:
            os._exit(TOO_LARGE)
        time.sleep(PAUSE)
    os._exit(TOO_LATE)


def _sizes() -> tuple[int, int]:
    """Returns the bytes of the address space and of the memory of this process; 0 if they are not known."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (pathlib would have to be imported)
            size, resident = file.read().split()[:2]
        page = os.sysconf("SC_PAGE_SIZE")
        return int(size) * page, int(resident) * page
    except (OSError, ValueError):
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0, 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # the most that it ever had
    return 0, used * (1 if sys.platform == "darwin" else 1024)
