import { createHash } from "node:crypto";
import { lookupFunction } from "../../functions/registry.ts";
import type { KernelSettings } from "../../kernels/kernel.ts";
import type { ColumnId } from "../../resolved/column.ts";
import {
  type AggregateCall,
  CHAIN,
  type Call,
  type Expression,
  type PythonCall,
  type SortKey,
  type WindowCall,
} from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { type DataType, someType } from "../../types/data-type.ts";
import { aggregateStandsFor, standsFor } from "./stands-for.ts";

/** The places of columns; a text for one that is computed right there. */
export type Columns = ReadonlyMap<ColumnId, number | string>;

type PythonCode = Pick<PythonCall, "udf" | "keywords">;

/** Where an expression stands: the places of its input's columns, and of those around it, nearest first. */
export interface Place {
  readonly columns: Columns;
  readonly outer: readonly Columns[];
  /** Parameters of enclosing lambdas. */
  readonly params: ReadonlyMap<ColumnId, string>;
}

/** What spelling an expression takes beside it. */
export interface Spelling {
  readonly settings: KernelSettings;
  /** The Spark that is followed. */
  readonly line: number;
  /** The key of a subquery's plan. */
  readonly plan: (plan: Relation, outer: Place["outer"]) => string;
  /** Told of each reference to columns around it: how many places it goes out; Infinity where none has the column. */
  readonly reach: (places: number) => void;
}

/** Operators whose operands of one type may come in any order and grouping (`CommutativeExpression`). */
const FLAT: ReadonlySet<string> = new Set(["+", "*", "and", "or", "&", "|", "^", "greatest", "least"]);
const ANY_ORDER: ReadonlySet<string> = new Set(["=", "<=>", "try_add", "try_multiply"]);
const MIRRORED: Readonly<Record<string, string>> = { ">": "<", ">=": "<=" };
const OPPOSITE: Readonly<Record<string, string>> = { ">": "<=", "<": ">=", ">=": "<", "<=": ">" };

/** Groups of functions whose answer can depend on the session's zone though no argument is a time. */
const ZONED_GROUPS: ReadonlySet<string> = new Set(["datetime", "json", "csv", "xml", "internal"]);

const isTime = (t: DataType): boolean => t.kind === "date" || t.kind === "timestamp" || t.kind === "timestamp_ntz";

/** A type as text; a column that may be NULL is no other type. */
export const typeText = (type: DataType): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "nullable" || key === "metadata" ? undefined : value));

const valueText = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => {
    if (typeof v === "bigint") return `${v}n`;
    if (v instanceof Uint8Array) return `b${Buffer.from(v).toString("base64")}`;
    if (typeof v === "number" && (!Number.isFinite(v) || Object.is(v, -0))) return `f${Object.is(v, -0) ? "-0" : v}`;
    return v;
  }) ?? "null";

/**
 * A text that is equal for expressions of equal meaning (`Expression.canonicalized`): columns by their place, names
 * that change nothing left out, operands that may come in any order sorted.
 */
export function expressionText(e: Expression, at: Place, cx: Spelling): string {
  const text = (child: Expression) => expressionText(child, at, cx);
  switch (e.kind) {
    case "literal":
      if (e.spelled !== undefined) return text(e.spelled);
      return `${e.standsFor === undefined ? valueText(e.value) : `@${e.standsFor}${zone([e.type], cx)}`}:${typeText(e.type)}`;
    case "column": {
      const place = at.columns.get(e.id);
      if (place === undefined) cx.reach(Number.POSITIVE_INFINITY);
      return `#${place ?? `?${e.id}`}`;
    }
    case "outer": {
      const level = at.outer.findIndex((columns) => columns.has(e.id));
      cx.reach(level === -1 ? Number.POSITIVE_INFINITY : level + 1);
      return `^${level}#${level === -1 ? e.id : at.outer[level]?.get(e.id)}`;
    }
    case "lambda_ref":
      return at.params.get(e.id) ?? `λ?${e.id}`;
    case "call":
      return callText(e, text, cx);
    case "python":
      return `${pythonText(e)}(${e.args.map(text).join(",")})`;
    case "cast":
      return `cast[${e.mode}](${text(e.child)} as ${typeText(e.type)}${zone([e.type, e.child.type], cx)})`;
    case "case":
      if (e.form === "nullif") return `nullif(${e.branches.map((b) => text(b.when)).join(",")};${text(e.otherwise)})`;
      return `case ${e.form ?? ""}(${e.branches.map((b) => `${text(b.when)}:${text(b.then)}`).join(";")};${text(e.otherwise)})`;
    case "get_field":
      return `field[${e.index}](${text(e.child)})`;
    case "lambda": {
      const params = new Map(at.params);
      for (const param of e.params) params.set(param.id, `λ${params.size}`);
      return `(${e.params.length})=>${expressionText(e.body, { ...at, params }, cx)}`;
    }
    case "subquery":
      return `${e.mode}[${e.values.map(text).join(",")}](${cx.plan(e.plan, [at.columns, ...at.outer])})`;
  }
}

/** A Python function, with the keywords that it is called with, as text. */
export const pythonText = ({ udf, keywords }: PythonCode): string =>
  `python${JSON.stringify([udf.evalType, createHash("sha1").update(udf.command).digest("base64"), keywords])}:${typeText(udf.returns)}`;

/** The session's zone where values of these types depend on it, as text. */
export const zone = (types: readonly DataType[], cx: Pick<Spelling, "settings">): string =>
  types.some((type) => someType(type, isTime)) ? `@${cx.settings.timeZone}` : "";

/** What a function's answer depends on beside its arguments. */
function around(name: string, types: readonly DataType[], cx: Spelling): string {
  const group = lookupFunction(name)?.group ?? "internal";
  const zoned = ZONED_GROUPS.has(group) ? `@${cx.settings.timeZone}` : zone(types, cx);
  if (group === "xml") return `${zoned}${cx.settings.caseSensitive === true}`;
  return group === "map" || types.some((t) => t.kind === "map") ? `${zoned}${cx.settings.mapKeyDedupPolicy}` : zoned;
}

function callText(e: Call, text: (e: Expression) => string, cx: Spelling): string {
  const meant = standsFor(e, cx.line);
  if (meant !== undefined) return text(meant);
  if (e.form === CHAIN) return text(asCalls(e));
  const [first, second] = e.args;
  if (e.function === "not" && first?.kind === "call") {
    const opposite = Object.hasOwn(OPPOSITE, first.function) ? OPPOSITE[first.function] : undefined;
    if (opposite !== undefined) return callText({ ...first, function: opposite }, text, cx);
  }
  const mirrored = Object.hasOwn(MIRRORED, e.function) ? MIRRORED[e.function] : undefined;
  if (mirrored !== undefined && first !== undefined && second !== undefined)
    return callText({ ...e, function: mirrored, args: [second, first] }, text, cx);
  const types = [e.type, ...e.args.map((a) => a.type)];
  const head = `${e.form ?? ""}${e.function}[${e.mode}:${typeText(e.type)}${around(e.function, types, cx)}${e.draw === undefined ? "" : `!${e.draw}`}]`;
  if (FLAT.has(e.function) && e.form === undefined) return `${head}(${operands(e, e).map(text).sort().join(",")})`;
  if (ANY_ORDER.has(e.function)) return `${head}(${e.args.map(text).sort().join(",")})`;
  if (e.function === "in" && first !== undefined)
    return `${head}(${text(first)};${e.args.slice(1).map(text).sort().join(",")})`;
  return `${head}(${e.args.map(text).join(",")})`;
}

/** A chain as the calls of two that it stands for, the first of them innermost. */
const asCalls = (chain: Call): Expression =>
  chain.args.reduce((left, right) => ({ ...chain, form: undefined, args: [left, right] }));

/** The operands of a chain of one operator in one mode and type. */
const operands = (e: Expression, chain: Call): readonly Expression[] =>
  e.kind === "call" &&
  e.function === chain.function &&
  (e === chain || (e.form === undefined && chain.form === undefined)) &&
  e.mode === chain.mode &&
  (e === chain || typeText(e.type) === typeText(chain.type))
    ? e.args.flatMap((arg) => operands(arg, chain))
    : [e];

/** Sort keys as text. */
export const keysText = (keys: readonly SortKey[], at: Place, cx: Spelling): string =>
  keys.map((k) => `${expressionText(k.expression, at, cx)} ${k.descending ? "desc" : "asc"} ${k.nulls}`).join(",");

/** An aggregate call as text. */
export function aggregateText(asked: AggregateCall, at: Place, cx: Spelling): string {
  const call = aggregateStandsFor(asked);
  const text = (e: Expression) => expressionText(e, at, cx);
  const types = [call.type, ...call.args.map((a) => a.type)];
  const filter = call.filter === undefined ? "" : ` filter ${text(call.filter)}`;
  const flags = `${call.distinct ? "distinct " : ""}${call.ignoreNulls ? "ignore nulls " : ""}`;
  const order = call.order.length === 0 ? "" : ` order ${keysText(call.order, at, cx)}`;
  const name = call.python === undefined ? call.function : pythonText(call.python);
  return `${name}[${call.mode}:${typeText(call.type)}${around(call.function, types, cx)}](${flags}${call.args.map(text).join(",")}${order})${filter}`;
}

/** A window call as text. */
export function windowText(call: WindowCall, at: Place, cx: Spelling): string {
  const partition = call.partition.map((e) => expressionText(e, at, cx)).join(",");
  const { unit, lower, upper } = call.frame;
  const bounds = [lower, upper].map((b) => ("offset" in b ? `${b.kind} ${expressionText(b.offset, at, cx)}` : b.kind));
  return `${aggregateText(call, at, cx)} over(${partition};${keysText(call.windowOrder, at, cx)};${unit} ${bounds.join(" ")})`;
}
