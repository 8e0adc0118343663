import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { conditionOf, drain, infoOf, rangePlan, reattachable, type Running, sqlPlan, startFake } from "./harness.ts";

let running: Running;
afterEach(() => running.server.close());

const until = async (what: () => boolean, patience = 3000) => {
  for (const end = Date.now() + patience; !what(); ) {
    if (Date.now() > end) throw new Error("it never came true");
    await sleep(10);
  }
};

const execute = (query: string, more: object = {}) => {
  const operationId = randomUUID();
  const abort = new AbortController();
  const request = { ...running.caller, operationId, requestOptions: [...reattachable], plan: sqlPlan(query), ...more };
  return { operationId, abort, stream: running.client.executePlan(request, { signal: abort.signal }) };
};

describe("responses", () => {
  test("the schema travels with the first batch, and the result is said to be complete", async () => {
    running = await startFake();
    const { operationId, stream } = execute("", { plan: rangePlan(2500n) });
    const { responses } = await drain(stream);
    expect(responses.map((r) => r.responseType.case)).toEqual([
      "arrowBatch",
      "arrowBatch",
      "arrowBatch",
      "resultComplete",
    ]);
    expect(responses.map((r) => r.schema !== undefined)).toEqual([true, false, false, false]);
    expect(
      responses.flatMap(({ responseType: t }) =>
        t.case === "arrowBatch" ? [[t.value.rowCount, t.value.startOffset]] : [],
      ),
    ).toEqual([
      [1000n, 0n],
      [1000n, 1000n],
      [500n, 2000n],
    ]);
    expect(new Set(responses.map((r) => r.responseId)).size).toBe(4);
    expect(
      responses.every(
        (r) =>
          r.operationId === operationId && r.sessionId === running.caller.sessionId && r.serverSideSessionId !== "",
      ),
    ).toBe(true);
  });

  test("an operation that cannot be attached to again has no end mark", async () => {
    running = await startFake();
    const { responses } = await drain(execute("select 1", { requestOptions: [] }).stream);
    expect(responses.map((r) => [r.responseType.case, r.metrics !== undefined])).toEqual([
      ["arrowBatch", false],
      [undefined, true],
    ]);
  });

  test("batches come in chunks where the client takes them", async () => {
    running = await startFake({}, { bigBatches: 1 });
    const chunking = {
      requestOption: {
        case: "resultChunkingOptions",
        value: { allowArrowBatchChunking: true, preferredArrowChunkSize: 1_500_000n },
      },
    };
    const { responses } = await drain(execute("select big", { requestOptions: [...reattachable, chunking] }).stream);
    const chunks = responses.flatMap(({ responseType: t }) => (t.case === "arrowBatch" ? [t.value] : []));
    expect(chunks.map((c) => [c.chunkIndex, c.numChunksInBatch, c.rowCount])).toEqual(
      [0n, 1n, 2n].map((i) => [i, 3n, 524288n]),
    );
  });

  test("an operation id is used once", async () => {
    running = await startFake();
    const { operationId, stream } = execute("select slow");
    await stream[Symbol.asyncIterator]().next();
    const { error } = await drain(execute("select 1", { operationId }).stream);
    expect(error && infoOf(error).info.metadata["errorClass"]).toBe("INVALID_HANDLE.OPERATION_ALREADY_EXISTS");
  });
});

describe("attaching again", () => {
  test("reads on behind the last response, or from the beginning", async () => {
    running = await startFake();
    const { operationId, stream } = execute("", { plan: rangePlan(3000n) });
    const { responses } = await drain(stream);
    const again = (lastResponseId?: string) =>
      drain(
        running.client.reattachExecute({
          ...running.caller,
          operationId,
          ...(lastResponseId === undefined ? {} : { lastResponseId }),
        }),
      );
    expect((await again(responses[1]?.responseId)).responses.map((r) => r.responseId)).toEqual(
      responses.slice(2).map((r) => r.responseId),
    );
    expect((await again()).responses).toEqual(responses);
    const fails = async (id: string) => infoOf((await again(id)).error as never).info.metadata["errorClass"];
    expect(await fails(randomUUID())).toBe("INVALID_CURSOR.POSITION_NOT_FOUND");
    await running.client.releaseExecute({
      ...running.caller,
      operationId,
      release: { case: "releaseUntil", value: { responseId: responses[2]?.responseId ?? "" } },
    });
    expect(await fails(responses[0]?.responseId ?? "")).toBe("INVALID_CURSOR.POSITION_NOT_AVAILABLE");
    // A late release of what is released already changes nothing.
    await running.client.releaseExecute({
      ...running.caller,
      operationId,
      release: { case: "releaseUntil", value: { responseId: responses[0]?.responseId ?? "" } },
    });
    expect((await again(responses[2]?.responseId)).responses).toHaveLength(1);
    const released = await running.client.releaseExecute({
      ...running.caller,
      operationId,
      release: { case: "releaseAll", value: {} },
    });
    expect(released.operationId).toBe(operationId);
    expect(await fails("")).toBe("INVALID_HANDLE.OPERATION_NOT_FOUND");
    expect(
      (
        await running.client.releaseExecute({
          ...running.caller,
          operationId,
          release: { case: "releaseAll", value: {} },
        })
      ).operationId,
    ).toBeUndefined();
  });

  test("a second reader takes the first one's place", async () => {
    running = await startFake();
    const { operationId, stream } = execute("select slow");
    const first = drain(stream);
    await sleep(120);
    const second = running.client.reattachExecute({ ...running.caller, operationId })[Symbol.asyncIterator]();
    expect((await second.next()).value?.responseType.case).toBe("arrowBatch");
    expect((await first).error?.rawMessage).toContain("[INVALID_CURSOR.DISCONNECTED]");
    await second.return?.();
  });

  test("a stream that is too old ends without an end mark, and the operation goes on", async () => {
    running = await startFake({ streamDuration: 150 });
    const { operationId, stream } = execute("select slow");
    const { responses, error } = await drain(stream);
    expect(error).toBeUndefined();
    expect(responses.length).toBeGreaterThan(0);
    expect(responses.at(-1)?.responseType.case).toBe("arrowBatch");
    const more = await drain(
      running.client.reattachExecute({
        ...running.caller,
        operationId,
        lastResponseId: responses.at(-1)?.responseId ?? "",
      }),
    );
    expect(more.responses.length).toBeGreaterThan(0);
  });

  test("an error comes again", async () => {
    running = await startFake();
    const { operationId, stream } = execute("select divide");
    await drain(stream);
    const { error } = await drain(running.client.reattachExecute({ ...running.caller, operationId }));
    expect(error && infoOf(error).info.metadata["errorClass"]).toBe("DIVIDE_BY_ZERO");
  });
});

describe("ending", () => {
  test.each([
    ["all", (): object => ({ interruptType: 1 })],
    ["a tag", (): object => ({ interruptType: 2, interrupt: { case: "operationTag", value: "t1" } })],
    ["an id", (id: string): object => ({ interruptType: 3, interrupt: { case: "operationId", value: id } })],
  ])("interrupts by %s", async (_by, what) => {
    running = await startFake();
    const { operationId, stream } = execute("select slow", { tags: ["t1", "t2"] });
    const result = drain(stream);
    await until(() => running.engine.log.running === 1);
    const start = performance.now();
    const { interruptedIds } = await running.client.interrupt({ ...running.caller, ...what(operationId) });
    expect(interruptedIds).toEqual([operationId]);
    const { error } = await result;
    // 5 ms on an idle machine.
    expect(performance.now() - start).toBeLessThan(500);
    expect(error && infoOf(error).info.metadata["errorClass"]).toBe("OPERATION_CANCELED");
    await until(() => running.engine.log.running === 0);
    expect((await running.client.interrupt({ ...running.caller, interruptType: 1 })).interruptedIds).toEqual([]);
  });

  test("a broken stream of an operation that cannot be attached to ends it at once", async () => {
    running = await startFake();
    const { abort, stream } = execute("select slow", { requestOptions: [] });
    await stream[Symbol.asyncIterator]().next();
    abort.abort();
    await until(() => running.engine.log.running === 0, 500);
    expect(running.engine.log.aborted).toBe(1);
  });

  test("a broken stream of any other operation ends it after a while, and it is remembered as abandoned", async () => {
    running = await startFake({ brokenStreamTimeout: 200 });
    const { operationId, abort, stream } = execute("select slow");
    await stream[Symbol.asyncIterator]().next();
    abort.abort();
    await sleep(100);
    expect(running.engine.log.running).toBe(1);
    await until(() => running.engine.log.running === 0, 1000);
    const { error } = await drain(running.client.reattachExecute({ ...running.caller, operationId }));
    expect(error && infoOf(error).info.metadata["errorClass"]).toBe("INVALID_HANDLE.OPERATION_ABANDONED");
  });

  test("a client that comes back in time keeps its operation", async () => {
    running = await startFake({ brokenStreamTimeout: 200 });
    const { operationId, abort, stream } = execute("select slow");
    await stream[Symbol.asyncIterator]().next();
    abort.abort();
    await sleep(50);
    const back = running.client.reattachExecute({ ...running.caller, operationId })[Symbol.asyncIterator]();
    await back.next();
    await sleep(300);
    expect(running.engine.log.running).toBe(1);
    await back.return?.();
  });

  test("an operation that is released stops", async () => {
    running = await startFake();
    const { operationId, stream } = execute("select slow");
    await stream[Symbol.asyncIterator]().next();
    await running.client.releaseExecute({ ...running.caller, operationId, release: { case: "releaseAll", value: {} } });
    await until(() => running.engine.log.running === 0);
  });

  test("a client that does not read holds the engine up, and leaves nothing behind", async () => {
    running = await startFake({ unsentBytes: 8 << 20 }, { bigBatches: 1000 });
    const { abort, stream } = execute("select big", { requestOptions: [] });
    await stream[Symbol.asyncIterator]().next();
    await sleep(300);
    const before = process.memoryUsage().rss;
    await sleep(300);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
    expect(running.engine.log.running).toBe(1);
    abort.abort();
    await until(() => running.engine.log.running === 0, 1000);
  });

  test("a session that is released ends what runs, and is closed for good", async () => {
    running = await startFake();
    const result = drain(execute("select slow").stream);
    await until(() => running.engine.log.running === 1);
    await running.client.releaseSession({ ...running.caller, allowReconnect: false });
    expect((await result).error?.rawMessage).toContain("INVALID_CURSOR.DISCONNECTED");
    expect(
      await conditionOf(
        running.client.config({ ...running.caller, operation: { opType: { case: "getAll", value: {} } } }),
      ),
    ).toBe("INVALID_HANDLE.SESSION_CLOSED");
  });
});
