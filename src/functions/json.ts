/** Spark's functions on JSON texts. */
import { SparkError, sparkError } from "../errors/spark-error.ts";
import { array, asNullable, type DataType, INT, isText, STRING, VARIANT } from "../types/data-type.ts";
import { givenSchema } from "../types/char-varchar.ts";
import { parseTypeOrSchema } from "../types/ddl.ts";
import { typeFromJson } from "../types/json.ts";
import { sqlType } from "../types/print.ts";
import { typeAt } from "./arg-rules.ts";
import { type ArgInfo, any, functionGroup, scalar, text, type TypingSettings } from "./define.ts";

/** A schema from a constant argument: DDL, or the JSON that clients send. Its parts may all be NULL. */
export function schemaArgument(arg: ArgInfo | undefined, settings?: TypingSettings): DataType {
  const value = arg?.value;
  if (arg === undefined || !isText(arg.type) || typeof value !== "string") {
    const inputSchema = `"${arg?.sql ?? ""}"`;
    throw sparkError("INVALID_SCHEMA.NON_STRING_LITERAL", { inputSchema });
  }
  const type = inArgument(() => parseSchema(value, settings?.timestampType === "TIMESTAMP_NTZ"));
  return asNullable(givenSchema(type, settings?.charsAreText ?? false));
}

/** What an argument says that is parsed: its faults of syntax are told at the call (`ExprUtils.evalSchemaExpr`). */
function inArgument<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SparkError) || error.class !== "parse") throw error;
    throw new SparkError(error.condition, error.params, { sqlState: error.sqlState, class: "analysis", told: "both" });
  }
}

function parseSchema(text: string, timestampIsNtz: boolean): DataType {
  if (/^\s*[{"]/.test(text)) {
    try {
      return typeFromJson(text);
    } catch (error) {
      if (!(error instanceof SparkError)) throw error;
    }
  }
  return parseTypeOrSchema(text, timestampIsNtz);
}

const options = any("options", { optional: true, foldable: true });

/** Throws INVALID_OPTIONS unless options are a map of texts. */
export const checkOptions = (arg: ArgInfo | undefined): void => {
  if (arg === undefined) return;
  const { type } = arg;
  if (type.kind !== "map") throw sparkError("INVALID_OPTIONS.NON_MAP_FUNCTION", {});
  if (isText(type.key) && isText(type.value)) return;
  throw sparkError("INVALID_OPTIONS.NON_STRING_TYPE", { mapType: `"${sqlType(type)}"` });
};

/** Throws UNEXPECTED_NULL for the constant NULL. */
export function notNull(name: string, arg: ArgInfo | undefined, call: { readonly sql: string }): void {
  if (arg?.value !== null) return;
  throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr: `"${call.sql}"`, exprName: name });
}

const isJsonRoot = (t: DataType): boolean =>
  t.kind === "struct" || t.kind === "array" || t.kind === "map" || t.kind === "variant";

export const jsonFunctions = functionGroup("json", {
  get_json_object: scalar({
    args: [text("json_txt"), text("path")],
    strict: true,
    returns: STRING,
    nulls: "always",
    since: "1.5.0",
    doc: "What stands at a path like `$.a[0].b` of a JSON text, as text; NULL when there is nothing or the text is no JSON.",
    examples: [
      ["get_json_object('{\"a\":{\"b\":1}}', '$.a.b')", "1"],
      ["get_json_object('[1]', '$.x')", "NULL"],
    ],
  }),
  json_array_length: scalar({
    args: [text("jsonArray")],
    strict: true,
    returns: INT,
    nulls: "always",
    since: "3.1.0",
    doc: "How many elements the outer JSON array has; NULL of other text.",
    examples: [
      ["json_array_length('[1,2,3,4]')", "4"],
      ["json_array_length('{}')", "NULL"],
    ],
  }),
  json_object_keys: scalar({
    args: [text("json_object")],
    strict: true,
    returns: array(STRING),
    nulls: "always",
    since: "3.1.0",
    doc: "The keys of the outer JSON object; NULL of other text.",
    examples: [
      ['json_object_keys(\'{"a":1,"b":2}\')', "[a, b]"],
      ["json_object_keys('[1]')", "NULL"],
    ],
  }),
  from_json: scalar({
    args: [text("jsonStr"), any("schema", { foldable: true }), options],
    coerce: (args) => args.map((a, i) => (i === 0 && a.type.kind === "null" ? STRING : a.type)),
    check: (args, settings, call) => {
      checkOptions(args[2]);
      const type = typeAt(args, 0);
      if (isText(type)) {
        const schema = schemaArgument(args[1], settings);
        if (isJsonRoot(schema) || schema.kind === "variant") return;
        const params = { sqlExpr: `"${call.sql}"`, schema: `"${sqlType(schema)}"` };
        throw sparkError("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", params);
      }
      throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
        sqlExpr: `"${call.sql}"`,
        paramIndex: "first",
        requiredType: '"STRING"',
        inputSql: `"${args[0]?.sql ?? ""}"`,
        inputType: `"${sqlType(type)}"`,
      });
    },
    returns: (args, settings) => schemaArgument(args[1], settings),
    nulls: "always",
    since: "2.2.0",
    doc: "The value of a JSON text, by a schema.",
    examples: [
      ["from_json('{\"a\":1, \"b\":0.8}', 'a INT, b DOUBLE')", "{1, 0.8}"],
      ["from_json('[1, 2]', 'ARRAY<INT>')", "[1, 2]"],
    ],
    throws: true,
    pretty: (args, info) => (schemaKind(info[1]) === "map" ? "entries" : `from_json(${args[0]})`),
  }),
  to_json: scalar({
    args: [any("expr"), options],
    check: (args, _settings, call) => {
      checkOptions(args[1]);
      const type = typeAt(args, 0);
      if (isJsonRoot(type) || type.kind === VARIANT.kind || type.kind === "null") return;
      throw sparkError("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", {
        sqlExpr: `"${call.sql}"`,
        schema: `"${sqlType(type)}"`,
      });
    },
    returns: STRING,
    nulls: "always",
    since: "2.2.0",
    doc: "A struct, array or map as a JSON text.",
    examples: [
      ["to_json(named_struct('a', 1, 'b', 2))", '{"a":1,"b":2}'],
      ["to_json(array(named_struct('a', 1)))", '[{"a":1}]'],
      ["to_json(map('a', NULL))", '{"a":null}'],
    ],
    pretty: (args) => `to_json(${args[0]})`,
  }),
  schema_of_json: scalar({
    args: [text("json", { foldable: true }), options],
    check: (args, _settings, call) => {
      checkOptions(args[1]);
      notNull("json", args[0], call);
    },
    returns: STRING,
    nulls: "never",
    since: "2.4.0",
    doc: "The schema of a constant JSON text, in DDL.",
    examples: [["schema_of_json('[{\"col\":0}]')", "ARRAY<STRUCT<col: BIGINT>>"]],
    throws: true,
    pretty: (args) => `schema_of_json(${args[0]})`,
  }),
});

/** Functions of JSON that stand behind others. */
export const jsonInternals = functionGroup("internal", {
  json_field: scalar({
    args: [text("json"), text("name")],
    returns: STRING,
    nulls: "always",
    since: "1.6.0",
    doc: "A field of a JSON object, as `json_tuple` gives it.",
    examples: [],
  }),
});

const schemaKind = (arg: ArgInfo | undefined): DataType["kind"] | undefined => {
  try {
    return schemaArgument(arg).kind;
  } catch {
    return undefined;
  }
};
