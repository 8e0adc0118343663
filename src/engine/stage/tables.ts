/** Python table functions, as cuts. */
import type { PythonTable, Relation } from "../../resolved/relation.ts";
import { projected } from "./columns.ts";
import { keptAll, placed, positions } from "./numbered-groups.ts";
import type { Cutting } from "./scalars.ts";

/** The arguments of each row go in; the row and what the function gives for it come out (`BatchEvalPythonUDTFExec`). */
export function cutTable(r: PythonTable, cx: Cutting): Relation {
  const { udf, input, keywords, generated, analyzed } = r;
  const args = placed(r.args, input.output, cx);
  const sent = projected(input, [...keptAll(input.output), ...args.projections]);
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
      partitionColumns: [],
      analyzed,
      keep: input.output.map((_, i) => i),
    },
    output: [...input.output.map((c) => ({ ...c, nullable: true })), ...generated],
  });
}
