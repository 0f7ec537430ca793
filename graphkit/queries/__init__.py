"""Canned queries: a header describes each; a Python and a Cypher version return the same rows."""

from __future__ import annotations

from graphkit.queries.adhoc import ask_freely, read_parameter
from graphkit.queries.query import Parameter, Query
from graphkit.queries.registry import (
    find_query_problems,
    list_queries,
    load_queries,
    load_query,
    own_code,
    queries_of,
    query_of,
)
from graphkit.queries.rows import Row, row
from graphkit.queries.runner import (
    ENGINES,
    ask,
    ask_cypher,
    ask_python,
    cypher_parameters,
    server_parameters,
    show,
)
from graphkit.queries.values import bind_values, read_question, read_values, split_options

__all__ = [
    "ENGINES",
    "Parameter",
    "Query",
    "Row",
    "ask",
    "ask_cypher",
    "ask_freely",
    "ask_python",
    "bind_values",
    "cypher_parameters",
    "find_query_problems",
    "list_queries",
    "load_queries",
    "load_query",
    "own_code",
    "queries_of",
    "query_of",
    "read_parameter",
    "read_question",
    "read_values",
    "row",
    "server_parameters",
    "show",
    "split_options",
]
