// title: Gaps
// question: What is missing: undated claims, entities with one claim or none, people without a body that they belong to?
// param gap: choice(undated|one claim|no claim|no body) = none -- only this kind of gap
// column gap: text
// column entity: entity
// column type: text
// column other: entity

MATCH (a:Entity)-[r]->(b:Entity)
WHERE $gap IS NULL OR $gap = 'undated'
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND claim.since = '' AND claim.until = ''
RETURN 'undated' AS gap, a.id AS entity, toLower(type(r)) AS type, b.id AS other, [claim.id] AS claims
UNION ALL
MATCH (e:Entity)-[r]-(:Entity)
WHERE ($gap IS NULL OR $gap = 'one claim')
  AND (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least
WITH e, collect(DISTINCT r) AS those
WHERE size(those) = 1
WITH e, those[0] AS r
RETURN 'one claim' AS gap, e.id AS entity, toLower(type(r)) AS type,
       CASE startNode(r).id WHEN e.id THEN endNode(r).id ELSE startNode(r).id END AS other, [r.id] AS claims
UNION ALL
MATCH (e:Entity)
WHERE ($gap IS NULL OR $gap = 'no claim')
  AND ($entities IS NULL OR e.id IN $entities)
  AND NOT EXISTS {
    MATCH (e)-[r]-() WHERE (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least
  }
RETURN 'no claim' AS gap, e.id AS entity, null AS type, null AS other, [] AS claims
UNION ALL
MATCH (e:Entity {kind: 'person'})
WHERE ($gap IS NULL OR $gap = 'no body')
  AND ($entities IS NULL OR e.id IN $entities)
  AND NOT EXISTS {
    MATCH (e)-[r:EMPLOYED_BY|MEMBER_OF|LEADS|REPORTS_TO|ADVISES|REPRESENTS|TOOK_PART_IN]->()
    WHERE (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least
  }
RETURN 'no body' AS gap, e.id AS entity, null AS type, null AS other, [] AS claims
