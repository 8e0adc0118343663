import type { Column, ColumnId } from "../resolved/column.ts";
import type { AggregateCall, Expression, Literal, Subquery, WindowCall } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import { inputsOf, mapWindowCall } from "../resolved/visit.ts";
import { BOOLEAN, type DataType, NULL } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";

/**
 * A resolved expression while analysis still needs more of it than its meaning: how Spark prints it, and whether it
 * is constant. Aggregates, windows and generators have been taken out already and stand as columns.
 */
export interface Typed {
  readonly expr: Expression;
  /** Spark's pretty SQL (`toPrettySQL`): generated column names and error messages. A thunk: most are never asked. */
  readonly sql: () => string;
  /** A constant expression. */
  readonly foldable: boolean;
  /** Its expression is a literal that was not written as one: a variable's value, typed like any other expression. */
  readonly isVariable?: boolean | undefined;
  /** Of a cast that was written: how Spark prints it once its type is another. */
  readonly uncast?: (() => string) | undefined;
  /** It stands for a value with a name that a replacement uses more than once. */
  readonly isShared?: boolean | undefined;
  /** The name it gives its column without an alias, when that is not its SQL: an attribute's or field's. */
  readonly name?: string | undefined;
  /** The name is what its author wrote or points at, not text that was made up for it. */
  readonly named?: boolean | undefined;
  /** Metadata that goes with the name: JSON text. */
  readonly metadata?: string | undefined;
  /** It is a lateral column alias: that one's quoted name. */
  readonly lateralAlias?: string | undefined;
}

/** A literal expression. */
export const literal = (type: DataType, value: Value): Literal => ({
  kind: "literal",
  type,
  value,
  nullable: value === null,
});

/** NULL of a type. */
export const nullOf = (type: DataType = NULL): Literal => literal(type, null);

/** A call in ANSI mode of a function whose arguments have their types. */
export const callOf = (name: string, args: readonly Expression[], type: DataType, nullable = false): Expression => ({
  kind: "call",
  function: name,
  args,
  type,
  nullable,
  mode: "ansi",
});

/** IS NOT NULL. */
export const isNotNull = (value: Expression): Expression => callOf("isnotnull", [value], BOOLEAN);

/** A reference to a column. */
export const columnRef = (column: Column): Expression => ({
  kind: "column",
  id: column.id,
  type: column.type,
  nullable: column.nullable,
});

/** Makes column ids that are new in a plan. */
export class ColumnIds {
  #next = 1;

  next(): ColumnId {
    return this.#next++ as ColumnId;
  }

  column(name: string, type: DataType, nullable: boolean, metadata?: string): Column {
    return { id: this.next(), name, type, nullable, metadata };
  }
}

/** Aggregate calls taken out of expressions: each becomes a measure of the Aggregate below them. */
export class Aggregates {
  readonly measures: { readonly column: Column; readonly call: AggregateCall }[] = [];
  readonly #ids: ColumnIds;
  readonly #byKey = new Map<string, Column>();

  constructor(ids: ColumnIds) {
    this.#ids = ids;
  }

  /** The column of a call; equal calls share one unless they answer anew each time. */
  add(call: AggregateCall, name: string): Column {
    const key = keyOf(call);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const column = this.#ids.column(name, call.type, call.nullable);
    this.#byKey.set(key, column);
    this.measures.push({ column, call });
    return column;
  }
}

/** Window calls taken out of expressions: each becomes a column of a Window below them. */
export class Windows {
  readonly calls: { readonly column: Column; readonly call: WindowCall }[] = [];
  readonly #ids: ColumnIds;
  readonly #byKey = new Map<string, Column>();

  constructor(ids: ColumnIds) {
    this.#ids = ids;
  }

  add(call: WindowCall, name: string): Column {
    const key = keyOf(call);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const column = this.#ids.column(name, call.type, call.nullable);
    this.#byKey.set(key, column);
    this.calls.push({ column, call });
    return column;
  }

  /** Writes the values that all calls are over anew. */
  rewrite(map: (e: Expression) => Expression): void {
    this.calls.forEach(({ column, call }, i) => {
      this.calls[i] = { column, call: mapWindowCall(call, map) };
    });
  }
}

/** A generator taken out of a select list. */
export interface GeneratorCall {
  readonly function: string;
  readonly args: readonly Expression[];
  readonly outer: boolean;
  readonly columns: readonly Column[];
}

/** Calls that mean the same with their arguments in any order (`CommutativeExpression`). */
const COMMUTATIVE = new Set(["+", "*", "and", "or", "&", "|", "^", "=", "<=>"]);

const isCommutative = (node: unknown): node is { readonly args: readonly unknown[] } =>
  typeof node === "object" &&
  node !== null &&
  "kind" in node &&
  node.kind === "call" &&
  "function" in node &&
  typeof node.function === "string" &&
  COMMUTATIVE.has(node.function);

const isSubquery = (node: unknown): node is Subquery =>
  typeof node === "object" && node !== null && "kind" in node && node.kind === "subquery" && "plan" in node;

type Places = ReadonlyMap<ColumnId, number>;

/** The columns that a plan makes are new at each analysis: the order in which they come stands for them. */
function placesIn(plan: Relation, around: Places): Places {
  const places = new Map(around);
  const visit = (r: Relation): void => {
    for (const column of r.output) if (!places.has(column.id)) places.set(column.id, places.size);
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
  return places;
}

/**
 * A text that is equal for nodes of equal meaning: bigint and bytes spelled out, origins left out, the operands of
 * commutative operators in an order of their own (`semanticEquals`).
 */
export const keyOf = (node: unknown): string => keyWith(node, new Map());

/** A text that is equal for plans that give the same rows: the columns they make count by their places. */
export const planKeyOf = (plan: Relation): string => keyWith(plan, placesIn(plan, new Map()));

const keyWith = (node: unknown, places: Places): string =>
  JSON.stringify(node, (key, value: unknown) => {
    if (key === "origin") return undefined;
    const place = key === "id" ? places.get(value as ColumnId) : undefined;
    if (place !== undefined) return `made ${place}`;
    if (isSubquery(value)) return { ...value, kind: "query", plan: keyed(value.plan, placesIn(value.plan, places)) };
    if (isCommutative(value)) {
      const args = value.args.map((arg) => keyWith(arg, places)).sort();
      return { ...value, kind: "commutative", args: args.map((arg): unknown => JSON.parse(arg)) };
    }
    if (typeof value === "bigint") return `${value}n`;
    if (value instanceof Uint8Array) return `b${Buffer.from(value).toString("base64")}`;
    if (typeof value === "number" && !Number.isFinite(value)) return `f${value}`;
    if (Object.is(value, -0)) return "f-0";
    return value;
  });

// A key inside of a key stands as the tree it spells: text in text would double its escapes at every level.
const keyed = (node: unknown, places: Places): unknown => JSON.parse(keyWith(node, places));
