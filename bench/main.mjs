// Benchmarks: `npm run bench -- tpch | tpcds | start | stream | cancel | analyze | parse | workers [--scale N] [--client VERSION] [--repeat N]`,
// `load [--minutes N] [--sessions N] [--heavy N]`, `soak [--operations N]`, `udf [--spark PYTHON] [--only CASE,…]`.
// Every figure stands beside a peer's of the same run, on the same files and threads.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "../scripts/build.mjs";
import { ensureClient } from "../scripts/clients.mjs";
import { goldenDirectory } from "../scripts/golden.mjs";
import { startServer } from "../scripts/serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "1" },
    client: { type: "string", default: process.argv.includes("udf") ? "4.0" : "newest" },
    repeat: { type: "string", default: "3" },
    threads: { type: "string", default: "2" },
    minutes: { type: "string", default: "5" },
    sessions: { type: "string", default: "200" },
    heavy: { type: "string", default: "10" },
    operations: { type: "string", default: "20000" },
    spark: { type: "string", default: process.env.FIRESTEEL_SPARK ?? "" },
    only: { type: "string", default: "" },
  },
});

const [name] = positionals;
// In one process, without a client.
if (name === "parse") process.exit(await parse());
if (name === "workers") process.exit(await workers());

/** Bundles `workers.ts`, Python functions fed from memory; gives the command that runs it. */
async function floor() {
  await ensureClient(values.client);
  const out = join(root, ".cache/bench");
  await bundle({ workers: join(here, "workers.ts") }, out);
  return [process.execPath, join(out, "workers.js"), values.client];
}

/** Runs `workers.ts`; gives its exit code. */
async function workers() {
  const [command, ...args] = await floor();
  return spawnSync(command, args, { stdio: "inherit" }).status ?? 1;
}

/** Bundles and runs `parse.ts`; gives its exit code. */
async function parse() {
  const out = join(root, ".cache/bench");
  await bundle({ parse: join(here, "parse.ts") }, out);
  const env = { ...process.env, GOLDEN_DIR: goldenDirectory() };
  return spawnSync(process.execPath, [join(out, "parse.js")], { stdio: "inherit", env }).status ?? 1;
}

const scripts = {
  tpch: "run_tpch.py",
  tpcds: "run_tpcds.py",
  start: "run_start.py",
  stream: "run_stream.py",
  cancel: "run_cancel.py",
  analyze: "run_analyze.py",
  load: "run_load.py",
  soak: "run_load.py",
  udf: "run_udf.py",
};
if (name === undefined || scripts[name] === undefined) {
  console.error(
    `usage: npm run bench -- ${[...Object.keys(scripts), "parse"].join(" | ")} [--scale N] [--client VERSION] [--repeat N]`,
  );
  process.exit(2);
}

spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
const python = await ensureClient(values.client);
const env = {
  ...process.env,
  PYTHONPATH: join(root, "compat"),
  BENCH_THREADS: values.threads,
  BENCH_REPEAT: values.repeat,
  BENCH_NAME: name,
  BENCH_MINUTES: values.minutes,
  BENCH_SESSIONS: values.sessions,
  BENCH_HEAVY: values.heavy,
  BENCH_OPERATIONS: values.operations,
  BENCH_LAUNCHER: join(root, "bin/firesteel.cjs"),
  NODE: process.execPath,
};

if (name === "udf") {
  env.BENCH_FLOOR = [...(await floor()), "--asked"].join("\n");
  env.BENCH_SPARK = values.spark;
  env.BENCH_ONLY = values.only;
}

/** The benchmark whose tables an entry reads. */
const benchmark = name === "cancel" ? "tpch" : name;
if (benchmark === "tpch" || benchmark === "tpcds") {
  const data = join(root, ".cache", benchmark, `sf${values.scale}`);
  mkdirSync(data, { recursive: true });
  const made = spawnSync(python, [join(root, "compat/generate.py"), benchmark, values.scale, data], {
    stdio: "inherit",
  });
  if (made.status !== 0) process.exit(made.status ?? 1);
  env.BENCH_DATA = data;
  env.GOLDEN_DIR = goldenDirectory();
}

// `start` measures launches, so it starts servers itself.
const server =
  name === "start"
    ? undefined
    : await startServer({
        threads: values.threads,
        // What only tests are told is no setting of a server.
        env: { ...process.env, FIRESTEEL_SPARK: undefined },
        args: ["--log-level", "warn", ...(name === "udf" ? ["--python", python] : [])],
      });
if (server !== undefined) {
  env.FIRESTEEL_URL = server.url;
  env.FIRESTEEL_PID = String(server.pid);
}
const run = spawn(python, [join(here, scripts[name])], { stdio: "inherit", env });
run.on("exit", (code) => {
  void Promise.resolve(server?.close()).then(() => process.exit(code ?? 1));
});
