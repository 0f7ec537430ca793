// Replaces d3-transition and d3-interpolate in the bundle. The map animates its moves itself and starts no
// transition of d3, so there is none to interrupt and nothing to interpolate. This saves a quarter of the
// script.
import { selection } from "d3-selection";

selection.prototype.interrupt = function () {
  return this;
};
export const interrupt = () => {};
export const interpolateZoom = () => () => [];
