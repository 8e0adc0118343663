import { type DataType, NULL } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { jsonOptions } from "../json-options.ts";
import { jsonParser } from "../json-parse.ts";
import { getJsonObject, jsonArrayLength, jsonObjectKeys, jsonTuple, type JsonPath, parsePath } from "../json-path.ts";
import { jsonPrinter } from "../json-print.ts";
import { canonicalJsonType, inferJson, unreadableJson } from "../json-schema.ts";
import { type KernelContext, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { refuseDropping } from "../refused-options.ts";
import { sqlTypeName } from "../sql-text.ts";

/** The options map of a call: its last argument after the first, where that is a map. */
function optionsOf(cx: KernelContext): Value | undefined {
  const last = cx.argTypes.length - 1;
  return last > 0 && cx.argTypes[last]?.kind === "map" ? cx.constants[last] : undefined;
}

const optional = (cx: KernelContext): ReturnType<typeof jsonOptions> => jsonOptions(optionsOf(cx), cx.settings);

/** Functions on JSON texts (`org.apache.spark.sql.catalyst.expressions.jsonExpressions`). */
export const jsonKernels = {
  get_json_object: kernel((cx) => {
    const [, constant] = cx.constants;
    if (typeof constant === "string") {
      const path = parsePath(constant);
      return (json) => (path === undefined ? null : getJsonObject(json as string, path));
    }
    let seen: Value | undefined;
    let path: JsonPath | undefined;
    return (json, text) => {
      if (text !== seen) {
        seen = text;
        path = parsePath(text as string);
      }
      return path === undefined ? null : getJsonObject(json as string, path);
    };
  }),
  json_array_length: kernel(() => (json) => jsonArrayLength(json as string)),
  json_object_keys: kernel(() => (json) => jsonObjectKeys(json as string)),
  json_tuple: kernelOfNulls(() => (json, ...names) => ({
    fields: json === null ? names.map(() => null) : jsonTuple(json as string, names as (string | null)[]),
  })),
  json_field: kernel(
    () =>
      (json, name = null) =>
        jsonTuple(json as string, [name as string])[0] ?? null,
  ),
  from_json: kernelOfNulls((cx) => {
    const options = optional(cx);
    refuseDropping(options.mode, "from_json");
    const syntax = { ...options.syntax, lastFieldWins: cx.settings.variantDuplicateKeys === true };
    const parse = jsonParser(cx.returnType, { ...options, syntax });
    return (json) => (json === null ? null : parse(json as string));
  }),
  to_json: kernelOfNulls((cx) => {
    const type: DataType = cx.argTypes[0] ?? NULL;
    const print = jsonPrinter(type, optional(cx));
    return (value = null) => (value === null ? null : print(value));
  }),
  schema_of_json: kernelOfNulls((cx) => {
    const options = optional(cx);
    return (json) => {
      if (json === null) return null;
      const type = inferJson(json as string, options);
      if (type === null) throw unreadableJson(json as string);
      return sqlTypeName(canonicalJsonType(type, options.dropFieldIfAllNull));
    };
  }),
} satisfies KernelTable;
