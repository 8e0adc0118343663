/** Map functions (Spark's group `map_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { findWiderCommonType, findWiderTypeWithoutStringPromotionForTwo } from "../types/coercion.ts";
import { array, BOOLEAN, type DataType, field, map, STRING, struct } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { arrayAt, mapAt, nullableAt, typeAt } from "./arg-rules.ts";
import { arrayOfKind } from "./array-rules.ts";
import { any, type ArgInfo, arrayArg, functionGroup, mapArg, oneOf, scalar, text } from "./define.ts";

const even = (args: readonly ArgInfo[]) => args.filter((_, i) => i % 2 === 0);
const odd = (args: readonly ArgInfo[]) => args.filter((_, i) => i % 2 === 1);

export const mapFunctions = functionGroup("map", {
  map: scalar({
    args: [any("key", { optional: true, variadic: true })],
    coerce: (args, settings) => {
      const key = findWiderCommonType(
        even(args).map((a) => a.type),
        settings,
      );
      const value = findWiderCommonType(
        odd(args).map((a) => a.type),
        settings,
      );
      if (args.length === 0) return [];
      return key === undefined || value === undefined ? undefined : args.map((_, i) => (i % 2 === 0 ? key : value));
    },
    check: (args) => {
      if (args.length % 2 === 0) return;
      throw sparkError(
        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
        {
          functionName: "`map`",
          expectedNum: "2n (n > 0)",
          actualNum: String(args.length),
          docroot: "https://spark.apache.org/docs/latest",
        },
        { origin: null },
      );
    },
    returns: (args) =>
      map(
        typeAt(args, 0),
        typeAt(args, 1),
        odd(args).some((a) => a.nullable),
      ),
    nulls: "never",
    throws: true,
    since: "2.0.0",
    doc: "A map of keys and values in turn.",
    examples: [
      ["map(1.0, '2', 3.0, '4')", "{1.0 -> 2, 3.0 -> 4}"],
      ["map('a', 1, 'b', NULL)", "{a -> 1, b -> NULL}"],
      ["map()", "{}"],
    ],
  }),
  map_from_arrays: scalar({
    args: [arrayArg("keys"), arrayArg("values")],
    returns: (args) => map(arrayAt(args, 0).element, arrayAt(args, 1).element, arrayAt(args, 1).containsNull),
    nulls: "mirror",
    throws: true,
    since: "2.4.0",
    doc: "A map of an array of keys and one of values.",
    examples: [["map_from_arrays(array(1.0, 3.0), array('2', '4'))", "{1.0 -> 2, 3.0 -> 4}"]],
  }),
  map_from_entries: scalar({
    args: [oneOf("arrayOfEntries", [{ spec: "arrayOf", element: { spec: "family", family: "struct" } }])],
    coerce: arrayOfKind('"ARRAY" of pair "STRUCT"', (e) => e.kind === "struct" && e.fields.length === 2),
    returns: (args) => {
      const { element } = arrayAt(args, 0);
      const fields = element.kind === "struct" ? element.fields : [];
      return map(fields[0]?.type ?? STRING, fields[1]?.type ?? STRING, fields[1]?.nullable ?? true);
    },
    nulls: (args) => nullableAt(args, 0) || arrayAt(args, 0).containsNull,
    throws: true,
    since: "2.4.0",
    doc: "A map of an array of pairs; NULL when a pair is.",
    examples: [
      ["map_from_entries(array(struct(1, 'a'), struct(2, 'b')))", "{1 -> a, 2 -> b}"],
      ["map_from_entries(array(struct(1, 'a'), NULL))", "NULL"],
    ],
  }),
  map_keys: scalar({
    args: [mapArg("map")],
    returns: (args) => array(mapAt(args, 0).key, true),
    nulls: "mirror",
    since: "2.0.0",
    doc: "The map's keys.",
    examples: [["map_keys(map(1, 'a', 2, 'b'))", "[1, 2]"]],
  }),
  map_values: scalar({
    args: [mapArg("map")],
    returns: (args) => array(mapAt(args, 0).value, true),
    nulls: "mirror",
    since: "2.0.0",
    doc: "The map's values.",
    examples: [["map_values(map(1, 'a', 2, NULL))", "[a, NULL]"]],
  }),
  map_entries: scalar({
    args: [mapArg("map")],
    returns: (args) => {
      const { key, value, valueContainsNull } = mapAt(args, 0);
      return array(struct([field("key", key, false), field("value", value, valueContainsNull)]), false);
    },
    nulls: "mirror",
    since: "3.0.0",
    doc: "The map's pairs as structs of `key` and `value`.",
    examples: [["map_entries(map(1, 'a', 2, 'b'))", "[{1, a}, {2, b}]"]],
  }),
  map_concat: scalar({
    args: [mapArg("map", { optional: true, variadic: true })],
    coerce: (args, settings, call) => {
      if (args.length === 0) return [];
      const common = findWiderCommonType(
        args.map((a) => a.type),
        settings,
      );
      const areMaps = args.every((a) => a.type.kind === "map");
      if (areMaps && common?.kind === "map") return args.map(() => common);
      const types = args.map((a) => `"${sqlType(a.type)}"`);
      const params = { sqlExpr: `"${call?.sql ?? ""}"`, functionName: "`map_concat`" };
      throw areMaps
        ? sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", { ...params, dataType: `(${types.join(" or ")})` })
        : sparkError("DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES", { ...params, dataType: `[${types.join(", ")}]` });
    },
    returns: (args) =>
      args.length === 0
        ? map(STRING, STRING, true)
        : map(
            mapAt(args, 0).key,
            mapAt(args, 0).value,
            args.some((a) => mapAt([a], 0).valueContainsNull),
          ),
    nulls: "mirror",
    throws: true,
    since: "2.4.0",
    doc: "All the maps' pairs in one; a key may stand in one of them only, unless the session keeps the last.",
    examples: [
      ["map_concat(map(1, 'a', 2, 'b'), map(3, 'c'))", "{1 -> a, 2 -> b, 3 -> c}"],
      ["map_concat()", "{}"],
    ],
  }),
  map_contains_key: scalar({
    args: [mapArg("map"), any("key")],
    coerce: (args, settings, call) => {
      const [of, by] = [typeAt(args, 0), typeAt(args, 1)];
      const functionName = "`map_contains_key`";
      const sqlExpr = `"${call?.sql ?? ""}"`;
      if (by.kind === "null") throw sparkError("DATATYPE_MISMATCH.NULL_TYPE", { sqlExpr, functionName });
      if (of.kind === "null") {
        const types = { leftType: `"${sqlType(of)}"`, dataType: '"MAP"', rightType: `"${sqlType(by)}"` };
        throw sparkError("DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES", { sqlExpr, functionName, ...types });
      }
      const key: DataType | undefined =
        of.kind === "map" ? findWiderTypeWithoutStringPromotionForTwo(of.key, by, settings) : undefined;
      return of.kind === "map" && key !== undefined ? [map(key, of.value, of.valueContainsNull), key] : undefined;
    },
    returns: BOOLEAN,
    nulls: "always",
    since: "3.3.0",
    doc: "Whether the map has the key.",
    examples: [
      ["map_contains_key(map(1, 'a', 2, 'b'), 1)", "true"],
      ["map_contains_key(map(1, 'a', 2, 'b'), 3)", "false"],
    ],
  }),
  str_to_map: scalar({
    args: [text("text"), text("pairDelim", { default: "','" }), text("keyValueDelim", { default: "':'" })],
    strict: true,
    returns: map(STRING, STRING),
    nulls: "mirror",
    throws: true,
    since: "2.0.1",
    doc: "A map of a text that is split into pairs and each pair into key and value; delimiters are regular expressions.",
    examples: [
      ["str_to_map('a:1,b:2,c:3', ',', ':')", "{a -> 1, b -> 2, c -> 3}"],
      ["str_to_map('a')", "{a -> NULL}"],
      ["str_to_map('a:1,b:2')", "{a -> 1, b -> 2}"],
    ],
  }),
});

/** What the parser makes of `m[k]`. */
export const mapInternals = functionGroup("internal", {
  get_map_value: scalar({
    args: [mapArg("map"), any("key")],
    coerce: (args, settings) => {
      const [of, by] = [typeAt(args, 0), typeAt(args, 1)];
      const key = of.kind === "map" ? findWiderTypeWithoutStringPromotionForTwo(of.key, by, settings) : undefined;
      return of.kind === "map" && key !== undefined ? [map(key, of.value, of.valueContainsNull), key] : undefined;
    },
    returns: (args) => mapAt(args, 0).value,
    nulls: "always",
    since: "1.0.0",
    doc: "A key's value; NULL when the map has not the key.",
    examples: [
      ["map('a', 1, 'b', 2)['b']", "2"],
      ["map('a', 1, 'b', 2)['c']", "NULL"],
    ],
    pretty: (args) => `${args[0] ?? ""}[${args[1] ?? ""}]`,
  }),
});
