// What goes wrong in functions stays in their task: the error is clear, and nothing of the worker is left.
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PythonBatch } from "../../src/python/api.ts";
import type { PythonRuntimeOptions } from "../../src/python/runtime.ts";
import {
  batch,
  clients,
  commandsOf,
  common,
  descendants,
  eventually,
  LONG,
  rowsOf,
  STRING,
  scalar,
  schema,
  startRuntime,
  stream,
} from "./harness.ts";

const A = schema({ a: LONG, b: LONG });
const one = () => stream(batch(A, [[1n, null]]));

it.runIf(clients.length === 0)("there is no client's environment here (scripts/clients.mjs)", () => {});

describe.each(clients)("workers of $name", (client) => {
  let commands: ReadonlyMap<string, Uint8Array>;
  beforeAll(() => {
    commands = commandsOf(client);
  });
  let end = async () => {};
  const start = (options: Partial<PythonRuntimeOptions> = {}) => {
    const started = startRuntime({ interpreters: [client.python], ...options });
    end = started.end;
    return started.runtime;
  };
  afterEach(async () => {
    await end();
    await eventually(() => descendants().length === 0, "no process is left");
  });
  const task = (name: string, signal?: AbortSignal, result = LONG as typeof LONG | typeof STRING) =>
    scalar(client, 100, [{ commands: [commands.get(name) as Uint8Array], args: [{ column: 0 }], name }], [result], {
      ...(signal === undefined ? {} : { signal }),
      keep: [],
    });

  it.each(["exit", "killed"])("%s: the task fails, and the next one runs", async (name) => {
    const runtime = start();
    await expect(rowsOf(runtime.run(task(name), one()))).rejects.toMatchObject({
      condition: "JVM.SPARK",
      params: { message: `Python worker exited unexpectedly (crashed) while it ran ${name}.` },
    });
    expect(await rowsOf(runtime.run(task("plus_one"), one()))).toEqual([[2n]]);
  });

  it.each(["hang", "stubborn", "forks"])("%s: cancelled at once, with all that it started", async (name) => {
    const runtime = start();
    await rowsOf(runtime.run(task("plus_one"), one()));
    const before = new Set(descendants());
    const given = new AbortController();
    const running = rowsOf(runtime.run(task(name, given.signal), one()));
    const failed = expect(running).rejects.toThrow("enough");
    await new Promise((next) => setTimeout(next, 300));
    const started = Date.now();
    given.abort(new Error("enough"));
    await failed;
    expect(Date.now() - started).toBeLessThan(1000);
    // The worker that ran it is gone; the daemon stays.
    await eventually(() => descendants().length < before.size, "the worker is gone");
    expect(descendants().filter((pid) => !before.has(pid))).toEqual([]);
  });

  it("a worker that stands still is ended after the operator's time", async () => {
    const runtime = start({ taskTime: 1500 });
    await rowsOf(runtime.run(task("plus_one"), one()));
    await expect(rowsOf(runtime.run(task("hang"), one()))).rejects.toMatchObject({
      params: { message: expect.stringContaining("python-task-time") },
    });
  });

  it("time in which the input is late does not count", async () => {
    const runtime = start({ taskTime: 1500 });
    async function* late() {
      await new Promise((next) => setTimeout(next, 3000));
      yield* one();
    }
    expect(await rowsOf(runtime.run(task("plus_one"), late()))).toEqual([[2n]]);
  });

  it("memory beyond the limit is the function's error", async () => {
    const runtime = start({ memoryLimit: 2 * 2 ** 30 });
    await expect(rowsOf(runtime.run(task("hungry"), one()))).rejects.toMatchObject({
      params: { traceback: expect.stringContaining("MemoryError") },
    });
  });

  it("a failing input fails the task with its own error", async () => {
    const runtime = start();
    async function* broken(): AsyncGenerator<PythonBatch> {
      yield* one();
      throw new Error("the disk is gone");
    }
    await expect(rowsOf(runtime.run(task("plus_one"), broken()))).rejects.toThrow("the disk is gone");
  });

  it("leaving early ends the worker", async () => {
    const runtime = start();
    const map = {
      ...common(client),
      kind: "map" as const,
      evalType: 205,
      command: commands.get("map_explode") as Uint8Array,
      name: "map_explode",
      barrier: false,
      input: A,
      output: schema({ v: LONG }),
    };
    let seen = 0;
    for await (const { rows } of runtime.run(map, one())) {
      seen += rows;
      if (seen > 50_000) break;
    }
    expect(seen).toBeLessThan(100_000);
    await eventually(() => descendants().length === 1, "only the daemon is left");
  });

  it("workers are kept for their session alone, and no longer than idle time", async () => {
    const runtime = start({ idleTime: 1000 });
    const pid = async (key: string) => {
      const made = await rowsOf(
        runtime.run({ ...task("pid"), session: common(client, undefined, key).session }, one()),
      );
      return made[0]?.[0];
    };
    const first = await pid("mine");
    expect(await pid("mine")).toBe(first);
    expect(await pid("yours")).not.toBe(first);
    await runtime.forget("yours");
    await eventually(() => descendants().length === 1, "idle workers are ended");
    expect(await pid("mine")).not.toBe(first);
  });

  it("a spare worker goes to the session that asks first, and to no other", async () => {
    const runtime = start();
    const { session } = common(client);
    await runtime.warm(session, client.pythonVersion);
    await runtime.warm(session);
    const all = descendants();
    expect(all.length).toBe(2);
    const first = (await rowsOf(runtime.run(task("pid"), one())))[0]?.[0];
    expect(all.map(BigInt)).toContain(first);
    const other = { ...task("pid"), session: common(client, undefined, "yours").session };
    expect(all.map(BigInt)).not.toContain((await rowsOf(runtime.run(other, one())))[0]?.[0]);
    await runtime.warm({ ...session, sparkVersion: "9.9" });
  });

  it("tasks wait while there are as many workers as there may be, but for their own operation", async () => {
    const runtime = start({ maxWorkers: 1 });
    const [mine, yours] = [new AbortController(), new AbortController()];
    expect(await rowsOf(runtime.run(task("plus_one"), one()))).toEqual([[2n]]);
    const hanging = rowsOf(runtime.run(task("hang", mine.signal), one())).catch((reason: unknown) => reason);
    expect(await rowsOf(runtime.run(task("plus_one", mine.signal), one()))).toEqual([[2n]]);
    let isDone = false;
    const waiting = rowsOf(runtime.run(task("plus_one", yours.signal), one())).then((rows) => {
      isDone = true;
      return rows;
    });
    await new Promise((next) => setTimeout(next, 500));
    expect(isDone).toBe(false);
    mine.abort(new Error("enough"));
    expect(await hanging).toMatchObject({ message: "enough" });
    expect(await waiting).toEqual([[2n]]);
  });

  it("nothing of the server reaches them", async () => {
    const runtime = start();
    const tell = async (name: string) =>
      (await rowsOf(runtime.run(task(name, undefined, STRING), one())))[0]?.[0] as string;
    const variables = JSON.parse(await tell("environment")) as string[];
    expect(variables).toContain("PATH");
    expect(variables.filter((v) => /firesteel|vitest|node|npm/i.test(v))).toEqual([]);
    const open = JSON.parse(await tell("descriptors")) as string[];
    expect(open.filter((path) => !/^(\/dev\/null|pipe:|socket:|\/proc\/\d+\/fd)/.test(path))).toEqual([]);
    const directory = await tell("working_directory");
    expect(directory.startsWith(tmpdir()) && existsSync(directory)).toBe(true);
  });

  it("prints of functions do no harm", async () => {
    const runtime = start();
    expect(await rowsOf(runtime.run(task("prints"), one()))).toEqual([[1n]]);
  });

  it("close ends what runs", async () => {
    const runtime = start();
    const running = expect(rowsOf(runtime.run(task("hang"), one()))).rejects.toThrow();
    await eventually(() => descendants().length === 2, "it runs");
    await runtime.close();
    await running;
    expect(descendants()).toEqual([]);
  });

  it("a missing interpreter says what to install", async () => {
    const runtime = start({ interpreters: [client.python, "/nowhere/python3"] });
    const other = { ...task("plus_one"), pythonVersion: "3.99" };
    await expect(rowsOf(runtime.run(other, one()))).rejects.toMatchObject({
      condition: "PYTHON_EXCEPTION",
      params: {
        traceback: expect.stringMatching(
          /\[PYTHON_VERSION_MISMATCH\].*worker has different version: 3\.\d+ than that in driver: 3\.99/s,
        ),
      },
    });
    const older = { ...task("plus_one"), session: { ...common(client).session, sparkVersion: "9.9" } };
    await expect(rowsOf(runtime.run(older, one()))).rejects.toMatchObject({
      params: { feature: expect.stringMatching(/pip install "pyspark-client==9\.9\.\*".*\/nowhere\/python3 \(/s) },
    });
  });
});
