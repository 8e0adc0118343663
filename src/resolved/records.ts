import type { Relation, Scan } from "./relation.ts";
import { inputsOf } from "./visit.ts";

/** Whether what is read of a relation's records shows in its rows. */
export function readsRecords(relation: Relation): boolean {
  if (relation.kind !== "scan") return false;
  const { format, options, dataSchema } = relation.source;
  if (format === "xml") return true;
  if (format !== "csv" && format !== "json") return false;
  const mode = options["mode"]?.toUpperCase();
  // A header is compared with the columns that are read.
  if (format === "csv" && options["enforceschema"]?.toLowerCase() === "false") return true;
  return (
    mode === "DROPMALFORMED" || mode === "FAILFAST" || dataSchema.fields.some((f) => f.name === corruptName(options))
  );
}

/** The name of the column of corrupt records (`columnNameOfCorruptRecord`). */
export const corruptName = (options: Scan["source"]["options"]): string =>
  options["columnnameofcorruptrecord"] ?? "_corrupt_record";

/** Whether a relation has such a scan below it, subqueries aside. */
export function hasRecords(plan: Relation): boolean {
  const seen = new Set<Relation>();
  const open = [plan];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (readsRecords(next)) return true;
    open.push(...inputsOf(next));
  }
  return false;
}
