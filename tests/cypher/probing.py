# ruff: noqa: E501 (a table of queries, one a line)
"""The constructs of Cypher that the embedded engine supports, each tried on a small graph.

`python -m tests.cypher.probing` writes the page docs/cypher.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.cypher.embedded import EmbeddedGraph, load_graph
from graphkit.errors import UsageError
from graphkit.model.records import Claim, Entity, Source
from tests.projects import make_dataset

PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
INFORMED = "informed_for/person-1/agency-1/2005"


@dataclass(frozen=True, slots=True)
class Probe:
    """A construct, a query that uses it, and the rows that Neo4j 5 answers; None where it must be refused."""

    construct: str
    text: str
    rows: tuple[tuple[Any, ...], ...] | None


PROBES = (
    Probe("label and property", "MATCH (n:Person {id: 'person-1'}) RETURN n.name", (("Person One",),)),
    Probe("inline WHERE", "MATCH (n:Person WHERE n.id = 'person-1') RETURN n.name", (("Person One",),)),
    Probe("label Case", "MATCH (n:Case) RETURN n.id", (("case-1",),)),
    Probe("label expression |", "MATCH (n:Agency|Organization) RETURN count(n)", ((2,),)),
    Probe("type alternatives", "MATCH (:Person)-[r:ADVISES|MEMBER_OF]->() RETURN count(r)", ((2,),)),
    Probe("either direction", "MATCH (:Agency)-[r]-(n) RETURN n.id", (("person-1",),)),
    Probe("counting chains", "MATCH (:Agency)--()--(n) RETURN count(*), count(DISTINCT n.id)", ((1, 1),)),
    Probe("property of a list", "MATCH ()-[r:INFORMED_FOR]->() RETURN r.about", ((["company-1"],),)),
    Probe("OPTIONAL MATCH", "MATCH (n:Case) OPTIONAL MATCH (n)--(m) RETURN m", ((None,),)),
    Probe("EXISTS { }", "MATCH (n:Person) WHERE NOT EXISTS { (n)--() } RETURN n.id", (("lawyers",),)),
    Probe("COUNT { }", "MATCH (n:Agency) RETURN COUNT { (n)--() } AS k", ((1,),)),
    Probe("COLLECT { }", "MATCH (n:Agency) RETURN COLLECT { MATCH (n)--(m) RETURN m.id } AS k", ((["person-1"],),)),
    Probe("pattern comprehension", "MATCH (n:Agency) RETURN [(n)--(m) | m.id] AS k", ((["person-1"],),)),
    Probe("list comprehension", "RETURN [x IN [1, 2, 3] WHERE x > 1 | x * 2] AS k", (([4, 6],),)),
    Probe("reduce", "RETURN reduce(s = 0, x IN [1, 2] | s + x) AS k", ((3,),)),
    Probe("all, any, none, single", "RETURN all(x IN [1] WHERE x > 0) AND single(x IN [1] WHERE x = 1) AS k", ((True,),)),
    Probe("CASE", "RETURN CASE 1 WHEN 1 THEN 'a' ELSE 'b' END AS k", (("a",),)),
    Probe("UNWIND", "UNWIND [1, 2] AS x RETURN x", ((1,), (2,))),
    Probe("WITH, aggregation", "MATCH (n:Entity) WITH n.kind AS k, count(*) AS c WHERE c > 1 RETURN k, c", (("person", 3),)),
    Probe("collect(DISTINCT)", "MATCH (n:Person) RETURN collect(DISTINCT n.kind) AS k", ((["person"],),)),
    Probe("ORDER BY, SKIP, LIMIT", "MATCH (n:Entity) RETURN n.id ORDER BY n.id DESC SKIP 1 LIMIT 1", (("person-1",),)),
    Probe("UNION", "RETURN 1 AS x UNION RETURN 1 AS x", ((1,),)),
    Probe("CALL { } subquery", "UNWIND [1, 2] AS x CALL { WITH x RETURN x * 2 AS y } RETURN y", ((2,), (4,))),
    Probe("CALL (x) { } subquery", "UNWIND [1] AS x CALL (x) { RETURN x * 2 AS y } RETURN y", ((2,),)),
    Probe("map projection", "MATCH (n:Agency) RETURN n {.id, k: 1} AS m", (({"id": "agency-1", "k": 1},),)),
    Probe("key of a map", "WITH {a: {b: 2}} AS m RETURN m['a'].b AS k", ((2,),)),
    Probe("variable length", "MATCH p = (:Agency)-[*1..3]-(n {id: 'company-1'}) RETURN length(p)", ((3,),)),
    Probe("path functions", "MATCH p = (:Agency)--() RETURN [n IN nodes(p) | n.id] AS k", ((["agency-1", "person-1"],),)),
    Probe("shortestPath", "MATCH (a:Agency), (b {id: 'company-1'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p)", ((3,),)),
    Probe("type, startNode, endNode", "MATCH ()-[r:ADVISES]->() RETURN type(r), startNode(r).id, endNode(r).id", (("ADVISES", "person-1", "person-2"),)),
    Probe("labels", "MATCH (n:Agency) RETURN 'Agency' IN labels(n) AS k", ((True,),)),
    Probe("string functions", "RETURN toUpper('a') + substring('bcd', 1) + trim(' e ') AS k", (("Acde",),)),
    Probe("STARTS WITH, CONTAINS, =~", "RETURN 'abc' STARTS WITH 'a' AND 'abc' CONTAINS 'b' AND 'abc' =~ 'a.*' AS k", ((True,),)),
    Probe("date()", "RETURN date('2009-12-01') < date('2010-01-01') AS k", ((True,),)),
    Probe("null and coalesce", "RETURN coalesce(null, 1) AS k, null = null AS n", ((1, None),)),
    Probe("parameters", "RETURN $x AS k", (("'}) DELETE",),)),
    Probe("nodes and relationships as cells", "MATCH (n)-[r:INFORMED_FOR]->() RETURN n, r", (("person-1", INFORMED),)),
    Probe("quantified paths -[]-{1,2}", "MATCH (:Agency)-[]-{1,2}(n) RETURN count(n)", ((2,),)),
    Probe("SHORTEST 1", "MATCH p = SHORTEST 1 (:Agency)-[]-+(n {id: 'company-1'}) RETURN length(p)", ((3,),)),
    Probe("shortestPath, then ALL(…)", "MATCH p = shortestPath((a:Agency)-[*]-(b)) WHERE ALL(r IN relationships(p) WHERE r.rung > 2) RETURN p", None),
    Probe("properties that do not exist, but have a meaning in kglite", "MATCH ()-[r:ADVISES]->() RETURN r.start", None),
    Probe("map within shortestPath", "MATCH p = shortestPath((a {id: 'person-1'})-[*]-(b)) RETURN p", None),
    Probe("writing", "CREATE (n:Person) RETURN n", None),
    Probe("procedures", "CALL db.labels() YIELD label RETURN label", None),
    Probe("LOAD CSV", "LOAD CSV FROM 'file:///x' AS row RETURN row", None),
)  # fmt: skip
HEAD = """\
# Cypher without a server

`graphkit cypher 'MATCH (p:Person)-[r:INFORMED_FOR]->(a:Agency) RETURN p, r, a'` answers in memory with kglite. The
graph is the same as on Neo4j; [the property graph](mapping.md) lists its labels and properties. `--engine neo4j`
asks the server instead.

Queries only read. graphkit refuses a query that writes, calls a procedure or reads a file, before it runs.
`--param NAME=VALUE` binds `$NAME`; the value is read as JSON if it is valid JSON, else as text. A node in a row is
an entity, a relationship is a claim. The claims in a row are its evidence.

The engine runs in a process of its own. graphkit ends it after `--timeout` seconds (30), when it needs more than
`--memory` MiB (1,024) beyond the loaded graph, and on Ctrl-C. The message names the limit; the exit code is 2. If
the engine crashes, the exit code is 3. `--limit` is the number of rows (1,000). On Windows, only the time is limited.
Canned queries have the same limits with `--engine cypher`. In Python, these are the arguments `timeout`, `limit` and
`memory` of `project.cypher`.

A table of names does not show who makes a claim and how strong it is. Return `r.status`, `r.disputed` and `r.says`,
too, or look the claim up by its id with `show`. An unknown property is blank, as in Neo4j.

A `\\u` escape is refused, even in a string, because Neo4j converts it to a quote before it looks for the end of the
string. Write the character itself, or bind a parameter.

`python -m tests.cypher.probing` writes the table below: it runs each construct on a small graph and compares the
answer with that of Neo4j 5. *refused* means that graphkit does not run the query and suggests another form.

| construct | embedded | example |
| --- | --- | --- |
"""


def outcome_of(probe: Probe, graph: EmbeddedGraph) -> str:
    """One of: yes, refused, error, differs."""
    try:
        found = graph.run(probe.text, {"x": "'}) DELETE"}, timeout=10)
    except UsageError as error:
        return "refused" if probe.rows is None and "syntax" not in str(error) else "error"
    answer = sorted(str([_plain(cell) for cell in row]) for row in found.rows)
    return "yes" if answer == sorted(str(list(row)) for row in probe.rows or ()) else "differs"


def render_page() -> str:
    """Returns the whole page."""
    graph = load_graph(make_dataset())
    lines = [_line(probe, outcome_of(probe, graph)) for probe in PROBES]
    return HEAD + "\n".join(lines) + "\n"


def _line(probe: Probe, outcome: str) -> str:
    construct, text = (part.replace("|", "\\|") for part in (probe.construct, probe.text))
    shown = {"error": "no: an error", "differs": "no: another answer"}.get(outcome, outcome)
    return (
        f"| {construct} | {shown} | `{text}` |"
        if "`" not in text
        else f"| {construct} | {shown} | `` {text} `` |"
    )


def _plain(cell: Any) -> Any:
    return cell.id if isinstance(cell, Entity | Source | Claim) else cell


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
