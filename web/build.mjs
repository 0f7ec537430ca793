// Builds the files of the page from web/src and writes them into graphkit/render/page, or into the folder that is
// the first argument. Run: npm install && npm run build
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OPTIONS = { minify: true, target: "es2022", charset: "utf8" };
const UNUSED = join(ROOT, "web/d3-unused.js");

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** Returns the bundle of an entry point and the paths of all files in it. */
async function bundle(entry, options = {}) {
  const { metafile, outputFiles } = await esbuild.build({
    ...OPTIONS,
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    metafile: true,
    write: false,
  });
  return { text: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

/** Returns name, version, licence and licence text of each npm package that the inputs belong to. */
function findPackages(inputs) {
  const names = inputs.flatMap((path) => path.match(/node_modules\/([^/]+)\//)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => {
    const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`));
    return { name, version, licence: license, text: read(`node_modules/${name}/LICENSE`).trim() };
  });
}

/** Returns legal comments with each licence text once, below the names of its packages. */
function notices(packages) {
  const names = new Map();
  for (const { name, text } of packages) names.set(text, [...(names.get(text) ?? []), name]);
  return [...names].map(([text, owners]) => `/*! ${owners.join(", ")}\n${text}\n*/\n`).join("");
}

/** Returns the sha256 over the list that sha256sum would print for the sources, sorted by path. */
function hashSources() {
  const inside = readdirSync(join(ROOT, "web/src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll("\\", "/"));
  const paths = ["web/build.mjs", "web/d3-unused.js", ...inside].sort();
  return sha256(paths.map((path) => `${sha256(read(path))}  ${path}\n`).join(""));
}

async function build() {
  const alias = { "d3-transition": UNUSED, "d3-interpolate": UNUSED };
  const script = await bundle("web/src/app/main.js", { format: "iife", alias });
  const style = await bundle("web/src/styles/main.css");
  const loader = await esbuild.transform(read("web/src/loader.js"), OPTIONS);
  const packages = findPackages(script.inputs);
  const files = {
    "loader.js": loader.code,
    "page.css": style.text,
    "page.html": read("web/src/page.html"),
    "page.js": notices(packages) + script.text,
  };
  const manifest = {
    sources: hashSources(),
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, sha256(text)])),
    esbuild: esbuild.version,
    packages: packages.map(({ text, ...rest }) => rest),
  };
  return { ...files, "manifest.json": `${JSON.stringify(manifest, null, 2)}\n` };
}

const target = process.argv[2] ? resolve(process.argv[2]) : join(ROOT, "graphkit/render/page");
mkdirSync(target, { recursive: true });
for (const [name, text] of Object.entries(await build())) writeFileSync(join(target, name), text);
