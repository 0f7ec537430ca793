// title: Claims with one independent source
// question: Which claims fail if one publication is wrong?
// param resting_on: source = none -- only claims with evidence from this source, or quoting it
// column from: entity
// column type: text
// column to: entity
// column rests_on: sources
// column said_by: speakers
// column status: status
// column disputed: flag

MATCH (a:Entity)-[r]->(b:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND claim.independent = 1
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE claim.quotings[i] WHEN '' THEN claim.sources[i] ELSE claim.quotings[i] END] AS origins
WHERE $resting_on IS NULL OR $resting_on IN origins
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN a.id AS from, toLower(type(r)) AS type, b.id AS to, origins AS rests_on,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
