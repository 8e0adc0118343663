import type { Relation } from "../resolved/relation.ts";
import { inputsOf } from "../resolved/visit.ts";

/** The files that a plan scans, as URIs, each once (`Dataset.inputFiles`). */
export function scannedFiles(plan: Relation): readonly string[] {
  const files = new Set<string>();
  const visit = (r: Relation): void => {
    if (r.kind === "scan") for (const file of r.source.files) files.add(`file://${file.path}`);
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
  return [...files];
}
