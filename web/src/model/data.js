// Reads the data in the page and joins it into entities, claims and sources.

/** The statuses, strongest first. */
export const STATUSES = ["established", "testified", "charged", "reported", "alleged", "inferred", "denied"];

/** Returns a number that is higher for a stronger status. @param {string} status */
export const strength = (status) => STATUSES.length - STATUSES.indexOf(status);

/**
 * @typedef {{source: string, at?: string, quoting?: string, says: string, by?: string,
 *   basis: string, stance?: string, date?: string, grade?: string}} Evidence
 * @typedef {{id: string, name: string, in_text?: string}} Named
 * @typedef {{sentences: string[], when?: string}} Template
 * @typedef {{id: string, i: number, name: string, kind: string, k: number, aliases: string[], in_text?: string,
 *   summary?: string, tags?: string[], ids?: Record<string, string>, unnamed?: boolean, plural?: boolean, group?: string,
 *   x: number, y: number, claims: Claim[]}} Entity
 * @typedef {{id: string, j: number, type: string, label: string, symmetric: boolean, from: string, to: string,
 *   f: Entity, t: Entity, status: string, rank: number, disputed?: boolean, certainty?: string, at_most?: string,
 *   because?: string, independent: number, template: Template, start?: string, end?: string,
 *   roles?: Record<string, string[]>, evidence: Evidence[], sources: Source[], first: number | null,
 *   last: number | null, day: number | null}} Claim
 * @typedef {{id: string, title: string, kind?: string, publisher?: string, author?: string, date?: string,
 *   url?: string, in_text?: string, reliability?: string, number: number, claims: Claim[]}} Source
 * @typedef {{title: string, text?: string, claims: Claim[], nodes: Set<Entity>, path?: string[]}} Step
 * @typedef {{raw: any, page: any, entities: Entity[], claims: Claim[], sources: Source[], kinds: string[],
 *   named: Map<string, Named>, entity: Map<string, Entity>, claim: Map<string, Claim>, source: Map<string, Source>,
 *   story: Step[], found: {claims: Set<Claim>, nodes: Set<Entity>} | null}} Model
 */

/** Reads the script element `graphkit-data`, and unpacks it if it is gzipped. @returns {Promise<Model>} */
export async function readModel() {
  const element = /** @type {HTMLElement} */ (document.getElementById("graphkit-data"));
  let text = element.textContent || "{}";
  if (element.dataset.encoding === "gzip+base64") text = await unpack(text);
  return buildModel(JSON.parse(text));
}

/** @param {any} raw an answer as JSON, with what only the page needs in `page` @returns {Model} */
export function buildModel(raw) {
  const page = raw.page ?? {};
  const kinds = Object.keys(page.kinds ?? {});
  const all = [...(raw.entities ?? []), ...(page.entities ?? [])];
  const entities = placedEntities(page, all, kinds);
  // Sources of examples of other paths have no number: nothing on the map cites them.
  const sources = Object.entries(raw.sources_by_id ?? {})
    .filter(([id]) => page.numbers?.[id])
    .map(([id, source]) => ({ ...source, id, number: page.numbers[id], claims: [] }))
    .sort((a, b) => a.number - b.number);
  const named = new Map(all.map((e) => [e.id, e]));
  const entity = new Map(entities.map((/** @type {Entity} */ e) => [e.id, e]));
  const source = new Map(sources.map((one) => [one.id, one]));
  // The claims of a table are lists, one for each row.
  const ids = page.claims ?? (raw.rows ? [] : (raw.claims ?? []));
  const claims = ids.map((/** @type {string} */ id, /** @type {number} */ j) =>
    joinClaim(raw, id, j, entity, source),
  );
  const claim = new Map(claims.map((/** @type {Claim} */ c) => [c.id, c]));
  const maps = { named, entity, claim, source };
  const model = { raw, page, entities, claims, sources, kinds, ...maps, story: [], found: null };
  return Object.assign(model, {
    story: buildStory(model),
    found: page.highlight ? highlighted(model, page.highlight) : null,
  });
}

/**
 * Returns the entities on the map, in order.
 * @param {any} page
 * @param {any[]} all
 * @param {string[]} kinds
 * @returns {Entity[]}
 */
function placedEntities(page, all, kinds) {
  const positions = new Map(Object.entries(page.positions ?? {}));
  return all
    .filter((e) => positions.has(e.id))
    .map((e, i) => {
      const [x, y, group] = positions.get(e.id);
      const k = Math.max(0, kinds.indexOf(e.kind));
      return { aliases: [], ...e, i, k, x, y, group: group?.toString(), claims: [] };
    });
}

/** Says why there is nothing on the map, in sentences. @param {Model} model @returns {string[]} */
export function whyEmpty({ page, raw }) {
  if (raw.rows?.length) return ["The answer is the table below; it has nothing to draw."];
  return page.reason ?? ["Nothing was found for this question."];
}

/** Tells whether all support of a claim comes from this source. @param {Claim} c @param {Source} source */
export const restsAlone = (c, source) =>
  sides(c)[0].every((item) => item.source === source.id || item.quoting === source.id) &&
  sides(c)[0].length > 0;

/** @param {Claim} c @param {Entity} e */
export const otherEnd = (c, e) => (c.f === e ? c.t : c.f);

/**
 * Returns the evidence that supports a claim, and the evidence against it.
 * @param {Claim} c
 * @returns {[Evidence[], Evidence[]]}
 */
export function sides(c) {
  const against = (/** @type {Evidence} */ item) => item.stance === "denies" || item.stance === "doubts";
  return [c.evidence.filter((item) => !against(item)), c.evidence.filter(against)];
}

/**
 * @param {any} raw
 * @param {string} id
 * @param {number} j
 * @param {Map<string, any>} entity
 * @param {Map<string, any>} source
 */
function joinClaim(raw, id, j, entity, source) {
  const given = raw.claims_by_id[id];
  const { types, dates, templates, template_of } = raw.page ?? {};
  const type = types?.[given.type] ?? {};
  const day = (/** @type {string | undefined} */ text, /** @type {number} */ side) =>
    text ? dates[text][side] : null;
  const { start, end } = given;
  const c = {
    evidence: [],
    ...given,
    id,
    j,
    f: entity.get(given.from),
    t: entity.get(given.to),
    template: templates?.[template_of?.[j]] ?? { sentences: [] },
    label: type.label ?? given.type.replace(/_/g, " "),
    symmetric: Boolean(type.symmetric),
    rank: STATUSES.indexOf(given.status),
    first: day(start, 1),
    // A state without an end may continue. An event ends on the last day on which it may have happened.
    last: day(end ?? (type.time === "event" ? start : undefined), 2),
    day: day(start, 1) ?? day(start, 2) ?? day(end, 1) ?? day(end, 2),
  };
  const used = new Set(c.evidence.flatMap((/** @type {Evidence} */ item) => [item.source, item.quoting]));
  c.sources = [...used].map((key) => source.get(key)).filter(Boolean);
  for (const one of c.sources) one.claims.push(c);
  c.f.claims.push(c);
  if (c.t !== c.f) c.t.claims.push(c);
  return c;
}

/**
 * Returns the claims and entities that a step of the story or the data highlight.
 * @param {any} model
 * @param {any} focus
 */
function highlighted(model, focus) {
  const path = focus.path ?? [];
  const named = new Set([...(focus.entities ?? []), ...path]);
  const claims = new Set((focus.claims ?? []).map((/** @type {string} */ id) => model.claim.get(id)));
  for (const c of model.claims) if (!focus.claims && named.has(c.from) && named.has(c.to)) claims.add(c);
  claims.delete(undefined);
  const nodes = new Set([...named].map((id) => model.entity.get(id)));
  nodes.delete(undefined);
  for (const c of claims) nodes.add(c.f).add(c.t);
  return { claims, nodes };
}

/** @param {any} model @returns {Step[]} */
function buildStory(model) {
  return (model.page.story ?? []).map((/** @type {any} */ step) => {
    const { claims, nodes } = highlighted(model, step.focus ?? {});
    return { title: step.title, text: step.text, claims: [...claims], nodes, path: step.focus?.path };
  });
}

/** @param {string} text gzip in base64 */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
