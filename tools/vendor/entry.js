// What the map takes from d3; everything it does not name here stays out of the bundle.
export { quadtree } from "d3-quadtree";
export { select } from "d3-selection";
export { zoom, zoomIdentity } from "d3-zoom";
