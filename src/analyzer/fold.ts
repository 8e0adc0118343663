import { SparkError } from "../errors/spark-error.ts";
import { kernels } from "../kernels/index.ts";
import type { KernelSettings } from "../kernels/kernel.ts";
import type { Expression } from "../resolved/expression.ts";
import type { Value } from "../types/value.ts";

/** A constant's value, or why there is none here. */
export type Folded = { readonly value: Value } | undefined;

/**
 * Evaluates a constant expression with `kernels/`. `undefined`: some function in it has no scalar kernel, so only an
 * engine can tell. Errors of evaluation (ANSI overflow, bad casts) are thrown as they are.
 */
export function evaluate(e: Expression, settings: KernelSettings): Folded {
  switch (e.kind) {
    case "literal":
      return { value: e.value };
    case "column":
    case "outer":
    case "lambda":
    case "lambda_ref":
    case "subquery":
      return undefined;
    case "cast":
      return apply("cast", [e.child], e, settings);
    case "call":
      return apply(e.function, e.args, e, settings);
    case "get_field": {
      const struct = evaluate(e.child, settings);
      if (struct === undefined) return undefined;
      if (struct.value === null) return { value: null };
      const { fields } = struct.value as { readonly fields: readonly Value[] };
      return { value: fields[e.index] ?? null };
    }
    case "case": {
      for (const branch of e.branches) {
        const when = evaluate(branch.when, settings);
        if (when === undefined) return undefined;
        if (when.value === true) return evaluate(branch.then, settings);
      }
      return evaluate(e.otherwise, settings);
    }
  }
}

function apply(
  name: string,
  args: readonly Expression[],
  node: Extract<Expression, { kind: "call" | "cast" }>,
  settings: KernelSettings,
): Folded {
  const kernel = Object.hasOwn(kernels, name) ? kernels[name] : undefined;
  if (kernel === undefined || kernel.remembers !== undefined) return undefined;
  const values: Value[] = [];
  for (const arg of args) {
    const folded = evaluate(arg, settings);
    if (folded === undefined) return undefined;
    values.push(folded.value);
  }
  if (kernel.nulls === "propagate" && values.includes(null)) return { value: null };
  try {
    const run = kernel.bind({
      argTypes: args.map((a) => a.type),
      returnType: node.type,
      constants: values,
      mode: node.mode,
      settings,
    });
    return { value: run(...values) };
  } catch (error) {
    throw error instanceof SparkError ? error.at(node.origin) : error;
  }
}
