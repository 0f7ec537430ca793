// title: Who handled whom
// question: Which officer or agency handled which informant, for whom, and when?
// param handler: entity(kind=person|agency) = none -- only this handler
// param informant: entity(kind=person|organization) = none -- only this informant
// column handler: entity
// column informant: entity
// column on_behalf_of: entities
// column since: date
// column until: date
// column said_by: speakers
// column status: status
// column disputed: flag

MATCH (handler:Entity)-[r:HANDLED]->(informant:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($handler IS NULL OR handler.id = $handler)
  AND ($informant IS NULL OR informant.id = $informant)
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN handler.id AS handler, informant.id AS informant, claim.on_behalf_of AS on_behalf_of,
       claim.since AS since, claim.until AS until,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
ORDER BY handler, informant
