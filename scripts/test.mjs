// Everything that must hold, in order: types, lint, format, unused code, build, unit tests, client suites.
// Goes on after a failure, so that one run tells all; the last line adds up every suite.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(root, ".cache/results");
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;

/** Counts a suite and says so. */
function count(name, good, bad) {
  passed += good;
  failed += bad;
  console.log(`${bad === 0 ? "ok    " : "FAILED"} ${name}: ${good} passed, ${bad} failed`);
}

/** A command that is one check. */
function check(name, command, args) {
  const run = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  count(name, run.status === 0 ? 1 : 0, run.status === 0 ? 0 : 1);
  return run.status === 0;
}

/** A command whose output is shown as it comes, and given back. */
const follow = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      text += chunk;
    });
    child.on("close", (status) => resolve({ status, text }));
  });

const bin = (name) => join(root, "node_modules/.bin", name);

// Tests of Python workers run with the clients that are there: all are made before, beside the checks.
const ready = follow(process.execPath, [join(root, "scripts/clients.mjs")]);
check("types", bin("tsc"), ["--noEmit"]);
check("lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]);
check("format", bin("biome"), ["format"]);
check("unused code", bin("knip"), []);
const built = check("build", process.execPath, [join(root, "scripts/build.mjs")]);

const made = await ready;
count("client environments", made.status === 0 ? 1 : 0, made.status === 0 ? 0 : 1);
const report = join(results, "unit.json");
rmSync(report, { force: true });
await follow(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const broken = testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.length === 0).length;
  count("unit tests", numPassedTests, numFailedTests + broken);
} catch (reason) {
  console.error(reason);
  count("unit tests", 0, 1);
}

if (built) {
  const clients = await follow(process.execPath, [join(root, "scripts/compat.mjs")]);
  const last = /(\d+) passed, (\d+) failed\s*$/.exec(clients.text);
  const bad = Number(last?.[2] ?? 0) + (last === null || (clients.status !== 0 && last[2] === "0") ? 1 : 0);
  count("client suites", Number(last?.[1] ?? 0), bad);
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
