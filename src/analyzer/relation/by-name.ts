import { sparkError } from "../../errors/spark-error.ts";
import { parseAttributeName, quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { expandedTo } from "../expanded.ts";
import { tryAttribute } from "../expression/names.ts";
import type { ScopeColumn } from "../scope.ts";
import type { Typed } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { typedColumn } from "./star.ts";

/** A column that is known already, where an asked-for expression is wanted. */
export const asked = (column: ScopeColumn): Expression => expandedTo(typedColumn(column));

/** A column, or a field in one, by the name that a DataFrame method was given (`Dataset.resolve`). */
export function columnNamed(name: string, input: Analyzed, cx: RelationContext): Typed {
  const nameParts = parseAttributeName(name);
  const context = plainContext(input, { ...cx, outer: [] }, "SELECT");
  const found = tryAttribute({ kind: "attribute", nameParts }, context);
  if (found !== undefined) return found;
  throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", {
    objectName: quoteParts(nameParts),
    proposal: input.scope.columns.map((c) => quoteName(c.column.name)).join(", "),
  });
}

/** A column's name taken for an attribute's, dots and all (`QuotingUtils.toSQLId`). */
function quoteName(name: string): string {
  try {
    return quoteParts(parseAttributeName(name));
  } catch {
    return quoteIdentifier(name);
  }
}

/** {@link columnNamed} for methods that replace columns, under the name it was asked by: fields in columns are none. */
export function wholeColumnNamed(name: string, input: Analyzed, cx: RelationContext): ScopeColumn | undefined {
  const typed = columnNamed(name, input, cx);
  const { expr } = typed;
  if (expr.kind !== "column") return undefined;
  const found = input.scope.columns.find((c) => c.column.id === expr.id);
  return found && { ...found, column: { ...found.column, name: typed.name ?? found.column.name } };
}
