/** DuckDB's error messages as Spark's conditions: the only place that knows their wording. */
import { InternalError } from "../../src/base/invariant.ts";
import type { Origin } from "../../src/errors/origin.ts";
import { SparkError, sparkError } from "../../src/errors/spark-error.ts";
import { carriedError } from "./error-text.ts";

const ANSI = '"spark.sql.ansi.enabled"';

interface Rule {
  readonly pattern: RegExp;
  readonly error: (match: RegExpExecArray, message: string) => SparkError;
}

const overflow = (message: string, alternative = ""): SparkError => sparkError("ARITHMETIC_OVERFLOW", { message, alternative, config: ANSI });

const INTEGERS: Readonly<Record<string, string>> = { INT8: "byte", INT16: "short", INT32: "integer", INT64: "long", INT128: "bigint" };

const TYPES: Readonly<Record<string, string>> = {
  INT8: "TINYINT", INT16: "SMALLINT", INT32: "INT", INT64: "BIGINT", FLOAT: "FLOAT", DOUBLE: "DOUBLE", VARCHAR: "STRING", BOOL: "BOOLEAN",
  INTEGER: "INT", TINYINT: "TINYINT", SMALLINT: "SMALLINT", BIGINT: "BIGINT", BOOLEAN: "BOOLEAN", DATE: "DATE", TIMESTAMP: "TIMESTAMP_NTZ",
  "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
};

const typeName = (duck: string): string => `"${TYPES[duck] ?? duck}"`;

const TRY: Readonly<Record<string, string>> = { addition: "try_add", subtraction: "try_subtract", multiplication: "try_multiply" };

const rules: readonly Rule[] = [
  {
    pattern: /Overflow in (addition|subtraction|multiplication|division|negation|abs) of ?(?:type )?(\w+)?/i,
    error: ([, operation = "", type = ""]) => {
      const hint = TRY[operation.toLowerCase()];
      return overflow(`${INTEGERS[type] ?? "arithmetic"} overflow`, hint === undefined ? "" : ` Use '${hint}' to tolerate overflow and return NULL instead.`);
    },
  },
  { pattern: /Overflow (?:on|in) (?:abs|negation|sum|HUGEINT|.*DECIMAL.*)/i, error: () => overflow("Overflow in sum or decimal arithmetic") },
  { pattern: /SUM is out of range|Overflow in .*sum/i, error: () => overflow("long overflow") },
  {
    pattern: /Type (\w+) with value (.+?) can't be cast (?:because the value is out of range for|to) the destination type (\w+)/,
    error: ([, source = "", value = "", target = ""]) => sparkError("CAST_OVERFLOW", { value, sourceType: typeName(source), targetType: typeName(target) }),
  },
  {
    pattern: /Could not cast value (.+?) to DECIMAL\((\d+),\s*(\d+)\)|Casting value "(.+?)" to type DECIMAL\((\d+),\s*(\d+)\) failed/,
    error: (m) =>
      sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", {
        value: m[1] ?? m[4] ?? "", precision: m[2] ?? m[5] ?? "", scale: m[3] ?? m[6] ?? "", config: ANSI,
      }),
  },
  {
    pattern: /Could not convert string '([^]*?)' to (\w[\w ]*)/,
    error: ([, value = "", target = ""]) =>
      sparkError("CAST_INVALID_INPUT", { expression: `'${value}'`, sourceType: '"STRING"', targetType: typeName(target) }),
  },
  { pattern: /More than one row returned by a subquery/i, error: () => sparkError("SCALAR_SUBQUERY_TOO_MANY_ROWS", {}) },
  { pattern: /division by zero/i, error: () => sparkError("DIVIDE_BY_ZERO", { config: ANSI }) },
  { pattern: /Map keys can not be NULL|map key.*NULL/i, error: () => sparkError("NULL_MAP_KEY", {}) },
  {
    pattern: /Map keys must be unique/i,
    error: () => sparkError("DUPLICATED_MAP_KEY", { key: "of the map", mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"' }),
  },
  {
    pattern: /^(?:Out of Memory Error|OutOfMemory)[^:]*: ([^\n]*)|failed to (?:pin|allocate|offload) [^\n]*/i,
    error: (m, message) => sparkError("OUT_OF_MEMORY", { reason: m[1] ?? firstLine(message) }),
  },
  { pattern: /^INTERRUPT Error/i, error: () => sparkError("OPERATION_CANCELED", {}) },
  {
    pattern: /^(?:IO Error|HTTP Error)[^]*?(?:file|reading) "([^"\n]+)"/i,
    error: ([, path = ""], message) => sparkError("FAILED_READ_FILE.NO_HINT", { path }, { cause: new Error(message) }),
  },
];

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;

/**
 * What a DuckDB failure means to a Spark user. `origins` is the plan's table that carried errors index. Texts that no
 * rule knows are faults of ours: InternalError with the text.
 */
export function fromDuckDB(reason: unknown, origins: readonly Origin[]): SparkError | InternalError {
  if (reason instanceof SparkError || reason instanceof InternalError) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  const carried = carriedError(message);
  if (carried !== undefined) {
    const origin = carried.origin === undefined ? undefined : origins[carried.origin];
    return new SparkError(carried.condition, carried.params, { origin });
  }
  for (const { pattern, error } of rules) {
    const match = pattern.exec(message);
    if (match !== null) return error(match, message);
  }
  return new InternalError(`DuckDB: ${message}`, { cause: reason });
}
