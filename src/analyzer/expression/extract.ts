import { sparkError } from "../../errors/spark-error.ts";
import { INT, isIntegral } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { ExtractValue } from "../../unresolved/expression.ts";
import { castTo, sessionMode } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import type { Typed } from "../typed.ts";
import { extractField } from "./names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";

/** `a[i]`, `m[k]`, `s['f']` (`ExtractValue.apply`). */
export function resolveExtract(node: ExtractValue, cx: ExpressionContext): Typed {
  const child = cx.resolve(node.child, cx);
  const { type } = child.expr;
  const { extraction } = node;
  if (extraction.kind === "literal" && extraction.type.kind === "string" && type.kind !== "map") {
    if (type.kind === "struct" || (type.kind === "array" && type.element.kind === "struct")) {
      const field = extractField(child, String(extraction.value), cx, node.origin, true);
      return { ...field, name: extractsOnly(field.expr) ? field.sql() : undefined };
    }
  }
  const key = cx.resolve(extraction, cx);
  const sql = () => `${child.sql()}[${key.sql()}]`;
  const mode = sessionMode(cx.relation.typing);
  if (type.kind === "array") {
    if (!isIntegral(key.expr.type) && key.expr.type.kind !== "null") {
      throw sparkError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        {
          sqlExpr: `"${sql()}"`,
          paramIndex: "second",
          requiredType: '"INTEGRAL"',
          inputSql: `"${key.sql()}"`,
          inputType: `"${sqlType(key.expr.type)}"`,
        },
        { origin: node.origin },
      );
    }
    const index = key.expr.type.kind === "null" ? castTo(key, INT, cx.relation) : key;
    return {
      expr: {
        kind: "call",
        function: "get_array_item",
        args: [child.expr, index.expr],
        type: type.element,
        nullable: itemNullable(child.expr, index.expr),
        mode,
        origin: node.origin,
      },
      sql,
      foldable: child.foldable && key.foldable,
      named: isExtract(child) && isExtract(key),
    };
  }
  if (type.kind === "map") {
    return {
      expr: {
        kind: "call",
        function: "get_map_value",
        args: [child.expr, castTo(key, type.key, cx.relation).expr],
        type: type.value,
        nullable: true,
        mode,
        origin: node.origin,
      },
      sql,
      foldable: child.foldable && key.foldable,
      named: isExtract(child) && isExtract(key),
    };
  }
  if (type.kind === "struct") {
    throw sparkError("INVALID_EXTRACT_FIELD_TYPE", { extraction: `"${key.sql()}"` }, { origin: node.origin });
  }
  throw sparkError(
    "INVALID_EXTRACT_BASE_FIELD_TYPE",
    { base: `"${child.sql()}"`, other: `"${sqlType(type)}"` },
    { origin: node.origin },
  );
}

/** Parts of columns and constants keep their text as their name; of anything else it is made up (`AliasResolution`). */
const extractsOnly = (e: Resolved): boolean =>
  e.kind === "column" ||
  e.kind === "outer" ||
  e.kind === "literal" ||
  (e.kind === "get_field" && extractsOnly(e.child)) ||
  (e.kind === "call" && EXTRACTS.has(e.function) && e.args.every(extractsOnly));

const isExtract = (typed: Typed): boolean => typed.isVariable !== true && extractsOnly(typed.expr);

const EXTRACTS = new Set(["get_array_item", "get_map_value", "get_array_struct_fields"]);

/** An item of an array that is spelled out is there (`GetArrayItem.nullable`). */
function itemNullable(array: Resolved, index: Resolved): boolean {
  if (array.kind !== "call" || array.function !== "array" || index.kind !== "literal") return true;
  return array.args[Number(index.value ?? -1)]?.nullable ?? true;
}
