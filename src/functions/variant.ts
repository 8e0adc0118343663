/** Spark's variant functions. */
import { sparkError } from "../errors/spark-error.ts";
import { canCast } from "../types/casts.ts";
import { array, BOOLEAN, type DataType, field, INT, isText, STRING, struct, VARIANT } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { typeAt, unexpectedInput } from "./arg-rules.ts";
import { aggregate, type ArgInfo, any, functionGroup, generator, of, scalar, text } from "./define.ts";
import { schemaArgument } from "./json.ts";

/** The type of the third argument; VARIANT without one. */
const wanted = (args: readonly ArgInfo[], settings: Parameters<typeof schemaArgument>[1]): DataType =>
  args.length > 2 ? schemaArgument(args[2], settings) : VARIANT;

const castRefused = (sql: string, from: DataType, to: DataType) =>
  sparkError("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION", {
    sqlExpr: `"${sql}"`,
    srcType: `"${sqlType(from)}"`,
    targetType: `"${sqlType(to)}"`,
  });

const variantGet = (name: string) =>
  ({
    args: [of("v", VARIANT), text("path"), any("type", { optional: true, foldable: true })],
    coerce: (args, _settings, call) => {
      const fits = (i: number, test: (t: DataType) => boolean): boolean =>
        typeAt(args, i).kind === "null" || test(typeAt(args, i));
      if (!fits(0, (t) => t.kind === "variant")) throw unexpectedInput(args, 0, '"VARIANT"', call);
      if (!fits(1, isText)) throw unexpectedInput(args, 1, '"STRING"', call);
      // Throws for a type that is no constant.
      if (args[2]?.foldable === false) schemaArgument({ ...args[2], value: undefined });
      return [VARIANT, STRING, STRING].slice(0, args.length);
    },
    check: (args, settings, call) => {
      const to = wanted(args, settings);
      if (!canCast(VARIANT, to, "ansi")) throw castRefused(call.sql, VARIANT, to);
    },
    returns: wanted,
    nulls: "always",
    since: "4.0.0",
    pretty: (args) => `${name}(${args.slice(0, 2).join(", ")})`,
  }) satisfies Partial<Parameters<typeof scalar>[0]>;

/** Whether a value can become an object or array (`ToVariantObject.checkInputDataTypes`). */
const isVariantObject = (type: DataType): boolean =>
  (type.kind === "struct" || type.kind === "array" || type.kind === "map") && isVariantPart(type);

const isVariantPart = (type: DataType): boolean => {
  switch (type.kind) {
    case "array":
      return isVariantPart(type.element);
    case "map":
      return isText(type.key) && isVariantPart(type.value);
    case "struct":
      return type.fields.every((f) => isVariantPart(f.type));
    default:
      return canCast(type, VARIANT, "ansi") && type.kind !== "null";
  }
};

/** The columns of variant_explode. */
const ENTRY = struct([field("pos", INT, false), field("key", STRING), field("value", VARIANT, false)]);

const exploder = (outer: boolean, doc: string) =>
  generator({
    args: [of("input", VARIANT)],
    returns: ENTRY,
    nulls: "never",
    tableOnly: true,
    since: "4.0.0",
    doc,
    examples: [],
    generates: () => ENTRY.fields.map((f) => ({ name: f.name, type: f.type, nullable: f.nullable || outer })),
  });

export const variantFunctions = functionGroup("variant", {
  parse_json: scalar({
    args: [text("jsonStr")],
    strict: true,
    returns: VARIANT,
    nulls: "mirror",
    throws: true,
    since: "4.0.0",
    doc: "The value of a JSON text as a VARIANT.",
    examples: [
      ['parse_json(\'{"b":1,"a":[1.50,"x"]}\')', '{"a":[1.5,"x"],"b":1}'],
      ["parse_json('null')", "null"],
    ],
  }),
  try_parse_json: scalar({
    args: [text("jsonStr")],
    strict: true,
    returns: VARIANT,
    nulls: "always",
    mode: "try",
    since: "4.0.0",
    doc: "As `parse_json`, but NULL of a text that is no JSON.",
    examples: [
      ["try_parse_json('[1, 2]')", "[1,2]"],
      ["try_parse_json('{')", "NULL"],
    ],
  }),
  is_variant_null: scalar({
    args: [of("expr", VARIANT)],
    strict: true,
    returns: BOOLEAN,
    nulls: "never",
    since: "4.0.0",
    doc: "Whether a VARIANT is JSON's null; SQL's NULL is not.",
    examples: [
      ["is_variant_null(parse_json('null'))", "true"],
      ["is_variant_null(CAST(NULL AS VARIANT))", "false"],
    ],
  }),
  variant_get: scalar({
    ...variantGet("variant_get"),
    throws: true,
    doc: "What stands at a path of a VARIANT, cast to a type; NULL for nothing.",
    examples: [
      ["variant_get(parse_json('{\"a\": {\"b\": [1, 2]}}'), '$.a.b[1]', 'int')", "2"],
      ["variant_get(parse_json('{\"a\": 1}'), '$.x')", "NULL"],
    ],
  }),
  try_variant_get: scalar({
    ...variantGet("try_variant_get"),
    throws: true,
    doc: "As `variant_get`, but NULL where the cast fails.",
    examples: [
      ["try_variant_get(parse_json('{\"a\": \"x\"}'), '$.a', 'int')", "NULL"],
      ["try_variant_get(parse_json('{\"a\": \"x\"}'), '$.a')", '"x"'],
    ],
  }),
  schema_of_variant: scalar({
    args: [of("v", VARIANT)],
    strict: true,
    returns: STRING,
    nulls: "mirror",
    since: "4.0.0",
    doc: "The type that a VARIANT looks like, in DDL.",
    examples: [
      ['schema_of_variant(parse_json(\'[{"b":true,"a":0}]\'))', "ARRAY<OBJECT<a: BIGINT, b: BOOLEAN>>"],
      ["schema_of_variant(parse_json('[1, 2.5]'))", "ARRAY<DECIMAL(21,1)>"],
    ],
  }),
  schema_of_variant_agg: aggregate({
    args: [of("v", VARIANT)],
    strict: true,
    returns: STRING,
    nulls: "never",
    since: "4.0.0",
    doc: "The type that all VARIANTs of a group look like, in DDL.",
    examples: [
      [
        'schema_of_variant_agg(parse_json(j)) FROM VALUES (\'{"a": 1}\'), (\'{"b": "x"}\') AS tab(j)',
        "OBJECT<a: BIGINT, b: STRING>",
      ],
    ],
  }),
  to_variant_object: scalar({
    args: [any("expr")],
    check: (args, _settings, call) => {
      const type = typeAt(args, 0);
      if (!isVariantObject(type)) throw castRefused(call.sql, type, VARIANT);
    },
    returns: VARIANT,
    nulls: "mirror",
    throws: true,
    since: "4.0.0",
    doc: "A struct, map or array as a VARIANT: objects and arrays.",
    examples: [["to_variant_object(named_struct('b', 1, 'a', array(2, NULL)))", '{"a":[2,null],"b":1}']],
  }),
  variant_explode: exploder(false, "A row for each field or element of a VARIANT; only in FROM."),
  variant_explode_outer: exploder(true, "As `variant_explode`, with one row of NULLs when there is none."),
});

/** What `variant_explode` is made of. */
export const variantInternals = functionGroup("internal", {
  variant_entries: scalar({
    args: [of("input", VARIANT)],
    strict: true,
    returns: array(ENTRY, false),
    nulls: "never",
    since: "4.0.0",
    doc: "Position, key and value of each field or element of a VARIANT.",
    examples: [["variant_entries(parse_json('[true]'))", "[{0, NULL, true}]"]],
  }),
});
