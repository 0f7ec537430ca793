// title: Informant chain
// question: Which chain leads from an informant to the handler, to the agency and to its parent, and on whose behalf?
// param informant: entity(kind=person|organization) = none -- only this informant
// param agency: entity(kind=agency|organization) = none -- only this agency
// column informant: entity
// column on_behalf_of: entities
// column handler: entity
// column agency: entity
// column parent: entity
// column said_by: speakers
// column status: status
// column handled: status

MATCH (informant:Entity)-[r:INFORMED_FOR]->(agency:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($informant IS NULL OR informant.id = $informant)
  AND ($agency IS NULL OR agency.id = $agency)
// a handler counts if it is the agency, acted on its behalf, or had a post there
OPTIONAL MATCH (handler:Entity)-[h:HANDLED]->(informant)
WHERE (CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END).rung >= $least
  AND (handler.id = agency.id
    OR agency.id IN (CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END).on_behalf_of
    OR EXISTS {
      MATCH (handler)-[e:EMPLOYED_BY|MEMBER_OF|LEADS]->(agency)
      WHERE (CASE WHEN $claims IS NULL THEN e ELSE $claims[e.id] END).rung >= $least
    })
OPTIONAL MATCH (agency)-[p:PART_OF]->(parent:Entity)
WHERE (CASE WHEN $claims IS NULL THEN p ELSE $claims[p.id] END).rung >= $least
WITH *, CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END AS handling,
     CASE WHEN $claims IS NULL THEN p ELSE $claims[p.id] END AS whole,
     [(handler)-[e:EMPLOYED_BY|MEMBER_OF|LEADS]->(agency)
      WHERE (CASE WHEN $claims IS NULL THEN e ELSE $claims[e.id] END).rung >= $least |
      CASE WHEN $claims IS NULL THEN e ELSE $claims[e.id] END] AS posts
WITH *, reduce(said = [], c IN [x IN [claim, handling, whole] + posts WHERE x IS NOT NULL] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN informant.id AS informant, claim.on_behalf_of AS on_behalf_of, handler.id AS handler,
       agency.id AS agency, parent.id AS parent, said_by, claim.status AS status, handling.status AS handled,
       [i IN [claim.id, h.id, p.id] + [x IN posts | x.id] WHERE i IS NOT NULL] AS claims
