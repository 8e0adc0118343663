import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";

/** Throws UDTF_ALIAS_NUMBER_MISMATCH unless a generator's columns are given no names or as many as they are. */
export function checkGeneratorNames(
  names: readonly string[],
  columns: number,
  origin: Origin | null | undefined,
): void {
  if (names.length === 0 || names.length === columns) return;
  const params = { aliasesSize: String(columns), aliasesNames: names.join(",") };
  throw sparkError("UDTF_ALIAS_NUMBER_MISMATCH", params, { origin });
}
