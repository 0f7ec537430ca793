// Bundles the vendored part of d3 into the package and writes its manifest. Run: npm install && npm run vendor
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const TARGET = new URL("../../graphkit/render/assets/js/vendor/", import.meta.url);
const still = new URL("still.js", import.meta.url).pathname;
const { metafile, outputFiles } = await build({
  entryPoints: [new URL("entry.js", import.meta.url).pathname],
  alias: { "d3-transition": still, "d3-interpolate": still },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  write: false,
});
const names = Object.keys(metafile.inputs).flatMap(
  (path) => path.match(/node_modules\/([^/]+)\//)?.[1] ?? [],
);
const packages = [...new Set(names)].sort().map((name) => {
  const read = (file) => readFileSync(new URL(`../../node_modules/${name}/${file}`, import.meta.url), "utf8");
  const { version, license } = JSON.parse(read("package.json"));
  return { name, version, licence: license, text: read("LICENSE").trim() };
});
const notices = new Map();
for (const { name, text } of packages) notices.set(text, [...(notices.get(text) ?? []), name]);
const head = [...notices].map(([text, owners]) => `/*! ${owners.join(", ")}\n${text}\n*/\n`).join("");
const bundle = `${head + outputFiles[0].text.trim()}\n`;
const sha256 = createHash("sha256").update(bundle).digest("hex");
const manifest = { file: "d3.js", sha256, packages: packages.map(({ text, ...rest }) => rest) };
writeFileSync(new URL("d3.js", TARGET), bundle);
writeFileSync(new URL("manifest.json", TARGET), `${JSON.stringify(manifest, null, 2)}\n`);
