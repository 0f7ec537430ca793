"""A query with its parameters bound, to paste into Neo4j Browser."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit import escape


def bound_text(text: str, values: Mapping[str, object]) -> str:
    """Returns the parameters that a query uses as `:param` lines, then the query without its header.

    Example:
        >>> print(bound_text("// title: T\\n\\nMATCH (n {id: $who}) RETURN n", {"who": "o'neil", "more": 1}))
        :param who => 'o\\'neil';
        <BLANKLINE>
        MATCH (n {id: $who}) RETURN n
    """
    from graphkit.cypher.guard import find_parameters
    from graphkit.cypher.tokens import read_tokens

    tokens = read_tokens(text)
    used = find_parameters(tokens)
    lines = [f":param {name} => {literal(values[name])};" for name in sorted(used)]
    # Only comments stand before the first token; engines differ in where they see the end of one.
    return "\n".join([*lines, "", text[tokens[0].start :]])


def literal(value: object) -> str:
    r"""Returns a value as a Cypher literal.

    Example:
        >>> literal([None, True, 3, "a'\\u"]), literal({"a b": {"c": []}})
        ("[null, true, 3, 'a\\'\\\\' + 'u']", '{`a b`: {c: []}}')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape.cypher(value)
    if isinstance(value, Mapping):
        items = (f"{escape.cypher_name(name)}: {literal(item)}" for name, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return str(value)
