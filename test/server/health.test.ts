import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { Health } from "../../src/gen/grpc/health/v1/health_pb.ts";
import { startHttp } from "../../src/server/http.ts";
import type { OperationEnd } from "../../src/server/observer.ts";
import { startServer } from "../../src/server/server.ts";
import { digestOf } from "../../src/server/authentication.ts";
import { fakeEngine } from "./fake-engine.ts";
import { drain, type Running, sqlPlan, startFake } from "./harness.ts";

let running: Running | undefined;
afterEach(async () => {
  await running?.server.close();
  running = undefined;
});

const healthOf = (port: number) => createClient(Health, createGrpcTransport({ baseUrl: `http://127.0.0.1:${port}` }));
const SPARK = "spark.connect.SparkConnectService";

describe("the health service", () => {
  test("tells everyone the status of each service", async () => {
    running = await startFake({}, { credentials: [{ sha256: digestOf("secret") }] });
    const health = healthOf(running.server.port);
    for (const service of ["", SPARK]) expect(await health.check({ service })).toMatchObject({ status: 1 });
    await expect(health.check({ service: "other" })).rejects.toMatchObject({ code: 5 });
    expect(Object.keys((await health.list({})).statuses)).toEqual(["", SPARK, "grpc.health.v1.Health"]);
  });

  test("is watched until the server ends", async () => {
    running = await startFake();
    const health = healthOf(running.server.port);
    const seen: number[] = [];
    const watching = (async () => {
      for await (const { status } of health.watch({ service: SPARK })) seen.push(status);
    })();
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await running.server.drain(5000)).toBe(true);
    expect(await health.check({ service: "" })).toMatchObject({ status: 2 });
    const { error } = await drain(running.client.executePlan({ ...running.caller, plan: sqlPlan("select 1") }));
    expect(error?.code).toBe(14);
    await running.server.close();
    await watching;
    expect(seen).toEqual([1, 2]);
    running = undefined;
  });
});

describe("observers", () => {
  test("are told of each operation, and of nothing that was asked", async () => {
    const lines: string[] = [];
    const ends: OperationEnd[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    const server = await startServer({
      engine: fakeEngine(),
      host: "127.0.0.1",
      port: 0,
      log,
      defaultVersion: "4.0.0",
      observers: [() => (end) => ends.push(end)],
    });
    running = await startFake();
    const { caller } = running;
    const { createClient: make } = await import("@connectrpc/connect");
    const { SparkConnectService } = await import("../../src/gen/spark/connect/base_pb.ts");
    const client = make(SparkConnectService, createGrpcTransport({ baseUrl: `http://127.0.0.1:${server.port}` }));
    await drain(client.executePlan({ ...caller, plan: sqlPlan("select 1 -- secret") }));
    await drain(client.executePlan({ ...caller, plan: sqlPlan("select divide secret") }));
    await server.close();
    expect(ends).toMatchObject([
      { kind: "query", status: "succeeded", rows: 1 },
      { kind: "query", status: "failed", condition: "DIVIDE_BY_ZERO", rows: 0, bytes: 0 },
    ]);
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.filter(({ msg }) => msg === "operation")).toMatchObject([
      { session: caller.sessionId, user: "u", kind: "query", status: "succeeded", rows: 1 },
      { status: "failed", condition: "DIVIDE_BY_ZERO" },
    ]);
    expect(lines.join("")).not.toContain("secret");
  });
});

test("the operators' port tells health and metrics", async () => {
  let isServing = false;
  const readings = {
    sessions: () => 3,
    runningQueries: () => 2,
    queuedQueries: () => 1,
    resultBytes: () => 10,
  };
  const http = await startHttp({ host: "127.0.0.1", port: 0, version: "1", isServing: () => isServing, readings });
  try {
    const ask = (path: string) => fetch(`http://127.0.0.1:${http.port}${path}`);
    expect((await ask("/healthz")).status).toBe(200);
    expect((await ask("/readyz")).status).toBe(503);
    isServing = true;
    expect((await ask("/readyz")).status).toBe(200);
    const start = { session: "s", user: "u", operation: "o", headers: {} };
    http.observer(start)({ kind: "query", status: "succeeded", ms: 12, rows: 5, bytes: 100 });
    http.waited(3);
    const text = await (await ask("/metrics")).text();
    for (const line of [
      "firesteel_sessions 3",
      'firesteel_operations_total{kind="query",status="succeeded"} 1',
      "firesteel_result_rows_total 5",
      'firesteel_build_info{version="1"} 1',
      "firesteel_query_wait_seconds_count 1",
    ])
      expect(text).toContain(line);
    expect(text).not.toMatch(/session="|user="/);
  } finally {
    await http.close();
  }
});
