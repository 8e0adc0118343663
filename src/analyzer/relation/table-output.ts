/** What INSERT brings rows to before they are stored (`PreprocessTableInsertion`, `TableOutputResolver`). */
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { canCast, canStore, canUpCast, castNullable } from "../../types/casts.ts";
import { defaultText } from "../../types/column-default.ts";
import { type DataType, sameType, type StructField } from "../../types/data-type.ts";
import { catalogString } from "../../types/print.ts";
import type { TableOutput } from "../../unresolved/relation.ts";
import { castExpression } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { columnRef, literal } from "../typed.ts";
import { inOrderOf } from "./align-by-name.ts";
import { checkedStore } from "./char-columns.ts";
import { plainContext } from "./plain-context.ts";
import { leaf, oneRow } from "./leaf.ts";

/** The table's columns in order, each converted as `spark.sql.storeAssignmentPolicy` allows. */
export function analyzeTableOutput(node: TableOutput, input: Analyzed, cx: RelationContext): Analyzed {
  const key = keyIn(cx);
  const sources = sourcesOf(node, input, cx);
  const projections = node.fields.map((field) => {
    const source = sources.get(key(field.name));
    const expression = source === undefined ? missing(field, cx) : stored(source, field, node, cx);
    return { column: cx.ids.column(field.name, field.type, true, field.metadata), expression };
  });
  const output = projections.map((p) => p.column);
  const relation: Relation = { kind: "project", input: input.relation, projections, output };
  return leaf(checkedStore(relation, cx), [], node.planId);
}

/** What a column has that no value is given for: its default, or NULL. */
function missing(field: StructField, cx: RelationContext): Expression {
  const text = defaultText(field);
  if (text === undefined) return literal(field.type, null);
  const alone = plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "INSERT");
  const { expr } = resolve(cx.facts.parseExpression(text), alone);
  if (sameType(expr.type, field.type)) return expr;
  return { kind: "cast", child: expr, type: field.type, mode: "ansi", nullable: true };
}

/** Names that are the same have the same key. */
const keyIn = ({ facts }: RelationContext): ((name: string) => string) =>
  facts.settings.caseSensitive ? (name) => name : (name) => name.toLowerCase();

const names = (fields: readonly { readonly name: string }[]): string =>
  fields.map((f) => quoteIdentifier(f.name)).join(", ");

/** What each column of the table is filled with; a column that is not there is filled with NULL. */
function sourcesOf(node: TableOutput, input: Analyzed, cx: RelationContext): ReadonlyMap<string, Expression> {
  const { fields, fixed, columns, byName, table } = node;
  const given = input.scope.columns.map((c) => c.column);
  const sources = new Map<string, Expression>();
  const key = keyIn(cx);
  const values = plainContext(
    { relation: input.relation, scope: { columns: [], hidden: [], plans: undefined } },
    cx,
    "INSERT",
  );
  for (const { name, value } of fixed) {
    // Values of partitions are cast as if by CAST, whatever the policy.
    const field = fields.find((f) => key(f.name) === key(name));
    const { expr } = resolve(value, values);
    sources.set(key(name), field === undefined ? expr : castExpression(expr, field.type, cx, node.origin));
  }
  const open = fields.filter((f) => !sources.has(key(f.name)));
  const arity = (
    kind: "TOO_MANY_DATA_COLUMNS" | "NOT_ENOUGH_DATA_COLUMNS",
    expected: readonly { readonly name: string }[],
  ) =>
    sparkError(`INSERT_COLUMN_ARITY_MISMATCH.${kind}`, {
      tableName: table,
      tableColumns: names(expected),
      dataColumns: names(given),
    });
  if (byName) {
    if (given.length > open.length) throw arity("TOO_MANY_DATA_COLUMNS", fields);
    for (const { name, type } of open) {
      const [found, ...more] = given.filter((column) => key(column.name) === key(name));
      if (more.length > 0)
        throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.AMBIGUOUS_COLUMN_NAME", {
          tableName: table,
          colName: quoteIdentifier(name),
        });
      if (found === undefined) continue;
      requireFields(found.type, type, quoteIdentifier(name), table, key);
      sources.set(key(name), inOrderOf(columnRef(found), type, cx));
    }
    const extra = given.filter((column) => !open.some((f) => key(f.name) === key(column.name)));
    if (extra.length > 0)
      throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS", { tableName: table, extraColumns: names(extra) });
    return sources;
  }
  const targets = columns === undefined ? open : listed(columns, open, node, key);
  if (fixed.length > 0 && given.length !== targets.length)
    throw sparkError("INSERT_PARTITION_COLUMN_ARITY_MISMATCH", {
      tableName: table,
      tableColumns: names(fields),
      dataColumns: names(given),
      staticPartCols: names(fixed),
    });
  if (given.length > targets.length) throw arity("TOO_MANY_DATA_COLUMNS", columns === undefined ? fields : targets);
  if (given.length < targets.length) throw arity("NOT_ENOUGH_DATA_COLUMNS", columns === undefined ? fields : targets);
  targets.forEach((field, i) => sources.set(key(field.name), columnRef(given[i] as (typeof given)[number])));
  return sources;
}

/** The columns that INSERT lists. */
function listed(
  columns: readonly string[],
  open: readonly StructField[],
  node: TableOutput,
  key: (name: string) => string,
): readonly StructField[] {
  const seen = new Set<string>();
  return columns.map((name) => {
    if (seen.has(key(name))) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(key(name)) });
    seen.add(key(name));
    const field = open.find((f) => key(f.name) === key(name));
    if (field !== undefined) return field;
    const proposal = node.fields.map((f) => quoteIdentifier(f.name)).join(", ");
    throw sparkError(
      "UNRESOLVED_COLUMN.WITH_SUGGESTION",
      { objectName: quoteIdentifier(name), proposal },
      { origin: node.origin },
    );
  });
}

function stored(value: Expression, field: StructField, node: TableOutput, cx: RelationContext): Expression {
  if (sameType(value.type, field.type)) return value;
  const policy = (cx.facts.settings.get("spark.sql.storeAssignmentPolicy") ?? "ANSI").toUpperCase();
  checkFields(value.type, field.type, quoteIdentifier(field.name), node.table);
  if (!allowed(value.type, field.type, policy)) {
    throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST", {
      tableName: node.table,
      colName: quoteIdentifier(field.name),
      srcType: `"${catalogString(value.type).toUpperCase()}"`,
      targetType: `"${catalogString(field.type).toUpperCase()}"`,
    });
  }
  if (value.kind === "literal" && value.value === null) return literal(field.type, null);
  const mode = policy === "LEGACY" ? "legacy" : "ansi";
  const nullable = value.nullable || castNullable(value.type, field.type, mode, cx.typing.line);
  return { kind: "cast", child: value, type: field.type, mode, nullable };
}

/** Structs of a value that comes by its name have all the fields of the column's, in any order. */
function requireFields(
  from: DataType,
  to: DataType,
  colName: string,
  tableName: string,
  key: (name: string) => string,
): void {
  if (from.kind === "array" && to.kind === "array")
    requireFields(from.element, to.element, `${colName}.\`element\``, tableName, key);
  if (from.kind !== "struct" || to.kind !== "struct") return;
  for (const field of to.fields) {
    const path = `${colName}.${quoteIdentifier(field.name)}`;
    const [own, ...more] = from.fields.filter((f) => key(f.name) === key(field.name));
    if (own === undefined || more.length > 0)
      throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_FIND_DATA", { tableName, colName: path });
    requireFields(own.type, field.type, path, tableName, key);
  }
}

/** Structs must have as many fields as the column's. */
function checkFields(from: DataType, to: DataType, colName: string, tableName: string): void {
  if (from.kind !== "struct" || to.kind !== "struct") return;
  const missing = to.fields.slice(from.fields.length);
  if (missing.length > 0)
    throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.STRUCT_MISSING_FIELDS", {
      tableName,
      colName,
      missingFields: names(missing),
    });
  const extra = from.fields.slice(to.fields.length);
  if (extra.length > 0)
    throw sparkError("INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_STRUCT_FIELDS", {
      tableName,
      colName,
      extraFields: names(extra),
    });
}

function allowed(from: DataType, to: DataType, policy: string): boolean {
  if (policy === "STRICT") return canUpCast(from, to);
  return policy === "LEGACY" ? canCast(from, to, "legacy") : canStore(from, to);
}
