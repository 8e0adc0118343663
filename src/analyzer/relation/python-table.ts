/** Python table functions in FROM. */
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonTableFunction } from "../../types/python-function.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Origin } from "../../errors/origin.ts";
import type { PythonTable } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { argumentsOf } from "../expression/python.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { leaf, oneRow } from "./leaf.ts";
import { plainContext } from "./plain-context.ts";

/** A table function whose code came with its call. */
export const analyzePythonTable = (node: PythonTable, cx: RelationContext): Analyzed =>
  pythonRows(node.udf, node.args, node, cx);

/** The rows of a call. Its arguments see the columns of the queries around only. */
export function pythonRows(
  udf: PythonTableFunction,
  asked: readonly Expression[],
  { planId, origin }: { readonly planId?: number | undefined; readonly origin?: Origin | undefined },
  cx: RelationContext,
): Analyzed {
  const { returns } = udf;
  if (returns === undefined) throw unsupported(`the Python table function ${udf.name} with analyze`, { origin });
  if (returns.kind !== "struct") throw unsupported(`rows of ${udf.name}, which gives ${returns.kind}`, { origin });
  cx.python.used = true;
  const alone = plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "FROM");
  const { args, keywords } = argumentsOf({ udf, args: asked, origin }, alone);
  const output = returns.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
  return leaf(
    {
      kind: "python_table",
      input: oneRow,
      udf: { ...udf, returns },
      args: args.map((a) => a.expr),
      keywords,
      generated: output,
      output,
    },
    [],
    planId,
  );
}
