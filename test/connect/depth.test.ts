import { expect, test } from "vitest";
import { decodeContext } from "../../src/connect/expression/index.ts";
import { decodePlan } from "../../src/connect/plan.ts";
import { readMessage } from "../../src/connect/wire.ts";
import { ExpressionSchema } from "../../src/gen/spark/connect/expressions_pb.ts";
import type { Expression } from "../../src/unresolved/expression.ts";
import { inputsOf } from "../../src/unresolved/visit.ts";
import { deepOperator, deepWithColumns, door, planSchema } from "./build.ts";

test("relations nest five thousand deep", () => {
  const command = decodePlan(readMessage(planSchema, deepWithColumns(5000)), door);
  if (command.kind !== "query") throw new Error(command.kind);
  let depth = 0;
  for (let at = command.relation; ; depth++) {
    const [input] = inputsOf(at);
    if (input === undefined) break;
    at = input;
  }
  expect(depth).toBe(5000);
});

test("relations beyond the limit are refused", () => {
  expect(() => decodePlan(readMessage(planSchema, deepWithColumns(10_001)), door)).toThrow("MAX_DEPTH_EXCEEDED");
});

const decode = (name: string, depth: number): Expression =>
  decodeContext(door).expression(readMessage(ExpressionSchema, deepOperator(name, depth)));

test("expressions nest fourteen hundred deep", () => {
  let depth = 0;
  for (let at = decode("+", 1400); at.kind === "function"; depth++) at = at.args[0] as Expression;
  expect(depth).toBe(1400);
});

test("expressions beyond the limit are refused", () => {
  expect(() => decode("+", 1501)).toThrow("MAX_DEPTH_EXCEEDED");
  expect(() => decode("+", 8000)).toThrow("MAX_DEPTH_EXCEEDED");
});

test("chains of and and or are flat, however long", () => {
  const chain = decode("and", 5000);
  expect(chain).toMatchObject({ kind: "function", nameParts: ["and"] });
  expect(chain.kind === "function" && chain.args.length).toBe(5001);
  expect(chain.kind === "function" && chain.args[0]).toMatchObject({ kind: "attribute", nameParts: ["id"] });
});
