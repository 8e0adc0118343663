/** Array functions (Spark's group `array_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderCommonType } from "../types/coercion.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  field,
  INT,
  isDatetime,
  isIntegral,
  LONG,
  STRING,
  struct,
} from "../types/data-type.ts";
import { arrayAt, elementNulls, nullableAt, sameAs, typeAt } from "./arg-rules.ts";
import { implicitTarget } from "./signature.ts";
import { arrayAndValue, arrayOfKind, elementsNullable, tightest, twoArrays, wider } from "./array-rules.ts";
import {
  any,
  type ArgInfo,
  arrayArg,
  functionGroup,
  integral,
  of,
  oneOf,
  type Param,
  scalar,
  text,
  type TypingSettings,
} from "./define.ts";

const textArray = (name: string): Param => oneOf(name, [{ spec: "arrayOf", element: { spec: "exact", type: STRING } }]);

/** SEQUENCE's bounds in one type; the step is theirs, or an interval for dates and times. */
function sequenceTypes(args: readonly ArgInfo[], settings: TypingSettings): readonly DataType[] | undefined {
  const bounds = findWiderCommonType([typeAt(args, 0), typeAt(args, 1)], settings);
  if (bounds === undefined) return undefined;
  const step = args[2]?.type;
  if (isDatetime(bounds)) return step === undefined ? [bounds, bounds] : [bounds, bounds, step];
  if (!isIntegral(bounds) || (step !== undefined && !isIntegral(step))) return undefined;
  const all = step === undefined ? bounds : findWiderCommonType([bounds, step], settings);
  return all === undefined ? undefined : args.map(() => all);
}

const insertion = {
  args: [arrayArg("array"), of("pos", INT), any("element")],
  coerce: arrayAndValue("array_insert", tightest, {
    position: 2,
    others: [INT, INT],
    nullValues: true,
    ofNull: "ARRAY_FUNCTION_DIFF_TYPES",
  }),
  returns: (args: readonly ArgInfo[]) => array(arrayAt(args, 0).element, true),
  nulls: (args: readonly ArgInfo[]) => nullableAt(args, 0) || nullableAt(args, 1),
  throws: true,
} as const;

export const arrayFunctions = functionGroup("array", {
  array: scalar({
    args: [any("expr", { optional: true, variadic: true })],
    coerce: (args, settings) => {
      if (args.length === 0) return [];
      const common = findWiderCommonType(
        args.map((a) => a.type),
        settings,
      );
      return common === undefined ? undefined : args.map(() => common);
    },
    returns: (args) =>
      array(
        typeAt(args, 0),
        args.some((a) => a.nullable),
      ),
    nulls: "never",
    since: "1.1.0",
    doc: "An array of the arguments.",
    examples: [
      ["array(1, 2, 3)", "[1, 2, 3]"],
      ["array(1, NULL, 2.5)", "[1.0, NULL, 2.5]"],
      ["array()", "[]"],
    ],
  }),
  array_append: scalar({
    args: [arrayArg("array"), any("element")],
    coerce: arrayAndValue("array_append", tightest, { nullValues: true, ofNull: "UNEXPECTED_INPUT_TYPE" }),
    returns: (args, { line }) =>
      array(arrayAt(args, 0).element, line >= 400 || arrayAt(args, 0).containsNull || nullableAt(args, 1)),
    nulls: (args) => nullableAt(args, 0),
    since: "3.4.0",
    doc: "The array with an element after its last.",
    examples: [
      ["array_append(array('b', 'd', 'c', 'a'), 'd')", "[b, d, c, a, d]"],
      ["array_append(array(1, 2), NULL)", "[1, 2, NULL]"],
      ["array_append(CAST(NULL AS ARRAY<INT>), 1)", "NULL"],
    ],
  }),
  array_prepend: scalar({
    args: [arrayArg("array"), any("element")],
    coerce: arrayAndValue("array_prepend", tightest, { nullValues: true, ofNull: "UNEXPECTED_INPUT_TYPE" }),
    returns: (args) => array(arrayAt(args, 0).element, true),
    nulls: (args) => nullableAt(args, 0),
    since: "3.5.0",
    doc: "The array with an element before its first.",
    examples: [
      ["array_prepend(array('b', 'd', 'c', 'a'), 'd')", "[d, b, d, c, a]"],
      ["array_prepend(CAST(NULL AS ARRAY<INT>), 1)", "NULL"],
    ],
  }),
  array_insert: scalar({
    ...insertion,
    since: "3.4.0",
    doc: "The array with an element put in at a position, from 1 or from the end by −1; gaps are filled with NULL.",
    examples: [
      ["array_insert(array(1, 2, 3, 4), 5, 5)", "[1, 2, 3, 4, 5]"],
      ["array_insert(array(5, 4, 3, 2), -1, 1)", "[5, 4, 3, 2, 1]"],
      ["array_insert(array(1, 2), 5, 9)", "[1, 2, NULL, NULL, 9]"],
      ["array_insert(array(1, 2), -5, 9)", "[9, NULL, NULL, 1, 2]"],
      ["array_insert(array(1, 2, 3), 2, NULL)", "[1, NULL, 2, 3]"],
    ],
    replacedBy: (_, { ways }) =>
      ways?.insertsBeforeLast === true
        ? "array_insert_at($0, CASE WHEN $1 < 0 THEN $1 - 1 ELSE $1 END, $2)"
        : undefined,
  }),
  array_compact: scalar({
    args: [arrayArg("array")],
    returns: (args, { line }) => array(arrayAt(args, 0).element, line < 400 && arrayAt(args, 0).containsNull),
    nulls: "mirror",
    since: "3.4.0",
    doc: "The array without its NULLs.",
    examples: [
      ["array_compact(array(1, 2, 3, NULL))", "[1, 2, 3]"],
      ["array_compact(array('a', 'b', 'c'))", "[a, b, c]"],
    ],
  }),
  array_contains: scalar({
    args: [arrayArg("array"), any("value")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: arrayAndValue("array_contains", wider),
    returns: BOOLEAN,
    nulls: (args) => nullableAt(args, 0) || nullableAt(args, 1) || elementsNullable(args, 0),
    since: "1.5.0",
    doc: "Whether the array has the value; NULL when it has it not but a NULL.",
    examples: [
      ["array_contains(array(1, 2, 3), 2)", "true"],
      ["array_contains(array(1, NULL), 2)", "NULL"],
      ["array_contains(array(1, 2), 3L)", "false"],
    ],
  }),
  array_distinct: scalar({
    args: [arrayArg("array")],
    compares: (args) => arrayAt(args, 0).element,
    returns: sameAs(0),
    nulls: "mirror",
    since: "2.4.0",
    doc: "The array's different elements, each where it stands first.",
    examples: [
      ["array_distinct(array(1, 2, 3, NULL, 3, NULL))", "[1, 2, 3, NULL]"],
      ["array_distinct(array(double('NaN'), 1D, double('NaN')))", "[NaN, 1.0]"],
    ],
  }),
  array_except: scalar({
    args: [arrayArg("array1"), arrayArg("array2")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: twoArrays("array_except"),
    returns: sameAs(0),
    nulls: "mirror",
    since: "2.4.0",
    doc: "The first array's different elements that the second has not.",
    examples: [
      ["array_except(array(1, 2, 3), array(1, 3, 5))", "[2]"],
      ["array_except(array(1, NULL, 1, 2), array(2))", "[1, NULL]"],
    ],
  }),
  array_intersect: scalar({
    args: [arrayArg("array1"), arrayArg("array2")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: twoArrays("array_intersect"),
    returns: (args) => array(arrayAt(args, 0).element, elementsNullable(args, 0) && elementsNullable(args, 1)),
    nulls: "mirror",
    since: "2.4.0",
    doc: "The first array's different elements that the second has as well.",
    examples: [
      ["array_intersect(array(1, 2, 3), array(1, 3, 5))", "[1, 3]"],
      ["array_intersect(array(1, NULL, 1, NULL), array(NULL, 1))", "[1, NULL]"],
    ],
  }),
  array_union: scalar({
    args: [arrayArg("array1"), arrayArg("array2")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: twoArrays("array_union"),
    returns: (args) => array(arrayAt(args, 0).element, elementsNullable(args, 0) || elementsNullable(args, 1)),
    nulls: "mirror",
    since: "2.4.0",
    doc: "The different elements of both arrays, those of the first before.",
    examples: [
      ["array_union(array(1, 2, 3), array(1, 3, 5))", "[1, 2, 3, 5]"],
      ["array_union(array(1, NULL), array(NULL, 2))", "[1, NULL, 2]"],
    ],
  }),
  array_join: scalar({
    args: [textArray("array"), text("delimiter"), text("nullReplacement", { optional: true })],
    returns: STRING,
    nulls: "mirror",
    since: "2.4.0",
    doc: "The elements as one text with a delimiter between; NULLs are left out unless replaced.",
    examples: [
      ["array_join(array('hello', 'world'), ' ')", "hello world"],
      ["array_join(array('hello', NULL ,'world'), ' ')", "hello world"],
      ["array_join(array('hello', NULL ,'world'), ' ', ',')", "hello , world"],
      ["array_join(array(1, 2), '-')", "1-2"],
    ],
  }),
  array_max: scalar({
    args: [arrayArg("array")],
    compares: (args) => arrayAt(args, 0).element,
    returns: (args) => arrayAt(args, 0).element,
    nulls: "always",
    since: "2.4.0",
    doc: "The array's greatest element, NULLs aside.",
    examples: [
      ["array_max(array(1, 20, NULL, 3))", "20"],
      ["array_max(array(array(1, NULL), array(1)))", "[1, NULL]"],
      ["array_max(array(1D, double('NaN')))", "NaN"],
    ],
  }),
  array_min: scalar({
    args: [arrayArg("array")],
    compares: (args) => arrayAt(args, 0).element,
    returns: (args) => arrayAt(args, 0).element,
    nulls: "always",
    since: "2.4.0",
    doc: "The array's least element, NULLs aside.",
    examples: [
      ["array_min(array(1, 20, NULL, 3))", "1"],
      ["array_min(array())", "NULL"],
    ],
  }),
  array_position: scalar({
    args: [arrayArg("array"), any("element")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: arrayAndValue("array_position", wider, { nullValues: "unless array" }),
    returns: LONG,
    nulls: "mirror",
    since: "2.4.0",
    doc: "Where the value stands first, from 1; 0 when it does not.",
    examples: [
      ["array_position(array(312, 773, 708, 708), 708)", "3"],
      ["array_position(array(312, 773, 708, 708), 414)", "0"],
    ],
  }),
  array_remove: scalar({
    args: [arrayArg("array"), any("element")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: arrayAndValue("array_remove", wider, { nullValues: true, ofNull: "ARRAY_FUNCTION_DIFF_TYPES" }),
    returns: sameAs(0),
    nulls: "mirror",
    since: "2.4.0",
    doc: "The array without the elements that equal the value.",
    examples: [["array_remove(array(1, 2, 3, NULL, 3), 3)", "[1, 2, NULL]"]],
  }),
  array_repeat: scalar({
    args: [any("element"), of("count", INT)],
    strict: true,
    returns: (args) => array(typeAt(args, 0), nullableAt(args, 0)),
    nulls: (args) => nullableAt(args, 1),
    since: "2.4.0",
    doc: "An array of the value that many times; empty when the count is not positive.",
    examples: [
      ["array_repeat('123', 2)", "[123, 123]"],
      ["array_repeat('a', -1)", "[]"],
      ["array_repeat(CAST(NULL AS INT), 2)", "[NULL, NULL]"],
    ],
  }),
  array_size: scalar({
    args: [arrayArg("array")],
    returns: INT,
    nulls: "mirror",
    since: "3.3.0",
    doc: "How many elements the array has.",
    examples: [
      ["array_size(array('b', 'd', 'c', 'a'))", "4"],
      ["array_size(CAST(NULL AS ARRAY<INT>))", "NULL"],
    ],
  }),
  arrays_overlap: scalar({
    args: [arrayArg("a1"), arrayArg("a2")],
    compares: (args) => arrayAt(args, 0).element,
    coerce: twoArrays("arrays_overlap"),
    returns: BOOLEAN,
    nulls: (args) => args.some((a) => a.nullable) || elementsNullable(args, 0) || elementsNullable(args, 1),
    since: "2.4.0",
    doc: "Whether the arrays share an element; NULL when they share none but one has a NULL and neither is empty.",
    examples: [
      ["arrays_overlap(array(1, 2, 3), array(3, 4, 5))", "true"],
      ["arrays_overlap(array(1, NULL), array(2))", "NULL"],
      ["arrays_overlap(CAST(array() AS ARRAY<INT>), array(1, NULL))", "false"],
    ],
  }),
  arrays_zip: scalar({
    args: [arrayArg("array", { optional: true, variadic: true })],
    returns: (args) =>
      array(struct(args.map((arg, i) => field(zippedName(arg, i), arrayAt([arg], 0).element, true))), false),
    nulls: "mirror",
    since: "2.4.0",
    doc: "An array of structs: the first elements of all arrays, the second ones, and so on to the longest's end.",
    examples: [
      ["arrays_zip(array(1, 2, 3), array(2, 3, 4))", "[{1, 2}, {2, 3}, {3, 4}]"],
      ["arrays_zip(array(1, 2), array(2, 3), array(3, 4, 5))", "[{1, 2, 3}, {2, 3, 4}, {NULL, NULL, 5}]"],
      ["arrays_zip(a, b) FROM VALUES (array(1, 2), array('x')) AS t(a, b)", "[{1, x}, {2, NULL}]"],
    ],
  }),
  flatten: scalar({
    args: [arrayArg("arrayOfArrays")],
    coerce: arrayOfKind('"ARRAY" of "ARRAY"', (e) => e.kind === "array"),
    returns: (args) => arrayAt(args, 0).element,
    nulls: (args) => nullableAt(args, 0) || elementsNullable(args, 0),
    since: "2.4.0",
    doc: "The inner arrays put together; NULL when one of them is.",
    examples: [
      ["flatten(array(array(1, 2), array(3, 4)))", "[1, 2, 3, 4]"],
      ["flatten(array(array(1, 2), NULL))", "NULL"],
    ],
  }),
  get: scalar({
    args: [arrayArg("array"), integral("index")],
    returns: (args) => arrayAt(args, 0).element,
    nulls: elementNulls(0, true),
    since: "3.4.0",
    doc: "The element at an index from 0; NULL outside the array.",
    examples: [
      ["get(array(1, 2, 3), 0)", "1"],
      ["get(array(1, 2, 3), 3)", "NULL"],
      ["get(array(1, 2, 3), -1)", "NULL"],
    ],
  }),
  sequence: scalar({
    args: [any("start"), any("stop"), any("step", { optional: true })],
    coerce: sequenceTypes,
    returns: (args) => array(typeAt(args, 0), false),
    nulls: "mirror",
    throws: true,
    since: "2.4.0",
    doc: "The values from `start` to `stop` by a step: 1 or −1 without it, or a day for dates and times.",
    examples: [
      ["sequence(1, 5)", "[1, 2, 3, 4, 5]"],
      ["sequence(5, 1)", "[5, 4, 3, 2, 1]"],
      ["sequence(1, 6, 2)", "[1, 3, 5]"],
      [
        "sequence(to_date('2018-01-31'), to_date('2018-04-30'), interval 1 month)",
        "[2018-01-31, 2018-02-28, 2018-03-31, 2018-04-30]",
      ],
      ["sequence(DATE'2018-01-01', DATE'2018-01-03')", "[2018-01-01, 2018-01-02, 2018-01-03]"],
      [
        "sequence(TIMESTAMP'2018-01-01 00:00:00', TIMESTAMP'2018-01-01 12:00:00', INTERVAL '6' HOUR)",
        "[2018-01-01 00:00:00, 2018-01-01 06:00:00, 2018-01-01 12:00:00]",
      ],
    ],
  }),
  shuffle: scalar({
    args: [arrayArg("array"), of("seed", LONG, { optional: true, foldable: true })],
    coerce: ([array, seed], settings) => {
      const type = array && implicitTarget(array.type, arrayArg("array").accepts, settings);
      if (type === undefined || seed === undefined) return type && [type];
      if (seed.literal === true && (seed.type.kind === "int" || seed.type.kind === "long")) return [type, LONG];
      throw sparkError("INVALID_PARAMETER_VALUE.LONG", {
        parameter: "`seed`",
        functionName: "`shuffle`",
        invalidValue: `"${seed.sql}"`,
      });
    },
    returns: sameAs(0),
    nulls: (args) => nullableAt(args, 0),
    deterministic: false,
    since: "2.4.0",
    doc: "The array's elements in an order by chance.",
    examples: [["sort_array(shuffle(array(1, 20, 3, 5)))", "[1, 3, 5, 20]"]],
    pretty: (args) => `shuffle(${args[0] ?? ""})`,
  }),
  slice: scalar({
    args: [arrayArg("x"), of("start", INT), of("length", INT)],
    returns: sameAs(0),
    nulls: "mirror",
    throws: true,
    since: "2.4.0",
    doc: "So many elements from a position on, from 1 or from the end by −1.",
    examples: [
      ["slice(array(1, 2, 3, 4), 2, 2)", "[2, 3]"],
      ["slice(array(1, 2, 3, 4), -2, 2)", "[3, 4]"],
      ["slice(array(1, 2), -5, 2)", "[]"],
      ["slice(array(1, 2), 1, 9)", "[1, 2]"],
    ],
  }),
  sort_array: scalar({
    args: [arrayArg("array"), of("ascendingOrder", BOOLEAN, { default: "true", foldable: true })],
    strict: true,
    compares: (args) => typeAt(args, 0),
    returns: sameAs(0),
    nulls: (args) => nullableAt(args, 0),
    since: "1.5.0",
    doc: "The array in order, NULLs first; with `false` in falling order, NULLs last.",
    examples: [
      ["sort_array(array('b', 'd', NULL, 'c', 'a'), true)", "[NULL, a, b, c, d]"],
      ["sort_array(array(3, NULL, 1), false)", "[3, 1, NULL]"],
      ["sort_array(array(array(1, NULL), array(1), NULL))", "[NULL, [1], [1, NULL]]"],
    ],
  }),
});

/** The name that a zipped field takes from its argument: a column's or field's own, else its number. */
function zippedName(arg: ArgInfo, i: number): string {
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(arg.sql) && !arg.foldable
    ? (arg.sql.split(".").at(-1) ?? String(i))
    : String(i);
}

/** What the parser makes of `a[i]` and of a field of an array's structs. */
export const arrayInternals = functionGroup("internal", {
  array_insert_at: scalar({
    ...insertion,
    since: "3.5.0",
    doc: "`array_insert`, where its positions of old are spelled as those of today.",
    examples: [],
  }),
  get_array_item: scalar({
    args: [arrayArg("array"), integral("index")],
    returns: (args) => arrayAt(args, 0).element,
    nulls: elementNulls(0),
    throws: "ansi",
    since: "1.0.0",
    doc: "The element at an index from 0.",
    examples: [
      ["array(1, 2, 3)[1]", "2"],
      ["array(1, 2, 3)[CAST(NULL AS INT)]", "NULL"],
    ],
    pretty: (args) => `${args[0] ?? ""}[${args[1] ?? ""}]`,
  }),
  get_array_struct_fields: scalar({
    args: [arrayArg("array"), of("ordinal", INT, { foldable: true })],
    returns: (args) => {
      const { element, containsNull } = arrayAt(args, 0);
      const at = typeof args[1]?.value === "number" ? args[1].value : 0;
      const inner = element.kind === "struct" ? element.fields[at] : undefined;
      return array(inner?.type ?? element, containsNull || (inner?.nullable ?? true));
    },
    nulls: (args) => nullableAt(args, 0),
    since: "1.0.0",
    doc: "A field of all the structs of an array, by its position.",
    examples: [["a.f FROM VALUES (array(named_struct('e', 1, 'f', 2), NULL)) AS t(a)", "[2, NULL]"]],
    pretty: (args) => args[0] ?? "",
  }),
});
