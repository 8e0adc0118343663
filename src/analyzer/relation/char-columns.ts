/** What CHAR and VARCHAR of columns mean for values that are read and stored (`ApplyCharTypePadding`, `TableOutputResolver`). */
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { declaredType } from "../../types/char-varchar.ts";
import type { DataType } from "../../types/data-type.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { quoteString } from "../../lex/strings.ts";
import { isPlain } from "../char-padding.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { columnRef } from "../typed.ts";
import { plainContext } from "./plain-context.ts";

/** The internal functions that a CHAR and a VARCHAR go through; `undefined`: it stays as it is. */
interface Treatment {
  readonly char: string;
  readonly varchar?: string;
}

const READ: Treatment = { char: "read_char" };
const STORE: Treatment = { char: "store_char", varchar: "store_varchar" };

/**
 * SQL text that treats the CHAR and VARCHAR parts of a value of the declared type; `undefined`: it has none of them.
 * `value` is the value's text, `depth` tells lambda parameters apart.
 */
function treated(type: DataType, value: string, by: Treatment, depth = 0): string | undefined {
  const name = `e${depth}`;
  const each = (element: DataType, values: string): string | undefined => {
    const body = treated(element, name, by, depth + 1);
    return body === undefined ? undefined : `transform(${values}, ${name} -> ${body})`;
  };
  switch (type.kind) {
    case "char":
      return `${by.char}(${value}, ${type.length})`;
    case "varchar":
      return by.varchar === undefined ? undefined : `${by.varchar}(${value}, ${type.length})`;
    case "array":
      return each(type.element, value);
    case "map": {
      const [keys, values] = [`map_keys(${value})`, `map_values(${value})`];
      const [newKeys, newValues] = [each(type.key, keys), each(type.value, values)];
      if (newKeys === undefined && newValues === undefined) return undefined;
      return `map_from_arrays(${newKeys ?? keys}, ${newValues ?? values})`;
    }
    case "struct": {
      const fields = type.fields.map((f) => {
        const field = `${value}.${quoteIdentifier(f.name)}`;
        return { name: f.name, field, made: treated(f.type, field, by, depth) };
      });
      if (fields.every((f) => f.made === undefined)) return undefined;
      const parts = fields.map((f) => `${quoteString(f.name)}, ${f.made ?? f.field}`);
      return `if(${value} IS NULL, NULL, named_struct(${parts.join(", ")}))`;
    }
    default:
      return undefined;
  }
}

function treat(column: Column, declared: DataType, by: Treatment, cx: RelationContext): Expression | undefined {
  const text = treated(declared, "value", by);
  if (text === undefined) return undefined;
  const nothing: Relation = { kind: "values", rows: [[]], output: [] };
  const scope = { columns: [{ column: { ...column, name: "value" }, qualifier: [] }], hidden: [], plans: undefined };
  const context = plainContext({ relation: nothing, scope }, cx, "CHAR");
  return context.resolve(cx.facts.parseExpression(text), context).expr;
}

/** A relation with some columns treated; the relation itself where none is. */
function treatedColumns(relation: Relation, by: Treatment, cx: RelationContext): Relation {
  let changes = false;
  const projections = relation.output.map((column) => {
    const declared = declaredType(column.metadata);
    const expression = declared && treat(column, declared, by, cx);
    if (expression === undefined) return { column, expression: columnRef(column) };
    changes = true;
    return { column: cx.ids.column(column.name, column.type, true, column.metadata), expression };
  });
  if (!changes) return relation;
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}

/** What is read of CHAR(n) is filled with spaces to n characters (`spark.sql.readSideCharPadding`). */
export function paddedRead(read: Analyzed, cx: RelationContext): Analyzed {
  const { settings } = cx.facts;
  if (isPlain(settings) || !settings.isTrue("spark.sql.readSideCharPadding")) return read;
  const relation = treatedColumns(read.relation, READ, cx);
  if (relation === read.relation) return read;
  const now = new Map(read.relation.output.map((c, i) => [c.id, relation.output[i] ?? c]));
  const columns = read.scope.columns.map((c) => ({ ...c, column: now.get(c.column.id) ?? c.column }));
  const { plans } = read.scope;
  return { ...read, relation, scope: { ...read.scope, columns, plans: plans && { ...plans, columns } } };
}

/** What is stored in CHAR(n) and VARCHAR(n) must fit: EXCEED_LIMIT_LENGTH where more than spaces were lost. */
export const checkedStore = (relation: Relation, cx: RelationContext): Relation =>
  isPlain(cx.facts.settings) ? relation : treatedColumns(relation, STORE, cx);
