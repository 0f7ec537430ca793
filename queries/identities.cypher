// title: Identities
// question: Which claims say that an entity is another one, and which other names does an entity have?
// param who: entity = none -- only this entity
// param what: choice(claim|names) = none -- only claims, or only names
// column what: text
// column entity: entity
// column identified_as: entity
// column also_called: texts
// column said_by: speakers
// column contested_by: speakers
// column status: status

MATCH (e:Entity)-[r:IDENTIFIED_AS]->(other:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($what IS NULL OR $what = 'claim')
  AND ($who IS NULL OR e.id = $who OR other.id = $who)
WITH *, [i IN range(0, size(claim.stances) - 1) |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS voices
RETURN 'claim' AS what, e.id AS entity, other.id AS identified_as, [] AS also_called,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] = 'supports' | voices[i]] AS said_by,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] <> 'supports' | voices[i]] AS contested_by,
       claim.status AS status, [claim.id] AS claims
UNION ALL
MATCH (e:Entity)
WHERE size(e.aliases) > 0
  AND ($what IS NULL OR $what = 'names')
  AND ($entities IS NULL OR e.id IN $entities)
  AND ($who IS NULL OR e.id = $who)
RETURN 'names' AS what, e.id AS entity, null AS identified_as, e.aliases AS also_called, [] AS said_by,
       [] AS contested_by, null AS status, [] AS claims
