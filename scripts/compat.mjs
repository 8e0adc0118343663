// Runs the client suites: unmodified PySpark of each version. Recorded cases take turns between client and server, so
// all versions run them side by side, each with a server of its own; what is timed comes after, one by one, on one.
//   node scripts/compat.mjs [--client 3.5|4.0|newest …] [-k EXPRESSION] [--url sc://…]
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { clientVersions, ensureClient } from "./clients.mjs";
import { goldenDirectory } from "./golden.mjs";
import { startServer } from "./serve.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    client: { type: "string", multiple: true },
    k: { type: "string", short: "k" },
    url: { type: "string" },
  },
});

const versions = values.client ?? clientVersions;
const pythons = new Map();
for (const version of versions) pythons.set(version, await ensureClient(version));

const data = join(root, ".cache/compat");
mkdirSync(data, { recursive: true });
const generator = await ensureClient("newest");
for (const benchmark of ["tpch", "tpcds"]) {
  const args = [join(root, "compat/generate.py"), benchmark, "0.01", join(data, benchmark)];
  const made = spawnSync(generator, args, { stdio: "inherit" });
  if (made.status !== 0) fail(`the tables of ${benchmark} could not be generated`);
}

const golden = goldenDirectory();
if (golden === undefined) fail("Spark's query texts are needed: set GOLDEN_DIR, or have Maven (mvn) on the PATH");

const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
if (built.status !== 0) fail("the server does not build");

/** What a directory of suites may take; it needs about ten. */
const MOST_MINUTES = 25;

// Each client's functions run where its own PySpark is.
const args = ["--broken-stream-timeout", "5s", "--python", [...pythons.values()].join(",")];
const launch = async () => (values.url === undefined ? await startServer({ args }) : undefined);

/** Runs some suites with one client on a server; resolves to their counts. `env` is what this run alone is told. */
const run = (server, version, name, paths, env = {}) =>
  new Promise((resolve) => {
    const args = ["-m", "pytest", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", ...paths];
    if (values.k !== undefined) args.push("-k", values.k);
    const child = spawn(pythons.get(version), args, {
      cwd: join(root, "compat"),
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        TZ: "UTC",
        FIRESTEEL_URL: values.url ?? server.url,
        FIRESTEEL_PID: String(server?.pid ?? ""),
        FIRESTEEL_DATA: data,
        GOLDEN_DIR: golden,
        FIRESTEEL_BROKEN_STREAM_SECONDS: values.url === undefined ? "5" : "30",
        PYTHONDONTWRITEBYTECODE: "1",
        ...env,
      },
    });
    // pytest writes the stacks of all threads when it is aborted.
    const patience = setTimeout(() => child.kill("SIGABRT"), MOST_MINUTES * 60_000);
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (errors = (errors + chunk).slice(-20_000)));
    child.on("close", (status) => {
      clearTimeout(patience);
      const count = (word) =>
        Number(new RegExp(`(\\d+) ${word}`).exec(out.trimEnd().split("\n").at(-1) ?? "")?.[1] ?? 0);
      const passed = count("passed");
      let failed = count("failed") + count("error");
      // With -k a directory may have nothing to run, which pytest ends with 5.
      if (status !== 0 && !(status === 5 && values.k !== undefined) && failed === 0) failed = 1;
      console.log(`== PySpark ${version}, ${name}: ${passed} passed, ${failed} failed, ${count("skipped")} skipped`);
      if (failed > 0) console.log(out.slice(-20_000), passed === 0 ? errors : "");
      if (server?.ended() === true) fail("the server ended");
      resolve({ passed, failed });
    });
  });

let passed = 0;
let failed = 0;
const add = (counts) => {
  passed += counts.passed;
  failed += counts.failed;
};
const RECORDED = "test_recorded.py";

/** The recorded cases of a version, on a server that ends with them. */
async function recorded(version) {
  const server = await launch();
  try {
    return await run(server, version, "recorded cases", [RECORDED]);
  } finally {
    await server?.close();
  }
}
if (values.url === undefined) for (const counts of await Promise.all(versions.map(recorded))) add(counts);
else for (const version of versions) add(await recorded(version));

const server = await launch();
for (const version of versions) {
  add(
    await run(server, version, "operation", [".", "--ignore=doctests", "--ignore=third_party", `--ignore=${RECORDED}`]),
  );
}
if (versions.includes("4.0")) {
  // PySpark's own doctests wait for the server more than they work, so several processes share them.
  const shares = Array.from({ length: 4 }, (_, i) =>
    run(server, "4.0", `doctests ${i + 1}/4`, ["doctests"], { FIRESTEEL_SHARE: `${i}/4` }),
  );
  for (const counts of await Promise.all(shares)) add(counts);
}
await server?.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function fail(reason) {
  console.error(reason);
  console.log("0 passed, 1 failed");
  process.exit(1);
}
