import { expect, test } from "vitest";
import { loweringOf } from "../../backends/duckdb/functions/index.ts";
import type { FunctionDef } from "../../src/functions/define.ts";
import { functionGroups } from "../../src/functions/registry.ts";
import { kernelNamed } from "../../src/kernels/index.ts";

const all = Object.values(functionGroups as Readonly<Record<string, Readonly<Record<string, FunctionDef>>>>).flatMap(
  (group) => Object.values(group),
);

test("every declared function has its lowering, and replaced ones need none", () => {
  const missing = all
    .filter((def) => loweringOf(def.name) === undefined && def.replacedBy === undefined)
    .map((def) => def.name);
  expect(missing).toEqual([]);
});

test("lowerings to kernels name kernels that exist", () => {
  const missing = all.flatMap((def) => {
    const lowering = loweringOf(def.name);
    const kernel =
      lowering?.how === "kernel"
        ? (lowering.name ?? def.name)
        : lowering?.how === "collect"
          ? lowering.kernel
          : undefined;
    return kernel !== undefined && kernelNamed(kernel) === undefined ? [`${def.name}: ${kernel}`] : [];
  });
  expect(missing).toEqual([]);
});
