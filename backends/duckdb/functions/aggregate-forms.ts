import type { AggregateParts, LoweringContext } from "../../../src/backend/lowering.ts";
import type { ReadAggregateCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import type { Sql } from "../sql.ts";
import { NULL_TEXT } from "./forms.ts";

/** What a lowering of an aggregate knows of its call. */
export type Context = LoweringContext<Sql, ReadAggregateCall>;

/** The clauses of an aggregate's call. */
export type Parts = AggregateParts<Sql>;

/** An argument; NULL where there is none. */
export const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;

/** The type of an argument. */
export const typeOf = (cx: Context, i: number): DataType | undefined => cx.call.args[i]?.type;

/** Whether an aggregate is called over a window. */
export const inWindow = (parts: Parts): boolean => parts.over.text !== "";

/** The value of a constant argument. */
export const literal = (expr: ReadExpr | undefined): Value | undefined =>
  expr?.kind === "literal" ? expr.value : undefined;
