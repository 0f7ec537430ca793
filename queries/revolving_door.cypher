// title: Revolving door
// question: Who served a firm, a gang or a person after working for an agency?
// param person: entity(kind=person) = none -- only this person
// param agency: entity(kind=agency) = none -- only people of this agency
// column person: entity
// column agency: entity
// column left: date
// column then: text
// column other: entity
// column joined: date
// column after: text
// column status: status

MATCH (agency:Entity {kind: 'agency'})<-[r:EMPLOYED_BY|MEMBER_OF|LEADS]-(person:Entity {kind: 'person'})
      -[s:EMPLOYED_BY|MEMBER_OF|LEADS|ADVISES|REPRESENTS|REPORTS_TO]->(other:Entity)
WHERE other.kind <> 'agency'
  AND ($person IS NULL OR person.id = $person)
  AND ($agency IS NULL OR agency.id = $agency)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS a,
     CASE WHEN $claims IS NULL THEN s ELSE $claims[s.id] END AS b
WHERE a.rung >= $least AND b.rung >= $least
WITH *, CASE WHEN b.since_latest < b.until_latest THEN b.since_latest ELSE b.until_latest END AS b_by
WITH *, CASE WHEN a.until_latest <= b.since_earliest THEN 'definitely'
             WHEN a.since_earliest <= b_by THEN 'possibly' END AS after
WHERE after IS NOT NULL
RETURN person.id AS person, agency.id AS agency, a.until AS left, toLower(type(s)) AS then, other.id AS other,
       b.since AS joined, after,
       CASE WHEN a.rung < b.rung THEN a.status ELSE b.status END AS status, [a.id, b.id] AS claims
