import { sparkError } from "../../errors/spark-error.ts";
import { BOOLEAN, INT, isIntegral, type StructField, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { ExtractValue, UpdateFields } from "../../unresolved/expression.ts";
import { castTo, sessionMode } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { callOf, literal, nullOf, type Typed } from "../typed.ts";
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

/** `withField`, `dropFields`: the struct rebuilt with one field set or left out (`UpdateFields`). */
export function resolveUpdateFields(node: UpdateFields, cx: ExpressionContext): Typed {
  const child = cx.resolve(node.child, cx);
  const value = node.value === undefined ? undefined : cx.resolve(node.value, cx);
  const change = () => (value === undefined ? "dropfield()" : `WithField(${value.sql()})`);
  const expr = update(
    { value: child.expr, sql: child.sql },
    node.fieldName,
    { value: value?.expr, sql: change },
    cx,
    node,
  );
  return {
    expr,
    sql: () => `update_fields(${child.sql()}, ${change()})`,
    foldable: child.foldable && (value?.foldable ?? true),
  };
}

/** A value and how Spark prints it. */
interface Printed<T> {
  readonly value: T;
  readonly sql: () => string;
}

function update(
  { value: target, sql }: Printed<Resolved>,
  path: readonly string[],
  change: Printed<Resolved | undefined>,
  cx: ExpressionContext,
  node: UpdateFields,
): Resolved {
  const { value } = change;
  if (target.type.kind !== "struct") {
    throw sparkError(
      "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
      {
        sqlExpr: `"update_fields(${sql()}, ${change.sql()})"`,
        paramIndex: "first",
        requiredType: '"STRUCT"',
        inputSql: `"${sql()}"`,
        inputType: `"${sqlType(target.type)}"`,
      },
      { origin: node.origin },
    );
  }
  const [head = "", ...rest] = path;
  const same = (f: StructField) =>
    cx.relation.facts.settings.caseSensitive ? f.name === head : f.name.toLowerCase() === head.toLowerCase();
  const fields: { field: StructField; value: Resolved }[] = target.type.fields.map((field, index) => ({
    field,
    value: {
      kind: "get_field",
      child: target,
      index,
      type: field.type,
      nullable: target.nullable || field.nullable,
    },
  }));
  const known = fields.some((f) => same(f.field));
  if (!known && rest.length > 0) {
    throw sparkError(
      "FIELD_NOT_FOUND",
      { fieldName: `\`${head}\``, fields: target.type.fields.map((f) => `\`${f.name}\``).join(", ") },
      { origin: null },
    );
  }
  const asField = (name: string, e: Resolved) => ({
    field: { name, type: e.type, nullable: e.nullable },
    value: e,
  });
  let next = fields.flatMap((f) => {
    if (!same(f.field)) return [f];
    if (rest.length > 0) {
      const within = { value: f.value, sql: () => `${sql()}.${f.field.name}` };
      return [asField(f.field.name, update(within, rest, change, cx, node))];
    }
    return value === undefined ? [] : [asField(head, value)];
  });
  if (!known && value !== undefined) next = [...next, asField(head, value)];
  if (next.length === 0) {
    const sqlExpr = `"${sql().startsWith("update_fields(") ? sql().slice(0, -1) : `update_fields(${sql()}`}, ${change.sql()})"`;
    throw sparkError("DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS", { sqlExpr }, { origin: node.origin });
  }
  const type = struct(next.map((f) => f.field));
  const made: Resolved = {
    kind: "call",
    function: "named_struct",
    args: next.flatMap((f) => [literal({ kind: "string", collation: "UTF8_BINARY" }, f.field.name), f.value]),
    type,
    nullable: false,
    mode: "ansi",
  };
  if (!target.nullable) return made;
  return {
    kind: "case",
    branches: [
      {
        when: callOf("isnull", [target], BOOLEAN),
        then: nullOf(type),
      },
    ],
    otherwise: made,
    type,
    nullable: true,
  };
}
