import { digestOf } from "../../src/server/authentication.ts";
import { createHash, randomUUID } from "node:crypto";
import http2 from "node:http2";
import { crc32 } from "node:zlib";
import { ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";
import { MAX_MESSAGE_DEPTH } from "../../src/connect/wire.ts";
import { conditionOf, drain, infoOf, rangePlan, type Running, sqlPlan, startFake } from "./harness.ts";

let running: Running;
afterEach(() => running.server.close());

const config = (opType: object, more: object = {}) =>
  running.client.config({ ...running.caller, operation: { opType: opType as never }, ...more });
const get = (...keys: string[]) => config({ case: "get", value: { keys } });
const valuesOf = async (answer: ReturnType<typeof config>) => (await answer).pairs.map((p) => p.value);

describe("sessions", () => {
  test("are told apart by user and id, keep one server-side id, and need a UUID", async () => {
    running = await startFake();
    const first = await get("spark.sql.ansi.enabled");
    expect(first.sessionId).toBe(running.caller.sessionId);
    expect((await get("spark.sql.ansi.enabled")).serverSideSessionId).toBe(first.serverSideSessionId);
    expect(
      (await config({ case: "getAll", value: {} }, { userContext: { userId: "other" } })).serverSideSessionId,
    ).not.toBe(first.serverSideSessionId);
    expect(await conditionOf(config({ case: "getAll", value: {} }, { sessionId: "me" }))).toBe("INVALID_HANDLE.FORMAT");
    expect(
      await conditionOf(config({ case: "getAll", value: {} }, { clientObservedServerSideSessionId: randomUUID() })),
    ).toBe("INVALID_HANDLE.SESSION_CHANGED");
    const released = {
      ...running.caller,
      sessionId: randomUUID(),
      operationId: randomUUID(),
      release: { case: "releaseAll" as const, value: {} },
    };
    expect(await conditionOf(running.client.releaseExecute(released))).toBe("INVALID_HANDLE.SESSION_NOT_FOUND");
  });

  test.each([
    ["_SPARK_CONNECT_PYTHON spark/3.5.9 os/linux python/3.11", "3.5.9", "false"],
    ["x spark/4.1.0.dev1 os/linux", "4.1.0", "true"],
    ["grpc-go", "4.0.0", "true"],
  ])("speak the Spark of %s", async (clientType, version, ansi) => {
    running = await startFake();
    const answer = await running.client.analyzePlan({
      ...running.caller,
      clientType,
      analyze: { case: "sparkVersion", value: {} },
    });
    expect(answer.result).toMatchObject({ case: "sparkVersion", value: { version } });
    expect(
      await valuesOf(config({ case: "get", value: { keys: ["spark.sql.ansi.enabled"] } }, { clientType })),
    ).toEqual([ansi]);
  });

  test("are closed when they are idle", async () => {
    running = await startFake({ sessionTimeout: 50, maintenanceInterval: 20 });
    await get("spark.sql.ansi.enabled");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await conditionOf(get("spark.sql.ansi.enabled"))).toBe("INVALID_HANDLE.SESSION_CLOSED");
  });
});

describe("config", () => {
  test("sets, gets, unsets, and knows what can be set", async () => {
    running = await startFake();
    await config({ case: "set", value: { pairs: [{ key: "my.key", value: "1" }] } });
    expect(await valuesOf(get("my.key", "spark.sql.shuffle.partitions"))).toEqual(["1", "200"]);
    expect((await config({ case: "getAll", value: { prefix: "my." } })).pairs).toMatchObject([
      { key: "key", value: "1" },
    ]);
    await config({ case: "unset", value: { keys: ["my.key"] } });
    expect(await conditionOf(get("my.key"))).toBe("SQL_CONF_NOT_FOUND");
    expect(await valuesOf(config({ case: "getOption", value: { keys: ["my.key"] } }))).toEqual([undefined]);
    expect(
      await valuesOf(config({ case: "getWithDefault", value: { pairs: [{ key: "my.key", value: "d" }] } })),
    ).toEqual(["d"]);
    expect(
      await valuesOf(config({ case: "isModifiable", value: { keys: ["spark.sql.ansi.enabled", "my.key"] } })),
    ).toEqual(["true", "false"]);
  });

  test("a static key is refused, or silently left with a warning", async () => {
    running = await startFake();
    const pairs = [{ key: "spark.sql.warehouse.dir", value: "x" }];
    expect(await conditionOf(config({ case: "set", value: { pairs } }))).toBe("CANNOT_MODIFY_CONFIG");
    const { warnings } = await config({ case: "set", value: { pairs, silent: true } });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^Failed to set spark\.sql\.warehouse\.dir to Some\(x\) due to \[CANNOT_MODIFY_CONFIG\]/,
    );
  });

  test("clients are not told to expect JVM stack traces", async () => {
    running = await startFake();
    const key = "spark.sql.connect.serverStacktrace.enabled";
    expect(await valuesOf(get(key))).toEqual(["false"]);
    await config({ case: "set", value: { pairs: [{ key, value: "true" }] } });
    expect(await valuesOf(get(key))).toEqual(["true"]);
  });
});

describe("errors", () => {
  const failing = async (query: string) => {
    const { error } = await drain(running.client.executePlan({ ...running.caller, plan: sqlPlan(query) }));
    if (error === undefined) throw new Error("no error");
    return { error, ...infoOf(error) };
  };

  test("carry their condition, and their place on demand", async () => {
    running = await startFake();
    const { error, status, info } = await failing("select divide");
    expect(status.message).toBe(error.rawMessage);
    expect(status.code).toBe(13);
    expect(info).toMatchObject({ reason: "org.apache.spark.SparkArithmeticException", domain: "org.apache.spark" });
    expect(JSON.parse(info.metadata["classes"] ?? "")).toEqual([
      "org.apache.spark.SparkArithmeticException",
      "java.lang.ArithmeticException",
      "java.lang.RuntimeException",
      "java.lang.Exception",
      "java.lang.Throwable",
      "java.lang.Object",
    ]);
    expect(info.metadata).toMatchObject({
      errorClass: "DIVIDE_BY_ZERO",
      sqlState: "22012",
      messageParameters: '{"config":"\\"spark.sql.ansi.enabled\\""}',
    });
    const details = await running.client.fetchErrorDetails({
      ...running.caller,
      errorId: info.metadata["errorId"] ?? "",
    });
    expect(details.rootErrorIdx).toBe(0);
    expect(details.errors[0]?.message).toBe(status.message);
    expect(details.errors[0]?.sparkThrowable?.queryContexts).toMatchObject([
      { contextType: 0, startIndex: 7, stopIndex: 11, fragment: "divid", objectType: "", objectName: "" },
    ]);
    expect(
      (await running.client.fetchErrorDetails({ ...running.caller, errorId: randomUUID() })).rootErrorIdx,
    ).toBeUndefined();
  });

  test("of any length fit the trailers, and are whole in their details", async () => {
    running = await startFake();
    const { error, info, trailerBytes } = await failing("select long text");
    expect(trailerBytes).toBeLessThan(8192);
    expect(error.rawMessage).not.toMatch(/\p{Surrogate}/u);
    expect(error.rawMessage.endsWith("...")).toBe(true);
    expect(info.metadata["messageParameters"]).toBeUndefined();
    const details = await running.client.fetchErrorDetails({
      ...running.caller,
      errorId: info.metadata["errorId"] ?? "",
    });
    expect(details.errors[0]?.message.length).toBeGreaterThan(15_000);
  });

  test("of our own are INTERNAL_ERROR, with an id", async () => {
    running = await startFake();
    const { info, error } = await failing("select bug");
    expect(info.metadata["errorClass"]).toBe("INTERNAL_ERROR");
    expect(error.rawMessage).toMatch(/^\[INTERNAL_ERROR\] this is a bug \(error id [0-9a-f-]{36}\) SQLSTATE: XX000$/);
  });
});

describe("artifacts", () => {
  const content = Buffer.from("x".repeat(100_000));
  const name = `cache/${createHash("sha256").update(content).digest("hex")}`;
  const chunk = (data: Uint8Array<ArrayBuffer>, crc = BigInt(crc32(data))) => ({ data, crc });
  const upload = (payloads: object[]) =>
    running.client.addArtifacts(
      (async function* () {
        for (const payload of payloads) yield { ...running.caller, clientType: undefined, payload: payload as never };
      })() as never,
    );

  test("come in batches and in chunks, before the client has said its version", async () => {
    running = await startFake();
    const status = async () =>
      (await running.client.artifactStatus({ ...running.caller, names: [name, "cache/none"] })).statuses;
    expect((await status())[name]?.exists).toBe(false);
    const begin = {
      case: "beginChunk",
      value: { name, totalBytes: 100_000n, numChunks: 4n, initialChunk: chunk(content.subarray(0, 32_768)) },
    };
    const rest = [1, 2, 3].map((i) => ({
      case: "chunk",
      value: chunk(content.subarray(i * 32_768, (i + 1) * 32_768)),
    }));
    const batch = {
      case: "batch",
      value: {
        artifacts: [
          { name: "files/a.txt", data: chunk(Buffer.from("a")) },
          { name: "files/b.txt", data: chunk(Buffer.from("b"), 1n) },
        ],
      },
    };
    const { artifacts, sessionId } = await upload([begin, ...rest, batch]);
    expect(sessionId).toBe(running.caller.sessionId);
    expect(artifacts.map((a) => [a.name, a.isCrcSuccessful])).toEqual([
      [name, true],
      ["files/a.txt", true],
      ["files/b.txt", false],
    ]);
    expect((await status())[name]?.exists).toBe(true);
    expect((await status())["cache/none"]?.exists).toBe(false);
    await get("spark.sql.ansi.enabled");
    expect((await status())[name]?.exists).toBe(true);
  });

  test("that break the rules are refused", async () => {
    running = await startFake();
    const code = (payloads: object[]) =>
      upload(payloads).then(
        () => "ok",
        (e: unknown) => ConnectError.from(e).rawMessage,
      );
    expect(await code([{ case: "chunk", value: chunk(content) }])).toContain("belongs to no artifact");
    expect(
      await code([
        { case: "beginChunk", value: { name, totalBytes: 10n, numChunks: 2n, initialChunk: chunk(Buffer.from("a")) } },
      ]),
    ).toContain("is not complete");
    expect(
      await code([
        { case: "batch", value: { artifacts: [{ name: "files/../../etc", data: chunk(Buffer.from("a")) }] } },
      ]),
    ).toContain("INVALID_ARTIFACT_PATH");
    expect(
      await code([
        { case: "batch", value: { artifacts: [{ name: "forward_to_fs/tmp/x", data: chunk(Buffer.from("a")) }] } },
      ]),
    ).toContain("cannot be copied to this place");
  });
});

describe("the wire", () => {
  test("a compressed request is understood", async () => {
    running = await startFake();
    const { responses } = await drain(
      running.connect({ gzip: true }).executePlan({ ...running.caller, plan: rangePlan(3n) }),
    );
    expect(responses[0]?.responseType.case).toBe("arrowBatch");
  });

  test("a message beyond the limit is refused", async () => {
    running = await startFake({ maxMessageBytes: 100_000 });
    const error = await drain(running.client.executePlan({ ...running.caller, plan: sqlPlan("x".repeat(200_000)) }));
    expect(error.error?.code).toBe(8);
  });

  test("a token is asked for where there is one", async () => {
    running = await startFake({}, { credentials: [{ sha256: digestOf("secret") }] });
    const asked = { ...running.caller, operation: { opType: { case: "getAll" as const, value: {} } } };
    const code = (headers: Record<string, string>) =>
      running
        .connect({ headers })
        .config(asked)
        .then(
          () => 0,
          (e: unknown) => ConnectError.from(e).code,
        );
    expect(await code({})).toBe(16);
    expect(await code({ authorization: "Bearer secreT" })).toBe(16);
    expect(await code({ authorization: "secret" })).toBe(16);
    expect(await code({ authorization: `Bearer ${digestOf("secret")}` })).toBe(16);
    expect(await code({ authorization: "Bearer secret" })).toBe(0);
    running.server.renew({ credentials: [{ sha256: digestOf("other") }] });
    expect(await code({ authorization: "Bearer secret" })).toBe(16);
    expect(await code({ authorization: "Bearer other" })).toBe(0);
  });

  test("what is no gRPC gets an answer, and hurts nobody", async () => {
    running = await startFake();
    const session = http2.connect(`http://127.0.0.1:${running.server.port}`);
    const ask = (headers: http2.OutgoingHttpHeaders, body = Buffer.alloc(0)) =>
      new Promise<http2.IncomingHttpHeaders>((resolve, reject) => {
        const stream = session.request({ ":method": "POST", "content-type": "application/grpc", ...headers });
        stream.on("error", reject);
        stream.on("response", resolve).resume().end(body);
      });
    const execute = "/spark.connect.SparkConnectService/ExecutePlan";
    expect((await ask({ ":path": "/nothing" }))["grpc-status"]).toBe("12");
    expect((await ask({ ":path": execute, "content-type": "text/html" }))[":status"]).toBe(415);
    expect((await ask({ ":path": execute }))["grpc-status"]).toBe("13");
    const frame = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 0, bytes.length]), bytes]);
    const malformed = await ask({ ":path": execute }, frame(Buffer.from([0x0a, 0xff, 0xff])));
    expect(decodeURIComponent(String(malformed["grpc-message"]))).toContain("[CONNECT_INVALID_PLAN]");
    session.close();
    expect(await valuesOf(get("spark.sql.shuffle.partitions"))).toEqual(["200"]);
    expect(MAX_MESSAGE_DEPTH).toBeGreaterThan(6000);
  });

  test("a deadline ends a call, not its operation", async () => {
    running = await startFake();
    const reattach = { requestOption: { case: "reattachOptions" as const, value: { reattachable: true } } };
    const request = {
      ...running.caller,
      operationId: randomUUID(),
      requestOptions: [reattach],
      plan: sqlPlan("select slow"),
    };
    const { error } = await drain(running.client.executePlan(request, { timeoutMs: 200 }));
    expect(error?.code).toBe(4);
    expect(running.engine.log.running).toBe(1);
  });
});
