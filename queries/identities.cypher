// title: Identities
// question: Which names does an entity have, and which claims say that it is another entity?
// param who: entity = none -- only this entity
// column entity: entity
// column also_called: texts
// column identified_as: entity
// column said_by: speakers
// column contested_by: speakers
// column status: status

MATCH (e:Entity)
WHERE size(e.aliases) > 0
  AND ($entities IS NULL OR e.id IN $entities)
  AND ($who IS NULL OR e.id = $who)
RETURN e.id AS entity, e.aliases AS also_called, null AS identified_as, [] AS said_by, [] AS contested_by,
       null AS status, [] AS claims
UNION ALL
MATCH (e:Entity)-[r:IDENTIFIED_AS]->(other:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND ($who IS NULL OR e.id = $who OR other.id = $who)
WITH *, [i IN range(0, size(claim.stances) - 1) |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS voices
RETURN e.id AS entity, [] AS also_called, other.id AS identified_as,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] = 'supports' | voices[i]] AS said_by,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] <> 'supports' | voices[i]] AS contested_by,
       claim.status AS status, [claim.id] AS claims
