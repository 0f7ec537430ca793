// title: Double agents
// question: Who informed for one side and served another side at the same time?
// param agent: entity(kind=person|organization) = none -- only this agent
// column agent: entity
// column informed_for: entity
// column also: text
// column other_side: entity
// column overlap: text
// column said_by: speakers
// column status: status

MATCH (x:Entity)<-[r:INFORMED_FOR]-(agent:Entity)
      -[s:INFORMED_FOR|EMPLOYED_BY|MEMBER_OF|LEADS|ADVISES|REPRESENTS|REPORTS_TO]->(y:Entity)
// two agencies that receive information are not two sides
WHERE x.id <> y.id
  AND (type(s) <> 'INFORMED_FOR' OR (r.id < s.id AND (x.kind <> 'agency' OR y.kind <> 'agency')))
  AND ($agent IS NULL OR agent.id = $agent)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS a,
     CASE WHEN $claims IS NULL THEN s ELSE $claims[s.id] END AS b
WHERE a.rung >= $least AND b.rung >= $least
// a body and what it is part of are one side
  AND NOT EXISTS {
    MATCH (x)-[p:PART_OF]-(y) WHERE (CASE WHEN $claims IS NULL THEN p ELSE $claims[p.id] END).rung >= $least
  }
// the days by which each definitely began and until which it definitely lasted; a missing end counts as open
WITH *,
     CASE WHEN a.since_latest < a.until_latest THEN a.since_latest ELSE a.until_latest END AS a_by,
     CASE WHEN b.since_latest < b.until_latest THEN b.since_latest ELSE b.until_latest END AS b_by,
     CASE WHEN a.until = '' AND a.since <> '' THEN a.until_latest
          WHEN a.since_earliest > a.until_earliest THEN a.since_earliest ELSE a.until_earliest END AS a_to,
     CASE WHEN b.until = '' AND b.since <> '' THEN b.until_latest
          WHEN b.since_earliest > b.until_earliest THEN b.since_earliest ELSE b.until_earliest END AS b_to
WITH *, CASE WHEN a_by <= b_to AND b_by <= a_to THEN 'definitely'
             WHEN a.since_earliest <= b.until_latest AND b.since_earliest <= a.until_latest THEN 'possibly'
        END AS overlap
WHERE overlap IS NOT NULL
WITH *, reduce(said = [], c IN [a, b] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN agent.id AS agent, x.id AS informed_for, toLower(type(s)) AS also, y.id AS other_side, overlap,
       said_by, CASE WHEN a.rung < b.rung THEN a.status ELSE b.status END AS status, [a.id, b.id] AS claims
