"""The folders of queries: their headers read, nothing in them run, every problem told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.dataset.base import Dataset
from graphkit.errors import (
    DataError,
    GraphkitError,
    Location,
    Problem,
    UnknownName,
    UsageError,
    nearest_names,
)
from graphkit.model.ontology import Ontology
from graphkit.queries.header import Header, read_header
from graphkit.queries.query import Query
from graphkit.questions.answer import Column, Table
from graphkit.reading.shipped import shipped_queries

# Parameters that the engine gives to every query, whether or not it mentions them.
GIVEN = frozenset({"claims", "least", "entities", "symmetric"})
_SIZE = 1_000_000


def load_queries(shipped: Path, own: Path | None = None) -> Mapping[str, Query]:
    """All queries by name, sorted: the shipped ones and those of a project's own folder, which win.

    Only headers are read; no file is imported or run.

    Raises: DataError with every problem of every header.
    """
    problems: list[Problem] = []
    read = {name: _read_query(name, *place, problems) for name, place in _find(shipped, own).items()}
    if problems:
        raise DataError(problems)
    return {name: query for name, query in sorted(read.items()) if query is not None}


def load_query(name: str, shipped: Path, own: Path | None = None) -> Query:
    """The query of that name, from the project's own folder if it is there; hyphens do for underscores.

    Raises: UnknownName with the nearest names; DataError with the problems of its header.
    """
    found = _find(shipped, own)
    key = name.replace("-", "_")
    if key not in found:
        raise UnknownName("query", name, nearest_names(key, found, 3))
    problems: list[Problem] = []
    query = _read_query(key, *found[key], problems)
    if query is None:
        raise DataError(problems)
    return query


def queries_of(root: Path) -> Mapping[str, Query]:
    """The canned queries and those in a project's folder `queries`, by name. Raises: as `load_queries`."""
    return load_queries(shipped_queries(), root / "queries")


def query_of(root: Path, name: str) -> Query:
    """A project's own query of that name, or the canned one. Raises: as `load_query`."""
    return load_query(name, shipped_queries(), root / "queries")


def list_queries(queries: Mapping[str, Query]) -> Table:
    """The queries as a table: name, question, names of the parameters."""
    columns = (Column("query"), Column("question"), Column("parameters", "list"))
    rows = tuple(
        (query.name, query.question, [parameter.name for parameter in query.parameters])
        for query in queries.values()
    )
    nothing = Dataset("", Ontology({}, {}, {}, {}), {}, {}, {})
    return Table(nothing, {"ask": "queries"}, columns=columns, rows=rows, claims=tuple(() for _ in rows))


def _find(shipped: Path, own: Path | None) -> dict[str, tuple[dict[str, Path], str]]:
    """The files of each query, by name and suffix, and the name of their folder; empty for a shipped one."""
    found = {name: (files, "") for name, files in _files(shipped).items()}
    if own is not None and own.resolve() != shipped.resolve():
        found |= {name: (files, own.name) for name, files in _files(own).items()}
    return found


def _files(folder: Path) -> dict[str, dict[str, Path]]:
    names: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".cypher", ".py") and not path.name.startswith(("_", ".")):
            names.setdefault(path.stem, {})[path.suffix] = path
    return names


def _read_query(name: str, files: Mapping[str, Path], folder: str, problems: list[Problem]) -> Query | None:
    main = files.get(".cypher") or files[".py"]
    location = Location(f"{folder or 'queries'}/{main.name}")
    try:
        text = _read(main)
    except (OSError, ValueError) as error:
        problems.append(Problem(location, f"cannot be read: {error}"))
        return None
    is_cypher = main.suffix == ".cypher"
    header = read_header(text, location.file, "//" if is_cypher else "#")
    own = [*header.problems, *_judge(name, files, header, text, location)]
    problems += own
    if own:
        return None
    return Query(
        name,
        header.title,
        header.question,
        tuple(header.parameters),
        tuple(header.columns),
        header.ordered,
        header.no_twin,
        files.get(".cypher"),
        files.get(".py"),
        text if is_cypher else "",
        not folder,
    )


def _read(path: Path) -> str:
    if not path.is_file():
        raise OSError("it is no regular file")
    if path.stat().st_size > _SIZE:
        raise OSError(f"it is larger than {_SIZE:,} bytes")
    return path.read_bytes().decode("utf-8-sig")


def _judge(
    name: str, files: Mapping[str, Path], header: Header, text: str, location: Location
) -> Iterator[Problem]:
    if not name.isidentifier() or name != name.lower():
        yield Problem(
            location, f'"{name}" is no name for a query', "expected small letters, digits and underscores"
        )
    if len(files) == 2 and header.no_twin:
        yield Problem(location, "says that it has no twin", f"but {name}.py lies beside it")
    if len(files) == 1 and not header.no_twin:
        other = f"{name}.py" if ".cypher" in files else f"{name}.cypher"
        yield Problem(location, "has no twin", f'expected {other} beside it, or "twin: none because …"')
    if ".cypher" in files:
        yield from _judge_cypher(header, text, location)


def _judge_cypher(header: Header, text: str, location: Location) -> Iterable[Problem]:
    """That it only reads, and mentions just the parameters that its header declares."""
    from graphkit.cypher.guard import check_read_only, parameters

    try:
        used = parameters(check_read_only(text))
    except UsageError as error:
        yield _placed(error, location)
        return
    declared = {parameter.name for parameter in header.parameters}
    for name in sorted(used.keys() - declared - GIVEN):
        at = Location(location.file, used[name].line, used[name].column)
        yield Problem(at, f'the parameter "{name}" is not declared', f"expected `// param {name}: TYPE`")
    for name in sorted(declared - used.keys()):
        yield Problem(location, f'the parameter "{name}" is declared, but ${name} is not used')
    if "least" not in used:
        yield Problem(location, "does not use $least", "every query leaves out claims below that rung")


def _placed(error: GraphkitError, location: Location) -> Problem:
    line, _, rest = str(error).partition(":")
    column, _, message = rest.partition(": ")
    if line.isdigit() and column.isdigit():
        return Problem(Location(location.file, int(line), int(column)), message)
    return Problem(location, str(error))
