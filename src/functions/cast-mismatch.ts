import type { Origin } from "../errors/origin.ts";
import { type SparkError, sparkError } from "../errors/spark-error.ts";
import { canCast } from "../types/casts.ts";
import { type DataType, isNumeric } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";

/** The functions that Spark names where numbers and dates are not cast into one another (`Cast.typeCheckFailureMessage`). */
function insteadOfCast(from: DataType, to: DataType): string | undefined {
  if (isNumeric(from) && to.kind === "date") return "`DATE_FROM_UNIX_DATE`";
  if (from.kind === "date" && isNumeric(to)) return "`UNIX_DATE`";
  return undefined;
}

/** The DATATYPE_MISMATCH of a cast that `mode` does not allow, asked for as `asked`; `sql` is what Spark prints of it. */
export function castMismatch(
  sql: string,
  from: DataType,
  to: DataType,
  asked: "session" | "ansi" | "legacy" | "try",
  mode: "ansi" | "legacy" | "try",
  origin?: Origin,
): SparkError {
  const functionNames = mode === "legacy" ? undefined : insteadOfCast(from, to);
  const params = { sqlExpr: `"${sql}"`, srcType: `"${sqlType(from)}"`, targetType: `"${sqlType(to)}"` };
  if (functionNames !== undefined)
    return sparkError("DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION", { ...params, functionNames }, { origin });
  if (mode === "ansi" && asked === "session" && canCast(from, to, "legacy")) {
    return sparkError(
      "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION",
      { ...params, config: '"spark.sql.ansi.enabled"', configVal: "'false'" },
      { origin },
    );
  }
  return sparkError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", params, { origin });
}
