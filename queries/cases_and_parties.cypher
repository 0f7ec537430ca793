// title: Cases and parties
// question: Which role did each party have in a case: accused, counsel, judge, witness, prosecutor?
// param case: entity(kind=case) = none -- only this case
// param party: entity = none -- only cases of this party
// column in_case: entity
// column part: text
// column party: entity
// column date: date
// column said_by: speakers
// column status: status
// column disputed: flag

MATCH (party:Entity)-[r:CHARGED_IN|PLEADED_IN|SENTENCED_IN|DEFENDED_IN|PRESIDED_OVER|TESTIFIED_IN|WITNESS_IN|PROSECUTED|DISMISSED]->(c:Entity {kind: 'case'})
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
  AND ($case IS NULL OR c.id = $case)
  AND ($party IS NULL OR party.id = $party)
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN c.id AS in_case,
       CASE type(r)
         WHEN 'CHARGED_IN' THEN 'accused'
         WHEN 'PLEADED_IN' THEN 'accused, entered a plea'
         WHEN 'SENTENCED_IN' THEN 'accused, sentenced'
         WHEN 'DEFENDED_IN' THEN 'defence counsel'
         WHEN 'PRESIDED_OVER' THEN 'judge'
         WHEN 'TESTIFIED_IN' THEN 'witness, testified'
         WHEN 'WITNESS_IN' THEN 'witness'
         WHEN 'PROSECUTED' THEN 'prosecutor'
         ELSE 'dropped the charges'
       END AS part,
       party.id AS party, claim.since AS date,
       said_by, claim.status AS status, claim.disputed AS disputed, [claim.id] AS claims
ORDER BY in_case, part, party
