// title: Who says what
// question: Which claims are there, how strong are they, and on how many sources do they rest?
// column from: entity
// column relation: text
// column to: entity
// column status: status
// twin: none because it is an example to begin with
MATCH (a:Entity)-[r]->(b:Entity)
WHERE $claims IS NULL OR r.id IN $claims
RETURN a.id AS from, type(r) AS relation, b.id AS to, r.status AS status, [r.id] AS claims
ORDER BY from, relation, to
