import type { Expression, WindowCall } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import { expressionsOf, inputsOf, someExpression } from "../resolved/visit.ts";
import { type DataType, sameType, someType } from "../types/data-type.ts";

/** Functions of other types than TIMESTAMP that look at the session's time zone. */
const ZONED: ReadonlySet<string> = new Set([
  "convert_timezone",
  "date_format",
  "from_csv",
  "from_json",
  "from_unixtime",
  "schema_of_csv",
  "schema_of_json",
  "to_csv",
  "to_json",
  "to_unix_timestamp",
  "to_variant_object",
  "unix_timestamp",
]);

/** Functions that take a TIMESTAMP as the instant that it is, or only pass it on. */
const INSTANTS: ReadonlySet<string> = new Set([
  "!=",
  "<",
  "<=",
  "<=>",
  "=",
  "==",
  ">",
  ">=",
  "array",
  "between",
  "coalesce",
  "greatest",
  "in",
  "isnotnull",
  "isnull",
  "least",
  "named_struct",
  "nvl",
  "struct",
  "timestamp_micros",
  "timestamp_millis",
  "timestamp_seconds",
  "unix_micros",
  "unix_millis",
  "unix_seconds",
]);

const isInstant = (type: DataType): boolean => someType(type, (t) => t.kind === "timestamp" || t.kind === "variant");

/**
 * Whether a plan's rows may be others in another session time zone. Errs on the side of yes: what it knows not to look
 * at the zone does not.
 */
export function dependsOnZone(plan: Relation): boolean {
  const seen = new Set<Relation>();
  const open = [plan];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...inputsOf(next));
    if (next.kind === "window" && next.windows.some(({ call }) => reckonsWithDays(call))) return true;
    for (const e of expressionsOf(next)) if (someExpression(e, (inner) => isZoned(inner, open))) return true;
  }
  return false;
}

/** {@link dependsOnZone} of a value. */
export function valueDependsOnZone(e: Expression): boolean {
  const queries: Relation[] = [];
  return someExpression(e, (inner) => isZoned(inner, queries)) || queries.some(dependsOnZone);
}

/** Whether a window's frame reaches from instants over days or months, whose lengths the zone tells. */
const reckonsWithDays = ({ frame, windowOrder }: WindowCall): boolean =>
  frame.unit === "range" &&
  [frame.lower, frame.upper].some((bound) => "offset" in bound) &&
  windowOrder.some((key) => isInstant(key.expression.type));

function isZoned(e: Expression, open: Relation[]): boolean {
  switch (e.kind) {
    case "subquery":
      open.push(e.plan);
      return false;
    case "cast":
      return !sameType(e.type, e.child.type) && (isInstant(e.type) || isInstant(e.child.type));
    case "call":
      if (ZONED.has(e.function)) return true;
      return !INSTANTS.has(e.function) && [e, ...e.args].some((part) => isInstant(part.type));
    default:
      return false;
  }
}
