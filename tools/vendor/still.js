// Stands in for d3-transition and d3-interpolate: the map animates its moves itself and starts no transition,
// so that there is never one to interrupt, and nothing to interpolate.
import { selection } from "d3-selection";

selection.prototype.interrupt = function () {
  return this;
};
export const interrupt = () => {};
export const interpolateZoom = () => () => [];
