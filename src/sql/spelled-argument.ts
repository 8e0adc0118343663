import { DOUBLE, decimal, STRING } from "../types/data-type.ts";
import type { Expression, FunctionCall, Literal } from "../unresolved/expression.ts";

/** An argument as Spark 4.3 has it, which writes arguments into the text as literals and reads them with it. */
export function spelledArgument(e: Expression): Expression {
  switch (e.kind) {
    case "literal":
      return spelledLiteral(e);
    case "function":
      return spelledCall({ ...e, args: e.args.map(spelledArgument) });
    case "alias":
      return { ...e, child: spelledArgument(e.child) };
    default:
      return e;
  }
}

function spelledLiteral(e: Literal): Expression {
  const { type, value } = e;
  if (type.kind === "decimal" && value !== null && typeof value === "object" && "unscaled" in value) {
    const digits = (value.unscaled < 0n ? -value.unscaled : value.unscaled).toString().length;
    return { ...e, type: decimal(Math.max(digits, value.scale), value.scale) };
  }
  if (type.kind === "double" && typeof value === "number" && !Number.isFinite(value)) {
    // There is no literal for them: they are cast from texts.
    return {
      kind: "cast",
      child: { kind: "literal", type: STRING, value: String(value) },
      to: DOUBLE,
      mode: "session",
    };
  }
  return e;
}

/** `struct(1 AS x)` is `named_struct('x', 1)` in a text. */
function spelledCall(e: FunctionCall): FunctionCall {
  if (e.nameParts.at(-1)?.toLowerCase() !== "struct" || e.args.length === 0) return e;
  const args = e.args.flatMap((arg): Expression[] =>
    arg.kind === "alias" && arg.names[0] !== undefined
      ? [{ kind: "literal", type: STRING, value: arg.names[0] }, arg.child]
      : [],
  );
  return args.length === 2 * e.args.length ? { ...e, nameParts: ["named_struct"], args } : e;
}
