import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { DuckDBBackend } from "../../../backends/duckdb/backend.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import { SparkError } from "../../../src/errors/spark-error.ts";
import { castFunction } from "../../../src/kernels/cast.ts";
import type { EvalMode } from "../../../src/kernels/kernel.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  type DataType,
  DATE,
  DAY_TIME_INTERVAL,
  decimal,
  DOUBLE,
  FLOAT,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  struct,
  field,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_INTERVAL,
} from "../../../src/types/data-type.ts";
import { canCast } from "../../../src/types/casts.ts";
import { simpleString } from "../../../src/types/print.ts";
import type { Value } from "../../../src/types/value.ts";
import { testEngine } from "../../harness/duckdb-engine.ts";
import { cast, col, plan, project, values } from "../../harness/plans.ts";

let backend: DuckDBBackend;
beforeAll(async () => {
  backend = new DuckDBBackend(await testEngine());
});
afterAll(() => backend.close());

const d = (text: string): Value => {
  const [whole = "", fraction = ""] = text.split(".");
  return { unscaled: BigInt(whole + fraction), scale: fraction.length };
};
const LA = "America/Los_Angeles";

/** Values where engines disagree. */
const samples: readonly (readonly [DataType, readonly Value[]])[] = [
  [BOOLEAN, [true, false, null]],
  [BYTE, [0, 1, -1, 127, -128, null]],
  [SHORT, [0, 300, -32768, null]],
  [INT, [0, 1, -1, 127, 128, 2147483647, -2147483648, null]],
  [LONG, [0n, 1n, 128n, 2147483648n, 9223372036854775807n, -9223372036854775808n, 1577836800n, null]],
  [
    FLOAT,
    [0, -0, 1.5, 2.5, -2.5, 0.1, 3.4028234663852886e38, NaN, Infinity, 1e10, null].map((x) =>
      x === null ? x : Math.fround(x),
    ),
  ],
  [
    DOUBLE,
    [
      0,
      -0,
      1.5,
      2.5,
      -1.5,
      1.005,
      0.285,
      1e7,
      1e21,
      1e-5,
      127.9,
      2147483647.5,
      2 ** 63,
      1e40,
      NaN,
      Infinity,
      -Infinity,
      0.1 + 0.2,
      null,
    ],
  ],
  [decimal(5, 2), [d("0.00"), d("123.45"), d("123.50"), d("-123.50"), d("999.99"), d("-0.01"), null]],
  [
    decimal(38, 18),
    [d("0.000000000000000001"), d("12345678901234567890.123456789012345678"), d("-1.500000000000000000"), null],
  ],
  [decimal(20, 0), [d("9223372036854775807"), d("99999999999999999999"), d("-5"), null]],
  [
    STRING,
    [
      "",
      " 12 ",
      "+12",
      "-012",
      "1e3",
      "1.5",
      ".5",
      "12.",
      "0x1F",
      "1_000",
      "128",
      "3000000000",
      "99999999999999999999",
      "\t12\n",
      "abc",
      "t",
      "TRUE",
      " yes ",
      "0",
      "on",
      "inf",
      "NaN",
      "-Infinity",
      "1.5d",
      "1e400",
      "1.005",
      "2020-01-01",
      "2020-1-1",
      "2020",
      "2020-01",
      " 2020-01-02 ",
      "2020-01-02T03:04:05",
      "2020-01-02 03:04:05.123456789",
      "2020-01-02 24:00:00",
      "2020-01-02 03:04:05+08:00",
      "2020-03-08 02:30:00",
      "2020-11-01 01:30:00",
      "2020-13-01",
      "2020-02-30",
      "epoch",
      "infinity",
      "10:11:12",
      "0000-01-01",
      "99999-01-01",
      "-1",
      "1 02:03:04",
      "1-2",
      "é",
      null,
    ],
  ],
  [BINARY, [new Uint8Array([97, 98]), new Uint8Array([]), null]],
  [DATE, [0, 18262, -719162, 2932896, 18329, -1, 2932897, null]],
  [
    TIMESTAMP,
    [
      0n,
      1577836800123456n,
      -1n,
      1604219400000000n,
      1583661600000000n,
      -62135596800000000n,
      253402300799999999n,
      253402300800000000n,
      null,
    ],
  ],
  [TIMESTAMP_NTZ, [0n, 1577836800120000n, -1n, 1604194200000000n, 1583634600000000n, null]],
  [DAY_TIME_INTERVAL, [0n, 93784000001n, -1n, null]],
  [YEAR_MONTH_INTERVAL, [0, 14, -1, null]],
  [array(INT), [[1, null, 300], [], null]],
  [array(STRING), [["1", null, "x"], [], null]],
  [
    map(STRING, INT),
    [
      {
        entries: [
          ["1", 2],
          ["k", null],
        ],
      },
      null,
    ],
  ],
  [struct([field("a", INT), field("b", STRING)]), [{ fields: [1, "2"] }, { fields: [null, "x"] }, null]],
];
const targets: readonly DataType[] = [
  BOOLEAN,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  decimal(5, 2),
  decimal(4, 1),
  decimal(38, 18),
  decimal(20, 0),
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  DAY_TIME_INTERVAL,
  YEAR_MONTH_INTERVAL,
  array(BYTE),
  array(STRING),
  map(INT, STRING),
  struct([field("x", BYTE), field("y", INT)]),
];

const outcome = (make: () => Value): { readonly value: Value } | { readonly error: string } => {
  try {
    return { value: make() };
  } catch (e) {
    if (e instanceof SparkError) return { error: `${e.condition} ${JSON.stringify(e.params)}` };
    throw e;
  }
};

async function emitted(
  from: DataType,
  to: DataType,
  given: readonly Value[],
  mode: EvalMode,
  timeZone: string,
): Promise<readonly Value[]> {
  const input = values([from], given.length === 1 ? [[given[0] ?? null], [null]] : given.map((v) => [v]));
  const p = plan(project(input, cast(col(input, 0), to, mode)));
  const out: Value[] = [];
  const batches = backend.execute(p, {
    schema: struct([field("c", to)]),
    inputs: new Map(),
    signal: new AbortController().signal,
    settings: { timeZone, mapKeyDedupPolicy: "EXCEPTION", useLargeVarTypes: false },
    limits: { maxBatchRows: 0, maxBatchBytes: 1 << 20 },
  });
  for await (const batch of batches) out.push(...streamToValues(batch.data).rows.map((r) => r[0] ?? null));
  return out.slice(0, given.length);
}

describe.each([["ansi"], ["try"], ["legacy"]] as const)("casts in the mode %s are the kernel's", (mode) => {
  for (const [from, given] of samples) {
    for (const to of targets) {
      if (!canCast(from, to, mode)) continue;
      it(`${simpleString(from)} to ${simpleString(to)}`, async () => {
        for (const timeZone of from.kind === "string" || from.kind.startsWith("timestamp") || from.kind === "date"
          ? ["UTC", LA]
          : ["UTC"]) {
          const bound = castFunction(from, to, mode, { timeZone, mapKeyDedupPolicy: "EXCEPTION" });
          const wanted = given.map((v) => (v === null ? { value: null } : outcome(() => bound(v))));
          const good = given.filter((_, i) => "value" in (wanted[i] ?? {}));
          const answers = wanted.flatMap((w) => ("value" in w ? [w.value] : []));
          expect(await emitted(from, to, good, mode, timeZone)).toEqual(answers);
          const failing = given.flatMap((v, i) =>
            wanted[i] !== undefined && "error" in (wanted[i] ?? {})
              ? [{ v, error: (wanted[i] as { error: string }).error }]
              : [],
          );
          for (const { v, error } of failing.slice(0, 6)) {
            const got = await emitted(from, to, [v], mode, timeZone).then(
              () => "no error",
              (e: unknown) => (e instanceof SparkError ? `${e.condition} ${JSON.stringify(e.params)}` : String(e)),
            );
            expect(got).toBe(error);
          }
        }
      });
    }
  }
});
