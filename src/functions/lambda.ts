/** Higher-order functions (Spark's group `lambda_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { array, BOOLEAN, INT, map, sameType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { arrayAt, isOrderable, mapAt, nullableAt, typeAt } from "./arg-rules.ts";
import {
  any,
  type ArgInfo,
  arrayArg,
  type Declaration,
  functionGroup,
  type LambdaParamType,
  mapArg,
  type Param,
  scalar,
} from "./define.ts";

type Args = readonly (ArgInfo | undefined)[];
type Params = (args: Args, count: number) => readonly LambdaParamType[] | undefined;

const lambda = (name: string, params: Params, options: Omit<Param, "name" | "accepts"> = {}): Param => ({
  name,
  accepts: { spec: "lambda", params },
  ...options,
});

const element = (args: Args, i: number): LambdaParamType => ({
  type: arrayAt(args, i).element,
  nullable: arrayAt(args, i).containsNull,
});
const INDEX: LambdaParamType = { type: INT, nullable: false };

/** An element, and perhaps its index from 0. */
const elementAndIndex: Params = (args, count) =>
  count === 1 ? [element(args, 0)] : count === 2 ? [element(args, 0), INDEX] : undefined;
const elementOnly: Params = (args, count) => (count === 1 ? [element(args, 0)] : undefined);
const keyAndValue: Params = (args, count) => {
  const { key, value, valueContainsNull } = mapAt(args, 0);
  return count === 2
    ? [
        { type: key, nullable: false },
        { type: value, nullable: valueContainsNull },
      ]
    : undefined;
};

/** A predicate's result must be BOOLEAN. */
const predicateAt =
  (i: number, ordinal: string): NonNullable<Declaration["check"]> =>
  (args, _settings, call) => {
    const type = typeAt(args, i);
    if (type.kind === "boolean" || type.kind === "null") return;
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${call.sql}"`,
      paramIndex: ordinal,
      requiredType: '"BOOLEAN"',
      inputSql: `"${args[i]?.sql ?? ""}"`,
      inputType: `"${sqlType(type)}"`,
    });
  };

const DEFAULT_ORDER =
  "lambdafunction((IF(((namedlambdavariable() IS NULL) AND (namedlambdavariable() IS NULL)), 0, (IF((namedlambdavariable() IS NULL), 1, (IF((namedlambdavariable() IS NULL), -1, (IF((namedlambdavariable() < namedlambdavariable()), -1, (IF((namedlambdavariable() > namedlambdavariable()), 1, 0)))))))))), namedlambdavariable(), namedlambdavariable())";

const aggregation = {
  args: [
    arrayArg("expr"),
    any("start"),
    lambda("merge", (args, count) =>
      count === 2 ? [{ type: args[1]?.type ?? INT, nullable: true }, element(args, 0)] : undefined,
    ),
    lambda("finish", (args, count) => (count === 1 ? [{ type: args[1]?.type ?? INT, nullable: true }] : undefined), {
      optional: true,
    }),
  ],
  returns: (args: readonly ArgInfo[]) => typeAt(args, args.length > 3 ? 3 : 1),
  nulls: (args: readonly ArgInfo[]) => nullableAt(args, 0) || (args.length > 3 ? nullableAt(args, 3) : true),
  pretty: (args: readonly string[], _info: readonly ArgInfo[], called = "aggregate") => {
    const finish = args.length > 3 ? [] : ["lambdafunction(namedlambdavariable(), namedlambdavariable())"];
    return `${called}(${[...args, ...finish].join(", ")})`;
  },
  check: ((args, _settings, call) => {
    const [start, merged] = [typeAt(args, 1), typeAt(args, 2)];
    if (sameType(start, merged, { names: false })) return;
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${call.sql}"`,
      paramIndex: "third",
      requiredType: `"${sqlType(start)}"`,
      inputSql: `"${args[2]?.sql ?? ""}"`,
      inputType: `"${sqlType(merged)}"`,
    });
  }) as NonNullable<Declaration["check"]>,
  since: "2.4.0",
} as const;

export const lambdaFunctions = functionGroup("lambda", {
  transform: scalar({
    args: [arrayArg("expr"), lambda("func", elementAndIndex)],
    returns: (args) => array(typeAt(args, 1), nullableAt(args, 1)),
    nulls: (args) => nullableAt(args, 0),
    since: "2.4.0",
    doc: "The array of a function's answers for each element; the function may take the element's index from 0 as well.",
    examples: [
      ["transform(array(1, 2, 3), x -> x + 1)", "[2, 3, 4]"],
      ["transform(array(1, 2, 3), (x, i) -> x + i)", "[1, 3, 5]"],
      ["transform(array(array(1, 2), array(3)), x -> transform(x, y -> y * size(x)))", "[[2, 4], [3]]"],
    ],
  }),
  filter: scalar({
    args: [arrayArg("expr"), lambda("func", elementAndIndex)],
    returns: (args) => typeAt(args, 0),
    nulls: (args) => nullableAt(args, 0),
    check: predicateAt(1, "second"),
    since: "2.4.0",
    doc: "The elements for which the predicate is true; it may take the element's index from 0 as well.",
    examples: [
      ["filter(array(1, 2, 3), x -> x % 2 == 1)", "[1, 3]"],
      ["filter(array(0, 2, 3), (x, i) -> x > i)", "[2, 3]"],
      ["filter(array(0, NULL, 2, 3, NULL), x -> x IS NOT NULL)", "[0, 2, 3]"],
    ],
  }),
  exists: scalar({
    args: [arrayArg("expr"), lambda("pred", elementOnly)],
    returns: BOOLEAN,
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1),
    check: predicateAt(1, "second"),
    since: "2.4.0",
    doc: "Whether the predicate is true for some element; NULL when it is for none but unknown for one.",
    examples: [
      ["exists(array(1, 2, 3), x -> x % 2 == 0)", "true"],
      ["exists(array(1, NULL, 3), x -> x % 2 == 0)", "NULL"],
      ["exists(array(0, NULL, 2, 3, NULL), x -> x IS NULL)", "true"],
    ],
  }),
  forall: scalar({
    args: [arrayArg("expr"), lambda("pred", elementOnly)],
    returns: BOOLEAN,
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1),
    check: predicateAt(1, "second"),
    since: "3.0.0",
    doc: "Whether the predicate is true for all elements; NULL when it is false for none but unknown for one.",
    examples: [
      ["forall(array(1, 2, 3), x -> x % 2 == 0)", "false"],
      ["forall(array(2, NULL, 8), x -> x % 2 == 0)", "NULL"],
      ["forall(array(1, NULL, 8), x -> x % 2 == 0)", "false"],
    ],
  }),
  aggregate: scalar({
    ...aggregation,
    doc: "The elements folded into one value from the left, and that through a last function.",
    examples: [
      ["aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)", "6"],
      ["aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)", "60"],
      ["aggregate(array(1, NULL, 3), 0, (acc, x) -> acc + x)", "NULL"],
      ["aggregate(array('a', 'b'), '', (acc, x) -> concat(x, acc))", "ba"],
    ],
    aliases: ["reduce"],
  }),
  zip_with: scalar({
    args: [
      arrayArg("left"),
      arrayArg("right"),
      lambda("func", (args, count) =>
        count === 2
          ? [
              { type: arrayAt(args, 0).element, nullable: true },
              { type: arrayAt(args, 1).element, nullable: true },
            ]
          : undefined,
      ),
    ],
    returns: (args) => array(typeAt(args, 2), nullableAt(args, 2)),
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1),
    since: "2.4.0",
    doc: "The array of a function's answers for the elements of both arrays; the shorter one is filled with NULL.",
    examples: [
      ["zip_with(array(1, 2, 3), array('a', 'b', 'c'), (x, y) -> concat(y, x))", "[a1, b2, c3]"],
      ["zip_with(array(1, 3), array(4), (x, y) -> x + y)", "[5, NULL]"],
    ],
  }),
  array_sort: scalar({
    args: [
      arrayArg("expr"),
      lambda("func", (args, count) => (count === 2 ? [element(args, 0), element(args, 0)] : undefined), {
        optional: true,
      }),
    ],
    check: (args) => {
      // Without a comparator Spark compares by `<` and `>` in one of its own.
      const { element } = arrayAt(args, 0);
      if (args.length > 1 || isOrderable(element)) return;
      throw sparkError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
        sqlExpr: '"(namedlambdavariable() < namedlambdavariable())"',
        functionName: "`<`",
        dataType: `"${sqlType(element)}"`,
      });
    },
    returns: (args) => typeAt(args, 0),
    nulls: (args) => nullableAt(args, 0),
    throws: true,
    since: "2.4.0",
    doc: "The array in order, NULLs last; or in the order of a comparator that answers below, at or above 0.",
    examples: [
      ["array_sort(array('bc', 'ab', 'dc'))", "[ab, bc, dc]"],
      ["array_sort(array('b', 'd', NULL, 'c', 'a'))", "[a, b, c, d, NULL]"],
      [
        "array_sort(array(5, 6, 1), (left, right) -> CASE WHEN left < right THEN 1 WHEN left > right THEN -1 ELSE 0 END)",
        "[6, 5, 1]",
      ],
    ],
    pretty: (args) => `array_sort(${args[0] ?? ""}, ${args[1] ?? DEFAULT_ORDER})`,
  }),
  map_filter: scalar({
    args: [mapArg("expr"), lambda("func", keyAndValue)],
    returns: (args) => typeAt(args, 0),
    nulls: (args) => nullableAt(args, 0),
    check: predicateAt(1, "second"),
    since: "3.0.0",
    doc: "The pairs for which the predicate is true.",
    examples: [["map_filter(map(1, 0, 2, 2, 3, -1), (k, v) -> k > v)", "{1 -> 0, 3 -> -1}"]],
  }),
  transform_keys: scalar({
    args: [mapArg("expr"), lambda("func", keyAndValue)],
    returns: (args) => map(typeAt(args, 1), mapAt(args, 0).value, mapAt(args, 0).valueContainsNull),
    nulls: (args) => nullableAt(args, 0),
    throws: true,
    since: "3.0.0",
    doc: "The map with each key replaced by a function's answer for its pair.",
    examples: [
      ["transform_keys(map_from_arrays(array(1, 2, 3), array(1, 2, 3)), (k, v) -> k + v)", "{2 -> 1, 4 -> 2, 6 -> 3}"],
    ],
  }),
  transform_values: scalar({
    args: [mapArg("expr"), lambda("func", keyAndValue)],
    returns: (args) => map(mapAt(args, 0).key, typeAt(args, 1), nullableAt(args, 1)),
    nulls: (args) => nullableAt(args, 0),
    since: "3.0.0",
    doc: "The map with each value replaced by a function's answer for its pair.",
    examples: [
      [
        "transform_values(map_from_arrays(array(1, 2, 3), array(1, 2, 3)), (k, v) -> k + v)",
        "{1 -> 2, 2 -> 4, 3 -> 6}",
      ],
    ],
  }),
  map_zip_with: scalar({
    args: [
      mapArg("map1"),
      mapArg("map2"),
      lambda("function", (args, count) =>
        count === 3
          ? [
              { type: mapAt(args, 0).key, nullable: false },
              { type: mapAt(args, 0).value, nullable: true },
              { type: mapAt(args, 1).value, nullable: true },
            ]
          : undefined,
      ),
    ],
    returns: (args) => map(mapAt(args, 0).key, typeAt(args, 2), nullableAt(args, 2)),
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1),
    check: (args, _settings, call) => {
      const [a, b] = [mapAt(args, 0), mapAt(args, 1)];
      if (sameType(a.key, b.key)) return;
      throw sparkError("DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES", {
        sqlExpr: `"${call.sql}"`,
        functionName: "`map_zip_with`",
        leftType: `"${sqlType(a.key)}"`,
        rightType: `"${sqlType(b.key)}"`,
      });
    },
    since: "3.0.0",
    doc: "A map of all keys of both: each with a function's answer for it and both its values.",
    examples: [
      ["map_zip_with(map(1, 'a', 2, 'b'), map(1, 'x', 2, 'y'), (k, v1, v2) -> concat(v1, v2))", "{1 -> ax, 2 -> by}"],
      [
        "map_zip_with(map('a', 1, 'b', 2), map('b', 3, 'c', 4), (k, v1, v2) -> coalesce(v1, 0) + coalesce(v2, 0))",
        "{a -> 1, b -> 5, c -> 4}",
      ],
    ],
  }),
});
