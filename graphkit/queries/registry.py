"""Finds the queries in their folders and reads their headers; reports all problems, runs no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from filecmp import cmp
from pathlib import Path

from msgspec import Struct

from graphkit.dataset.memory import MemoryDataset
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
from graphkit.queries.code import name_of
from graphkit.queries.header import Header, read_header
from graphkit.queries.query import Query
from graphkit.questions.answer import Column, Table
from graphkit.reading.files import read_file
from graphkit.reading.shipped import shipped_queries

# Parameters that graphkit binds for every query.
BOUND = frozenset({"claims", "least", "entities", "symmetric"})
_SIZE = 1_000_000  # bytes


def load_queries(shipped: Path, own: Path | None = None) -> Mapping[str, Query]:
    """Returns all queries by name, sorted. Reads headers only; imports and runs no file.

    Raises: DataError with every problem of every header, and each query of the project that has the name of a
        shipped one.
    """
    problems: list[Problem] = []
    read = {name: _read_query(name, place, problems) for name, place in _find(shipped, own).items()}
    if problems:
        raise DataError(problems)
    return {name: query for name, query in sorted(read.items()) if query is not None}


def load_query(name: str, shipped: Path, own: Path | None = None) -> Query:
    """Returns a query by name; hyphens count as underscores.

    Raises: UnknownName with the nearest names; DataError as `load_queries`, for this query.
    """
    found = _find(shipped, own)
    key = name.replace("-", "_")
    if key not in found:
        raise UnknownName("query", name, nearest_names(key, found, 3))
    problems: list[Problem] = []
    query = _read_query(key, found[key], problems)
    if query is None:
        raise DataError(problems)
    return query


def queries_of(root: Path) -> Mapping[str, Query]:
    """Returns the shipped queries and those of a project. Raises: as `load_queries`."""
    return load_queries(shipped_queries(), root / "queries")


def query_of(root: Path, name: str) -> Query:
    """Returns a query of a project or a shipped one by name. Raises: as `load_query`."""
    return load_query(name, shipped_queries(), root / "queries")


def find_query_problems(root: Path) -> list[Problem]:
    """Returns the problems of the headers and names of a project's own queries, sorted; runs no code."""
    problems: list[Problem] = []
    for name, place in _find(shipped_queries(), root / "queries").items():
        if place.own:
            _read_query(name, place, problems)
    return sorted(problems)


def own_code(root: Path) -> dict[str, bytes]:
    """Returns the Python files of a project's own queries by name, such as `queries/mine.py`, sorted;
    without those that cannot run because a shipped query has their name.

    Raises: DataError if one cannot be read.
    """
    places = _find(shipped_queries(), root / "queries").values()
    paths = [place.files[".py"] for place in places if place.own and not place.taken and ".py" in place.files]
    return {name_of(path): read_file(root, path) for path in sorted(paths)}


def list_queries(queries: Mapping[str, Query]) -> Table:
    """Returns a table of queries: name, question, names of the parameters."""
    columns = (Column("query"), Column("question"), Column("parameters", "list"))
    rows = tuple(
        (query.name, query.question, [parameter.name for parameter in query.parameters])
        for query in queries.values()
    )
    empty = MemoryDataset("", Ontology({}, {}, {}, {}), {}, {}, {})
    return Table(empty, {"ask": "queries"}, columns=columns, rows=rows, claims=tuple(() for _ in rows))


class _Place(Struct, frozen=True):
    """The files of a query by suffix. `own`: of the project. `taken`: a shipped query has its name."""

    files: Mapping[str, Path]
    own: bool = False
    taken: bool = False


def _find(shipped: Path, own: Path | None) -> dict[str, _Place]:
    """Returns the place of each query; a project's copy of a shipped query is the shipped one."""
    found = {name: _Place(files) for name, files in _files(shipped).items()}
    if own is not None and own.resolve() != shipped.resolve():
        for name, files in _files(own).items():
            if name not in found or not _same(files, found[name].files):
                found[name] = _Place(files, own=True, taken=name in found)
    return found


def _same(files: Mapping[str, Path], shipped: Mapping[str, Path]) -> bool:
    """Returns whether all files have the bytes of the shipped ones."""
    return all(
        suffix in shipped and path.is_file() and cmp(path, shipped[suffix], shallow=False)
        for suffix, path in files.items()
    )


def _files(folder: Path) -> dict[str, dict[str, Path]]:
    names: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".cypher", ".py") and not path.name.startswith(("_", ".")):
            names.setdefault(path.stem, {})[path.suffix] = path
    return names


def _read_query(name: str, place: _Place, problems: list[Problem]) -> Query | None:
    files = place.files
    main = files.get(".cypher") or files[".py"]
    location = Location(f"{main.parent.name if place.own else 'queries'}/{main.name}")
    if place.taken:
        problems.append(Problem(location, f'graphkit has a canned query "{name}"', "rename this query"))
        return None
    try:
        text = _read(main, place.own)
    except (OSError, ValueError, DataError) as error:
        problems.append(Problem(location, f"cannot read the file: {error}"))
        return None
    is_cypher = main.suffix == ".cypher"
    header = read_header(text, location.file, "//" if is_cypher else "#")
    found = [*header.problems, *_file_problems(name, files, header, location)]
    if is_cypher:
        found += _cypher_problems(header, text, location)
    problems += found
    return None if found else _query(name, header, files, text if is_cypher else "", not place.own)


def _query(name: str, header: Header, files: Mapping[str, Path], text: str, shipped: bool) -> Query:
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
        text,
        shipped,
    )


def _read(path: Path, own: bool) -> str:
    if not path.is_file():
        raise OSError("it is not a regular file")
    if path.stat().st_size > _SIZE:
        raise OSError(f"it is larger than {_SIZE:,} bytes")
    content = read_file(path.parent.parent, path) if own else path.read_bytes()
    return content.decode("utf-8-sig")


def _file_problems(
    name: str, files: Mapping[str, Path], header: Header, location: Location
) -> Iterator[Problem]:
    if not name.isidentifier() or name != name.lower():
        hint = "expected lower-case letters, digits and underscores"
        yield Problem(location, f'invalid query name "{name}"', hint)
    if len(files) == 2 and header.no_twin:
        yield Problem(location, "the header has `twin: none`", f"remove this line or {name}.py")
    if len(files) == 1 and not header.no_twin:
        other = f"{name}.py" if ".cypher" in files else f"{name}.cypher"
        yield Problem(location, f"{other} not found", 'add it, or "twin: none because REASON" to the header')


def _cypher_problems(header: Header, text: str, location: Location) -> Iterator[Problem]:
    """Checks that the Cypher only reads and uses exactly the parameters that its header declares."""
    from graphkit.cypher.guard import check_read_only, find_parameters

    try:
        used = find_parameters(check_read_only(text))
    except UsageError as error:
        yield _placed(error, location)
        return
    declared = {parameter.name for parameter in header.parameters}
    for name in sorted(used.keys() - declared - BOUND):
        at = Location(location.file, used[name].line, used[name].column)
        yield Problem(at, f'parameter "{name}" is not declared', f"add `// param {name}: TYPE`")
    for name in sorted(declared - used.keys()):
        yield Problem(location, f'parameter "{name}" is declared, but ${name} is not used')
    if "least" not in used:
        yield Problem(location, "$least is not used", "leave out weaker claims: WHERE claim.rung >= $least")


def _placed(error: GraphkitError, location: Location) -> Problem:
    line, _, rest = str(error).partition(":")
    column, _, message = rest.partition(": ")
    if line.isdigit() and column.isdigit():
        return Problem(Location(location.file, int(line), int(column)), message)
    return Problem(location, str(error))
