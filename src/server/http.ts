import fastify from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { OperationObserver } from "./observer.ts";

/** What the gauges read when they are asked for. */
export interface Readings {
  readonly sessions: () => number;
  readonly runningQueries: () => number;
  readonly queuedQueries: () => number;
  readonly resultBytes: () => number;
}

/** What the operator's port is made of. */
export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly isServing: () => boolean;
  readonly readings: Readings;
}

/** The operator's port. */
export interface HttpServer {
  readonly port: number;
  readonly observer: OperationObserver;
  /** A query has waited so many milliseconds for its turn. */
  readonly waited: (milliseconds: number) => void;
  close(): Promise<void>;
}

/** `/healthz` (the process lives), `/readyz` (it takes new work) and `/metrics` (Prometheus), on a port of their own. */
export async function startHttp({ host, port, version, isServing, readings }: HttpOptions): Promise<HttpServer> {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({ name: "firesteel_build_info", help: "The version.", labelNames: ["version"], registers });
  build.set({ version }, 1);
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `firesteel_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("sessions", "Sessions that are open.", readings.sessions);
  gauge("queries_running", "Queries that run.", readings.runningQueries);
  gauge("queries_queued", "Queries that wait for their turn.", readings.queuedQueries);
  gauge("result_buffer_bytes", "Bytes of results that clients have not released.", readings.resultBytes);
  const operations = new Counter({
    name: "firesteel_operations_total",
    help: "Operations that ended, by the kind of their command.",
    labelNames: ["kind", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "firesteel_operation_duration_seconds",
    help: "From the beginning of an operation to its end.",
    labelNames: ["status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers,
  });
  const rowsTotal = new Counter({ name: "firesteel_result_rows_total", help: "Rows of results.", registers });
  const bytesTotal = new Counter({ name: "firesteel_result_bytes_total", help: "Bytes of results.", registers });
  const waits = new Histogram({
    name: "firesteel_query_wait_seconds",
    help: "How long queries waited for their turn.",
    buckets: [0.001, 0.01, 0.1, 1, 10, 100],
    registers,
  });

  const app = fastify({ logger: false });
  app.get("/healthz", (_request, reply) => reply.type("text/plain").send("ok\n"));
  app.get("/readyz", (_request, reply) =>
    reply
      .code(isServing() ? 200 : 503)
      .type("text/plain")
      .send(isServing() ? "ready\n" : "not ready\n"),
  );
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  await app.listen({ host, port });
  const address = app.server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : port,
    observer:
      () =>
      ({ kind, status, ms, rows, bytes }) => {
        operations.inc({ kind, status });
        durations.observe({ status }, ms / 1000);
        rowsTotal.inc(rows);
        bytesTotal.inc(bytes);
      },
    waited: (milliseconds) => waits.observe(milliseconds / 1000),
    close: () => app.close(),
  };
}
