/** Python table functions and data sources, as cuts. */
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonSource, PythonTable, Relation } from "../../resolved/relation.ts";
import { PYTHON_EVAL } from "../../types/python-function.ts";
import { projected } from "./columns.ts";
import { keptAll, placed, positions } from "./numbered-groups.ts";
import type { Cutting } from "./scalars.ts";
import { pushedFilters } from "./source-filters.ts";

/**
 * The arguments of each row go in; the row and what the function gives for it come out (`BatchEvalPythonUDTFExec`). The
 * rows of a table argument come out as what the function gives for them alone.
 */
export function cutTable(r: PythonTable, cx: Cutting): Relation {
  const { udf, input, keywords, generated, analyzed, table, outer } = r;
  if (udf.evalType === PYTHON_EVAL.arrowNativeTable && table === undefined && input.output.length > 0)
    throw unsupported("table functions over Arrow batches beside other rows (LATERAL)");
  const args = placed(r.args, input.output, cx);
  const sent = projected(input, [...keptAll(input.output), ...args.projections]);
  const keep = table === undefined ? input.output : [];
  const places = positions(args.columns, sent.output);
  return cx.cuts.add({
    input: sent,
    body: {
      kind: "table",
      evalType: udf.evalType,
      pythonVersion: udf.pythonVersion,
      command: udf.command,
      name: udf.name,
      args: places.map((column, i) => ({ column, name: keywords[i] })),
      returns: { kind: "struct", fields: generated.map(({ name, type, nullable }) => ({ name, type, nullable })) },
      tableArgument: table?.argument,
      partitionColumns: table?.partition ?? [],
      analyzed,
      keep: keep.map((_, i) => i),
      outer: outer !== undefined,
    },
    output: [...keep.map((c) => ({ ...c, nullable: true })), ...(outer === undefined ? [] : [outer]), ...generated],
  });
}

/** The rows of a data source: nothing lies below it. */
export const cutSource = (
  { name, pythonVersion, instance, filters, output }: PythonSource,
  { cuts }: Cutting,
): Relation =>
  cuts.add({
    input: { kind: "values", rows: [], output: [] },
    body: { kind: "source", name, pythonVersion, instance, filters: pushedFilters(filters ?? [], output) },
    output,
  });
