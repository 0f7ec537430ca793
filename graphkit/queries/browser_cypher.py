"""Cypher with its parameters bound, ready to be pasted into Neo4j Browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def bound_text(text: str, given: Mapping[str, Any]) -> str:
    """The parameters that a query mentions as `:param` lines, then the query without its header.

    Example:
        >>> print(bound_text("// title: T\\n\\nMATCH (n {id: $who}) RETURN n", {"who": "o'neil", "more": 1}))
        :param who => 'o\\'neil';
        <BLANKLINE>
        MATCH (n {id: $who}) RETURN n
    """
    from graphkit.cypher.guard import parameters
    from graphkit.cypher.tokens import read_tokens

    tokens = read_tokens(text)
    used = parameters(tokens)
    lines = [f":param {name} => {literal(given[name])};" for name in sorted(used)]
    # What stands before the first token are comments, to whatever end an engine reads them.
    return "\n".join([*lines, "", text[tokens[0].start :]])


def literal(value: Any) -> str:
    r"""A value as Cypher writes it.

    A backslash never comes before a `u`, which Neo4j would take for an escape even within a string.

    Example:
        >>> literal([None, True, 3, "a'\\u"]), literal({"a b": {"c": []}})
        ("[null, true, 3, 'a\\'\\\\' + 'u']", '{`a b`: {c: []}}')
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        escaped = "".join(_ESCAPES.get(char, char) for char in value)
        return "'" + escaped.replace("\\\\u", "\\\\' + 'u") + "'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)}: {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return str(value)


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else "`" + name.replace("`", "``") + "`"
