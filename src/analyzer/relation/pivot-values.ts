import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { canCast } from "../../types/casts.ts";
import type { DataType } from "../../types/data-type.ts";
import { catalogString } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Pivot } from "../../unresolved/relation.ts";
import { sessionMode } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { evaluate } from "../fold.ts";
import { valueText } from "../pretty.ts";
import { rowsOf } from "../rows.ts";
import { columnRef, type Typed } from "../typed.ts";
import { refuseMaps } from "./set-operation.ts";

/** One value of the pivot column, in the column's type, and the name its columns bear. */
export interface PivotValue {
  readonly value: Value;
  readonly name: string;
}

/** The distinct values in the data, ascending (`RelationalGroupedDataset.collectPivotValues`). */
export function foundValues(node: Pivot, column: Typed, input: Analyzed, cx: RelationContext): PivotValue[] {
  const { type, nullable } = column.expr;
  const { settings } = cx.facts;
  const made = cx.ids.column(column.name ?? column.sql(), type, nullable);
  refuseMaps([made], undefined);
  const projections = [{ column: made, expression: column.expr }];
  const output = [made];
  const project: Relation = { kind: "project", input: input.relation, projections, output };
  const grouping = [{ column: made, expression: columnRef(made) }];
  const distinct: Relation = { kind: "aggregate", input: project, grouping, measures: [], output };
  const keys = [{ expression: columnRef(made), descending: false, nulls: "first" as const }];
  const sorted: Relation = { kind: "sort", input: distinct, keys, output };
  const count = settings.pivotMaxValues + 1;
  const rows = rowsOf(node, { kind: "limit", input: sorted, count, offset: 0, output }, "PIVOT without values", cx);
  if (rows.length > settings.pivotMaxValues) {
    throw sparkError("_LEGACY_ERROR_TEMP_1324", {
      pivotColumn: column.sql(),
      maxValues: String(settings.pivotMaxValues),
      config: "spark.sql.pivotMaxValues",
    });
  }
  if (type.kind === "array" || type.kind === "struct") {
    throw unsupported(`PIVOT by unlisted values of the type ${catalogString(type)}`, { origin: node.origin });
  }
  return rows.map(([value = null]) => ({ value, name: nameOfValue(type, value, cx) }));
}

/** A value that was listed: a constant, brought to the column's type; the column is named by it as it was written. */
export function givenValue(item: Expression, column: Typed, cx: ExpressionContext): PivotValue {
  const typed = resolve(item, cx);
  const { settings } = cx.relation.facts;
  const { type } = column.expr;
  const mode = sessionMode(cx.relation.typing);
  if (!typed.foldable) throw sparkError("NON_LITERAL_PIVOT_VALUES", { expression: `"${typed.sql()}"` });
  if (!canCast(typed.expr.type, type, mode)) {
    throw sparkError("PIVOT_VALUE_DATA_TYPE_MISMATCH", {
      value: typed.sql(),
      valueType: catalogString(typed.expr.type),
      pivotType: catalogString(type),
    });
  }
  const cast: Resolved = { kind: "cast", child: typed.expr, type, mode, nullable: true, origin: item.origin };
  const own = evaluate(typed.expr, settings.kernelSettings);
  const folded = evaluate(cast, settings.kernelSettings);
  if (own === undefined || folded === undefined) {
    throw unsupported("PIVOT by a constant that only an engine can evaluate", { origin: item.origin });
  }
  const alias = item.kind === "alias" ? item.names[0] : undefined;
  return { value: folded.value, name: alias ?? nameOfValue(typed.expr.type, own.value, cx.relation) };
}

const nameOfValue = (type: DataType, value: Value, cx: RelationContext): string =>
  value === null ? "null" : valueText(type, value, cx.facts.settings.kernelSettings);
