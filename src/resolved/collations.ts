import { unsupported } from "../errors/spark-error.ts";
import { collationRule } from "../functions/collation-rules.ts";
import { isCollated } from "../types/collation.ts";
import { type DataType, someType } from "../types/data-type.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";
import { expressionsOf } from "./visit.ts";

/** The name of a collation in a type. */
function nameIn(type: DataType): string {
  let found = "";
  someType(type, (t) => {
    if (t.kind === "string" && isCollated(t)) found = t.collation;
    return found !== "";
  });
  return found;
}

/** Functions that are no calls by name: the analyzer makes them. */
const MADE: ReadonlySet<string> = new Set(["collate", "collation", "and", "or", "not"]);

/**
 * Refuses a call of a function that has no rule for texts with a collation, since nothing here says what it would do
 * with them (`CollationFactory`).
 */
export function refuseCollatedCall(name: string, args: readonly Expression[]): void {
  const arg = args.find((a) => isCollated(a.type));
  if (arg === undefined || MADE.has(name) || collationRule(name) !== undefined) return;
  throw unsupported(`${name} of texts of the collation ${nameIn(arg.type)}`);
}

/** Refuses a relation that calls functions without a rule for its texts, or compares maps of them. */
export function refuseCollatedRows(r: Relation): void {
  if (r.kind === "aggregate") for (const { call } of r.measures) refuseCollatedCall(call.function, call.args);
  if (r.kind === "window") for (const { call } of r.windows) refuseCollatedCall(call.function, call.args);
  if (r.kind === "generate") refuseCollatedCall(r.function, r.args);
  const compared =
    r.kind === "sort"
      ? expressionsOf(r)
      : r.kind === "aggregate"
        ? r.grouping.map((g) => g.expression)
        : r.kind === "window"
          ? r.windows.flatMap(({ call }) => [...call.partition, ...call.windowOrder.map((k) => k.expression)])
          : [];
  const types = [...compared.map((e) => e.type), ...(r.kind === "set_operation" ? r.output.map((c) => c.type) : [])];
  if (types.some((t) => someType(t, (part) => part.kind === "map" && isCollated(part))))
    throw unsupported("comparison of maps with collations");
}
