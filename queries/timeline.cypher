// title: Timeline
// question: Which dated claims are there, in order of time?
// param who: entity = none -- only claims with this entity at one end
// column date: date
// column until: date
// column from: entity
// column type: text
// column to: entity
// column said_by: speakers
// column status: status
// column disputed: flag
// order: as returned

MATCH (a:Entity)-[r]->(b:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND (claim.since <> '' OR claim.until <> '')
  AND ($who IS NULL OR a.id = $who OR b.id = $who)
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN claim.since AS date, claim.until AS until, a.id AS from, toLower(type(r)) AS type, b.id AS to,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
ORDER BY CASE claim.since WHEN '' THEN claim.until_earliest ELSE claim.since_earliest END,
         CASE claim.since WHEN '' THEN claim.until_latest ELSE claim.since_latest END, claim.id
