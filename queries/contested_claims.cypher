// title: Contested claims
// question: Which claims does somebody deny or doubt, and who supports and contests them?
// param about: entity = none -- only claims with this entity at one end
// column from: entity
// column type: text
// column to: entity
// column said_by: speakers
// column status: status
// column contested_by: voices
// column answers: lines

MATCH (a:Entity)-[r]->(b:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least AND claim.disputed
  AND ($about IS NULL OR a.id = $about OR b.id = $about)
WITH *, [i IN range(0, size(claim.stances) - 1) |
         CASE WHEN claim.bys[i] <> '' THEN claim.bys[i]
              WHEN claim.quotings[i] <> '' THEN claim.quotings[i]
              ELSE claim.sources[i] END] AS voices
RETURN a.id AS from, toLower(type(r)) AS type, b.id AS to,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] = 'supports' | voices[i]] AS said_by,
       claim.status AS status,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] <> 'supports' | voices[i]] AS contested_by,
       [i IN range(0, size(voices) - 1) WHERE claim.stances[i] <> 'supports' | claim.says[i]] AS answers,
       [claim.id] AS claims
