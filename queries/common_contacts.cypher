// title: Common contacts
// question: Which entities have a direct claim with both of two entities, and of which type?
// param first: entity -- the first entity
// param second: entity -- the second entity
// column contact: entity
// column to_first: texts
// column to_second: texts
// column status: status

MATCH (:Entity {id: $first})-[r]-(contact:Entity)-[s]-(:Entity {id: $second})
WHERE $first <> $second AND contact.id <> $first AND contact.id <> $second
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS one,
     CASE WHEN $claims IS NULL THEN s ELSE $claims[s.id] END AS other
WHERE one.rung >= $least AND other.rung >= $least
WITH contact, collect(DISTINCT toLower(type(r))) AS to_first, collect(DISTINCT toLower(type(s))) AS to_second,
     max(one.rung) AS best_first, max(other.rung) AS best_second,
     collect(DISTINCT one.id) + collect(DISTINCT other.id) AS claims
// a side has the status of its strongest claim, the row that of the weaker side
RETURN contact.id AS contact, to_first, to_second,
       CASE WHEN best_first < best_second THEN best_first ELSE best_second END AS status, claims
