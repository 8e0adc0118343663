/** Values whose size is given by numbers: DuckDB makes them only where there is room. */
import type { LoweringContext } from "../../../src/backend/lowering.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { type DataType, isText, LONG, STRING } from "../../../src/types/data-type.ts";
import { atom, fn, type Sql, sql, text } from "../sql.ts";
import { caseWhen, NULL_TEXT } from "./forms.ts";

type Context = LoweringContext<Sql, ReadCall>;

/** Bytes of a value that nobody counts. */
const SMALL = 64 * 1024;
/** What an element of a list takes, about. */
export const ELEMENT = 8;

const unknown: ReadExpr = { kind: "field", index: -1, type: LONG, nullable: true };
const literal = (value: bigint | string): ReadExpr =>
  typeof value === "string"
    ? { kind: "literal", value, type: STRING, nullable: false }
    : { kind: "literal", value, type: LONG, nullable: false };

/** Bytes that a value takes as an element, about: a BIGINT, or a number where all are alike. */
export function elementBytes(type: DataType, value: Sql): Sql | number {
  if (isText(type) || type.kind === "binary") return sql`${ELEMENT} + ${fn`coalesce(strlen(${value}), 0)`}`;
  if (type.kind === "array") return sql`${ELEMENT} + ${ELEMENT} * ${fn`coalesce(len(${value}), 0)`}`;
  return ELEMENT;
}

/**
 * An argument of a call that makes a value of so many parts (a BIGINT), each of `unit` bytes: itself where there is
 * room for that, NULL where the count is; an error where the value is too large, or all of a batch are together. It is
 * the argument that is kept back, not the call: DuckDB computes calls on constants ahead, whatever stands around them.
 */
export function withRoom(cx: Context, count: Sql, unit: Sql | number, argument: Sql): Sql {
  const each = typeof unit === "number" ? atom(String(unit)) : unit;
  const name = cx.call.function;
  const room = cx.kernel(
    "room",
    [
      { fragment: count, expr: unknown },
      { fragment: each, expr: typeof unit === "number" ? literal(BigInt(unit)) : unknown },
      { fragment: text(name), expr: literal(name) },
    ],
    LONG,
  );
  return caseWhen(
    [
      [sql`${count} <= ${SMALL} // ${each}`, argument],
      [sql`${room} IS NOT NULL`, argument],
    ],
    NULL_TEXT,
  );
}
