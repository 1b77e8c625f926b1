// Builds static/src into static/dist: hashed file names, and manifest.json from plain name to file.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "static/src");
const dist = join(root, "static/dist");
const fonts = join(root, "node_modules/.fonts");
const entries = [
  "staff.css", "reader.css", "staff.js", "reader.js", "editor.js", "upload.js", "sheet.js", "texts.js", "recorder.js",
  "keeper.js", "worker.js", "writing.js", "note.js", "tools.js", "outline.js", "redaction.js", "keys.js", "suggestions.js", "htmx.js", "outline.css", "mark.svg",
];

function python() {
  const own = join(root, ".venv/bin/python");
  return process.env.STORIES_PYTHON ?? (existsSync(own) ? own : "python3");
}

function cutFonts() {
  const script = join(root, "tools/subset_fonts.py");
  const packages = join(root, "node_modules/@fontsource-variable");
  const seed = ["literata", "golos-text"].map((name) => readFileSync(join(packages, name, "package.json")));
  const digest = createHash("sha256").update(Buffer.concat([readFileSync(script), ...seed])).digest("hex");
  const stamp = join(fonts, "digest");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  rmSync(fonts, { recursive: true, force: true });
  execFileSync(python(), [script, packages, fonts], { stdio: "inherit" });
  writeFileSync(stamp, digest);
}

// dark.css is written once, for the stored choice; the system's wish gets the same declarations.
const dark = {
  name: "dark",
  setup(build) {
    build.onLoad({ filter: /dark\.css$/ }, ({ path }) => {
      const chosen = readFileSync(path, "utf8");
      const wished = chosen.replaceAll('[data-theme="dark"]', ':not([data-theme="light"])');
      return { contents: `${chosen}@media (prefers-color-scheme: dark) {${wished}}`, loader: "css" };
    });
  },
};

// The waveform makes itself a <style>, which the house's pages forbid; it takes our own sheet instead.
const unstyled = {
  name: "unstyled",
  setup(build) {
    build.onLoad({ filter: /wavesurfer\.esm\.js$/ }, ({ path }) => {
      const parts = readFileSync(path, "utf8").split(/<style\$\{.*?<\/style>/s);
      if (parts.length !== 2) throw new Error("wavesurfer.js makes its style in another way now.");
      const link = '<link rel="stylesheet" href="${this.options.sheet}">';
      return { contents: parts.join(link), loader: "js" };
    });
  },
};

function manifestOf(outputs) {
  const plain = (file) => basename(file).replace(/-[A-Z0-9]{8}(?=\.)/, "");
  const files = Object.keys(outputs).map((file) => basename(file)).filter((file) => !file.endsWith(".map"));
  return Object.fromEntries(files.map((file) => [plain(file), file]).sort());
}

// The server sends the packed copy that lies beside a file to whoever takes one.
function pack(manifest) {
  for (const [name, file] of Object.entries(manifest)) {
    const bytes = readFileSync(join(dist, file));
    let sent = bytes.length;
    if (!file.endsWith(".woff2")) {
      const packed = brotliCompressSync(bytes);
      writeFileSync(join(dist, `${file}.br`), packed);
      writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }));
      sent = packed.length;
    }
    console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(7)} B, ${String(sent).padStart(6)} B sent`);
  }
}

function sweep(keep) {
  for (const file of readdirSync(dist)) if (!keep.has(file)) rmSync(join(dist, file), { recursive: true });
}

cutFonts();
mkdirSync(dist, { recursive: true });
const { metafile } = await esbuild.build({
  absWorkingDir: root,
  entryPoints: entries.map((name) => join(from, name)),
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  alias: { "house-fonts": join(fonts, "fonts.css") },
  loader: { ".woff2": "file", ".svg": "copy" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome80", "firefox78", "safari14.1"],
  legalComments: "none",
  metafile: true,
  plugins: [dark, unstyled],
});
const manifest = manifestOf(metafile.outputs);
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
sweep(new Set([...Object.values(manifest), "manifest.json"]));
pack(manifest);
