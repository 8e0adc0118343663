import { rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { openDuckDB } from "../backends/duckdb/backend.ts";
import { parseCommandLine } from "./cli.ts";
import { lateMetastore } from "./catalog/late-metastore.ts";
import type { Metastore } from "./catalog/metastore.ts";
import type { Config } from "./config.ts";
import { type LoadedConfig, shownConfig } from "./config-load.ts";
import { IN_MEMORY } from "./config-values.ts";
import { Admission } from "./engine/admission.ts";
import { createEngine } from "./engine/engine.ts";
import { metastorePath } from "./engine/warehouse/warehouse.ts";
import { availableMemory, shareMemory } from "./memory.ts";
import { readSecrets } from "./secrets.ts";
import type { HttpOptions, HttpServer } from "./server/http.ts";
import type { OperationObserver } from "./server/observer.ts";
import { type RunningServer, startServer } from "./server/server.ts";
import { endOnSignals } from "./shutdown.ts";
import { makeTempDirectory } from "./temp-directory.ts";

const VERSION = "0.1.0";
const MIB = 1024 * 1024;
const MAX_WAITING_FOR_READERS = 128;
const MIN_HEAP = 256 * MIB;

/** What a user types to connect. */
const greeting = (config: Config, port: number, warning: string | undefined): string => {
  const parameters = [
    ...(config["tls-cert"] === undefined ? [] : ["use_ssl=true"]),
    ...(config.token === undefined && config["tokens-file"] === undefined ? [] : ["token=…"]),
  ];
  const host =
    config.host === "127.0.0.1" || config.host === "0.0.0.0" || config.host === "::" ? "localhost" : config.host;
  const url = `sc://${host}:${port}${parameters.length === 0 ? "" : `/;${parameters.join(";")}`}`;
  return `Firesteel ${VERSION} serves Spark Connect at ${url}

    from pyspark.sql import SparkSession
    spark = SparkSession.builder.remote("${url}").getOrCreate()
    spark.sql("SELECT 'hello' AS greeting").show()

${warning === undefined ? "" : `${warning}\n\n`}Stop it with Ctrl+C.
`;
};

/** What stands between a server that others can reach and everyone; undefined where all is well. */
const exposure = (config: Config): string | undefined => {
  if (/^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/.test(config.host)) return undefined;
  const hasTokens = config.token !== undefined || config["tokens-file"] !== undefined;
  if (!hasTokens)
    return `WARNING: everyone who reaches ${config.host} can read and write what this server can. Set --tokens-file or --token, and --tls-cert.`;
  return config["tls-cert"] === undefined
    ? `WARNING: tokens and data pass to ${config.host} unencrypted. Set --tls-cert and --tls-key.`
    : undefined;
};

/** The operator's port; few servers have one, and it is loaded for those. */
async function httpOn(
  port: number,
  host: string,
  rest: Pick<HttpOptions, "isServing" | "readings">,
): Promise<HttpServer> {
  const { startHttp } = await import("./server/http.ts");
  return startHttp({ ...rest, host, port, version: VERSION });
}

/** Spans, where the process was started with an OpenTelemetry SDK: its API leaves this mark. */
async function tracing(): Promise<readonly OperationObserver[]> {
  if (!(Symbol.for("opentelemetry.js.api.1") in globalThis)) return [];
  const { tracingObserver } = await import("./server/trace.ts");
  return [tracingObserver()];
}

/** The metastore of a warehouse; a server that keeps nothing does not load what reads it. */
const metastoreOf = (warehouse: string): Promise<Metastore> =>
  lateMetastore(metastorePath(warehouse), async (path) => {
    const { openMetastore } = await import("./catalog/duckdb-metastore.ts");
    return openMetastore(path);
  });

/** Serves until a signal ends it. */
async function serve(loaded: LoadedConfig): Promise<void> {
  const { config } = loaded;
  const log = pino({ level: config["log-level"] }, pino.destination(2));
  log.debug({ settings: shownConfig(loaded) }, "settings");
  const secrets = await readSecrets(config);
  process.on("unhandledRejection", (err) => log.error({ err }, "a failure that nobody handled"));
  const tempDirectory = makeTempDirectory(config["temp-directory"] ?? tmpdir());
  const remove = () => rmSync(tempDirectory, { recursive: true, force: true });
  const memory = shareMemory(config["memory-limit"] ?? availableMemory());
  const results = config["result-memory"] ?? memory.results;
  const backend = openDuckDB({
    worker: new URL("./duckdb-worker.js", import.meta.url),
    threads: config.threads,
    memoryLimit: config["engine-memory"] ?? memory.engine,
    tempDirectory,
    maxTempDirectorySize: config["max-temp-size"],
    extensionDirectory: config["extension-directory"],
    // Those that wait for their readers hold a connection too.
    maxStatements: config["max-queries"] + MAX_WAITING_FOR_READERS,
    flow: { perStatement: 16 * MIB, total: Math.floor(results / 4) },
    heapLimit: Math.max(MIN_HEAP, memory.heap),
  });
  // The engine takes 45 MB and comes up in a tenth of a second, with the first statement that needs it. Who asks the
  // operator's port whether the server is ready is told of an engine that runs.
  const ready = config["http-port"] === undefined ? Promise.resolve() : backend.warm();
  ready.catch((err: unknown) => log.error({ err }, "the engine did not start"));
  const isMemory = config.warehouse === IN_MEMORY;
  // Loading the metastore's library takes the server's thread for a while: clients can connect before, and the engine's
  // thread, which every statement needs, comes up first.
  let listens: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    listens = resolve;
  });
  const admission = new Admission(
    {
      maxQueries: config["max-queries"],
      threads: config.threads ?? availableParallelism(),
      maxQueued: config["max-queued-queries"],
      queueTimeout: config["queue-timeout"],
      queryTimeout: config["query-timeout"],
    },
    (milliseconds) => http?.waited(milliseconds),
  );
  const engine = createEngine({
    backend,
    admission,
    warehouse: isMemory ? join(tempDirectory, "warehouse") : config.warehouse,
    metastore: isMemory ? undefined : Promise.allSettled([listening, ready]).then(() => metastoreOf(config.warehouse)),
    warn: (err, what) => log.warn({ err }, what),
    maxKeptBytes: config["max-cache-size"],
    maxArtifactBytes: config["max-artifact-size"],
    artifactDirectory: tempDirectory,
    initialSettings: config.conf,
    isolateUsers: config["tokens-file"] !== undefined,
  });
  const httpPort = config["http-port"];
  let server: RunningServer | undefined;
  const http =
    httpPort === undefined
      ? undefined
      : await httpOn(httpPort, config["http-host"], {
          isServing: () => server?.isServing() ?? false,
          readings: {
            sessions: () => server?.sessions() ?? 0,
            resultBytes: () => server?.resultBytes() ?? 0,
            runningQueries: () => admission.stats.running,
            queuedQueries: () => admission.stats.queued,
          },
        });
  const started = await startServer({
    engine,
    host: config.host,
    port: config.port,
    log,
    ...secrets,
    ready,
    observers: [...(http === undefined ? [] : [http.observer]), ...(await tracing())],
    defaultVersion: config["spark-version"],
    uploadDirectory: config["upload-directory"],
    limits: {
      maxMessageBytes: config["max-message-size"],
      requestBytes: config["request-memory"] ?? memory.requests,
      maxPlanDepth: config["max-plan-depth"],
      maxSessions: config["max-sessions"],
      maxSessionsPerUser: config["max-sessions-per-user"] ?? config["max-sessions"],
      maxOperationsPerSession: config["max-operations-per-session"],
      resultBytes: Math.floor((results * 3) / 4),
      retryBufferBytes: config["retry-buffer"],
      unsentBytes: config["result-buffer"],
      streamBytes: config["stream-size"],
      streamDuration: config["stream-duration"],
      stallTimeout: config["stall-timeout"],
      sessionTimeout: config["session-timeout"],
      detachedTimeout: config["detached-timeout"],
      brokenStreamTimeout: config["broken-stream-timeout"],
    },
  }).catch(async (reason: unknown) => {
    await http?.close();
    await engine.close();
    remove();
    throw reason;
  });
  server = started;
  listens();
  await engine.ready.catch(async (reason: unknown) => {
    await started.close();
    await http?.close();
    await backend.close();
    remove();
    throw reason;
  });
  if (http !== undefined) log.info({ host: config["http-host"], port: http.port }, "health and metrics");
  const warning = exposure(config);
  if (warning !== undefined) log.warn({ host: config.host }, warning);
  process.on("SIGHUP", () => {
    readSecrets(config).then(
      (renewed) => {
        started.renew(renewed);
        log.info("keys and tokens are read again");
      },
      (err: unknown) => log.error({ err }, "keys and tokens cannot be read again: the old ones hold"),
    );
  });

  endOnSignals(
    {
      drain: (milliseconds) => started.drain(milliseconds),
      close: async () => {
        await started.close();
        await http?.close();
        await engine.close();
      },
      lingers: () => backend.lingers,
      remove,
      log,
    },
    config["shutdown-timeout"],
  );
  process.stdout.write(greeting(config, started.port, warning));
}

async function main(): Promise<void> {
  const invocation = await parseCommandLine(process.argv.slice(2), process.env, VERSION);
  switch (invocation.kind) {
    case "serve":
      return serve(invocation);
    case "print":
      process.stdout.write(invocation.text);
      return;
    case "misuse":
      process.stderr.write(invocation.text);
      process.exitCode = 2;
  }
}

main().catch((reason: unknown) => {
  process.stderr.write(`firesteel: ${reason instanceof Error ? reason.message : String(reason)}\n`);
  process.exit(1);
});
