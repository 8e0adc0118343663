/** Python table functions in FROM. */
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonTableFunction } from "../../types/python-function.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { PythonTable, Relation } from "../../unresolved/relation.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { infoOf } from "../expression/argument.ts";
import { argumentsOf } from "../expression/python.ts";
import type { PythonTableArgument, PythonTableShape } from "../facts.ts";
import { MissingFacts } from "../rows.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import type { Typed } from "../typed.ts";
import { leaf, oneRow } from "./leaf.ts";
import { plainContext } from "./plain-context.ts";

/** A table function whose code came with its call. */
export const analyzePythonTable = (node: PythonTable, cx: RelationContext): Analyzed =>
  pythonRows(node.udf, node.args, node, cx);

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
  const { args, keywords } = argumentsOf({ udf, args: asked, origin }, alone);
  const shape = udf.returns === undefined ? shapeOf(udf, args, keywords, asker, alone) : undefined;
  const returns = shape?.schema ?? udf.returns;
  if (returns?.kind !== "struct") throw unsupported(`rows of ${udf.name}, which gives no struct`, { origin });
  const output = returns.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
  return leaf(
    {
      kind: "python_table",
      input: oneRow,
      udf: { ...udf, returns },
      args: args.map((a) => a.expr),
      keywords,
      generated: output,
      analyzed: shape?.pickled,
      output,
    },
    [],
    planId,
  );
}

/** What the function itself says of the call; it is asked once. */
function shapeOf(
  udf: PythonTableFunction,
  args: readonly Typed[],
  keywords: readonly (string | undefined)[],
  asker: Relation,
  cx: ExpressionContext,
): PythonTableShape {
  const known = cx.relation.facts.pythonTable(asker);
  if (known === undefined) {
    const told = args.map((a, i): PythonTableArgument => {
      const { type, foldable, value } = infoOf(a, cx);
      return { name: keywords[i], type, value: foldable ? value : undefined };
    });
    throw new MissingFacts([{ kind: "python_table", asker, udf, args: told }]);
  }
  if (known.withSinglePartition || known.partitionBy.length > 0) {
    throw unsupported(`the table function ${udf.name}, which wants partitions, without a table argument`);
  }
  return known;
}
