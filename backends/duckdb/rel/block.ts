/**
 * One SELECT under construction. Relations add clauses to a block while SQL's order of evaluation allows it, and
 * {@link seal} it into a sub-select when it does not. Every column is known by its text over the block's FROM.
 */
import type { DataType } from "../../../src/types/data-type.ts";
import { atom, type Sql } from "../sql.ts";
import { decimalParts, physicalType } from "../types.ts";

/** A value in SQL and what DuckDB thinks of it. */
export interface Lowered {
  readonly sql: Sql;
  /** DuckDB's own type of it, as `physicalType` spells types; `undefined`: not known. */
  readonly duck: string | undefined;
  /** Depth of its expression tree. */
  readonly depth: number;
  /** A struct's field by position, where it can be had without making the struct. */
  readonly part?: ((index: number) => Lowered) | undefined;
}

/** A column of a block. */
export interface BlockColumn extends Lowered {
  /** `ref`: a plain `t.c`; `cheap`: may be repeated freely and never fails; `computed`: neither. */
  readonly kind: "ref" | "cheap" | "computed";
}

/** A key of ORDER BY: its text, and the clause's words after it. */
export interface OrderKey {
  readonly text: string;
  readonly words: string;
}

/** One SELECT; the clauses that are empty are left out. */
export interface Block {
  /** The FROM clause without the word. */
  readonly from: string;
  /** The only alias in `from`; absent for joins and for no FROM at all. */
  readonly alias: string | undefined;
  /** `from` is a join of several tables. */
  readonly joined: boolean;
  /** How many joins DuckDB finds the order of. */
  readonly joins?: number;
  readonly where: readonly string[];
  readonly columns: readonly BlockColumn[];
  /** GROUP BY and HAVING, with a leading space. */
  readonly tail: string;
  readonly order: readonly OrderKey[];
  readonly limit: number | undefined;
  readonly offset: number;
  /** Holds aggregates or windows: a condition over it cannot stand in its WHERE. */
  readonly closed: boolean;
  /** Its columns decide its rows (unnest): they cannot be dropped, added to or moved. */
  readonly fixed: boolean;
}

/** A block of a FROM clause alone. */
export const block = (from: string, alias: string | undefined, columns: readonly BlockColumn[]): Block => ({
  from,
  alias,
  joined: false,
  where: [],
  columns,
  tail: "",
  order: [],
  limit: undefined,
  offset: 0,
  closed: false,
  fixed: false,
});

/** A plain column of an alias. */
export const ref = (alias: string, name: string, duck: string | undefined): BlockColumn => ({
  sql: atom(`${alias}.${name}`),
  duck,
  depth: 0,
  kind: "ref",
});

/** The name of a block's column at a position, once it is a sub-select. */
export const columnName = (index: number): string => `c${index}`;

/** What a SELECT of no columns selects instead. */
const NOTHING = "0 AS c0";

/** The block as SELECT text, its columns named c0, c1 … */
export function render(b: Block): string {
  const select = b.columns.map((c, i) => {
    const name = columnName(i);
    return c.kind === "ref" && c.sql.text.endsWith(`.${name}`) ? c.sql.text : `${c.sql.text} AS ${name}`;
  });
  let out = `SELECT ${select.length === 0 ? NOTHING : select.join(", ")}`;
  if (b.from !== "") out += ` FROM ${b.from}`;
  if (b.where.length > 0) out += ` WHERE ${b.where.join(" AND ")}`;
  out += b.tail;
  if (b.order.length > 0) {
    const keys = b.order.map((key) => {
      const at = b.columns.findIndex((c) => c.kind === "computed" && c.sql.text === key.text);
      return `${at < 0 ? key.text : at + 1} ${key.words}`;
    });
    out += ` ORDER BY ${keys.join(", ")}`;
  }
  if (b.limit !== undefined) out += ` LIMIT ${b.limit}`;
  if (b.offset > 0) out += ` OFFSET ${b.offset}`;
  return out;
}

/** The block as a sub-select under a new alias, with plain columns. */
export const seal = (b: Block, alias: string): Block =>
  block(
    `(${render(b)}) AS ${alias}`,
    alias,
    b.columns.map((c, i) => ref(alias, columnName(i), c.duck)),
  );

/** Whether a block is FROM and WHERE with columns that may be repeated: what most relations build upon. */
export const isOpen = (b: Block): boolean =>
  !b.closed &&
  !b.fixed &&
  b.order.length === 0 &&
  b.limit === undefined &&
  b.offset === 0 &&
  b.columns.every((c) => c.kind !== "computed");

/** The block itself when open, else sealed. */
export const opened = (b: Block, next: () => string): Block => (isOpen(b) ? b : seal(b, next()));

/** Whether hoisted columns can be put under it without changing any reference. */
export const isHoistable = (b: Block): boolean =>
  isOpen(b) && b.alias !== undefined && b.columns.every((c) => c.kind === "ref");

/** The value cast to the physical form of a Spark type, unless it has it already. */
export function exactly(value: Lowered, type: DataType): Lowered {
  const target = physicalType(type);
  if (value.duck === target) return value;
  return { sql: atom(`CAST(${value.sql.text} AS ${target})`), duck: target, depth: value.depth + 1 };
}

/**
 * Like {@link exactly}, but a decimal of the right scale and fewer digits stays as it is: widening DECIMAL(31,4) to
 * DECIMAL(32,4) costs a pass over 128-bit numbers and changes no value.
 */
export function loosely(value: Lowered, type: DataType): Lowered {
  const own = decimalParts(value.duck);
  if (type.kind === "decimal" && own !== undefined && own.scale === type.scale && own.precision <= type.precision)
    return value;
  return exactly(value, type);
}
