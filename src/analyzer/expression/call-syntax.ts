/** Which functions take DISTINCT, FILTER and IGNORE NULLS (`FunctionResolution.validateFunction`). */
import { sparkError } from "../../errors/spark-error.ts";
import type { FunctionDef } from "../../functions/define.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { FunctionCall } from "../../unresolved/expression.ts";

/** The aggregate and window functions that can pass over NULLs. */
const TAKES_IGNORE_NULLS: ReadonlySet<string> = new Set([
  "first",
  "first_value",
  "last",
  "last_value",
  "any_value",
  "nth_value",
  "lag",
  "lead",
  "collect_list",
  "collect_set",
]);

/** Throws FUNCTION_WITH_UNSUPPORTED_SYNTAX for a clause of a call that its function does not take. */
export function checkCallSyntax(node: FunctionCall, def: FunctionDef): void {
  const aggregates = def.kind === "aggregate";
  const syntax =
    node.distinct === true && !aggregates
      ? "DISTINCT"
      : node.filter !== undefined && !aggregates
        ? "FILTER CLAUSE"
        : node.ignoreNulls === true && !TAKES_IGNORE_NULLS.has(def.name)
          ? "IGNORE NULLS"
          : undefined;
  if (syntax === undefined) return;
  throw sparkError(
    "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
    { prettyName: quoteIdentifier((node.nameParts.at(-1) ?? def.name).toLowerCase()), syntax },
    { origin: node.origin },
  );
}
