// title: Who benefited
// question: Which side had an informant who told an agency about its rival?
// param beneficiary: entity(kind=person|organization|agency) = none -- only this side
// param about: entity = none -- only information about this rival
// column beneficiary: entity
// column tie: text
// column informant: entity
// column informed_for: entity
// column about: entity
// column said_by: speakers
// column status: status

MATCH (informant:Entity)-[r:INFORMED_FOR]->(informed_for:Entity)
WITH *, CASE WHEN $claims IS NULL THEN r ELSE $claims[r.id] END AS claim
WHERE claim.rung >= $least
UNWIND claim.about AS about
MATCH (:Entity {id: about})-[v:RIVAL_OF]-(side:Entity)
WHERE ($about IS NULL OR about = $about) AND ($beneficiary IS NULL OR side.id = $beneficiary)
WITH *, CASE WHEN $claims IS NULL THEN v ELSE $claims[v.id] END AS rivalry
WHERE rivalry.rung >= $least
// the tie of the informant to that side: it is that side, acted on its behalf, or belonged to it
WITH *, CASE WHEN side.id = informant.id THEN [{tie: 'is it'}] ELSE [] END
      + CASE WHEN side.id IN claim.on_behalf_of THEN [{tie: 'on behalf of'}] ELSE [] END
      + [(informant)-[t:MEMBER_OF|EMPLOYED_BY|LEADS|ADVISES|REPRESENTS|REPORTS_TO]->(side)
         WHERE (CASE WHEN $claims IS NULL THEN t ELSE $claims[t.id] END).rung >= $least |
         {tie: toLower(type(t)), claim: CASE WHEN $claims IS NULL THEN t ELSE $claims[t.id] END}] AS ties
UNWIND ties AS t
WITH *, reduce(said = [], c IN [x IN [claim, rivalry, t.claim] WHERE x IS NOT NULL] | said +
             [i IN range(0, size(c.stances) - 1) WHERE c.stances[i] = 'supports' |
              CASE WHEN c.bys[i] <> '' THEN c.bys[i] WHEN c.quotings[i] <> '' THEN c.quotings[i]
                   ELSE c.sources[i] END]) AS said_by
RETURN side.id AS beneficiary, t.tie AS tie, informant.id AS informant, informed_for.id AS informed_for, about,
       said_by,
       reduce(low = claim.rung, x IN [i IN [rivalry.rung, t.claim.rung] WHERE i IS NOT NULL] |
              CASE WHEN x < low THEN x ELSE low END) AS status,
       [i IN [claim.id, rivalry.id, t.claim.id] WHERE i IS NOT NULL] AS claims
