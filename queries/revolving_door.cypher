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
// column said_by: speakers
// column status: status

MATCH (agency:Entity {kind: 'agency'})<-[r:EMPLOYED_BY|MEMBER_OF|LEADS]-(person:Entity {kind: 'person'})
      -[s:EMPLOYED_BY|MEMBER_OF|LEADS|ADVISES|REPRESENTS|REPORTS_TO]->(other:Entity)
WHERE other.kind <> 'agency'
  AND ($person IS NULL OR person.id = $person)
  AND ($agency IS NULL OR agency.id = $agency)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS a,
     CASE WHEN $claims IS NULL THEN s ELSE $claims[s.id] END AS b
WHERE a.rung >= $least AND b.rung >= $least
// the terms at the agency, and those of this type at the other, with the first and last days on which each
// began and ended; a missing end counts as open
WITH *, [(person)-[t:EMPLOYED_BY|MEMBER_OF|LEADS|ADVISES|REPRESENTS|REPORTS_TO]->(place:Entity)
         WHERE (place = agency AND type(t) IN ['EMPLOYED_BY', 'MEMBER_OF', 'LEADS'])
            OR (place = other AND type(t) = type(s)) |
         {place: place.id, claim: CASE WHEN $claims IS NULL THEN t ELSE $claims[t.id] END}] AS links
WITH *, [x IN links WHERE x.claim.rung >= $least |
         {place: x.place, id: x.claim.id, rung: x.claim.rung, since: x.claim.since, until: x.claim.until,
          from: x.claim.since_earliest, last: x.claim.until_latest,
          by: CASE WHEN x.claim.since_latest < x.claim.until_latest THEN x.claim.since_latest
                   ELSE x.claim.until_latest END,
          to: CASE WHEN x.claim.until = '' AND x.claim.since <> '' THEN x.claim.until_latest
                   WHEN x.claim.since_earliest > x.claim.until_earliest THEN x.claim.since_earliest
                   ELSE x.claim.until_earliest END}] AS terms
WITH *, [x IN terms WHERE x.id = a.id][0] AS p, [x IN terms WHERE x.id = b.id][0] AS q
// adjacent and overlapping terms are one: only its last end is a departure, only its first start an arrival
WHERE none(x IN terms WHERE x.place = agency.id AND x.id <> p.id AND (
        (x.to > p.last AND (x.by <= p.to + 1 OR (p.until <> '' AND x.since = p.until)))
        OR (p.since + p.until <> '' AND x.since + x.until <> '' AND x.until = p.until
            AND (x.rung > p.rung OR (x.rung = p.rung AND x.id < p.id)))))
  AND none(x IN terms WHERE x.place = other.id AND x.id <> q.id AND (
        (x.by < q.from AND (x.to + 1 >= q.by OR (q.since <> '' AND x.until = q.since)))
        OR (q.since <> '' AND x.since = q.since
            AND (x.rung > q.rung OR (x.rung = q.rung AND x.id < q.id)))))
WITH *, CASE WHEN p.last <= q.from AND none(x IN terms WHERE
                    (x.place = agency.id AND x.id <> p.id AND x.from <= p.last + 1 AND x.last > q.from)
                    OR (x.place = other.id AND x.id <> q.id AND x.from < p.last AND x.last + 1 >= q.from))
             THEN 'definitely'
             WHEN p.from <= q.by THEN 'possibly' END AS after
WHERE after IS NOT NULL
WITH *, reduce(said = [], c IN [a, b] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN person.id AS person, agency.id AS agency, a.until AS left, toLower(type(s)) AS then, other.id AS other,
       b.since AS joined, after,
       said_by, CASE WHEN a.rung < b.rung THEN a.status ELSE b.status END AS status, [a.id, b.id] AS claims
