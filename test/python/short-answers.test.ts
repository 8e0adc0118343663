import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import type { ScalarTask } from "../../src/python/api.ts";
import { dialectOf } from "../../src/python/protocol/dialect.ts";
import { EvalType } from "../../src/python/protocol/eval-type.ts";
import type { Reply } from "../../src/python/protocol/reply.ts";
import { rowsOf as read } from "../../src/python/rows.ts";
import { exchangeOf } from "../../src/python/tasks/index.ts";
import { batch, type Client, LONG, rowsOf, scalar, schema, settings, stream } from "./harness.ts";

/** What a worker that answers `answered` of three rows makes of a task whose function adds nothing. */
async function answers(evalType: number, answered: number): Promise<unknown> {
  const client: Client = { name: "none", line: "4.0", python: "python3", pythonVersion: "3.11" };
  const command = new Uint8Array(0);
  const task: ScalarTask = scalar(
    client,
    evalType,
    [{ name: "f", commands: [command], args: [{ column: 1 }] }],
    [LONG],
  );
  const dialect = dialectOf("4.0.4");
  if (dialect === undefined) throw new Error("no dialect");
  const rows = [1n, 2n, 3n].map((n) => [n, n]);
  const { data, results } = exchangeOf(task, stream(batch(task.input, rows)), undefined, {
    dialect,
    settings,
    directory: tmpdir(),
  });
  async function* replies(): AsyncGenerator<Reply> {
    for await (const bytes of data()) expect("length" in bytes && bytes.length).toBeGreaterThan(0);
    if (evalType === EvalType.BATCHED) {
      // A list of small numbers as Python's second protocol writes it.
      const items = Array.from({ length: answered }, (_, i) => [0x4b, i + 1]).flat();
      yield { kind: "pickled", bytes: Uint8Array.from([0x80, 2, 0x5d, 0x28, ...items, 0x65, 0x2e]) };
    } else {
      const made = Array.from({ length: answered }, (_, i) => [BigInt(i + 1)]);
      yield { kind: "rows", rows: read(batch(schema({ _0: LONG }), made)) };
    }
  }
  return rowsOf(results(replies()));
}

describe.each([
  ["pickled", EvalType.BATCHED],
  ["Arrow", EvalType.SCALAR_PANDAS],
])("a %s function's answers", (_name, evalType) => {
  it("stand beside their rows", async () => {
    expect(await answers(evalType, 3)).toEqual([1n, 2n, 3n].map((n) => [n, n]));
  });

  it("that are too few are an error, never a short result", async () => {
    await expect(answers(evalType, 2)).rejects.toThrow("it made fewer rows than it was given");
    await expect(answers(evalType, 0)).rejects.toThrow("it made fewer rows than it was given");
  });

  it("that are too many are an error", async () => {
    await expect(answers(evalType, 4)).rejects.toThrow();
  });
});
