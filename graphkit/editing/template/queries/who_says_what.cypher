// title: Who says what
// question: Which claims are there, how strong are they, and on how many voices do they rest?
// param about: entity = none -- only claims at this end
// column from: entity
// column relation: text
// column to: entity
// column status: status
// column voices: number
// twin: none because it is an example to begin with

MATCH (a:Entity)-[r]->(b:Entity)
// with filters, a claim is what they leave of it; see docs/queries.md
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND ($about IS NULL OR a.id = $about OR b.id = $about)
RETURN a.id AS from, toLower(type(r)) AS relation, b.id AS to,
       claim.status AS status, claim.independent AS voices, [claim.id] AS claims
ORDER BY from, relation, to
