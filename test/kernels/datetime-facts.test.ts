import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { castFunction } from "../../src/kernels/cast.ts";
import { kernelNamed } from "../../src/kernels/index.ts";
import type { EvalMode, KernelSettings } from "../../src/kernels/kernel.ts";
import { type DataType, STRING } from "../../src/types/data-type.ts";
import { parseDataType } from "../../src/types/ddl.ts";
import type { Value } from "../../src/types/value.ts";

/**
 * Answers of Spark 4.0.4 in America/Los_Angeles, one call a line: kernel, mode (`both` when the two agree), arguments as
 * types and texts to cast, result type, and the result as CAST to text gives it or its error: condition and parameters,
 * or the sentence of a Java exception without a condition.
 */
const FACTS = readFileSync(new URL("datetime-facts.txt", import.meta.url), "utf8")
  .trimEnd()
  .split("\n");

const SETTINGS: KernelSettings = { timeZone: "America/Los_Angeles", mapKeyDedupPolicy: "EXCEPTION" };

interface Fault {
  readonly error: readonly [condition: string | null, detail: unknown];
}

function answer(fn: string, mode: EvalMode, args: readonly (readonly [string, string])[], type: string): unknown {
  try {
    const argTypes = args.map(([t]) => parseDataType(t));
    const values = args.map(([, text], i) => castFunction(STRING, argTypes[i] as DataType, "ansi", SETTINGS)(text));
    const returnType = parseDataType(type === "" ? "string" : type);
    const cx = { argTypes, returnType, constants: values, mode, settings: SETTINGS };
    const run =
      fn === "cast" ? castFunction(argTypes[0] as DataType, returnType, mode, SETTINGS) : kernelNamed(fn)?.bind(cx);
    if (run === undefined) return `no kernel ${fn}`;
    const result: Value = (run as (...a: Value[]) => Value)(...values);
    return castFunction(returnType, STRING, mode, SETTINGS)(result);
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    {
      const { condition, params } = asOf(error, 400);
      return { error: [condition, params] };
    }
  }
}

describe("datetime, interval and expression kernels answer as Spark", () => {
  for (const line of FACTS) {
    const [fn = "", modes = "", args = "[]", type = "", result = "null"] = line.split("\t");
    it(`${fn} ${modes} ${args} as ${type}`, () => {
      const expected = JSON.parse(result) as string | null | Fault;
      for (const mode of modes === "both" ? (["ansi", "legacy"] as const) : [modes as EvalMode]) {
        const got = answer(fn, mode, JSON.parse(args) as [string, string][], type);
        if (expected !== null && typeof expected === "object") {
          const [condition, detail] = expected.error;
          expect(got).toHaveProperty("error");
          if (condition !== null) expect((got as Fault).error[0]).toBe(condition);
          if (condition !== null) expect((got as Fault).error[1]).toMatchObject(detail as object);
        } else expect(got).toBe(expected);
      }
    });
  }
});
