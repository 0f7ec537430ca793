// title: Who says what
// question: Which claims are there, how strong are they, and how many independent sources support them?
// param about: entity = none -- only claims about this entity
// column from: entity
// column relation: text
// column to: entity
// column status: status
// column independent: number
// twin: none because it is a first example

MATCH (a:Entity)-[r]->(b:Entity)
// $claims: null without filters, else a map from the id of each claim that is left to its values (rung, status, …)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND ($about IS NULL OR a.id = $about OR b.id = $about)
RETURN a.id AS from, toLower(type(r)) AS relation, b.id AS to,
       claim.status AS status, claim.independent AS independent, [claim.id] AS claims
ORDER BY from, relation, to
