// title: Who testified against whom
// question: Who gave testimony against whom, and in which case?
// param witness: entity(kind=person) = none -- only this witness
// param against: entity = none -- only testimony against this entity
// column witness: entity
// column against: entity
// column in_case: entities
// column date: date
// column said_by: speakers
// column status: status
// column disputed: flag

MATCH (witness:Entity)-[r:TESTIFIED_AGAINST|TESTIFIED_IN]->(place:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND ($witness IS NULL OR witness.id = $witness)
// testified_in has the case as its end and the person against in a role; testified_against the reverse
WITH *, CASE type(r) WHEN 'TESTIFIED_IN' THEN claim.against ELSE [place.id] END AS those,
     CASE type(r) WHEN 'TESTIFIED_IN' THEN [place.id] ELSE claim.in_case END AS cases
UNWIND those AS against
WITH * WHERE $against IS NULL OR against = $against
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN witness.id AS witness, against, cases AS in_case, claim.since AS date,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
ORDER BY witness, against
