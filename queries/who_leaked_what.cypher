// title: Who leaked what
// question: Who broke in, who leaked what to whom, and who published it?
// param document: entity(kind=document) = none -- only this document
// column hacked: entity
// column hacked_on: date
// column who: entity
// column document: entity
// column to_whom: entities
// column leaked_on: date
// column publisher: entity
// column published_on: date
// column said_by: speakers
// column status: status

MATCH (who:Entity)-[r:LEAKED]->(document:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND ($document IS NULL OR document.id = $document)
OPTIONAL MATCH (who)-[h:HACKED]->(victim:Entity)
WHERE (CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END).rung >= $least
OPTIONAL MATCH (publisher:Entity)-[p:PUBLISHED]->(document)
WHERE (CASE WHEN $claims IS NULL THEN p ELSE $claims[p.id] END).rung >= $least
WITH *, CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END AS hack,
     CASE WHEN $claims IS NULL THEN p ELSE $claims[p.id] END AS publication
WITH *, reduce(said = [], c IN [x IN [claim, hack, publication] WHERE x IS NOT NULL] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN victim.id AS hacked, hack.since AS hacked_on, who.id AS who, document.id AS document,
       claim.to_whom AS to_whom, claim.since AS leaked_on,
       publisher.id AS publisher, publication.since AS published_on,
       said_by, reduce(low = claim.rung, x IN [i IN [hack.rung, publication.rung] WHERE i IS NOT NULL] |
              CASE WHEN x < low THEN x ELSE low END) AS status,
       [i IN [claim.id, h.id, p.id] WHERE i IS NOT NULL] AS claims
UNION ALL
// break-ins by somebody without a claim of a leak
MATCH (who:Entity)-[h:HACKED]->(victim:Entity)
WITH *, CASE WHEN $claims IS NULL THEN h ELSE $claims[h.id] END AS hack
WHERE hack.rung >= $least AND $document IS NULL
  AND NOT EXISTS {
    MATCH (who)-[r:LEAKED]->() WHERE (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least
  }
WITH *, [i IN range(0, size(hack.stances) - 1) WHERE hack.stances[i] = 'supports' |
         CASE WHEN hack.bys[i] <> '' THEN hack.bys[i]
              WHEN hack.quotings[i] <> '' THEN hack.quotings[i]
              ELSE hack.sources[i] END] AS said_by
RETURN victim.id AS hacked, hack.since AS hacked_on, who.id AS who, null AS document,
       [] AS to_whom, null AS leaked_on, null AS publisher, null AS published_on,
       said_by, hack.rung AS status, [hack.id] AS claims
