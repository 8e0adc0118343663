import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { findWiderTypeWithoutStringPromotion } from "../../types/coercion.ts";
import { type DataType, INT, STRING } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Unpivot } from "../../unresolved/relation.ts";
import { castExpression } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nameOf, resolve } from "../expression/resolve.ts";
import { columnRef, literal, type Typed } from "../typed.ts";
import { analyzeFilter } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { SelectBuilder } from "./select-block.ts";
import { expandStars, typedColumn } from "./star.ts";

/** UNPIVOT: for each row one row for each group of value columns, beside the identifying columns (`UnpivotTransformer`). */
export function analyzeUnpivot(node: Unpivot, input: Analyzed, cx: RelationContext): Analyzed {
  const context = plainContext(input, cx, "UNPIVOT");
  const resolveAll = (list: readonly Expression[]) => expandStars(list, context).map((e) => resolve(e, context));
  const given = node.values?.map(resolveAll);
  const ids = node.ids === undefined ? undefined : resolveAll(node.ids);
  // One value column each: a star among them stands for several.
  const groups = node.valueColumns.length === 1 ? given?.flat().map((value) => [value]) : given;
  const values = groups ?? othersThan(ids ?? [], "id", input).map((value) => [value]);
  const kept = ids ?? othersThan(values.flat(), "value", input);
  if (values.length === 0) throw sparkError("UNPIVOT_REQUIRES_VALUE_COLUMNS", {});
  if (values.some((group) => group.length !== node.valueColumns.length)) {
    throw sparkError("UNPIVOT_VALUE_SIZE_MISMATCH", { names: node.valueColumns.map(quoteIdentifier).join(", ") });
  }
  const types = node.valueColumns.map((_, i) =>
    commonType(
      values.map((group) => group[i] as Typed),
      cx,
    ),
  );
  const rows = stacked(node, kept, values, types, input, cx);
  if (node.excludeNulls !== true) return rows;
  const condition = someValue(node, cx);
  return analyzeFilter({ kind: "filter", input: node, condition, clause: "where", planId: node.planId }, rows, cx);
}

/** Some value is not NULL. Before 4.1 the values were first brought to one type, which may fail. */
function someValue({ valueColumns, origin }: Unpivot, cx: RelationContext): Expression {
  const call = (name: string, args: readonly Expression[]): Expression => ({
    kind: "function",
    nameParts: [name],
    args,
    origin,
  });
  const values = valueColumns.map((name): Expression => ({ kind: "attribute", nameParts: [name], origin }));
  if (cx.facts.settings.line < 401) return call("isnotnull", [call("coalesce", values)]);
  const present = values.map((value) => call("isnotnull", [value]));
  const [only] = present;
  return present.length === 1 && only !== undefined ? only : call("or", present);
}

/** The columns that are not among those given, which must all be plain columns (`Unpivot.getAttributes`). */
function othersThan(given: readonly Typed[], what: "id" | "value", input: Analyzed): Typed[] {
  const computed = given.filter((g) => g.expr.kind !== "column");
  if (computed.length > 0) {
    throw sparkError("UNPIVOT_REQUIRES_ATTRIBUTES", {
      given: what,
      empty: what === "id" ? "value" : "id",
      expressions: computed.map((g) => `"${g.sql()} AS ${quoteIfNeeded(nameOf(g))}"`).join(", "),
    });
  }
  const ids = new Set(given.map((g) => (g.expr.kind === "column" ? g.expr.id : undefined)));
  return input.scope.columns.filter((c) => !ids.has(c.column.id)).map(typedColumn);
}

function commonType(values: readonly Typed[], cx: RelationContext): DataType {
  const found = findWiderTypeWithoutStringPromotion(
    values.map((v) => v.expr.type),
    cx.typing,
  );
  if (found !== undefined) return found;
  const named = new Map<string, string[]>();
  for (const value of values) {
    const type = sqlType(value.expr.type);
    named.set(type, [...(named.get(type) ?? []), quoteIdentifier(nameOf(value))]);
  }
  const types = [...named]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, names]) => {
      const sorted = names.toSorted();
      const shown = sorted.length > MAX_NAMES ? [...sorted.slice(0, MAX_NAMES), "..."] : sorted;
      return `"${type}" (${shown.join(", ")})`;
    });
  throw sparkError("UNPIVOT_VALUE_DATA_TYPE_MISMATCH", { types: types.join(", ") });
}

/** Columns of one type that an error names. */
const MAX_NAMES = 3;

function stacked(
  node: Unpivot,
  ids: readonly Typed[],
  values: readonly (readonly Typed[])[],
  types: readonly DataType[],
  input: Analyzed,
  cx: RelationContext,
): Analyzed {
  const builder = new SelectBuilder(input, cx, node);
  for (const id of ids) builder.push(id.expr.kind === "column" ? id : { ...id, named: true }, undefined);
  const cells = values.flatMap((group, row): Resolved[] => [
    literal(STRING, node.aliases[row] ?? group.map(nameOf).join("_")),
    ...group.map((value, i) => castExpression(value.expr, types[i] ?? value.expr.type, cx)),
  ]);
  const width = types.length + 1;
  const variable = cx.ids.column(node.variableColumn, STRING, false);
  const made = [
    variable,
    ...types.map((type, i) =>
      cx.ids.column(
        node.valueColumns[i] ?? "",
        type,
        values.some((_, row) => cells[row * width + i + 1]?.nullable === true),
      ),
    ),
  ];
  builder.generators.push({
    function: "stack",
    args: [literal(INT, values.length), ...cells],
    outer: false,
    columns: made,
  });
  for (const column of made) builder.outputs.push({ scoped: { column, qualifier: [] }, expression: columnRef(column) });
  return { ...builder.analyzed(), block: undefined };
}
