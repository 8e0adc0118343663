// Replays Spark's golden suite against servers of our own, against any other, or against a real Spark.
//   npm run golden [-- --file NAME … --level ran|rows|types|names --details FILE --update --servers N --spark 4.0]
//                  [--url sc://… | --real PYTHON]
// What is measured how, and what a real Spark scores: docs/golden-harness.md.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureClient } from "./clients.mjs";
import { goldenDirectory } from "./golden.mjs";
import { startServer } from "./serve.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    file: { type: "string", multiple: true, default: [] },
    level: { type: "string" },
    details: { type: "string" },
    update: { type: "boolean", default: false },
    servers: { type: "string", default: "2" },
    url: { type: "string", multiple: true, default: [] },
    real: { type: "string" },
    spark: { type: "string", default: "4.0" },
  },
});
if (values.spark !== "4.0") {
  console.error("The suite of Spark 4.0 is the one that there is.");
  process.exit(2);
}
const data = goldenDirectory();
if (data === undefined) {
  console.error("Spark's golden files are needed: set GOLDEN_DIR, or have Maven (mvn) on the PATH.");
  console.log("0 passed, 1 failed");
  process.exit(1);
}
const python = await ensureClient("4.0");

/** A real Spark with the suite's settings, from a Python that has the full `pyspark`. */
async function startSpark(directory) {
  // The client takes the same token from its environment.
  process.env.SPARK_CONNECT_AUTHENTICATE_TOKEN ??= "golden";
  mkdirSync(directory);
  const child = spawn(values.real, [join(root, "golden/spark.py"), directory], { stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => resolve(String(text).trim()));
    child.on("exit", (code) => reject(new Error(`Spark ended with ${code}`)));
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit").on("exit", resolve);
        child.kill("SIGTERM");
      }),
  };
}

// Golden answers name the warehouse by the suite's class.
const warehouses = mkdtempSync(join(tmpdir(), "firesteel-golden-"));
const servers = [];
if (values.real !== undefined) servers.push(await startSpark(join(warehouses, "spark")));
else if (values.url.length === 0) {
  spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
  for (let i = 0; i < Number(values.servers); i++) {
    const warehouse = join(warehouses, String(i), "org.apache.spark.sql.SQLQueryTestSuite");
    const env = { ...process.env, TZ: "America/Los_Angeles", LANG: "en_US.UTF-8" };
    servers.push(await startServer({ threads: "1", args: ["--warehouse", warehouse, "--python", python], env }));
  }
}
const args = [join(root, "golden/run.py"), "--data", data];
for (const url of values.url.length > 0 ? values.url : servers.map((s) => s.url)) args.push("--url", url);
for (const file of values.file) args.push("--file", file);
for (const name of ["level", "details"]) if (values[name] !== undefined) args.push(`--${name}`, values[name]);
if (values.update) args.push("--update");
if (values.url.length > 0 || values.real !== undefined) args.push("--no-ledger");
const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
const status = await new Promise((resolve) => spawn(python, args, { stdio: "inherit", env }).on("close", resolve));
await Promise.all(servers.map((server) => server.close()));
rmSync(warehouses, { recursive: true, force: true });
process.exit(status ?? 1);
