import { describe, expect, it } from "vitest";
import { carriedError, carriedText, thrownText } from "../../../backends/duckdb/error-text.ts";
import { fromDuckDB, isNarrowDecimalOverflow } from "../../../backends/duckdb/errors.ts";
import { sizeSetting } from "../../../backends/duckdb/memory.ts";
import { InternalError } from "../../../src/base/invariant.ts";
import type { Origin } from "../../../src/errors/origin.ts";
import { sparkError } from "../../../src/errors/spark-error.ts";

const origins: readonly Origin[] = ["a", "b"].map((fragment) => ({ kind: "dataframe", fragment, callSite: "" }));
const places = { origins, candidates: { addition: [{ origin: 1 }], cast: [{ origin: 0 }, { origin: 1 }] } };
const ansi = '"spark.sql.ansi.enabled"';

describe("carried errors", () => {
  it("come back whatever stands around and inside them", () => {
    for (const params of [{}, { a: "x" }, { a: `}'"\\ [X]#9{`, b: "\n\0é😀" }] as const) {
      for (const origin of [undefined, 0, 17]) {
        const error = { condition: "CAST_OVERFLOW", origin, params };
        const text = carriedText(error);
        expect(carriedError(`Conversion Error: Could not convert string '${text}' to INT64\n\nLINE 1: …`)).toEqual(
          error,
        );
        expect(carriedError(`Invalid Input Error: ${text}`)).toEqual(error);
      }
    }
  });

  it("are only those with a condition that exists", () => {
    expect(carriedError("Could not convert string '[NO_SUCH_CONDITION]#1' to INT32")).toBeUndefined();
    expect(carriedError("nothing")).toBeUndefined();
    expect(thrownText(new TypeError("x"), 1)).toMatch(/^kernel failed: TypeError: x/);
    expect(carriedError(thrownText(sparkError("DIVIDE_BY_ZERO", { config: "c" }), 3))).toEqual({
      condition: "DIVIDE_BY_ZERO",
      origin: 3,
      params: { config: "c" },
    });
  });
});

// Parameters as Spark 4.0 gives them for the same operations on columns.
const cases: readonly (readonly [
  message: string,
  condition: string,
  params: Readonly<Record<string, string>>,
  origin?: Origin | undefined,
])[] = [
  [
    "Out of Range Error: Overflow in addition of INT32 (2147483647 + 1)!",
    "ARITHMETIC_OVERFLOW",
    {
      message: "integer overflow",
      alternative: " Use 'try_add' to tolerate overflow and return NULL instead.",
      config: ansi,
    },
    origins[1],
  ],
  [
    "Out of Range Error: Overflow in multiplication of INT64 (9223372036854775807 * 2)!",
    "ARITHMETIC_OVERFLOW",
    {
      message: "long overflow",
      alternative: " Use 'try_multiply' to tolerate overflow and return NULL instead.",
      config: ansi,
    },
  ],
  [
    "Out of Range Error: Overflow in subtraction of INT8 (-128 - 1)!",
    "BINARY_ARITHMETIC_OVERFLOW",
    { value1: "-128S", symbol: "-", value2: "1S", functionName: "`try_subtract`" },
  ],
  [
    "Out of Range Error: Overflow on abs(-32768)",
    "ARITHMETIC_OVERFLOW",
    { message: "short overflow", alternative: "", config: ansi },
  ],
  [
    "Conversion Error: Type INT128 with value 9223372036854775808 can't be cast because the value is out of range for the destination type INT64",
    "ARITHMETIC_OVERFLOW",
    {
      message: "long overflow",
      alternative: " Use 'try_add' to tolerate overflow and return NULL instead.",
      config: ansi,
    },
  ],
  [
    "Conversion Error: Type INT64 with value 301 can't be cast because the value is out of range for the destination type INT8",
    "CAST_OVERFLOW",
    { value: "301L", sourceType: '"BIGINT"', targetType: '"TINYINT"', ansiConfig: ansi },
  ],
  [
    "Conversion Error: Type DOUBLE with value 1e+30 can't be cast because the value is out of range for the destination type INT64",
    "CAST_OVERFLOW",
    { value: "1.0E30D", sourceType: '"DOUBLE"', targetType: '"BIGINT"', ansiConfig: ansi },
  ],
  [
    "Conversion Error: Could not convert string 'x1' to INT32",
    "CAST_INVALID_INPUT",
    { expression: "'x1'", sourceType: '"STRING"', targetType: '"INT"', ansiConfig: ansi },
  ],
  [
    'Conversion Error: invalid date field format: "a", expected format is (YYYY-MM-DD)',
    "CAST_INVALID_INPUT",
    { expression: "'a'", sourceType: '"STRING"', targetType: '"DATE"', ansiConfig: ansi },
  ],
  [
    'Conversion Error: Casting value "123456.789" to type DECIMAL(5,2) failed: value is out of range!',
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    { value: "123456.789", precision: "5", scale: "2", config: ansi },
  ],
  [
    "Conversion Error: Could not cast value 1000000000000000000 to DECIMAL(18,0)",
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
    { value: "1000000000000000000", precision: "18", scale: "0", config: ansi },
  ],
  ["INTERRUPT Error: Interrupted!", "OPERATION_CANCELED", {}],
  [
    "Out of Memory Error: could not allocate block of size 256.0 KiB (9.7 MiB/9.5 MiB used)\nPossible solutions: …",
    "OUT_OF_MEMORY",
    { reason: "could not allocate block of size 256.0 KiB (9.7 MiB/9.5 MiB used)" },
  ],
  ['IO Error: No files found that match the pattern "/nope/x.parquet"', "PATH_NOT_FOUND", { path: "/nope/x.parquet" }],
];

describe("DuckDB's messages", () => {
  it.each(cases.map((c) => ({ message: c[0], condition: c[1], params: c[2], origin: c[3] })))(
    "$message",
    ({ message, condition, params, origin }) => {
      expect(fromDuckDB(new Error(message), places)).toMatchObject({ condition, params, origin });
    },
  );

  it("that nobody knows are faults of ours", () => {
    const e = fromDuckDB(new Error("Binder Error: no such thing"), places);
    expect(e).toBeInstanceOf(InternalError);
    expect(e.message).toContain("Binder Error: no such thing");
  });

  it("tell the overflow of narrow decimals", () => {
    const overflow = (width: number) =>
      fromDuckDB(
        new Error(`Out of Range Error: Overflow in multiplication of DECIMAL(${width}) (99 * 1001). You might want …`),
        places,
      );
    expect(isNarrowDecimalOverflow(overflow(18))).toBe(true);
    expect(isNarrowDecimalOverflow(overflow(38))).toBe(false);
    expect(overflow(38)).toMatchObject({
      condition: "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
      params: { value: "99099" },
    });
  });
});

it("sizes are told in MiB", () => {
  expect(sizeSetting(512 << 20)).toBe("512MiB");
});
