// The map on the screen: pan, zoom, hit test, and when to paint.

import { quadtree } from "d3-quadtree";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { buildDrawing, pointAt } from "../draw/drawlist.js";
import { measurer, paintCanvas, paintSvg } from "../draw/paint.js";
import { ink } from "../draw/theme.js";
import { byId, h, s } from "../elements/dom.js";
import { labelItems, layLabels } from "../labels/labels.js";
import { buildScene, fitScene, span } from "../scene/scene.js";

/** @typedef {import("../app/state.js").App} App @typedef {import("../scene/scene.js").Node} Node
 * @typedef {import("../scene/scene.js").Edge} Edge @typedef {import("../draw/drawlist.js").Line} Line
 * @typedef {import("../draw/drawlist.js").Spot} Spot @typedef {import("../draw/drawlist.js").View} View
 * @typedef {import("../model/data.js").Entity} Entity */

const SLOW = 12; // milliseconds; if a frame takes longer, a bitmap moves instead of the lines
const SETTLE = 70; // milliseconds without movement until the map is drawn sharp again
const NUDGE_BELOW = 400;
const SMALLEST = 1.9; // names in print are this many times smaller than on the screen, at most

export class MapView {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.box = byId("map");
    /** @type {HTMLCanvasElement} */
    this.canvas = byId("canvas");
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { alpha: false }));
    this.measure = measurer();
    this.transform = zoomIdentity;
    /** @type {Node | Edge | null} */
    this.hover = null;
    /** @type {Node | Edge | null} */
    this.cursor = null;
    this.ends = /** @type {Entity[]} */ ([]);
    this.slow = false;
    this.bitmap = /** @type {{canvas: HTMLCanvasElement, k: number, x: number, y: number} | null} */ (null);
    /** The node whose claims the keyboard walks. @type {Node | null} */
    this.walking = null;
    this.frame = 0;
    this.settle = 0;
    this.turn = 0;
    this.w = 0;
    this.h = 0;
    /** The view of the last sharp picture. */
    this.shownAt = zoomIdentity;
    this.scene = this.build();
    /** @type {import("../draw/drawlist.js").Drawing} */
    this.drawing = { items: [], spots: [], lines: [], plain: false, scale: 1 };
    /** @type {import("../labels/labels.js").Labels | null} */
    this.labels = null;
    /** @type {import("d3-zoom").ZoomBehavior<HTMLCanvasElement, unknown>} */
    this.zoom = zoom();
    this.rebuild();
    this.listen();
  }

  /** Builds the scene again, after the filter, the window or the folding has changed. */
  rebuild() {
    this.size();
    this.scene = this.build();
    fitScene(this.scene, this.room);
    this.cursor = this.hover = null;
    this.paint(true);
  }

  build() {
    return buildScene(this.app.model, this.app.shown, this.app.open, this.app.focus()?.nodes);
  }

  /** @returns {View} */
  get view() {
    const { k, x, y } = this.transform;
    const covered = this.phone() ? byId("evidence").offsetHeight || 0 : 0;
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = byId("zoom");
    return {
      k,
      x,
      y,
      w: this.w,
      h: this.h,
      free: { left: 0, top: 30, right: this.w, bottom: Math.max(this.h - covered, 120) },
      taken: [{ x: offsetLeft, y: offsetTop, w: offsetWidth, h: offsetHeight }],
    };
  }

  phone() {
    return matchMedia("(max-width: 760px)").matches;
  }

  /** @returns {import("../draw/drawlist.js").Look} */
  look() {
    return {
      focus: this.app.focus(),
      hover: this.hover,
      cursor: this.cursor,
      phone: this.phone(),
      print: false,
      measure: this.measure,
      marked: new Set([...this.app.pinned, ...this.ends.map((e) => e.id)]),
    };
  }

  /** Draws everything now. `still` also places the labels again. @param {boolean} still */
  paint(still) {
    const started = performance.now();
    const look = this.look();
    this.drawing = buildDrawing(this.scene, look, this.view);
    if (still || !this.labels) {
      this.labels = layLabels(this.drawing, look, this.view);
      this.tree = quadtree(
        this.drawing.spots,
        (s) => s.x,
        (s) => s.y,
      );
      byId("plain").hidden = !this.drawing.plain;
    }
    const spots = new Map(this.drawing.spots.map((s) => [s.node.key, s]));
    this.ground();
    paintCanvas(this.context, [...this.drawing.items, ...labelItems(this.labels, spots, still)], ink);
    this.slow = performance.now() - started > SLOW;
    this.shownAt = this.transform;
    this.bitmap = null;
    if (!still) return;
    performance.clearMarks("graphkit:sharp");
    performance.mark("graphkit:sharp");
  }

  /** Draws while the view moves: everything if that is fast, else the last sharp picture at its new place. */
  move() {
    this.frame = 0;
    if (!this.slow) return this.paint(false);
    this.bitmap ??= this.keep();
    const from = this.bitmap;
    const k = this.transform.k / from.k;
    this.ground();
    this.context.drawImage(
      from.canvas,
      this.transform.x - from.x * k,
      this.transform.y - from.y * k,
      this.w * k,
      this.h * k,
    );
  }

  /** Fits the whole map into the window. */
  fit() {
    const all = this.scene.nodes.length === this.app.model.entities.length || this.scene.folded;
    if (all) this.goTo(zoomIdentity);
    else this.reveal(this.app.shown.entities, true);
  }

  /** @param {number} factor */
  zoomBy(factor) {
    const { free } = this.view;
    const [cx, cy] = [(free.left + free.right) / 2, (free.top + free.bottom) / 2];
    const { k, x, y } = this.transform;
    const next = Math.max(0.3, Math.min(40, k * factor));
    this.goTo(zoomIdentity.translate(cx - ((cx - x) * next) / k, cy - ((cy - y) * next) / k).scale(next));
  }

  /**
   * Moves the view so that these entities are in its free part.
   * @param {Iterable<Entity>} entities
   * @param {boolean} [always]
   */
  reveal(entities, always = false) {
    const nodes = [...entities].map((e) => this.scene.at.get(e)).filter((n) => n !== undefined);
    if (!nodes.length) return;
    const [x0, x1] = span(nodes.map((n) => n.x));
    const [y0, y1] = span(nodes.map((n) => n.y));
    const { free } = this.view;
    const { k, x, y } = this.transform;
    const pad = this.phone() ? 44 : 40;
    const inside =
      x0 * k + x > free.left + pad &&
      x1 * k + x < free.right - pad &&
      y0 * k + y > free.top + pad &&
      y1 * k + y < free.bottom - pad;
    if (inside && !always && !this.phone()) return;
    const room = Math.min(
      (free.right - free.left - 2.4 * pad) / Math.max(x1 - x0, 1),
      (free.bottom - free.top - 2.4 * pad) / Math.max(y1 - y0, 1),
    );
    const next = Math.min(room, always || this.phone() ? 2.2 : Math.max(k, 1));
    const [cx, cy] = [(free.left + free.right) / 2, (free.top + free.bottom) / 2];
    this.goTo(zoomIdentity.translate(cx - ((x0 + x1) / 2) * next, cy - ((y0 + y1) / 2) * next).scale(next));
  }

  /**
   * Returns what is at a point: a node, else a line within five pixels.
   * @param {number} x
   * @param {number} y
   * @param {number} [slack]
   * @returns {Node | Edge | null}
   */
  hit(x, y, slack = 0) {
    const spot = this.tree?.find(x, y, 44);
    if (spot && Math.hypot(spot.x - x, spot.y - y) <= Math.max(spot.q + 3, 10) + slack) return spot.node;
    let best = null;
    let least = 5 + slack;
    for (const g of this.drawing.plain ? [] : this.drawing.lines) {
      const d = g.edge.c ? distance(g, x, y, least) : Infinity;
      if (d < least) [best, least] = [g.edge, d];
    }
    return best;
  }

  /**
   * Returns the map as SVG for print and export.
   * @param {number} w
   * @param {number} h
   * @param {(token: string) => string} write
   * @returns {SVGGElement}
   */
  svg(w, h, write) {
    const scene = this.build();
    const look = { ...this.look(), hover: null, cursor: null, phone: false, print: true };
    // Paper has no room for many names at full size: everything is drawn smaller.
    let more = Math.max(1, Math.min(1.6, Math.sqrt(scene.nodes.length / 60)));
    for (; ; more *= 1.1) {
      const [right, bottom] = [w * more, h * more];
      fitScene(scene, { left: 70, top: 34, right: right - 110, bottom: bottom - 30 }, 1.8);
      const free = { left: 0, top: 0, right, bottom };
      const view = { k: 1, x: 0, y: 0, w: right, h: bottom, free, taken: [] };
      const drawing = buildDrawing(scene, look, view);
      const labels = layLabels(drawing, look, view);
      if (labels.placed.length < scene.nodes.length && more < SMALLEST) continue;
      const spots = new Map(drawing.spots.map((spot) => [spot.node.key, spot]));
      const picture = paintSvg([...drawing.items, ...labelItems(labels, spots, true)], write);
      picture.setAttribute("transform", `scale(${1 / more})`);
      return s("g", {}, picture);
    }
  }

  /** @param {Node | Edge | null} what */
  point(what) {
    if (this.hover === what) return;
    this.hover = what;
    this.box.classList.toggle("over", Boolean(what));
    this.ask();
  }

  /** Paints before the next frame, once. */
  ask() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint(true);
    });
  }

  /** Selects what was hit. @param {Node | Edge | null} what @param {{focus?: boolean}} [how] */
  choose(what, how) {
    if (!what) return this.app.selection.mode !== "start" && this.app.select({ mode: "start" });
    if ("key" in what) {
      if (what.e) this.app.select({ mode: "entity", entity: what.e }, how);
      else this.unfold(what);
    } else if (what.c) this.app.select({ mode: "claim", claim: what.c }, how);
  }

  /** Opens a folded group, folds an open group, or adds a hop around an entity. @param {Node} node */
  unfold(node) {
    if (!node.e) this.app.open.add(node.group);
    else if (this.scene.folded) this.app.open.delete(node.group);
    else if (this.app.filter.hops) return this.app.select({ mode: "entity", entity: node.e });
    else return;
    this.app.notify("open");
  }

  listen() {
    this.zoom.scaleExtent([0.3, 40]).filter((event) => this.mayPan(event));
    this.zoom.on("zoom", (event) => {
      this.transform = event.transform;
      this.frame ||= requestAnimationFrame(() => this.move());
      clearTimeout(this.settle);
      this.settle = window.setTimeout(() => this.ask(), SETTLE);
    });
    select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    const at = (/** @type {MouseEvent} */ event) =>
      this.hit(event.offsetX, event.offsetY, this.phone() ? 8 : 0);
    this.canvas.addEventListener("click", (event) => this.choose(at(event)));
    this.canvas.addEventListener("dblclick", (event) => {
      const what = at(event);
      if (what && "key" in what) this.unfold(what);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!event.buttons && event.pointerType !== "touch") this.point(at(event));
    });
    this.canvas.addEventListener("pointerleave", () => this.point(null));
    new ResizeObserver(() => this.resized()).observe(this.box);
  }

  /** A drag moves a node of a small map; every other drag pans. @param {any} event */
  mayPan(event) {
    if (event.button || (event.ctrlKey && event.type !== "wheel")) return false;
    if (event.type !== "mousedown" || this.scene.nodes.length > NUDGE_BELOW) return true;
    const node = this.hit(event.offsetX, event.offsetY);
    if (!node || !("key" in node)) return true;
    const move = (/** @type {MouseEvent} */ moved) => {
      if (!moved.buttons) return;
      node.x += moved.movementX / this.transform.k;
      node.y += moved.movementY / this.transform.k;
      this.ask();
    };
    window.addEventListener("mousemove", move);
    window.addEventListener("mouseup", () => window.removeEventListener("mousemove", move), { once: true });
    return false;
  }

  resized() {
    if (this.w === this.box.clientWidth && this.h === this.box.clientHeight) return;
    this.rebuild();
  }

  size() {
    this.w = this.box.clientWidth || 800;
    this.h = this.box.clientHeight || 600;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.round(this.w * ratio);
    this.canvas.height = Math.round(this.h * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Returns the frame for the whole map; on a phone, the part above the half-open sheet. */
  get room() {
    if (this.phone()) return { left: 34, right: this.w - 34, top: 56, bottom: this.h * 0.59 - 28 };
    const side = Math.min(84, this.w * 0.1);
    return { left: side, right: this.w - side, top: 64, bottom: this.h - 60 };
  }

  ground() {
    this.context.fillStyle = ink("--map");
    this.context.fillRect(0, 0, this.w, this.h);
  }

  /** Returns a copy of the current picture. */
  keep() {
    const copy = h("canvas", { width: this.canvas.width, height: this.canvas.height });
    copy.getContext("2d").drawImage(this.canvas, 0, 0);
    const { k, x, y } = this.shownAt;
    return { canvas: copy, k, x, y };
  }

  /** @param {any} target a zoom transform; the move is animated unless the reader prefers reduced motion */
  goTo(target) {
    const time = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--t-move")) || 0;
    const from = this.transform;
    const started = performance.now();
    this.turn++;
    const turn = this.turn;
    const step = () => {
      if (turn !== this.turn) return;
      const t = time ? Math.min(1, (performance.now() - started) / time) : 1;
      const e = 1 - (1 - t) ** 3;
      const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * e;
      const next = zoomIdentity
        .translate(mix(from.x, target.x), mix(from.y, target.y))
        .scale(mix(from.k, target.k));
      this.zoom.transform(select(this.canvas), next);
      if (t < 1) requestAnimationFrame(step);
    };
    step();
  }
}

/**
 * Returns the distance from a point to a line, measured at sixteen points.
 * @param {Line} g
 * @param {number} x
 * @param {number} y
 * @param {number} least
 */
function distance(g, x, y, least) {
  if (x < Math.min(g.x1, g.cx, g.tx) - least || x > Math.max(g.x1, g.cx, g.tx) + least) return Infinity;
  if (y < Math.min(g.y1, g.cy, g.ty) - least || y > Math.max(g.y1, g.cy, g.ty) + least) return Infinity;
  let best = Infinity;
  let [ax, ay] = [g.x1, g.y1];
  for (let i = 1; i <= 16; i++) {
    const [bx, by] = pointAt(g, i / 16);
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(ax + t * dx - x, ay + t * dy - y));
    [ax, ay] = [bx, by];
  }
  return best;
}
