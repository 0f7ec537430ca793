"""Checks Cypher before it reaches an engine: it only reads, and both engines answer it alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.cypher.tokens import Token, read_tokens
from graphkit.errors import UsageError

_WRITES = frozenset(
    ("CREATE", "DELETE", "DETACH", "DROP", "FOREACH", "INSERT", "MERGE", "NODETACH", "REMOVE", "SET")
)
_OUTSIDE = {"LOAD": "reads files or URLs", "USE": "changes the database"}
# Administration commands; they are commands only as the first word.
_FIRST = frozenset(
    (
        *("ALTER", "CYPHER", "DEALLOCATE", "DENY", "DRYRUN", "ENABLE", "EXPLAIN", "GRANT", "PROFILE"),
        *("REALLOCATE", "RENAME", "REVOKE", "SHOW", "START", "STOP", "TERMINATE"),
    )
)
_AFTER_LABEL = frozenset((")", "{", "|", "&", ":", "]", "", "AND", "OR", "XOR", "WHERE", "WITH", "RETURN"))
_BEFORE_NAME = frozenset((":", "|", "&", "!", "%"))
_AFTER_NAME = frozenset((":", "=", ",", ")", ".", "]"))
_QUANTIFIERS = frozenset({"ALL", "ANY", "NONE", "SINGLE"})
_SHORTEST = frozenset({"SHORTESTPATH", "ALLSHORTESTPATHS"})
# Properties that no node or relationship has although kglite returns a value, and the right expression.
_ABSENT = {"start": "since", "end": "until", "type": "type(…)", "label": "labels(…)", "title": "name"}
_HINT = "use `graphkit path`, or MATCH p = (a)-[*1..4]-(b) WHERE all(…) RETURN p ORDER BY length(p) LIMIT 1"


def check_read_only(text: str) -> tuple[Token, ...]:
    """Returns the tokens of a query that only reads.

    Refuses clauses that write, procedures, files and other databases. The name of a property, label,
    parameter or variable is never a clause.

    Raises: UsageError with the line and column of the refused word.

    Example:
        >>> _ = check_read_only("MATCH (n:Set {create: 'DELETE'}) RETURN n.set // MERGE")
        >>> check_read_only("MATCH (n) DETACH DELETE n")
        Traceback (most recent call last):
        graphkit.errors.UsageError: 1:11: DETACH writes; queries can only read
    """
    tokens = read_tokens(text)
    if not tokens:
        raise UsageError("the query is empty")
    if tokens[0].word in _FIRST:
        raise _refused(tokens[0], f"{tokens[0].word} is an administration command; queries can only read")
    for i in range(len(tokens)):
        _check_clause(tokens, i)
    return tokens


def check_known_differences(tokens: Sequence[Token]) -> None:
    """Checks that the embedded engine answers the query like Neo4j.

    Raises: UsageError with the expression to use instead.
    """
    shortest = [i for i, token in enumerate(tokens) if token.word in _SHORTEST and _next(tokens, i) == "("]
    for i in shortest:
        for token in tokens[i + 2 : _closing(tokens, i + 1)]:
            if token.text == "{":
                raise _refused(token, f"the embedded engine ignores this map in {tokens[i].text}; {_HINT}")
    for i, token in enumerate(tokens):
        if shortest and token.word in _QUANTIFIERS and _next(tokens, i) == "(":
            what = f"the embedded engine applies {token.text}(…) only after {tokens[shortest[0]].text}"
            raise _refused(token, f"{what}; {_HINT}")
        if token.name in _ABSENT and _is_property(tokens, i) and not _is_key(tokens, token.name):
            what = f"claims and entities have no property .{token.name}"
            hint = f"use {_ABSENT[token.name]}, or m['{token.name}'] for the key of a map"
            raise _refused(token, f"{what}; {hint}")


def quote_case(text: str, tokens: Sequence[Token]) -> str:
    """Returns the query with the label Case in backticks: kglite reads the bare word as CASE … END.

    Example:
        >>> query = "MATCH (c:Case) RETURN {a: CASE 1 WHEN 1 THEN 2 END} AS m"
        >>> print(quote_case(query, read_tokens(query)))
        MATCH (c:`Case`) RETURN {a: CASE 1 WHEN 1 THEN 2 END} AS m
    """
    for i in range(len(tokens) - 1, 0, -1):
        at = tokens[i]
        if at.word == "CASE" and tokens[i - 1].text == ":" and _next(tokens, i).upper() in _AFTER_LABEL:
            end = at.start + len(at.text)
            text = f"{text[: at.start]}`{at.text}`{text[end:]}"
    return text


def check_parameters(tokens: Sequence[Token], values: Mapping[str, object] | None) -> dict[str, object]:
    """Returns the values of the parameters.

    Raises: UsageError if a `$parameter` of the query has no value.
    """
    bound = dict(values or {})
    if missing := sorted(find_parameters(tokens).keys() - bound.keys()):
        names = ", ".join("$" + name for name in missing)
        raise UsageError(f"no value for {names}; bind every parameter of the query")
    return bound


def find_parameters(tokens: Sequence[Token]) -> dict[str, Token]:
    """Returns the first token of each `$parameter`, by name."""
    found: dict[str, Token] = {}
    for token in tokens:
        if token.kind == "parameter":
            found.setdefault(token.name, token)
    return found


def _check_clause(tokens: Sequence[Token], i: int) -> None:
    token = tokens[i]
    if token.text == ";" and i + 1 < len(tokens):
        raise _refused(tokens[i + 1], "a second statement; expected a single query")
    if not _is_clause(tokens, i):
        return
    if token.word in _WRITES:
        raise _refused(token, f"{token.word} writes; queries can only read")
    if token.word in _OUTSIDE:
        raise _refused(token, f"{token.word} {_OUTSIDE[token.word]}; queries can only read this graph")
    if token.word == "CALL" and not _opens_subquery(tokens, i):
        raise _refused(token, "cannot CALL a procedure; only CALL { … } is allowed")


def _is_clause(tokens: Sequence[Token], i: int) -> bool:
    """Returns whether a bare word can begin a clause here and is not a name."""
    return bool(tokens[i].word) and not _is_named(tokens, i) and _next(tokens, i) not in _AFTER_NAME


def _is_named(tokens: Sequence[Token], i: int) -> bool:
    """Returns whether a token must be a name here: after a dot, colon, bar … or after the keyword AS."""
    if not i:
        return False
    before = tokens[i - 1]
    if before.text == ".":
        return i > 1 and tokens[i - 2].kind != "number"  # "1." is a number
    return before.text in _BEFORE_NAME or (before.word == "AS" and not _is_named(tokens, i - 1))


def _is_property(tokens: Sequence[Token], i: int) -> bool:
    """Returns whether a token is a property of something other than a parameter."""
    return i > 1 and tokens[i - 1].text == "." and tokens[i - 2].kind not in ("parameter", "number")


def _is_key(tokens: Sequence[Token], name: str) -> bool:
    """Returns whether a map or a Source in the query may have a key of that name."""
    if name == "title" and any(token.name == "Source" for token in tokens):
        return True
    return any(token.name == name and _next(tokens, i) == ":" for i, token in enumerate(tokens))


def _opens_subquery(tokens: Sequence[Token], i: int) -> bool:
    after = _next(tokens, i)
    if after != "(":
        return after == "{"
    return _next(tokens, _closing(tokens, i + 1)) == "{"


def _next(tokens: Sequence[Token], i: int) -> str:
    return tokens[i + 1].text if i + 1 < len(tokens) else ""


def _closing(tokens: Sequence[Token], i: int) -> int:
    """Returns the index of the bracket that closes the one at `i`, or of the end."""
    depth = 0
    for j in range(i, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[j].text, 0)
        if not depth:
            return j
    return len(tokens)


def _refused(token: Token, message: str) -> UsageError:
    return UsageError(f"{token.line}:{token.column}: {message}")
