/** Python table functions in FROM. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { PythonTableFunction } from "../../types/python-function.ts";
import type { Expression, SubqueryExpression } from "../../unresolved/expression.ts";
import type { PythonTable, Relation } from "../../unresolved/relation.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { infoOf } from "../expression/argument.ts";
import { argumentsOf } from "../expression/python.ts";
import { analyzeTable } from "../expression/subquery.ts";
import type { PythonTableArgument, PythonTableShape } from "../facts.ts";
import { MissingFacts } from "../rows.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { columnRef, nullOf, type Typed } from "../typed.ts";
import { leaf, oneRow } from "./leaf.ts";
import { plainContext } from "./plain-context.ts";
import { rowType, tableArgument, tableRows } from "./table-argument.ts";

/** A table function whose code came with its call. */
export const analyzePythonTable = (node: PythonTable, cx: RelationContext): Analyzed =>
  pythonRows(node.udf, node.args, node, cx);

/** A table among the arguments of a call, and what stands for it until its rows are put in order. */
interface Table {
  readonly asked: SubqueryExpression;
  readonly rows: Analyzed;
  readonly typed: Typed;
}

/** The rows of a call. Its arguments see the columns of the queries around only. */
export function pythonRows(
  udf: PythonTableFunction,
  asked: readonly Expression[],
  asker: Relation,
  cx: RelationContext,
): Analyzed {
  const { origin, planId } = asker;
  cx.python.used = true;
  const alone = plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "FROM");
  const tables = asked.map(tableArgument).filter((arg) => arg !== undefined);
  const [table] = tables.map((arg) => tableOf(arg, cx));
  const withTable: ExpressionContext = {
    ...alone,
    resolve: (e, context) => (table !== undefined && e === table.asked ? table.typed : alone.resolve(e, context)),
  };
  const { args, keywords } = argumentsOf({ udf, args: asked, origin }, withTable);
  if (tables.length > 1)
    throw sparkError("TABLE_VALUED_FUNCTION_TOO_MANY_TABLE_ARGUMENTS", { num: String(tables.length) }, { origin });
  const shape = udf.returns === undefined ? shapeOf(udf, args, keywords, table, asker, alone) : undefined;
  const returns = shape?.schema ?? udf.returns;
  if (returns?.kind !== "struct") throw unsupported(`rows of ${udf.name}, which gives no struct`, { origin });
  const rows = table && tableRows(table.rows, table.asked, shape, { functionName: udf.name, origin }, cx);
  const output = returns.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
  return leaf(
    {
      kind: "python_table",
      input: rows?.relation ?? oneRow,
      udf: { ...udf, returns },
      args: args.map((a) => (rows !== undefined && a === table?.typed ? columnRef(rows.column) : a.expr)),
      keywords,
      generated: output,
      analyzed: shape?.pickled,
      table: rows && { argument: args.findIndex((a) => a === table?.typed), partition: rows.partition },
      output,
    },
    [],
    planId,
  );
}

function tableOf(asked: SubqueryExpression, cx: RelationContext): Table {
  const rows = analyzeTable(asked, cx);
  const type = rowType(rows.scope.columns.map((c) => c.column));
  return { asked, rows, typed: { expr: nullOf(type), sql: () => "table", foldable: false } };
}

/** What the function itself says of the call; it is asked once. */
function shapeOf(
  udf: PythonTableFunction,
  args: readonly Typed[],
  keywords: readonly (string | undefined)[],
  table: Table | undefined,
  asker: Relation,
  cx: ExpressionContext,
): PythonTableShape {
  const known = cx.relation.facts.pythonTable(asker);
  if (known !== undefined) return known;
  const told = args.map((a, i): PythonTableArgument => {
    const { type, foldable, value } = infoOf(a, cx);
    const isTable = a === table?.typed;
    return { name: keywords[i], type, isTable, value: foldable && !isTable ? value : undefined };
  });
  throw new MissingFacts([{ kind: "python_table", asker, udf, args: told }]);
}
