import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import { call, textLiteral } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";

/**
 * `(a, b AS x, 1)` as the call that Spark makes of it: `named_struct` with the names it derives (a column's last part,
 * an alias, `colN`); with a star among the fields, a call of `struct`.
 */
export function rowConstructor(cx: SqlContext, from: number, fields: readonly Expression[]): FunctionCall {
  const origin = cx.originFrom(from);
  if (fields.some((f) => f.kind === "star")) return call("struct", fields, origin);
  const args = fields.flatMap((field, i) => [textLiteral(rowName(field) ?? `col${i + 1}`, origin), field]);
  const row = call("named_struct", args, origin);
  cx.rows.set(row, fields);
  return row;
}

function rowName(field: Expression): string | undefined {
  if (field.kind === "attribute") return field.nameParts.at(-1);
  if (field.kind === "alias" && field.names.length === 1) return field.names[0];
  if (
    field.kind === "extract_value" &&
    field.extraction.kind === "literal" &&
    typeof field.extraction.value === "string"
  )
    return field.extraction.value;
  return undefined;
}

/** The fields of what {@link rowConstructor} made, or of a `struct(…)` call; `undefined` for all else. */
export function rowFields(cx: SqlContext, value: Expression): readonly Expression[] | undefined {
  if (value.kind !== "function" || value.nameParts.length !== 1 || value.filter !== undefined) return undefined;
  const fields = cx.rows.get(value);
  if (fields !== undefined) return fields;
  const name = value.nameParts[0]?.toLowerCase();
  return name === "struct" ? value.args : undefined;
}
