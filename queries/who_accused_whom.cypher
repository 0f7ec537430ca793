// title: Who accused whom
// question: Who accuses whom, of what, and what do the accused and others answer?
// param accuser: entity = none -- only accusations by this entity
// param accused: entity = none -- only accusations against this entity
// column accuser: entity
// column accused: entity
// column over: entities
// column date: date
// column accusation: lines
// column answered_by: voices
// column answers: lines
// column said_by: speakers
// column status: status

MATCH (accuser:Entity)-[r:ACCUSED_OF]->(accused:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($accuser IS NULL OR accuser.id = $accuser)
  AND ($accused IS NULL OR accused.id = $accused)
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports'] AS pro,
     [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] <> 'supports'] AS contra
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN accuser.id AS accuser, accused.id AS accused, claim.over AS over, claim.since AS date,
       [i IN pro | claim.says[i]] AS accusation,
       [i IN contra | CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
                           WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
                           ELSE claim.sources[i] END] AS answered_by,
       [i IN contra | claim.says[i]] AS answers,
       said_by, claim.status AS status, [claim.id] AS claims
ORDER BY accuser, accused
