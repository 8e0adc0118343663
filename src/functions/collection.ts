/** Functions of arrays and maps alike (Spark's group `collection_funcs`). */
import { INT, map } from "../types/data-type.ts";
import { arrayAt, elementNulls, mapAt, typeAt } from "./arg-rules.ts";
import { any, type ArgInfo, functionGroup, oneOf, type Param, scalar } from "./define.ts";
import { sparkError } from "../errors/spark-error.ts";
import { type CoercionRules, findWiderTypeWithoutStringPromotionForTwo } from "../types/coercion.ts";
import type { DataType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";

const collection = (name: string): Param =>
  oneOf(name, [
    { spec: "family", family: "array" },
    { spec: "family", family: "map" },
  ]);

/** The element or value that a position or key finds. */
const found = (args: readonly ArgInfo[]): DataType =>
  typeAt(args, 0).kind === "map" ? mapAt(args, 0).value : arrayAt(args, 0).element;

/** Positions of arrays are INT; keys are of the map's key type. */
function lookupTypes(
  args: readonly ArgInfo[],
  settings: CoercionRules,
  call?: { readonly sql: string },
): readonly DataType[] {
  const [of, by] = [typeAt(args, 0), typeAt(args, 1)];
  if (of.kind === "array" && (by.kind === "byte" || by.kind === "short" || by.kind === "int")) return [of, INT];
  if (of.kind === "map") {
    const key = findWiderTypeWithoutStringPromotionForTwo(of.key, by, settings);
    if (key !== undefined) return [map(key, of.value, of.valueContainsNull), key];
  }
  const known = of.kind === "array" || of.kind === "map";
  throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    // Spark makes the one of the other before it looks.
    sqlExpr: `"${(call?.sql ?? "").replace(/^try_/, "")}"`,
    paramIndex: known ? "second" : "first",
    requiredType: known ? (of.kind === "map" ? `"${sqlType(of.key)}"` : '"INT"') : '("ARRAY" or "MAP")',
    inputSql: `"${args[known ? 1 : 0]?.sql ?? ""}"`,
    inputType: `"${sqlType(known ? by : of)}"`,
  });
}

export const collectionFunctions = functionGroup("collection", {
  size: scalar({
    args: [collection("expr")],
    returns: INT,
    // Without ANSI mode NULL has the size −1 (`spark.sql.legacy.sizeOfNull`).
    nulls: (args, { ansi }) => ansi && args.some((a) => a.nullable),
    since: "1.5.0",
    doc: "How many elements or entries there are; NULL of NULL.",
    examples: [
      ["size(array('b', 'd', 'c', 'a'))", "4"],
      ["size(map('a', 1, 'b', 2))", "2"],
      ["size(CAST(NULL AS ARRAY<INT>))", "NULL"],
    ],
    aliases: ["cardinality"],
  }),
  element_at: scalar({
    args: [collection("collection"), any("key")],
    coerce: lookupTypes,
    returns: found,
    nulls: elementNulls(1),
    throws: "ansi",
    since: "2.4.0",
    doc: "The element at a position, from 1 or from the end by −1; or a key's value, NULL when the map has not the key.",
    examples: [
      ["element_at(array(1, 2, 3), 2)", "2"],
      ["element_at(array(1, 2, 3), -1)", "3"],
      ["element_at(map(1, 'a', 2, 'b'), 2)", "b"],
      ["element_at(map(1, 'a', 2, 'b'), 3)", "NULL"],
    ],
  }),
  try_element_at: scalar({
    args: [collection("collection"), any("key")],
    coerce: lookupTypes,
    returns: found,
    nulls: elementNulls(1, true),
    mode: "try",
    throws: true,
    since: "3.3.0",
    doc: "The element at a position, or NULL outside the array; or a key's value.",
    examples: [
      ["try_element_at(array(1, 2, 3), 2)", "2"],
      ["try_element_at(array(1, 2, 3), 5)", "NULL"],
      ["try_element_at(map(1, 'a', 2, 'b'), 2)", "b"],
    ],
  }),
});
