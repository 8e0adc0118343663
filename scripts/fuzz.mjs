// Fuzzes the doors: `npm run fuzz -- [parser | decoder] [--seconds N]`. Anything but a SparkError is a find.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string", default: "60" } },
});
const doors = positionals.length > 0 ? positionals : ["parser", "decoder"];
const run = spawnSync(join(root, "node_modules/.bin/vitest"), ["run", "--config", "vitest.fuzz.config.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, FUZZ_SECONDS: values.seconds, FUZZ_DOORS: doors.join(",") },
});
process.exit(run.status ?? 1);
