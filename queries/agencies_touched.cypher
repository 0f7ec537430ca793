// title: Agencies touched
// question: Which agencies had contact with an organization or with its people, and how?
// param organization: entity(kind=organization) = none -- only this organization
// param agency: entity(kind=agency) = none -- only this agency
// column organization: entity
// column through: entity
// column place: text
// column how: text
// column from: entity
// column agency: entity
// column date: date
// column said_by: speakers
// column status: status

MATCH (o:Entity {kind: 'organization'})-[r]-(agency:Entity {kind: 'agency'})
WHERE ($organization IS NULL OR o.id = $organization) AND ($agency IS NULL OR agency.id = $agency)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
WITH *, [i IN range(0, size(claim.stances) - 1) WHERE claim.stances[i] = 'supports' |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS said_by
RETURN o.id AS organization, null AS through, null AS place, toLower(type(r)) AS how, startNode(r).id AS from,
       agency.id AS agency, claim.since AS date, said_by, claim.status AS status, [claim.id] AS claims
UNION ALL
MATCH (o:Entity {kind: 'organization'})
      <-[t:MEMBER_OF|LEADS|EMPLOYED_BY|ADVISES|REPRESENTS]-(through:Entity {kind: 'person'})
      -[r]-(agency:Entity {kind: 'agency'})
WHERE ($organization IS NULL OR o.id = $organization) AND ($agency IS NULL OR agency.id = $agency)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim,
     CASE WHEN $claims IS NULL THEN t ELSE $claims[t.id] END AS tie
WHERE claim.rung >= $least AND tie.rung >= $least
WITH *, reduce(said = [], c IN [claim, tie] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN o.id AS organization, through.id AS through, toLower(type(t)) AS place, toLower(type(r)) AS how,
       startNode(r).id AS from, agency.id AS agency, claim.since AS date,
       said_by, CASE WHEN claim.rung < tie.rung THEN claim.status ELSE tie.status END AS status,
       [claim.id, tie.id] AS claims
