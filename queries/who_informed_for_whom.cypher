// title: Who informed for whom
// question: Who gave information to an agency, a group or a person, about whom, and on whose behalf?
// param agency: entity(kind=agency|organization) = none -- only informants of this agency
// param informant: entity(kind=person|organization) = none -- only this informant
// param about: entity = none -- only information about this entity
// column informant: entity
// column informed_for: entity
// column about: entities
// column on_behalf_of: entities
// column since: date
// column until: date
// column said_by: speakers
// column status: status
// column disputed: flag

MATCH (informant:Entity)-[r:INFORMED_FOR]->(informed_for:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($agency IS NULL OR informed_for.id = $agency)
  AND ($informant IS NULL OR informant.id = $informant)
  AND ($about IS NULL OR $about IN claim.about)
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN informant.id AS informant, informed_for.id AS informed_for,
       claim.about AS about, claim.on_behalf_of AS on_behalf_of,
       claim.since AS since, claim.until AS until,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
ORDER BY informant, informed_for
