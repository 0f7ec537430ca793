// title: Paths between two entities
// question: Which shortest paths connect two entities, in either direction of the claims?
// param first: entity -- the first end
// param second: entity -- the second end
// param hops: int = 3 -- maximum number of hops, up to 3; for more, use graphkit path
// column hops: number
// column way: way
// column status: status

MATCH p = (:Entity {id: $first})-[*1..3]-(:Entity {id: $second})
WHERE $first <> $second AND length(p) <= $hops
  AND all(r IN relationships(p) WHERE (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least)
WITH [n IN nodes(p) | n.id] AS way, length(p) AS hops,
     [r IN relationships(p) | CASE WHEN $claims IS NULL THEN r.rung ELSE $claims[r.id].rung END] AS rungs,
     [r IN relationships(p) | r.id] AS ids
// one path for parallel claims; each hop has the status of the strongest one
WITH way, hops, collect(rungs) AS every, collect(ids) AS lists
WITH way, hops, reduce(joined = [], x IN lists | joined + x) AS claims,
     [i IN range(0, hops - 1) | reduce(best = 0, x IN every | CASE WHEN x[i] > best THEN x[i] ELSE best END)] AS best
WITH collect({way: way, hops: hops, claims: claims,
              status: reduce(low = 6, x IN best | CASE WHEN x < low THEN x ELSE low END)}) AS found
WITH found, reduce(least = 3, x IN found | CASE WHEN x.hops < least THEN x.hops ELSE least END) AS shortest
UNWIND found AS f
WITH f, shortest WHERE f.hops = shortest
RETURN f.hops AS hops, f.way AS way, f.status AS status, f.claims AS claims
