/** Functions that need OVER (Spark's group `window_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderTypeForTwo } from "../types/coercion.ts";
import { BOOLEAN, type DataType, DOUBLE, INT } from "../types/data-type.ts";
import { checkOffset } from "./aggregate-checks.ts";
import { nullableAt, sameAs, typeAt, unexpectedInput } from "./arg-rules.ts";
import {
  any,
  type ArgInfo,
  type Declaration,
  functionGroup,
  of,
  type TypingSettings,
  windowFunction,
} from "./define.ts";

/** RANK and its like take, and ignore, any arguments. */
const ranking = (returns: DataType, doc: string, printed: string, examples: Declaration["examples"]) =>
  windowFunction({
    args: [any("children", { optional: true, variadic: true })],
    returns,
    nulls: "never",
    since: "2.0.0",
    doc,
    examples,
    pretty: () => `${printed}()`,
  });

const neighbour = (doc: string, examples: Declaration["examples"]) =>
  windowFunction({
    args: [any("input"), of("offset", INT, { default: "1", foldable: true }), any("default", { default: "NULL" })],
    coerce: (args: readonly ArgInfo[], settings: TypingSettings) => {
      const [input, fallback] = [typeAt(args, 0), typeAt(args, 2)];
      const to =
        fallback.kind === "null"
          ? input
          : findWiderTypeForTwo(input, fallback, settings) === undefined
            ? undefined
            : input;
      return to === undefined ? undefined : [input, INT, to];
    },
    returns: sameAs(0),
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 2),
    since: "2.0.0",
    doc,
    examples,
  });

const TABLE = "FROM VALUES ('A1', 2), ('A1', 1), ('A2', 3), ('A1', 1) AS tab(a, b) ORDER BY a, b";
const OVER = "OVER (PARTITION BY a ORDER BY b)";

export const windowFunctions = functionGroup("window", {
  row_number: windowFunction({
    args: [],
    returns: INT,
    nulls: "never",
    since: "2.0.0",
    doc: "The row's number in its partition, from 1.",
    examples: [[`a, b, row_number() ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t2\nA1\t2\t3\nA2\t3\t1"]],
  }),
  rank: ranking(INT, "One more than the rows before those that are equal to this one.", "RANK", [
    [`a, b, rank() ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t1\nA1\t2\t3\nA2\t3\t1"],
  ]),
  dense_rank: ranking(INT, "The rank without gaps.", "DENSE_RANK", [
    [`a, b, dense_rank() ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t1\nA1\t2\t2\nA2\t3\t1"],
  ]),
  percent_rank: ranking(DOUBLE, "The rank as a share from 0 to 1.", "PERCENT_RANK", [
    [`a, b, percent_rank() ${OVER} ${TABLE}`, "A1\t1\t0.0\nA1\t1\t0.0\nA1\t2\t1.0\nA2\t3\t0.0"],
  ]),
  cume_dist: windowFunction({
    args: [],
    returns: DOUBLE,
    nulls: "never",
    since: "2.0.0",
    doc: "The share of the partition's rows that come no later than this one.",
    examples: [
      [
        `a, b, cume_dist() ${OVER} ${TABLE}`,
        "A1\t1\t0.6666666666666666\nA1\t1\t0.6666666666666666\nA1\t2\t1.0\nA2\t3\t1.0",
      ],
    ],
  }),
  ntile: windowFunction({
    args: [of("buckets", INT, { default: "1", foldable: true })],
    // Of implicit casts there is none, not even NULL's.
    coerce: (args, _settings, call) => {
      if (typeAt(args, 0).kind !== "int") throw unexpectedInput(args, 0, '"INT"', call);
      return [INT];
    },
    returns: INT,
    nulls: "never",
    check: ([n], _settings, call) => {
      if (n?.value === undefined || n.value === null || Number(n.value) > 0) return;
      throw sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
        sqlExpr: `"${call.sql}"`,
        exprName: "buckets",
        valueRange: "(0, 2147483647]",
        currentValue: String(n.value),
      });
    },
    since: "2.0.0",
    doc: "Which of `n` parts of the partition, as equal as can be, the row falls in.",
    examples: [[`a, b, ntile(2) ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t1\nA1\t2\t2\nA2\t3\t1"]],
  }),
  lag: neighbour("The value that many rows before, or the default where there is no such row.", [
    [`a, b, lag(b) ${OVER} ${TABLE}`, "A1\t1\tNULL\nA1\t1\t1\nA1\t2\t1\nA2\t3\tNULL"],
    [`a, b, lag(b, 2, 0) ${OVER} ${TABLE}`, "A1\t1\t0\nA1\t1\t0\nA1\t2\t1\nA2\t3\t0"],
  ]),
  lead: neighbour("The value that many rows after, or the default where there is no such row.", [
    [`a, b, lead(b) ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t2\nA1\t2\tNULL\nA2\t3\tNULL"],
  ]),
  nth_value: windowFunction({
    args: [
      any("input"),
      of("offset", INT, { foldable: true }),
      of("ignoreNulls", BOOLEAN, { optional: true, foldable: true }),
    ],
    check: checkOffset,
    returns: sameAs(0),
    nulls: "always",
    since: "3.1.0",
    doc: "The value of the frame's row of that number, from 1.",
    examples: [[`a, b, nth_value(b, 2) ${OVER} ${TABLE}`, "A1\t1\t1\nA1\t1\t1\nA1\t2\t1\nA2\t3\tNULL"]],
    pretty: (args, info) =>
      `nth_value(${args.slice(0, 2).join(", ")})${info[2]?.value === true ? " ignore nulls" : ""}`,
  }),
});
