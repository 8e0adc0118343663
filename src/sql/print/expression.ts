import { invariant } from "../../base/invariant.ts";
import { unsupported } from "../../errors/spark-error.ts";
import { sqlType } from "../../types/print.ts";
import type {
  Cast,
  Expression,
  FrameBound,
  FunctionCall,
  RowsGiven,
  SortOrder,
  SubqueryExpression,
  WindowExpression,
  WindowSpec,
} from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { printLiteral } from "./literal.ts";
import { printName, printNames } from "./name.ts";

/** How a query inside an expression is printed. */
export type PrintQuery = (relation: Relation) => string;

type Handlers = {
  readonly [K in Expression["kind"]]: (e: Extract<Expression, { kind: K }>, query: PrintQuery) => string;
};

const handlers: Handlers = {
  literal: printLiteral,
  attribute: (e) => printNames(e.nameParts),
  star: (e) => {
    const except = e.except === undefined ? "" : ` EXCEPT (${e.except.map(printNames).join(", ")})`;
    return `${e.target === undefined ? "" : `${printNames(e.target)}.`}*${except}`;
  },
  // Read back where the session takes such names for patterns.
  column_regex: (e) => `${e.table === undefined ? "" : `${e.table}.`}\`${e.pattern}\``,
  python_call: () => refuse("A Python function"),
  function: printCall,
  case: (e, query) => {
    const branches = e.branches.map(
      (b) => ` WHEN ${printExpression(b.when, query)} THEN ${printExpression(b.then, query)}`,
    );
    const otherwise = e.otherwise === undefined ? "" : ` ELSE ${printExpression(e.otherwise, query)}`;
    return `CASE${branches.join("")}${otherwise} END`;
  },
  alias: (e, query) => {
    const [name] = e.names;
    const names =
      e.listed !== true && e.names.length === 1 && name !== undefined
        ? printName(name)
        : `(${e.names.map(printName).join(", ")})`;
    return `${printExpression(e.child, query)} AS ${names}`;
  },
  cast: printCast,
  sort_order: (e, query) =>
    `${printExpression(e.child, query)} ${e.descending ? "DESC" : "ASC"} NULLS ${e.nulls === "first" ? "FIRST" : "LAST"}`,
  lambda: (e, query) => {
    const [only] = e.params;
    const params =
      e.params.length === 1 && only !== undefined ? printName(only) : `(${e.params.map(printName).join(", ")})`;
    return `${params} -> ${printExpression(e.body, query)}`;
  },
  lambda_variable: (e) => printNames(e.nameParts),
  window: printWindow,
  extract_value: (e, query) => {
    const child = printExpression(e.child, query);
    const bare = e.child.kind === "attribute" || e.child.kind === "function" || e.child.kind === "extract_value";
    return `${bare ? child : `(${child})`}[${printExpression(e.extraction, query)}]`;
  },
  update_fields: () => refuse("Setting or dropping a field of a struct"),
  named_argument: (e, query) => `${printName(e.name)} => ${printExpression(e.value, query)}`,
  subquery: printSubquery,
  in: (e, query) => `(${printExpression(e.child, query)} IN (${printList(e.list, query)}))`,
  parameter: (e) => (typeof e.name === "string" ? `:${printName(e.name)}` : "?"),
};

const refuse = (feature: string): never => {
  throw unsupported(`${feature} as SQL text`);
};

/** An expression as SQL text that reads back to it; operators stand in parentheses of their own. */
export function printExpression(e: Expression, query: PrintQuery): string {
  const handler = handlers[e.kind] as (e: Expression, query: PrintQuery) => string;
  return handler(e, query);
}

/** Expressions between commas. */
export const printList = (list: readonly Expression[], query: PrintQuery): string =>
  list.map((e) => printExpression(e, query)).join(", ");

const INFIX: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "div",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
  "=",
  "<=>",
  "<",
  "<=",
  ">",
  ">=",
]);
const CHAINS: Readonly<Record<string, string>> = { and: "AND", or: "OR", concat: "||" };
const PREFIX: Readonly<Record<string, string>> = { not: "NOT", negative: "-", positive: "+", "~": "~" };
const POSTFIX: Readonly<Record<string, string>> = { isnull: "IS NULL", isnotnull: "IS NOT NULL" };
const LIKES: Readonly<Record<string, string>> = { like: "LIKE", ilike: "ILIKE", rlike: "RLIKE" };
const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function printOperator(name: string, args: readonly Expression[], query: PrintQuery): string | undefined {
  const texts = args.map((a) => (a.kind === "lambda" ? `(${printExpression(a, query)})` : printExpression(a, query)));
  const [first, second, third] = texts;
  // `NOT *` would be a product with a column named NOT.
  if (name === "not" && args[0]?.kind === "star") return `(! ${first})`;
  if (INFIX.has(name) && args.length === 2) return `(${first} ${name.toUpperCase()} ${second})`;
  const chain = own(CHAINS, name);
  if (chain !== undefined && args.length > 1) return `(${texts.join(` ${chain} `)})`;
  const prefix = own(PREFIX, name);
  // A sign before a bare number would become part of the literal.
  if (prefix !== undefined && args.length === 1)
    return `(${prefix}${args[0]?.kind === "literal" ? `(${first})` : ` ${first}`})`;
  const postfix = own(POSTFIX, name);
  if (postfix !== undefined) return `(${first} ${postfix})`;
  const like = own(LIKES, name);
  if (like !== undefined) return `(${first} ${like} ${second}${third === undefined ? "" : ` ESCAPE ${third}`})`;
  return undefined;
}

function printCall(e: FunctionCall, query: PrintQuery): string {
  const name = e.nameParts.length === 1 ? (e.nameParts[0] ?? "") : "";
  if (e.operator === true && name === "quantified_like") return printQuantified(e.args, query);
  const operator = e.operator === true ? printOperator(name, e.args, query) : undefined;
  if (operator !== undefined) return operator;
  const row = printRow(name, e.args, query);
  if (row !== undefined) return row;
  const unit = printUnitCall(name, e.args, query);
  if (unit !== undefined) return unit;
  const args = printList(e.args, query);
  const within = e.withinGroup === undefined ? "" : ` WITHIN GROUP (ORDER BY ${printList(e.withinGroup, query)})`;
  const filter = e.filter === undefined ? "" : ` FILTER (WHERE ${printExpression(e.filter, query)})`;
  const nulls = e.ignoreNulls === undefined ? "" : e.ignoreNulls ? " IGNORE NULLS" : " RESPECT NULLS";
  return `${printNames(e.nameParts)}(${e.distinct === true ? "DISTINCT " : ""}${args})${within}${filter}${nulls}`;
}

/** `value [NOT] [I]LIKE ALL | ANY (…)`, of its name, the value, and the chain of single LIKEs. */
function printQuantified([called, , chain]: readonly Expression[], query: PrintQuery): string {
  const named = called?.kind === "literal" ? String(called.value) : "";
  const operands = (e: Expression | undefined, ...of: string[]): readonly Expression[] | undefined =>
    e?.kind === "function" && of.includes(e.nameParts[0] ?? "") ? e.args : undefined;
  const each = (operands(chain, "and", "or") ?? (chain === undefined ? [] : [chain])).map(
    (e) => operands(e, "not")?.[0] ?? e,
  );
  const [first] = each;
  const [value] = operands(first, "like", "ilike") ?? [];
  invariant(first?.kind === "function" && value !== undefined, "LIKEs of a quantified LIKE");
  const patterns = each.flatMap((e) => operands(e, "like", "ilike")?.slice(1) ?? []);
  const like = `${named.startsWith("not") ? "NOT " : ""}${(first.nameParts[0] ?? "").toUpperCase()}`;
  return `(${printExpression(value, query)} ${like} ${named.endsWith("all") ? "ALL" : "ANY"} (${printList(patterns, query)}))`;
}

/** A row with named fields: only its own form takes aliases. */
function printRow(name: string, args: readonly Expression[], query: PrintQuery): string | undefined {
  if (name !== "named_struct") return undefined;
  const fields = args.filter((_, i) => i % 2 === 1);
  return fields.some((f) => f.kind === "alias") ? `(${printList(fields, query)})` : undefined;
}

/** `TIMESTAMPADD(unit, …)`: the unit is a word, and the name a keyword. */
function printUnitCall(name: string, args: readonly Expression[], query: PrintQuery): string | undefined {
  if ((name !== "timestampadd" && name !== "timestampdiff") || args.length !== 3) return undefined;
  const [unit, ...rest] = args;
  if (unit?.kind !== "literal" || typeof unit.value !== "string") return undefined;
  return `${name.toUpperCase()}(${unit.value}, ${printList(rest, query)})`;
}

const TYPED: Readonly<Record<string, string>> = {
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamp_ntz: "TIMESTAMP_NTZ",
};

function printCast(e: Cast, query: PrintQuery): string {
  const typed = own(TYPED, e.to.kind);
  const child = printExpression(e.child, query);
  if (e.mode === "ansi" && typed !== undefined && e.child.kind === "literal" && e.child.type.kind === "string")
    return `${typed} ${child}`;
  return `${e.mode === "try" ? "TRY_CAST" : "CAST"}(${child} AS ${sqlType(e.to)})`;
}

/** The order stands in parentheses, as several keys must. */
function printGiven(given: RowsGiven | undefined, query: PrintQuery): string {
  if (given === undefined) return "";
  const order = given.order.length === 0 ? "" : ` ORDER BY (${printList(given.order, query)})`;
  return `${given.single ? " WITH SINGLE PARTITION" : ` PARTITION BY (${printList(given.partition, query)})`}${order}`;
}

function printSubquery(e: SubqueryExpression, query: PrintQuery): string {
  if ("planId" in e.plan && !("kind" in e.plan)) return refuse("A subquery by plan id");
  const text = `(${query(e.plan as Relation)})`;
  switch (e.mode) {
    case "scalar":
      return text;
    case "exists":
      return `(EXISTS ${text})`;
    case "table":
      return `TABLE${text}${printGiven(e.given, query)}`;
    case "in": {
      const values = printList(e.values, query);
      return `(${e.values.length === 1 ? values : `(${values})`} IN ${text})`;
    }
  }
}

function printWindow(e: WindowExpression, query: PrintQuery): string {
  const over = "name" in e.window ? printName(e.window.name) : printWindowSpec(e.window, query);
  return `${printExpression(e.function, query)} OVER ${over}`;
}

/** A window's definition in parentheses. */
export function printWindowSpec(spec: WindowSpec, query: PrintQuery): string {
  const parts: string[] = [];
  if (spec.partition.length > 0) parts.push(`PARTITION BY ${printList(spec.partition, query)}`);
  if (spec.order.length > 0) parts.push(`ORDER BY ${printSortKeys(spec.order, query)}`);
  if (spec.frame !== undefined) {
    const { unit, lower, upper } = spec.frame;
    parts.push(`${unit.toUpperCase()} BETWEEN ${printBound(lower, query)} AND ${printBound(upper, query)}`);
  }
  return `(${parts.join(" ")})`;
}

/** Sort keys between commas. */
export const printSortKeys = (keys: readonly SortOrder[], query: PrintQuery): string => printList(keys, query);

function printBound(bound: FrameBound, query: PrintQuery): string {
  switch (bound.kind) {
    case "unbounded_preceding":
      return "UNBOUNDED PRECEDING";
    case "unbounded_following":
      return "UNBOUNDED FOLLOWING";
    case "current_row":
      return "CURRENT ROW";
    case "value": {
      const { value } = bound;
      const [only] =
        value.kind === "function" && value.operator === true && value.nameParts[0] === "negative" ? value.args : [];
      return only === undefined
        ? `${printExpression(value, query)} FOLLOWING`
        : `${printExpression(only, query)} PRECEDING`;
    }
  }
}
