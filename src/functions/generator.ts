/** Generators: functions of one row that answer with any number of rows (Spark's group `generator_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { type DataType, INT, sameType, STRING, struct } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { arrayAt, mapAt, typeAt } from "./arg-rules.ts";
import {
  any,
  type ArgInfo,
  type Declaration,
  functionGroup,
  type GeneratedColumn,
  generator,
  oneOf,
  type Param,
  text,
} from "./define.ts";
import { implicitTarget } from "./signature.ts";

const collection: Param = oneOf("collection", [
  { spec: "family", family: "array" },
  { spec: "family", family: "map" },
]);

/** One row for each element or pair. */
function exploded(args: readonly ArgInfo[], outer: boolean): readonly GeneratedColumn[] {
  if (typeAt(args, 0).kind === "map") {
    const { key, value, valueContainsNull } = mapAt(args, 0);
    return [
      { name: "key", type: key, nullable: outer },
      { name: "value", type: value, nullable: outer || valueContainsNull },
    ];
  }
  const { element, containsNull } = arrayAt(args, 0);
  return [{ name: "col", type: element, nullable: outer || containsNull }];
}

function inlined(args: readonly ArgInfo[], outer: boolean): readonly GeneratedColumn[] {
  const { element, containsNull } = arrayAt(args, 0);
  const fields = element.kind === "struct" ? element.fields : [];
  return fields.map((f) => ({ ...f, nullable: f.nullable || containsNull || outer }));
}

const columnsType = (columns: readonly GeneratedColumn[]): DataType =>
  struct(columns.map(({ name, type, nullable }) => ({ name, type, nullable })));

/** NULL without a type is refused. */
const refuseNull =
  (required: string): NonNullable<Declaration["coerce"]> =>
  (args, settings, call) => {
    const [arg] = args;
    const type = typeAt(args, 0);
    const target =
      type.kind === "null" || arg === undefined
        ? undefined
        : implicitTarget(type, required === ARRAY_OR_MAP ? collection.accepts : structs.accepts, settings);
    if (target !== undefined) return [target];
    throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${call?.sql ?? ""}"`,
      paramIndex: "first",
      requiredType: required,
      inputSql: `"${arg?.sql ?? ""}"`,
      inputType: `"${sqlType(type)}"`,
    });
  };

const ARRAY_OR_MAP = '("ARRAY" or "MAP")';
const structs: Param = oneOf("input", [{ spec: "arrayOf", element: { spec: "family", family: "struct" } }]);

const exploder = (
  position: boolean,
  outer: boolean,
  doc: string,
  since: string,
  examples: readonly (readonly [string, string])[],
) => {
  const generates = (args: readonly ArgInfo[]): readonly GeneratedColumn[] => [
    ...(position ? [{ name: "pos", type: INT, nullable: outer }] : []),
    ...exploded(args, outer),
  ];
  return generator({
    args: [collection],
    coerce: refuseNull(ARRAY_OR_MAP),
    returns: (args) => columnsType(generates(args)),
    nulls: "never",
    since,
    doc,
    examples,
    generates,
  });
};

const inliner = (outer: boolean, doc: string, since: string, examples: readonly (readonly [string, string])[]) =>
  generator({
    args: [structs],
    coerce: refuseNull('"ARRAY<STRUCT>"'),
    returns: (args) => columnsType(inlined(args, outer)),
    nulls: "never",
    since,
    doc,
    examples,
    generates: (args) => inlined(args, outer),
  });

/** STACK's rows: the constant first argument; it must be positive. */
function stackRows(args: readonly ArgInfo[]): number {
  const n = args[0]?.value;
  return typeof n === "number" ? n : 1;
}

function stackColumns(args: readonly ArgInfo[]): readonly GeneratedColumn[] {
  const values = args.slice(1);
  const width = Math.ceil(values.length / stackRows(args));
  return Array.from({ length: width }, (_, column) => {
    const inColumn = values.filter((_, i) => i % width === column);
    const type = inColumn.find((a) => a.type.kind !== "null")?.type ?? inColumn[0]?.type ?? STRING;
    return { name: `col${column}`, type, nullable: true };
  });
}

/** Values of one column of STACK have one type; only NULLs without a type take that of the others (`StackCoercion`). */
function stackTypes(
  args: readonly ArgInfo[],
  _settings: { readonly ansi: boolean },
  call?: { readonly sql: string },
): readonly DataType[] {
  const asked = args[0]?.value;
  if (typeof asked === "number" && asked <= 0)
    throw sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
      sqlExpr: `"${call?.sql ?? ""}"`,
      exprName: "`n`",
      valueRange: "(0, 2147483647]",
      currentValue: String(asked),
    });
  const values = args.slice(1);
  const width = Math.max(Math.ceil(values.length / stackRows(args)), 1);
  const first = Array.from({ length: width }, (_, column) =>
    values.findIndex((v, i) => i % width === column && v.type.kind !== "null"),
  );
  return [
    INT,
    ...values.map((v, i) => {
      const at = first[i % width] ?? -1;
      const type = values[at]?.type;
      if (type === undefined || v.type.kind === "null" || sameType(v.type, type)) return type ?? v.type;
      throw sparkError("DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES", {
        sqlExpr: `"${call?.sql ?? ""}"`,
        columnIndex: String(i % width),
        leftParamIndex: String(at + 1),
        leftType: `"${sqlType(type)}"`,
        rightParamIndex: String(i + 1),
        rightType: `"${sqlType(v.type)}"`,
      });
    }),
  ];
}

const tupleColumns = (args: readonly ArgInfo[]): readonly GeneratedColumn[] =>
  args.slice(1).map((_, i) => ({ name: `c${i}`, type: STRING, nullable: true }));

export const generatorFunctions = functionGroup("generator", {
  explode: exploder(false, false, "One row for each element of an array, or each pair of a map.", "1.0.0", [
    ["explode(array(10, 20))", "10\n20"],
    ["explode(map('a', 1, 'b', NULL))", "a\t1\nb\tNULL"],
    ["explode(CAST(array() AS ARRAY<INT>))", ""],
  ]),
  explode_outer: exploder(
    false,
    true,
    "One row for each element of an array, or each pair of a map; one of NULLs when there is none.",
    "1.0.0",
    [
      ["explode_outer(array(10, 20))", "10\n20"],
      ["explode_outer(CAST(NULL AS ARRAY<INT>))", "NULL"],
    ],
  ),
  posexplode: exploder(true, false, "As `explode`, with the position from 0 before.", "2.0.0", [
    ["posexplode(array(10, 20))", "0\t10\n1\t20"],
    ["posexplode(map('a', 1))", "0\ta\t1"],
  ]),
  posexplode_outer: exploder(true, true, "As `explode_outer`, with the position from 0 before.", "2.0.0", [
    ["posexplode_outer(array(10, 20))", "0\t10\n1\t20"],
    ["posexplode_outer(CAST(NULL AS ARRAY<INT>))", "NULL\tNULL"],
  ]),
  inline: inliner(false, "One row for each struct of an array, one column for each field.", "2.0.0", [
    ["inline(array(struct(1, 'a'), struct(2, 'b')))", "1\ta\n2\tb"],
    ["inline(array(struct(1, 'a'), NULL))", "1\ta\nNULL\tNULL"],
  ]),
  inline_outer: inliner(true, "As `inline`, with one row of NULLs when there is no struct.", "2.0.0", [
    ["inline_outer(array(struct(1, 'a'), struct(2, 'b')))", "1\ta\n2\tb"],
  ]),
  stack: generator({
    args: [any("n", { foldable: true }), any("expr", { variadic: true })],
    coerce: stackTypes,
    check: (args, _settings, call) => {
      const n = args[0]?.value;
      if (typeof n === "number" && n > 0) return;
      throw sparkError("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", {
        sqlExpr: `"${call.sql}"`,
        exprName: "`n`",
        valueRange: "(0, 2147483647]",
        currentValue: String(n ?? args[0]?.sql),
      });
    },
    returns: (args) => columnsType(stackColumns(args)),
    nulls: "never",
    since: "2.0.0",
    doc: "The values laid out in `n` rows.",
    examples: [
      ["stack(2, 1, 2, 3)", "1\t2\n3\tNULL"],
      ["stack(2, 'a', 1, 'b', 2)", "a\t1\nb\t2"],
    ],
    generates: stackColumns,
  }),
  json_tuple: generator({
    args: [text("jsonStr"), text("p", { variadic: true })],
    coerce: (args, _settings, call) => {
      if (args.every((a) => a.type.kind === "string")) return args.map((a) => a.type);
      throw sparkError("DATATYPE_MISMATCH.NON_STRING_TYPE", { sqlExpr: `"${call.sql}"`, funcName: "`json_tuple`" });
    },
    returns: (args) => columnsType(tupleColumns(args)),
    nulls: "never",
    since: "1.6.0",
    doc: "The values of a JSON object's fields, as texts in one row.",
    examples: [
      ["json_tuple('{\"a\":1, \"b\":2}', 'a', 'b')", "1\t2"],
      ["json_tuple('{\"a\":1, \"b\":{\"c\": 2}}', 'b', 'x')", '{"c":2}\tNULL'],
    ],
    generates: tupleColumns,
  }),
});
