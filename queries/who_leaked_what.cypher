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
RETURN victim.id AS hacked, hack.since AS hacked_on, who.id AS who, document.id AS document,
       claim.to_whom AS to_whom, claim.since AS leaked_on,
       publisher.id AS publisher, publication.since AS published_on,
       reduce(low = claim.rung, x IN [i IN [hack.rung, publication.rung] WHERE i IS NOT NULL] |
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
RETURN victim.id AS hacked, hack.since AS hacked_on, who.id AS who, null AS document,
       [] AS to_whom, null AS leaked_on, null AS publisher, null AS published_on,
       hack.rung AS status, [hack.id] AS claims
