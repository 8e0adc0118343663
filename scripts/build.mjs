// Bundles the server and the engine's worker into dist/.
//   node scripts/build.mjs              build
//   node scripts/build.mjs --if-stale   build unless no source has changed since the last build
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Entries of the package by the name of their bundle. */
export const entries = { main: "src/main.ts", "duckdb-worker": "backends/duckdb/worker.ts" };

/**
 * Bundles entries (paths from the root or absolute) into a directory, as ES modules for Node; what is imported late is a
 * file of its own. CommonJS dependencies need a `require`, which modules do not have; the native binding stays outside.
 * @param {Record<string, string>} entryPoints
 * @param {string} outdir
 */
export async function bundle(entryPoints, outdir) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    format: "esm",
    splitting: true,
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "warning",
    external: ["@duckdb/node-bindings*"],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** A key of all sources: names, sizes and times of change. */
function sourceKey() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const path of ["src", "backends", "package-lock.json", "scripts/build.mjs"]) visit(join(root, path));
  return hash.digest("hex");
}

async function main() {
  const outdir = join(root, "dist");
  const keyFile = join(outdir, ".built");
  const key = sourceKey();
  if (process.argv.includes("--if-stale")) {
    try {
      if (readFileSync(keyFile, "utf8") === key) return;
    } catch {
      // No build yet.
    }
  }
  rmSync(outdir, { recursive: true, force: true });
  await bundle(entries, outdir);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(keyFile, key);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
