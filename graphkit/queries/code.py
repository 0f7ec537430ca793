"""Loads the Python version of a query: a shipped file, or a file of the project that the user has trusted."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from graphkit.errors import GraphkitError, UsageError
from graphkit.queries.query import Query
from graphkit.queries.rows import Row
from graphkit.queries.trust import check_trusted
from graphkit.reading.files import read_file

Function = Callable[..., Iterable[Row]]


def load_function(query: Query, path: Path, *, trusted: bool) -> Function:
    """Executes the file of a query and returns the function with its name.

    Exactly the bytes that are trusted run: no compiled file beside them, and no encoding but UTF-8, in which
    the user has read them. `trusted`: runs them without a look at what is remembered.

    Raises: UsageError if they are not trusted, or not what the header says.
    """
    root = path.parent.parent
    content = path.read_bytes() if query.shipped else read_file(root, path)
    if not (query.shipped or trusted):
        check_trusted(root, name_of(path), content)
    module = ModuleType(f"graphkit_query_{query.name}")
    module.__file__ = str(path)
    exec(compile(content.decode("utf-8-sig"), path, "exec"), module.__dict__)
    function: Function | None = getattr(module, query.name, None)
    if not callable(function):
        raise UsageError(f"{path.name} does not define {query.name}()")
    _check_parameters(query, path, function)
    return function


@contextmanager
def reported(query: Query, path: Path) -> Iterator[None]:
    """Turns what the code of a project raises into a UsageError with its line; the cause stays attached."""
    try:
        yield
    except GraphkitError:
        raise
    except Exception as error:
        if query.shipped:
            raise
        lines = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == str(path)]
        line = error.lineno if isinstance(error, SyntaxError) else (lines or [1])[-1]
        raise UsageError(f"{name_of(path)}:{line}: {type(error).__name__}: {error}") from error


def name_of(path: Path) -> str:
    """Returns the name of a file of queries in messages."""
    return f"{path.parent.name}/{path.name}"


def _check_parameters(query: Query, path: Path, function: Function) -> None:
    code = function.__code__
    first = code.co_argcount
    found = set(code.co_varnames[first : first + code.co_kwonlyargcount])
    declared = {parameter.name for parameter in query.parameters}
    if found != declared:
        names = ", ".join(sorted(found ^ declared))
        raise UsageError(f"{path.name} and its header declare different parameters: {names}")
