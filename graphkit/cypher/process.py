"""Runs the embedded engine in a process of its own, which can be killed."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

from graphkit.cypher.engine import TOO_LARGE, TOO_LATE, Request, Response
from graphkit.errors import ExternalError, UsageError

# A new interpreter, not a fork, which loses the threads of kglite and of notebooks. multiprocessing would run
# a script without a main guard again.
_BEGIN = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from graphkit.cypher.engine import main
main()
"""


def ask(request: Request) -> Response:
    """Returns the answer to a request, which may be an error: timeout, memory, query or crash.

    The process never outlives this call, however it ends.

    Raises: UsageError if a parameter cannot be sent; ExternalError if no process can be started.
    """
    content = _encoded(request)
    command = [sys.executable, "-I", "-S", "-c", _BEGIN]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
    except (OSError, ValueError) as error:
        raise ExternalError(f"cannot start the Cypher engine with {sys.executable!r}: {error}") from None
    with process:
        try:
            out, err = process.communicate(content)
        except BaseException:  # Ctrl-C, too
            process.kill()
            raise
    return _response(process.returncode, out, err.decode("utf-8", "replace"))


def _encoded(request: Request) -> bytes:
    """Returns what the process reads: where Python finds modules, the request, who waits for the answer."""
    path = [*sys.path, str(Path(__file__).parents[2])]
    try:
        return b"".join(pickle.dumps(item, pickle.HIGHEST_PROTOCOL) for item in (path, request, os.getpid()))
    except Exception as error:  # pickle raises whatever an object raises
        raise UsageError(f"cannot send the parameters to the Cypher engine: {error}") from None


def _response(code: int, out: bytes, err: str) -> Response:
    """Returns the answer of the process, or why there is none."""
    if code == 0:
        found: Response = json.loads(out)
        return found
    if code == TOO_LATE or (hasattr(signal, "SIGALRM") and code == -signal.SIGALRM):
        return {"error": "timeout", "text": ""}
    if code == TOO_LARGE or "memory" in err.lower():
        return {"error": "memory", "text": ""}
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    last = err.strip().rsplit("\n", 1)[-1]
    return {"error": "crash", "text": f"{how}: {last}" if last else how}
