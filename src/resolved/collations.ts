import { unsupported } from "../errors/spark-error.ts";
import { type DataType, STRING, typeParts } from "../types/data-type.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";
import { expressionsOf } from "./visit.ts";

/** Functions that look at no character of their arguments, and pass them on as they are or not at all. */
const CARRIERS: ReadonlySet<string> = new Set([
  "array",
  "coalesce",
  "if",
  "ifnull",
  "isnotnull",
  "isnull",
  "named_struct",
  "nvl",
  "nvl2",
  "octet_length",
  "struct",
]);

/** UNSUPPORTED_FEATURE for a type with a text that is compared otherwise than by its bytes. */
function refuse(type: DataType): void {
  if (type.kind !== "string") for (const part of typeParts(type)) refuse(part);
  else if (type.collation !== STRING.collation) throw unsupported(`the collation ${type.collation}`);
}

/**
 * Refuses a call whose arguments have a collation: text of such a type may be carried and cast, but nothing here
 * compares, searches or changes it by its rules (`CollationFactory`).
 */
export function refuseCollatedArguments(e: Expression): void {
  if (e.kind === "call" && !CARRIERS.has(e.function)) for (const arg of e.args) refuse(arg.type);
  if (e.kind === "subquery") for (const value of e.values) refuse(value.type);
}

/** Refuses a relation that compares or reads values with a collation. */
export function refuseCollatedRows(r: Relation): void {
  switch (r.kind) {
    case "aggregate":
    case "window":
    case "sort":
    case "generate":
      for (const e of expressionsOf(r)) refuse(e.type);
      return;
    case "set_operation":
      if (r.operation !== "union" || !r.all) for (const column of r.output) refuse(column.type);
  }
}
