import { randomUUID } from "node:crypto";
import http2 from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";
import { FrameReader, IncomingBytes } from "../../src/server/grpc/frames.ts";
import { ReplayBuffer } from "../../src/server/replay-buffer.ts";
import { ResultBudget } from "../../src/server/result-budget.ts";
import { drain, infoOf, reattachable, type Running, sqlPlan, startFake } from "./harness.ts";

let running: Running | undefined;
afterEach(async () => {
  await running?.server.close();
  running = undefined;
});

const version = { opType: { case: "get" as const, value: { keys: ["spark.sql.ansi.enabled"] } } };

/** The condition and the gRPC status of a call that fails. */
async function failureOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (reason) {
    const error = ConnectError.from(reason);
    const { status, info } = infoOf(error);
    expect(status.code).toBe(error.code);
    return [info.metadata["errorClass"], error.code];
  }
  return undefined;
}

describe("limits", () => {
  test("bound the sessions of a server and of a user", async () => {
    running = await startFake({ maxSessions: 3, maxSessionsPerUser: 2 });
    const { client, caller } = running;
    const open = (userId: string) => {
      const session = { ...caller, sessionId: randomUUID(), userContext: { userId }, operation: version };
      return { session, opened: client.config(session) };
    };
    const first = open("a");
    await first.opened;
    await open("a").opened;
    expect(await failureOf(open("a").opened)).toEqual(["FIRESTEEL_LIMIT_EXCEEDED.SESSIONS_OF_USER", 8]);
    await open("b").opened;
    expect(await failureOf(open("b").opened)).toEqual(["FIRESTEEL_LIMIT_EXCEEDED.SESSIONS", 8]);
    await client.config(first.session);
    await client.releaseSession(first.session);
    await open("b").opened;
  });

  test("bound the operations of a session", async () => {
    running = await startFake({ maxOperationsPerSession: 2 });
    const { client, caller } = running;
    const request = { ...caller, plan: sqlPlan("select slow"), requestOptions: [...reattachable] };
    const abort = new AbortController();
    const slow = [0, 1].map(() => drain(client.executePlan(request, { signal: abort.signal })));
    await sleep(100);
    const { error } = await drain(client.executePlan({ ...caller, plan: sqlPlan("select 1") }));
    expect(error && infoOf(error).info.metadata["errorClass"]).toBe("FIRESTEEL_LIMIT_EXCEEDED.OPERATIONS");
    expect(error?.code).toBe(8);
    await client.interrupt({ ...caller, interruptType: 1 });
    await Promise.all(slow);
    await client.releaseSession(caller);
  });

  test("bound how deep a request nests", async () => {
    running = await startFake({ maxPlanDepth: 5 });
    const { client, caller } = running;
    const { error } = await drain(client.executePlan({ ...caller, plan: sqlPlan("select 1") }));
    expect(error).toBeUndefined();
    const nested = {
      relType: { case: "limit" as const, value: { input: { relType: { case: "sql" as const, value: {} } } } },
    };
    const root = { relType: { case: "limit" as const, value: { input: nested, limit: 1 } } };
    const deep = { opType: { case: "root" as const, value: root } };
    const failed = await drain(client.executePlan({ ...caller, plan: deep }));
    expect(failed.error?.rawMessage).toContain("MAX_DEPTH_EXCEEDED");
  });

  test("bound a message", async () => {
    running = await startFake({ maxMessageBytes: 1000 });
    const { client, caller } = running;
    const { error } = await drain(client.executePlan({ ...caller, plan: sqlPlan(`select ${"x".repeat(2000)}`) }));
    expect(error?.code).toBe(8);
    expect(error?.rawMessage).toContain("larger than the limit of 1000");
    expect((await drain(client.executePlan({ ...caller, plan: sqlPlan("select 1") }))).error).toBeUndefined();
  });

  test("bound the requests that come in at once", () => {
    let told = 0;
    const incoming = new IncomingBytes(1_000_000, () => told++);
    const head = Buffer.from([0, 0, 0x0f, 0, 0]);
    const large = new FrameReader(10_000_000, undefined, incoming);
    large.push(head);
    large.push(Buffer.alloc(900_000));
    const second = new FrameReader(10_000_000, undefined, incoming);
    second.push(head);
    expect(() => second.push(Buffer.alloc(300_000))).toThrow("too many large requests");
    second.clear();
    const small = new FrameReader(10_000_000, undefined, incoming);
    small.push(head);
    small.push(Buffer.alloc(200_000));
    expect(told).toBe(2);
    small.clear();
    large.push(Buffer.alloc(83_040));
    expect(large.next()).toHaveLength(983_040);
    large.push(head);
    large.push(Buffer.alloc(600_000));
  });
});

describe("a client that does not read", () => {
  /** A raw call that takes no bytes. */
  async function unread(server: Running, options: readonly object[]) {
    const { toBinary, create } = await import("@bufbuild/protobuf");
    const { ExecutePlanRequestSchema } = await import("../../src/gen/spark/connect/base_pb.ts");
    const operationId = randomUUID();
    const request = create(ExecutePlanRequestSchema, {
      ...server.caller,
      operationId,
      plan: sqlPlan("select big"),
      requestOptions: [...options],
    });
    const body = toBinary(ExecutePlanRequestSchema, request);
    const frame = Buffer.alloc(5 + body.length);
    frame.writeUInt32BE(body.length, 1);
    frame.set(body, 5);
    const session = http2.connect(`http://127.0.0.1:${server.server.port}`);
    session.on("error", () => {});
    const stream = session.request({
      ":method": "POST",
      ":path": "/spark.connect.SparkConnectService/ExecutePlan",
      "content-type": "application/grpc",
    });
    const trailers = new Promise<http2.IncomingHttpHeaders>((resolve) => stream.on("trailers", resolve));
    const closed = new Promise<number>((resolve) => stream.on("close", () => resolve(stream.rstCode)));
    stream.on("error", () => {});
    stream.end(frame);
    await new Promise((resolve) => stream.once("response", resolve));
    return { stream, session, trailers, closed, operationId };
  }

  test("loses its stream in the end, and nobody else anything", async () => {
    running = await startFake({ stallTimeout: 300 });
    const { client, caller, engine } = running;
    const { session, closed } = await unread(running, []);
    await sleep(150);
    expect((await drain(client.executePlan({ ...caller, plan: sqlPlan("select 1") }))).error).toBeUndefined();
    expect(engine.log.running).toBe(1);
    await closed;
    expect(engine.log.running).toBe(0);
    session.close();
  });

  test("is told so when it reads again, where it cannot ask for the rest", async () => {
    running = await startFake({ stallTimeout: 2000 });
    const { engine } = running;
    const { stream, session, trailers } = await unread(running, []);
    while (engine.log.running > 0) await sleep(20);
    stream.resume();
    expect(await trailers).toMatchObject({ "grpc-status": "4" });
    session.close();
  });

  test("may ask for the rest where it can", async () => {
    running = await startFake({ stallTimeout: 2000 }, { bigBatches: 10 });
    const { stream, session, trailers, operationId } = await unread(running, reattachable);
    await sleep(2500);
    stream.resume();
    expect(await trailers).toMatchObject({ "grpc-status": "0" });
    const { responses, error } = await drain(running.client.reattachExecute({ ...running.caller, operationId }));
    expect(error?.rawMessage ?? responses.length).toBe(11);
    session.close();
  });
});

describe("the budget of results", () => {
  const bufferOf = (budget: ResultBudget) => new ReplayBuffer<string>(100, 100, budget);

  test("lets each have one response, whatever others hold", async () => {
    const budget = new ResultBudget(50);
    const [a, b] = [bufferOf(budget), bufferOf(budget)];
    a.push("a1", 60);
    expect(budget.isExceeded).toBe(true);
    expect(a.room()).toBeInstanceOf(Promise);
    expect(b.room()).toBeUndefined();
    b.push("b1", 10);
    const room = b.room();
    expect(room).toBeInstanceOf(Promise);
    a.take(1);
    a.release(1);
    await room;
    expect(budget.bytes).toBe(10);
    b.release(Number.MAX_SAFE_INTEGER);
    expect(budget.bytes).toBe(0);
  });

  test("has what was sent forgotten, but for the last response", () => {
    const budget = new ResultBudget(100);
    const [a, b] = [bufferOf(budget), bufferOf(budget)];
    for (const index of [1, 2, 3]) {
      a.push(`a${index}`, 20);
      a.take(index);
    }
    expect(a.first).toBe(1);
    b.push("b1", 60);
    expect(a.first).toBe(3);
    expect(budget.bytes).toBe(80);
    expect(budget.isExceeded).toBe(false);
  });
});
