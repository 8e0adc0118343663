// Operations whose tasks feed each other, more at once than there are workers: they wait for workers, and all come to their end.
import { afterEach, describe, expect, it } from "vitest";
import type { PythonBatch, PythonRuntime } from "../../src/python/api.ts";
import { batch, clients, commandsOf, LONG, rowsOf, scalar, schema, startRuntime, stream } from "./harness.ts";

const A = schema({ a: LONG, b: LONG });
const client = clients.find((c) => c.name === "4.0") ?? clients[0];

describe.runIf(client !== undefined)("chains of Python functions of several kinds", () => {
  let end = async () => {};
  afterEach(() => end());

  it("end, however many wait for the same workers", { timeout: 60_000 }, async () => {
    if (client === undefined) return;
    const commands = commandsOf(client);
    const started = startRuntime({ interpreters: [client.python], maxWorkers: 2 });
    end = started.end;
    const chain = (runtime: PythonRuntime, signal: AbortSignal): AsyncIterable<PythonBatch> => {
      let rows: AsyncIterable<PythonBatch> = stream(batch(A, [[1n, 2n]]));
      for (const [evalType, name] of [
        [100, "plus_one"],
        [200, "plus_one"],
        [101, "plus_one"],
      ] as const) {
        const f = { commands: [commands.get(name) as Uint8Array], args: [{ column: 1 }], name };
        rows = runtime.run(scalar(client, evalType, [f], [LONG], { signal, keep: [0], input: A }), rows);
      }
      return rows;
    };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => rowsOf(chain(started.runtime, new AbortController().signal))),
    );
    expect(answers).toEqual(Array.from({ length: 8 }, () => [[1n, 5n]]));
  });
});
