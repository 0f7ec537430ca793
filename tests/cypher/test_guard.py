"""The guard accepts queries that only read, whatever is in their strings and comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.cypher.guard import check_known_differences, check_read_only, find_parameters
from graphkit.cypher.tokens import read_tokens
from graphkit.errors import UsageError

READS = [
    "MATCH (n) RETURN n",
    "MATCH (n:Set {create: 'DELETE'}) RETURN n.set AS merge, n.delete",
    "MATCH (n) WHERE n.name = 'x\\'}) DETACH DELETE n //' RETURN n",
    'MATCH (n) WHERE n.name = "CREATE (m)" RETURN n /* MERGE (x) */ // SET n.x = 1',
    "MATCH (a)-[r:CREATE|SET]->(b) RETURN `DELETE`.`x`, r",
    "MATCH (a)-[:A|DELETE]->(b) RETURN a",
    "MATCH (n) CALL { WITH n MATCH (n)--(m) RETURN m } RETURN m",
    "MATCH (n) CALL (n) { MATCH (n)--(m) RETURN m } RETURN m;",
    "RETURN $delete AS d, {set: 1} AS m",
    "MATCH (use) RETURN show(use)",
]
WRITES = [
    ("CREATE (n)", "1:1: CREATE"),
    ("match (n) detach delete n", "1:11: DETACH"),
    ("MATCH (n)\n  SET n.x = 1", "2:3: SET"),
    ("MATCH (n) REMOVE n.x", "REMOVE"),
    ("MERGE (n:X)", "MERGE"),
    ("MATCH (n) FOREACH (x IN [1] | SET n.y = x)", "FOREACH"),
    ("INSERT (:X)", "INSERT"),
    ("MATCH (n) NODETACH DELETE n", "NODETACH"),
    ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "LOAD"),
    ("USE other MATCH (n) RETURN n", "USE"),
    ("CALL db.labels()", "CALL"),
    ("MATCH (n) CALL apoc.do.it(n) YIELD value RETURN value", "CALL"),
    ("CALL { CREATE (n) RETURN n } RETURN n", "CREATE"),
    ("SHOW DATABASES", "SHOW"),
    ("CYPHER 25 CREATE (n)", "CYPHER"),
    ("EXPLAIN MATCH (n) RETURN n", "EXPLAIN"),
    ("DROP INDEX x", "DROP"),
    ("RETURN 1; CREATE (n)", "second statement"),
    ("/* a */ CREATE (n) // b", "1:9: CREATE"),
    ("RETURN 'a' CREATE (n)", "CREATE"),
    ("RETURN `a``b` CREATE (n)", "CREATE"),
    ("RETURN 1 AS x //\nCREATE (n)", "2:1: CREATE"),
    ("RETURN 1 AS x // a return ends a comment, too\rCREATE (n)", "CREATE"),
    ("WITH 1 AS AS CREATE (n)", "CREATE"),
    ("MATCH (n) WITH n.AS CREATE (n)", "CREATE"),
    ("RETURN 1. CREATE (n)", "CREATE"),
    ("RETURN '\\u0027 CREATE (n) //'", "\\u"),
    ("\\u0043REATE (n)", "\\u"),
    ("RETURN 'open", "unterminated quote"),
    ("RETURN 1 /* open", "unterminated comment"),
    ("RETURN `open", "unterminated backtick"),
    ("", "empty"),
    ("// only a comment", "empty"),
]


@pytest.mark.parametrize("text", READS)
def test_what_reads_is_let_through(text: str) -> None:
    assert check_read_only(text)


@pytest.mark.parametrize(("text", "why"), WRITES)
def test_what_does_more_is_refused_and_placed(text: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_read_only(text)
    assert why in str(caught.value)


@given(st.text(), st.sampled_from(["'", '"']))
def test_no_text_within_a_string_is_ever_a_clause(text: str, quote: str) -> None:
    inside = text.replace("\\", "").replace(quote, "\\" + quote)
    check_read_only(f"RETURN {quote}{inside} CREATE (n){quote} AS x")


@given(st.text())
def test_a_clause_after_anything_readable_is_seen(text: str) -> None:
    try:
        before = read_tokens(text)
    except UsageError:
        return
    if not before or before[-1].text in ".:|&!%\\" or before[-1].word == "AS":
        return
    with pytest.raises(UsageError):
        check_read_only(text + "\n CREATE (n)")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH p = shortestPath((a)-[*]-(b)) WHERE ALL(r IN relationships(p) WHERE r.rung > 2) RETURN p",
        "MATCH p = allShortestPaths((a)-[*..3]-(b)) WHERE none(r IN relationships(p) WHERE r.x) RETURN p",
        "MATCH p = shortestPath((a:Entity {id: 'a'})-[*]-(b)) RETURN p",
        "MATCH p = shortestPath((a)-[* {status: 'reported'}]-(b)) RETURN p",
    ],
)
def test_what_the_embedded_engine_would_answer_wrongly_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError, match="graphkit path"):
        check_known_differences(check_read_only(text))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("MATCH ()-[r]->() RETURN r.start", "1:27: .*use since, or m\\['start'\\] for the key of a map"),
        ("MATCH ()-[r]->() RETURN r.`end`", "use until"),
        ("MATCH p = (a)--(b) RETURN [r IN relationships(p) | r.type]", r"use type\(…\)"),
        ("MATCH (n) RETURN n {.label}", r"use labels\(…\)"),
        ("MATCH (n:Person) WHERE n.title = 'x' RETURN n", "use name"),
    ],
)
def test_a_property_that_is_not_there_is_refused_with_what_was_meant(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        check_known_differences(check_read_only(text))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (s:Source) RETURN s.title",
        "WITH {start: 1} AS m RETURN m.start",
        "RETURN $x.start AS s, 'r.start' AS t, start",
        "UNWIND $rows AS m RETURN m['type']",
        "MATCH (a:Entity {id: 'a'}), (b:Entity {id: 'b'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN p",
        "MATCH p = (a)-[*1..3]-(b) WHERE all(r IN relationships(p) WHERE r.rung > 2) RETURN p",
    ],
)
def test_what_it_answers_rightly_is_let_through(text: str) -> None:
    check_known_differences(check_read_only(text))


def test_parameters_are_found_where_they_are_first_used() -> None:
    found = find_parameters(read_tokens("RETURN '$no',\n $yes, $`a b`, $yes // $neither"))
    assert {name: (at.line, at.column) for name, at in found.items()} == {"yes": (2, 2), "a b": (2, 8)}
