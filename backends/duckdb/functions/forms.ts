/** Forms of DuckDB text that lowerings of several groups share. */
import type { AggregateParts } from "../../../src/backend/lowering.ts";
import { type DataType, isFractional } from "../../../src/types/data-type.ts";
import { atom, fn, joined, list, type Sql, sql, text } from "../sql.ts";

export const NULL_TEXT = atom("NULL");
export const TRUE = atom("true");
export const FALSE = atom("false");

/** What a template needs of its context to make names. */
interface Names {
  fresh(): Sql;
}

/** `CASE WHEN … THEN … ELSE … END`; only the chosen branch is evaluated. */
export function caseWhen(branches: readonly (readonly [when: Sql, then: Sql])[], otherwise: Sql): Sql {
  const whens = branches.map(([when, then]) => `WHEN ${when.text} THEN ${then.text} `).join("");
  return atom(`CASE ${whens}ELSE ${otherwise.text} END`);
}

/** A cast to a DuckDB type by its spelling. */
export const castTo = (fragment: Sql, type: string): Sql => fn`CAST(${fragment} AS ${atom(type)})`;

/** A narrowing cast whose overflow counts: DuckDB compares below bare casts, and does not look into COALESCE. */
export const kept = (cast: Sql): Sql => fn`COALESCE(${cast}, NULL)`;

/** A name, a number, or an argument's mark, which the emitter writes out once itself (`expr/compose.ts`). */
const TRIVIAL = /^(?:\w+(?:\.\w+)?|\u0001\d+\u0002)$/;

/** Computes a fragment once and uses it by a name. */
export function once(cx: Names, value: Sql, body: (name: Sql) => Sql): Sql {
  if (TRIVIAL.test(value.text)) return body(value);
  const name = cx.fresh();
  return fn`list_transform([${value}], lambda ${name}: ${body(name)})[1]`;
}

/** `list_transform` with a lambda of one parameter. */
export function transformList(cx: Names, array: Sql, body: (element: Sql) => Sql): Sql {
  const element = cx.fresh();
  return fn`list_transform(${array}, lambda ${element}: ${body(element)})`;
}

/** `list_transform` with element and 1-based index. */
export function transformIndexed(cx: Names, array: Sql, body: (element: Sql, index: Sql) => Sql): Sql {
  const element = cx.fresh();
  const index = cx.fresh();
  return fn`list_transform(${array}, lambda ${element}, ${index}: ${body(element, index)})`;
}

/** `list_filter` with a lambda of one parameter. */
export function filterList(cx: Names, array: Sql, keep: (element: Sql) => Sql): Sql {
  const element = cx.fresh();
  return fn`list_filter(${array}, lambda ${element}: ${keep(element)})`;
}

/** `list_filter` with element and 1-based index. */
export function filterIndexed(cx: Names, array: Sql, keep: (element: Sql, index: Sql) => Sql): Sql {
  const element = cx.fresh();
  const index = cx.fresh();
  return fn`list_filter(${array}, lambda ${element}, ${index}: ${keep(element, index)})`;
}

/** NULL when one of the fragments is, else the answer. */
export function nullIfAny(fragments: readonly Sql[], answer: Sql): Sql {
  if (fragments.length === 0) return answer;
  return caseWhen(
    [
      [
        joined(
          "OR",
          fragments.map((f) => sql`${f} IS NULL`),
        ),
        NULL_TEXT,
      ],
    ],
    answer,
  );
}

/** A struct of this backend: fields f0, f1 … by position. */
export const structOf = (fields: readonly Sql[]): Sql =>
  fields.length === 0 ? atom("NULL") : atom(`{${fields.map((f, i) => `'f${i}': ${f.text}`).join(", ")}}`);

/** A field of a struct of this backend, by position. */
export const fieldOf = (struct: Sql, index: number): Sql => fn`struct_extract(${struct}, ${text(`f${index}`)})`;

/** A map's entries as a list of (key, value) structs of DuckDB. */
export const entriesOf = (map: Sql): Sql => fn`map_entries(${map})`;
export const keyOf = (entry: Sql): Sql => fn`struct_extract(${entry}, 'key')`;
export const valueOf = (entry: Sql): Sql => fn`struct_extract(${entry}, 'value')`;
export const entry = (key: Sql, value: Sql): Sql => fn`{'key': ${key}, 'value': ${value}}`;

/**
 * A value by which DuckDB orders as Spark does: NULL inside arrays and structs comes first. The value itself where
 * nothing inside can be NULL.
 */
export function orderKey(cx: Names, value: Sql, type: DataType): Sql {
  switch (type.kind) {
    case "array": {
      // DuckDB gives a column that it sorts by back from the sort key, where -0.0 has become 0.0.
      if (!type.containsNull && isFractional(type.element)) {
        return transformList(cx, value, (e) => sql`${e} + ${castTo(atom("0"), type.element.kind)}`);
      }
      if (!type.containsNull && !nested(type.element)) return value;
      return transformList(
        cx,
        value,
        (e) => fn`{'n': ${sql`${e} IS NOT NULL`}, 'v': ${orderKey(cx, e, type.element)}}`,
      );
    }
    case "struct": {
      const parts = type.fields.map((f, i) => {
        const part = fieldOf(value, i);
        return `'n${i}': ${part.text} IS NOT NULL, 'v${i}': ${orderKey(cx, part, f.type).text}`;
      });
      return caseWhen([[sql`${value} IS NULL`, NULL_TEXT]], atom(`{${parts.join(", ")}}`));
    }
    case "udt":
      return orderKey(cx, value, type.sqlType);
    default:
      return value;
  }
}

/** Whether a type has parts that order otherwise in DuckDB. */
export const nested = (type: DataType): boolean =>
  type.kind === "array" || type.kind === "struct" || (type.kind === "udt" && nested(type.sqlType));

/** How an aggregate call departs from the plain one. */
export interface AggregateForm {
  /** A condition beside FILTER's. */
  readonly where?: Sql;
  /** ORDER BY inside the parentheses. */
  readonly order?: Sql;
  /** Overrides the call's own DISTINCT. */
  readonly distinct?: boolean;
}

/** An aggregate's call with DISTINCT, ORDER BY, FILTER and OVER in their places. */
export function aggregateCall(
  name: string,
  args: readonly Sql[],
  parts: AggregateParts<Sql>,
  form: AggregateForm = {},
): Sql {
  const distinct = (form.distinct ?? parts.distinct) ? "DISTINCT " : "";
  const order = form.order === undefined || form.order.text === "" ? "" : ` ${form.order.text}`;
  const wheres = [parts.where, form.where].filter((w) => w !== undefined);
  const filter = form.where === undefined ? parts.filter.text : ` FILTER (WHERE ${joined("AND", wheres).text})`;
  return atom(`${name}(${distinct}${list(args).text}${order})${filter}${parts.over.text}`);
}

/** `(x IS NOT NULL)`. */
export const present = (x: Sql): Sql => sql`${x} IS NOT NULL`;
