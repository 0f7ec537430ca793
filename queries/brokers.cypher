// title: Brokers
// question: Who links others that have no direct claim, within a group or across groups?
// param group: choice(kind|tag) = kind -- group by kind, or by the first tag
// column broker: entity
// column group: text
// column coordinator: number
// column itinerant: number
// column gatekeeper: number
// column representative: number
// column liaison: number
// column total: number
// order: as returned

// an edge is a claim in its direction; symmetric types count both ways
MATCH (a:Entity)-[r]-(b:Entity)-[s]-(c:Entity)
WHERE a.id <> b.id AND b.id <> c.id AND a.id <> c.id
  AND (startNode(r) = a OR type(r) IN $symmetric) AND (startNode(s) = b OR type(s) IN $symmetric)
  AND (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least
  AND (CASE WHEN $claims IS NULL THEN s ELSE $claims[s.id] END).rung >= $least
WITH a, b, c, collect(DISTINCT r.id) + collect(DISTINCT s.id) AS claims
WHERE NOT EXISTS {
  MATCH (a)-[d]-(c)
  WHERE (startNode(d) = a OR type(d) IN $symmetric)
    AND (CASE WHEN $claims IS NULL THEN d ELSE $claims[d.id] END).rung >= $least
}
WITH b, claims,
     CASE $group WHEN 'kind' THEN a.kind ELSE a.tags[0] END AS ga,
     CASE $group WHEN 'kind' THEN b.kind ELSE b.tags[0] END AS gb,
     CASE $group WHEN 'kind' THEN c.kind ELSE c.tags[0] END AS gc
WHERE ga IS NOT NULL AND gb IS NOT NULL AND gc IS NOT NULL
WITH b, gb, claims, CASE WHEN ga = gb AND gb = gc THEN 'coordinator'
                         WHEN ga = gc THEN 'itinerant'
                         WHEN gb = gc THEN 'gatekeeper'
                         WHEN ga = gb THEN 'representative'
                         ELSE 'liaison' END AS role
WITH b, gb, collect(role) AS roles, collect(claims) AS lists
UNWIND lists AS list
UNWIND list AS claim
WITH b, gb, roles, collect(DISTINCT claim) AS claims
RETURN b.id AS broker, gb AS group,
       size([x IN roles WHERE x = 'coordinator']) AS coordinator,
       size([x IN roles WHERE x = 'itinerant']) AS itinerant,
       size([x IN roles WHERE x = 'gatekeeper']) AS gatekeeper,
       size([x IN roles WHERE x = 'representative']) AS representative,
       size([x IN roles WHERE x = 'liaison']) AS liaison,
       size(roles) AS total, claims
ORDER BY total DESC, broker
