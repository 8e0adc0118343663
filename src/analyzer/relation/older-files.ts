/** Files that are older than columns of their table: their rows have the constant that stood when the column came (`EXISTS_DEFAULT`). */
import { invariant } from "../../base/invariant.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { FileSource, Relation } from "../../resolved/relation.ts";
import { existenceDefault } from "../../types/column-default.ts";
import { castExpression } from "../coerce.ts";
import type { RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { evaluate } from "../fold.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { columnRef, literal } from "../typed.ts";
import { plainContext } from "./plain-context.ts";

/** Whether some file lacks a column that has a constant for its rows. */
export const hasOlderFiles = ({ files }: FileSource): boolean => files.some(({ lacks }) => lacks !== undefined);

/** The rows of all files: those of older ones with constants for what they lack. */
export function scanOfAges(source: FileSource, output: readonly Column[], cx: RelationContext): Relation {
  const groups = new Map<string, FileSource>();
  for (const file of source.files) {
    const key = String(file.lacks);
    groups.set(key, { ...source, files: [...(groups.get(key)?.files ?? []), file] });
  }
  const scans = [...groups.values()].map((group) => scanOfAge(group, output, cx));
  const [only] = scans;
  if (only !== undefined && scans.length === 1) {
    const projections = only.output.map((from, i) => ({ column: output[i] ?? from, expression: columnRef(from) }));
    return { kind: "project", input: only, projections, output };
  }
  return { kind: "set_operation", operation: "union", all: true, inputs: scans, output };
}

/** Files that lack the same columns. */
function scanOfAge(source: FileSource, output: readonly Column[], cx: RelationContext): Relation {
  const lacks = new Set(source.files[0]?.lacks);
  const read = output.map((c) => cx.ids.column(c.name, c.type, c.nullable, c.metadata));
  const fields = output.map((_, i) => i);
  const scan: Relation = { kind: "scan", source, fields, output: read };
  if (lacks.size === 0) return scan;
  const projections = read.map((from, i) => {
    if (!lacks.has(i)) return { column: from, expression: columnRef(from) };
    const column = cx.ids.column(from.name, from.type, from.nullable, from.metadata);
    return { column, expression: constantOf(from, cx) };
  });
  return { kind: "project", input: scan, projections, output: projections.map((p) => p.column) };
}

function constantOf({ name, type, metadata }: Column, cx: RelationContext) {
  const text = existenceDefault({ metadata });
  invariant(text !== undefined, `no constant for the column ${name}`);
  const context = plainContext(
    { relation: { kind: "values", rows: [[]], output: [] }, scope: EMPTY_SCOPE },
    cx,
    "DEFAULT",
  );
  const { expr } = resolve(cx.facts.parseExpression(text), context);
  const cast = castExpression(expr, type, cx);
  const folded = evaluate(cast, cx.facts.settings.kernelSettings);
  if (folded === undefined) throw unsupported(`the default ${text} of rows from before the column ${name}`);
  return literal(type, folded.value);
}
