"""A query, its values and a dataset become a Table, by the Python twin or by the Cypher one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from graphkit.dataset.base import Dataset
from graphkit.dataset.filters import Filters, apply_filters, asked
from graphkit.errors import UsageError
from graphkit.model.status import Status
from graphkit.queries.query import Query
from graphkit.queries.rows import Row, read_cell, sort_key
from graphkit.queries.values import bind_values, read_values
from graphkit.questions.answer import Table

if TYPE_CHECKING:  # the Python twins do not wait for an engine
    from graphkit.cypher.embedded import Records
    from graphkit.cypher.neo4j.connect import Server

ENGINES = ("python", "cypher", "neo4j")
TIMEOUT = 30.0
Run = Callable[[str, Mapping[str, Any]], "Records"]


def ask(
    query: Query,
    dataset: Dataset,
    filters: Filters,
    given: Mapping[str, Any],
    *,
    engine: str = "",
    server: Server | None = None,
    timeout: float = TIMEOUT,
) -> Table:
    """Answer a query; engine: python (where there is such a twin, the default), cypher or neo4j.

    `given` are the values of its parameters, entities by id or name; `server` is for neo4j, which must hold
    the same dataset; `timeout`, in seconds, is for both kinds of Cypher.

    Raises: UsageError, UnknownName, AmbiguousName; ExternalError if the server fails.
    """
    view = apply_filters(dataset, filters)
    values = read_values(query, view, given)
    chosen = engine or ("python" if query.python else "cypher")
    if chosen == "python":
        table = ask_python(query, view, values)
    elif chosen == "cypher":
        table = ask_cypher(query, view, values, timeout=timeout)
    elif chosen != "neo4j":
        raise UsageError(f'unknown engine "{chosen}"; expected {", ".join(ENGINES)}')
    elif server is None:
        raise UsageError("the engine neo4j needs a server: set NEO4J_URI and NEO4J_PASSWORD")
    else:
        from graphkit.cypher.neo4j.ask import ask as ask_server

        def run(text: str, parameters: Mapping[str, Any]) -> Records:
            return ask_server(server, dataset, text, parameters, timeout=timeout)

        table = ask_cypher(query, view, values, run=run, told=server_parameters(view, filters))
    return replace(table, question={**table.question, **asked(filters)})


def show(query: Query, dataset: Dataset, filters: Filters, given: Mapping[str, Any]) -> str:
    """The Cypher of a query with all its parameters bound, to be pasted into Neo4j Browser.

    Raises: UsageError, UnknownName or AmbiguousName as `ask`.
    """
    from graphkit.queries.browser_cypher import bound_text

    if query.cypher is None:
        raise UsageError(f"{query.name} has no Cypher twin: {query.no_twin}")
    view = apply_filters(dataset, filters)
    values = read_values(query, view, given)
    return bound_text(query.text, cypher_parameters(view, values) | server_parameters(view, filters))


def ask_python(query: Query, view: Dataset, values: Mapping[str, Any]) -> Table:
    """Answer with the Python twin, on a dataset to which the filters were applied.

    Raises: UsageError if there is no Python twin, or if it does not do what its header says.
    """
    if query.python is None:
        raise UsageError(f"{query.name} has no Python twin: {query.no_twin}")
    function = _function(query, query.python)
    return _table(query, view, values, function(view, **values))


def ask_cypher(
    query: Query,
    view: Dataset,
    values: Mapping[str, Any],
    *,
    run: Run | None = None,
    told: Mapping[str, Any] | None = None,
    timeout: float = TIMEOUT,
) -> Table:
    """Answer with the Cypher twin; without `run`, in an embedded graph of the (already filtered) dataset.

    With `run`, which takes Cypher and parameters to a server that holds the whole graph, `told` are the
    parameters by which the query leaves out what the filters leave out (`server_parameters`).

    Raises: UsageError if there is no Cypher twin, or if it does not return its columns and claims.
    """
    if query.cypher is None:
        raise UsageError(f"{query.name} has no Cypher twin: {query.no_twin}")
    if run is None:
        from graphkit.cypher.embedded import load_graph

        graph = load_graph(view)
        records = graph.run(query.text, cypher_parameters(view, values), timeout=timeout)
    else:
        records = run(query.text, cypher_parameters(view, values) | dict(told or {}))
    return _table(query, view, values, _rows(query, records))


def cypher_parameters(view: Dataset, values: Mapping[str, Any], *, least: int = 0) -> dict[str, Any]:
    """All that canned Cypher takes: its own values and those that every query has, filtering nothing.

    `claims`: null, or what the filters leave of each claim, by id; `least`: the lowest rung; `entities`:
    null, or the ids that may be told; `symmetric`: types which have no direction.
    """
    types = view.ontology.types.values()
    symmetric = sorted(type_.rel_type for type_ in types if type_.symmetric)
    return {**bind_values(values), "claims": None, "least": least, "entities": None, "symmetric": symmetric}


def server_parameters(view: Dataset, filters: Filters) -> dict[str, Any]:
    """What tells a server that holds the unfiltered graph to answer as if it held `view`.

    Filters on the status alone need only the lowest rung; others send along what is left of each claim,
    its status, dispute and evidence derived anew.
    """
    lowest = 0 if filters.include_denied else 1
    least = max(int(filters.min_status or Status.DENIED), lowest)
    plain = Filters(min_status=filters.min_status, include_denied=filters.include_denied)
    if filters == plain:
        return {"claims": None, "least": least, "entities": None}
    from graphkit.cypher.mapping import claim_row

    types = view.ontology.types
    left = {key: claim_row(claim, types[claim.type].roles)["p"] for key, claim in view.claims.items()}
    return {"claims": left, "least": least, "entities": sorted(view.entities)}


def _function(query: Query, path: Path) -> Callable[..., Iterable[Row]]:
    """The function of the query's name in its file, which is executed for that."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"graphkit_query_{query.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    function = getattr(module, query.name, None)
    if not callable(function):
        raise UsageError(f"{path.name} does not define {query.name}()")
    code = function.__code__
    first = code.co_argcount
    takes = set(code.co_varnames[first : first + code.co_kwonlyargcount])
    declared = {parameter.name for parameter in query.parameters}
    if takes != declared:
        odd = ", ".join(sorted(takes ^ declared))
        raise UsageError(f"{path.name} and the header of {query.name} differ in their parameters: {odd}")
    return function  # type: ignore[no-any-return]


def _rows(query: Query, records: Records) -> Iterator[Row]:
    wanted = [name for name, _ in query.columns]
    if missing := sorted({*wanted, "claims"} - set(records.columns)):
        raise UsageError(f"the Cypher of {query.name} does not return {', '.join(missing)}")
    places = [records.columns.index(name) for name in wanted]
    claims = records.columns.index("claims")
    for record in records.rows:
        yield Row(tuple(record[i] for i in places), tuple(record[claims] or ()))


def _table(query: Query, view: Dataset, values: Mapping[str, Any], rows: Iterable[Row]) -> Table:
    kinds = [kind for _, kind in query.columns]
    read: list[tuple[tuple[Any, ...], tuple[str, ...]]] = []
    for row in rows:
        if len(row.cells) != len(kinds):
            raise UsageError(f"{query.name} returned {len(row.cells)} cells for {len(kinds)} columns")
        cells = tuple(read_cell(view, kind, cell) for kind, cell in zip(kinds, row.cells, strict=True))
        for key in row.claims:
            read_cell(view, "claim", key)
        read.append((cells, tuple(sorted(set(row.claims)))))
    if not query.ordered:
        read.sort(key=lambda pair: ([sort_key(cell) for cell in pair[0]], pair[1]))
    question = {
        "ask": query.name,
        **{key: value for key, value in bind_values(values).items() if value is not None},
    }
    return Table(
        view,
        question,
        columns=query.table_columns,
        rows=tuple(cells for cells, _ in read),
        claims=tuple(claims for _, claims in read),
    )
