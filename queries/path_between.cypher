// title: Path between two
// question: By which shortest ways are two entities connected, whatever the direction?
// param first: entity -- where the path begins
// param second: entity -- where it ends
// param hops: int = 3 -- at most so many steps; never more than three; for more, graphkit path
// column hops: number
// column way: way
// column status: status

MATCH p = (:Entity {id: $first})-[*1..3]-(:Entity {id: $second})
WHERE $first <> $second AND length(p) <= $hops
  AND all(r IN relationships(p) WHERE (CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END).rung >= $least)
WITH [n IN nodes(p) | n.id] AS way, length(p) AS hops,
     [r IN relationships(p) | CASE WHEN $claims IS NULL THEN r.rung ELSE $claims[r.id].rung END] AS rungs,
     [r IN relationships(p) | r.id] AS ids
// many claims may join the same two: one way, each step as strong as the strongest of them
WITH way, hops, collect(rungs) AS every, collect(ids) AS lists
WITH way, hops, reduce(joined = [], x IN lists | joined + x) AS claims,
     [i IN range(0, hops - 1) | reduce(best = 0, x IN every | CASE WHEN x[i] > best THEN x[i] ELSE best END)] AS best
WITH collect({way: way, hops: hops, claims: claims,
              status: reduce(low = 6, x IN best | CASE WHEN x < low THEN x ELSE low END)}) AS found
WITH found, reduce(least = 3, x IN found | CASE WHEN x.hops < least THEN x.hops ELSE least END) AS shortest
UNWIND found AS f
WITH f, shortest WHERE f.hops = shortest
RETURN f.hops AS hops, f.way AS way, f.status AS status, f.claims AS claims
