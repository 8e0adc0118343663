// Writes the generated documentation: `npm run docs`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, ".cache/docs");
await bundle({ generate: "scripts/docs/generate.ts" }, out);
const { generate } = await import(pathToFileURL(join(out, "generate.js")).href);
rmSync(join(root, "docs/functions"), { recursive: true, force: true });
for (const [path, text] of generate()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
