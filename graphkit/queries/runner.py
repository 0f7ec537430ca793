"""Runs a query: its Python or Cypher version answers with a Table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from graphkit.cypher.engine import TIMEOUT
from graphkit.dataset.audience import OWNER
from graphkit.dataset.base import Dataset
from graphkit.dataset.selection import select
from graphkit.errors import UsageError
from graphkit.model.filters import Filters, set_options
from graphkit.model.status import Status
from graphkit.queries.code import load_function, reported
from graphkit.queries.join import Answer, join_answers
from graphkit.queries.query import Query, Values
from graphkit.queries.rows import Row, read_cell, sort_key
from graphkit.queries.values import bind_values, combinations, read_values
from graphkit.questions.answer import Table

if TYPE_CHECKING:  # a Python version needs no engine
    from graphkit.cypher.embedded import Records
    from graphkit.cypher.neo4j.connect import Server

ENGINES = ("python", "cypher", "neo4j")
Run = Callable[[str, Mapping[str, object]], "Records"]


def ask(
    query: Query,
    dataset: Dataset,
    filters: Filters,
    options: Mapping[str, object],
    *,
    engine: str = "",
    server: Server | None = None,
    reader: str = OWNER,
    timeout: float = TIMEOUT,
    trusted: bool = False,
) -> Table:
    """Answers a query with an engine: python (default if it has a Python version), cypher or neo4j.

    `options`: the values of its parameters; a row for any of several entities is in the answer. `server`: has
    the same dataset. `timeout`: seconds, for Cypher. `trusted`: whether code of the project may run that the
    user has not trusted.

    Raises: UsageError, UnknownName, AmbiguousName; ExternalError if the server fails.
    """
    view = select(dataset, filters)
    chosen = _choose_engine(query, engine)
    if chosen == "python":
        answer: Answer = partial(ask_python, query, view, trusted=trusted)
    else:
        run = _on_server(server, dataset, reader, timeout) if chosen == "neo4j" else None
        extra = server_parameters(view, filters) if run else None
        answer = partial(ask_cypher, query, view, run=run, extra=extra, timeout=timeout)
    every = _values_of(query, view, options)
    table = answer(every[0]) if len(every) == 1 else join_answers(query, every, answer)
    return replace(table.with_certainty(), question={**table.question, **set_options(Filters, filters)})


def show(query: Query, dataset: Dataset, filters: Filters, options: Mapping[str, object]) -> str:
    """Returns the Cypher of a query with its parameters bound, to paste into Neo4j Browser.

    With several entities, there is a query for each of them.

    Raises: UsageError, UnknownName or AmbiguousName as `ask`.
    """
    from graphkit.queries.browser_cypher import bound_text

    _check_cypher(query)
    view = select(dataset, filters)
    extra = server_parameters(view, filters)
    every = _values_of(query, view, options)
    texts = (bound_text(query.text, cypher_parameters(view, values) | extra) for values in every)
    return ";\n\n".join(text.rstrip() for text in texts) + "\n"


def ask_python(query: Query, view: Dataset, values: Values, *, trusted: bool = False) -> Table:
    """Answers with the Python version, on a dataset with the filters applied; `trusted` as for `ask`.

    Raises: UsageError if there is no Python version, if it is not trusted, breaks its header or fails.
    """
    if query.python is None:
        raise UsageError(f"{query.name} has no Python version: {query.no_twin}")
    with reported(query, query.python):
        function = load_function(query, query.python, trusted=trusted)
        return _table(query, view, values, function(view, **values))


def ask_cypher(
    query: Query,
    view: Dataset,
    values: Values,
    *,
    run: Run | None = None,
    extra: Mapping[str, object] | None = None,
    timeout: float = TIMEOUT,
) -> Table:
    """Answers with the Cypher version; without `run`, in memory on `view`, which has the filters applied.

    `run` sends Cypher and parameters to a server that holds the whole graph; `extra` are then the parameters
    of `server_parameters`, which apply the filters there.

    Raises: UsageError if there is no Cypher version, or if it does not return its columns and claims.
    """
    _check_cypher(query)
    if run is None:
        from graphkit.cypher.embedded import load_graph

        graph = load_graph(view)
        records = graph.run(query.text, cypher_parameters(view, values), timeout=timeout)
    else:
        records = run(query.text, cypher_parameters(view, values) | dict(extra or {}))
    return _table(query, view, values, _rows(query, records))


def cypher_parameters(view: Dataset, values: Values, *, least: int = 0) -> dict[str, object]:
    """Returns the parameters of a query and the four that every query has, which here filter nothing.

    `claims`: null, or the properties that the filters leave of each claim, by id. `least`: the lowest status
    rank. `entities`: null, or the ids that the answer may show. `symmetric`: types without a direction.
    """
    types = view.ontology.types.values()
    symmetric = sorted(type_.rel_type for type_ in types if type_.symmetric)
    return {**bind_values(values), "claims": None, "least": least, "entities": None, "symmetric": symmetric}


def server_parameters(view: Dataset, filters: Filters) -> dict[str, object]:
    """Returns the parameters that make a server with the unfiltered graph answer as if it held `view`.

    Filters on the status alone need only the lowest rank. Others send the properties of each claim that is
    left, with its status, dispute and evidence derived again.
    """
    lowest = 0 if filters.get("include_denied") else 1
    least = max(int(Status.parse(filters.get("min_status", "denied"))), lowest)
    if set_options(Filters, filters).keys() <= {"min_status", "include_denied"}:
        return {"claims": None, "least": least, "entities": None}
    from graphkit.cypher.mapping import claim_row

    types = view.ontology.types
    left = {key: claim_row(claim, types[claim.type].roles)["p"] for key, claim in view.claims.items()}
    return {"claims": left, "least": least, "entities": sorted(view.entities)}


def _values_of(query: Query, view: Dataset, options: Mapping[str, object]) -> list[Values]:
    """Returns the values of the parameters, of each combination if there are several entities."""
    every = [read_values(query, view, each) for each in combinations(query, options)]
    return list({str(bind_values(values)): values for values in every}.values())


def _choose_engine(query: Query, engine: str) -> str:
    if engine and engine not in ENGINES:
        raise UsageError(f'unknown engine "{engine}"; expected {", ".join(ENGINES)}')
    return engine or ("python" if query.python else "cypher")


def _on_server(server: Server | None, dataset: Dataset, reader: str, timeout: float) -> Run:
    if server is None:
        raise UsageError("the engine neo4j needs a server; set NEO4J_URI and NEO4J_PASSWORD")
    from graphkit.cypher.neo4j.ask import ask as ask_server

    return lambda text, parameters: ask_server(
        server, dataset, text, parameters, reader=reader, timeout=timeout
    )


def _check_cypher(query: Query) -> None:
    if query.cypher is None:
        raise UsageError(f"{query.name} has no Cypher version: {query.no_twin}")


def _rows(query: Query, records: Records) -> Iterator[Row]:
    names = [name for name, _ in query.columns]
    if missing := sorted({*names, "claims"} - set(records.columns)):
        raise UsageError(f"the Cypher of {query.name} does not return {', '.join(missing)}")
    for record in records.rows:
        cells = dict(zip(records.columns, record, strict=True))
        claims = cells["claims"]
        ids = map(str, claims) if isinstance(claims, list | tuple) else ()
        yield Row(tuple(cells[name] for name in names), tuple(ids))


def _table(query: Query, view: Dataset, values: Values, rows: Iterable[Row]) -> Table:
    found = [_read_row(query, view, row) for row in rows]
    if not query.ordered:
        found.sort(key=lambda row: ([sort_key(cell) for cell in row.cells], row.claims))
    bound = {key: value for key, value in bind_values(values).items() if value is not None}
    return Table(
        view,
        {"ask": query.name, **bound},
        columns=query.table_columns,
        rows=tuple(row.cells for row in found),
        claims=tuple(row.claims for row in found),
    )


def _read_row(query: Query, view: Dataset, row: Row) -> Row:
    kinds = [kind for _, kind in query.columns]
    if len(row.cells) != len(kinds):
        raise UsageError(f"{query.name} returned {len(row.cells)} cells for {len(kinds)} columns")
    for key in row.claims:
        read_cell(view, "claim", key)
    cells = (read_cell(view, kind, cell) for kind, cell in zip(kinds, row.cells, strict=True))
    return Row(tuple(cells), tuple(sorted(set(row.claims))))
