/** Which SQL function a called name means. */
import type { FunctionKind } from "../../catalog/functions.ts";
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import { isKnownButUndeclared, lookupFunction } from "../../functions/registry.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { RelationContext } from "../context.ts";
import { IN_FROM_ONLY } from "../expression/call.ts";
import { otherKind, quotedName, type Routine } from "./routine.ts";

/** What the body of a function means to a call; that names in it mean nothing any more, or that it holds what it cannot, is told at the call. */
export function atCall<T>(routine: Routine, origin: Origin | undefined, meant: () => T): T {
  try {
    return meant();
  } catch (reason) {
    const isMissing = reason instanceof SparkError && MISSING.has(reason.condition) && routine.session !== "all";
    throw isMissing ? new SparkError(reason.condition, reason.params, { origin, cause: reason }) : reason;
  }
}

const MISSING: ReadonlySet<string> = new Set([
  "TABLE_OR_VIEW_NOT_FOUND",
  "UNRESOLVED_ROUTINE",
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES",
]);

/** A called name. */
interface Called {
  readonly nameParts: readonly string[];
  readonly origin?: Origin | undefined;
}

/**
 * Whether a name is a built-in function's before it is one that the session registered, as it is since 4.2
 * (`spark.sql.functionResolution.sessionOrder`; seen in 4.3).
 */
export function isBuiltInFirst({ nameParts: [name = "", ...more] }: Called, kind: FunctionKind, line: number): boolean {
  if (line < 402 || more.length > 0) return false;
  const def = lookupFunction(name);
  if (kind === "value") return isKnownButUndeclared(name, line) || (def !== undefined && def.tableOnly !== true);
  return IN_FROM_ONLY.has(name.toLowerCase()) || def?.kind === "generator" || def?.tableOnly === true;
}

/** Names of built-in functions come first, and Spark has SQL functions since 4.0. */
const canBeRoutine = ({ nameParts }: Called, cx: RelationContext): boolean =>
  cx.facts.settings.line >= 400 && (nameParts.length > 1 || lookupFunction(nameParts[0] ?? "") === undefined);

/**
 * The SQL function that a call means, if any. Raises NOT_A_SCALAR_FUNCTION or NOT_A_TABLE_FUNCTION for one that stands
 * where it cannot.
 */
export function findRoutine(node: Called, kind: FunctionKind, cx: RelationContext): Routine | undefined {
  if (!canBeRoutine(node, cx)) return undefined;
  const find = (wanted: FunctionKind) => cx.facts.routine(node.nameParts, wanted, cx.routines);
  const found = find(kind);
  if (found !== undefined) return found;
  const other = find(otherKind(kind));
  if (other === undefined) return undefined;
  // Before 4.3 temporary functions of FROM are unknown elsewhere.
  if (kind === "value" && other.database === undefined) {
    if (cx.facts.settings.line < 403) return undefined;
    throw sparkError("NOT_A_SCALAR_FUNCTION", { functionName: quoteParts(node.nameParts) }, { origin: node.origin });
  }
  const functionName = quotedName(other);
  throw kind === "value"
    ? sparkError("NOT_A_SCALAR_FUNCTION", { functionName }, { origin: node.origin })
    : sparkError("NOT_A_TABLE_FUNCTION", { functionName }, { origin: node.origin });
}
