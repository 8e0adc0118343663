import { sparkError } from "../../errors/spark-error.ts";
import type { Expression as Resolved, Literal } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { comparatorOf } from "../../kernels/value-order.ts";
import { type CoercionRules, findTightestCommonType } from "../../types/coercion.ts";
import { type DataType, isAtomic, STRING } from "../../types/data-type.ts";
import { objectString, sqlType } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Transpose } from "../../unresolved/relation.ts";
import { castExpression } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { rowsOf } from "../rows.ts";
import type { ScopeColumn } from "../scope.ts";
import { isNotNull, columnRef, literal } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { leaf } from "./leaf.ts";

/**
 * Rows to columns: one column for each row, named by the row's index, and one row for each other column
 * (`ResolveTranspose`). Rows without an index are left out. The result's columns depend on the data, which is read now.
 */
export function analyzeTranspose(node: Transpose, input: Analyzed, cx: RelationContext): Analyzed {
  const { columns } = input.scope;
  const index = indexOf(node, input, cx);
  if (index === undefined) return leaf({ kind: "values", rows: [], output: [] }, [], node.planId);
  const others = columns.filter((c) => c.column.id !== index.column.id);
  const type = commonType(
    others.map((c) => c.column.type),
    cx.typing,
  );
  const rows = inOrder(index, rowsOf(node, collected(index, others, type, input, cx), "DataFrame.transpose", cx));
  const { transposeMaxValues } = cx.facts.settings;
  if (rows.length > transposeMaxValues) {
    throw sparkError("TRANSPOSE_EXCEED_ROW_LIMIT", {
      maxValues: String(transposeMaxValues),
      config: "spark.sql.transposeMaxValues",
    });
  }
  const key = cx.ids.column("key", STRING, false);
  const made = rows.map(([, name]) => cx.ids.column(String(name), type, true));
  const cells = others.map(({ column }, i): Literal[] => [
    literal(STRING, column.name),
    ...rows.map((row) => literal(type, row[i + 2] ?? null)),
  ]);
  return leaf({ kind: "values", rows: cells, output: [key, ...made] }, [], node.planId);
}

function indexOf(node: Transpose, input: Analyzed, cx: RelationContext): ScopeColumn | undefined {
  const { columns } = input.scope;
  const { index } = node;
  const asked = index === undefined ? undefined : resolve(index, plainContext(input, cx, "TRANSPOSE")).expr;
  if (asked !== undefined && asked.kind !== "column") throw invalid("Index column must be an atomic attribute");
  const found = asked === undefined ? columns[0] : columns.find((c) => c.column.id === asked.id);
  const type = found?.column.type;
  if (type !== undefined && !(isAtomic(type) && type.kind !== "null" && type.kind !== "calendar_interval")) {
    throw invalid(`Index column must be of atomic type, but found: ${objectString(type)}`);
  }
  return found;
}

const invalid = (reason: string) => sparkError("TRANSPOSE_INVALID_INDEX_COLUMN", { reason });

function commonType(types: readonly DataType[], rules: CoercionRules): DataType {
  const [first = STRING, ...rest] = types;
  return rest.reduce((wide, type) => {
    const common = findTightestCommonType(wide, type, rules);
    if (common !== undefined) return common;
    throw sparkError("TRANSPOSE_NO_LEAST_COMMON_TYPE", { dt1: `"${sqlType(wide)}"`, dt2: `"${sqlType(type)}"` });
  }, first);
}

/** The rows by their index, which comes first; those of one index as they came. */
function inOrder(index: ScopeColumn, rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  const compare = comparatorOf(index.column.type);
  return [...rows].sort((a, b) => compare(a[0] ?? null, b[0] ?? null));
}

/** The rows that become columns: the index as it is and as text, then the others. */
function collected(
  index: ScopeColumn,
  others: readonly ScopeColumn[],
  type: DataType,
  input: Analyzed,
  cx: RelationContext,
): Relation {
  const key = columnRef(index.column);
  const condition: Resolved = isNotNull(key);
  const { output } = input.relation;
  const present: Relation = { kind: "filter", input: input.relation, condition, output };
  const expressions = [
    key,
    castExpression(key, STRING, cx),
    ...others.map(({ column }) => castExpression(columnRef(column), type, cx)),
  ];
  const projections = expressions.map((expression, i) => ({
    column: cx.ids.column(`c${i}`, expression.type, expression.nullable),
    expression,
  }));
  const shown = projections.map((p) => p.column);
  const project: Relation = { kind: "project", input: present, projections, output: shown };
  return {
    kind: "limit",
    input: project,
    count: cx.facts.settings.transposeMaxValues + 1,
    offset: 0,
    output: shown,
  };
}
