import { expect, test } from "vitest";
import type { FunctionDef } from "../../src/functions/define.ts";
import { sparkFunctionNames } from "../../src/functions/names.ts";
import { functionGroups, functionNames, isKnownButUndeclared, lookupFunction } from "../../src/functions/registry.ts";

const all = Object.values(functionGroups).flatMap((g) => Object.values(g as Record<string, FunctionDef>));

test("every declared name is Spark's, or ours alone", () => {
  const spark = new Set(sparkFunctionNames);
  const syntax = new Set(["in", "between", "case", "timestampadd", "timestampdiff", "try_to_date"]);
  const strange = functionNames().filter((n) => !spark.has(n) && !syntax.has(n));
  expect(strange).toEqual([]);
});

test("names are found in any case, aliases say what they were called", () => {
  expect(lookupFunction("ABS")?.name).toBe("abs");
  const mod = lookupFunction("mod");
  expect(mod?.name).toBe("%");
  expect(mod?.calledAs).toBe("mod");
  expect(mod?.pretty?.(["a", "b"], [])).toBe("mod(a, b)");
  expect(lookupFunction("no_such_function")).toBeUndefined();
});

test("names of Spark that nothing declares are known", () => {
  expect(isKnownButUndeclared("from_avro", 400)).toBe(true);
  expect(isKnownButUndeclared("abs", 400)).toBe(false);
  expect(isKnownButUndeclared("nope", 400)).toBe(false);
});

test("declarations have words and examples", () => {
  for (const def of all) {
    if (def.group === "internal") continue;
    expect(def.doc, def.name).not.toBe("");
    expect(def.since, def.name).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
