/** Comparisons of CHAR columns with constants and with one another (`ApplyCharTypePadding`). */
import type { Expression } from "../resolved/expression.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { declaredType, hasCharVarchar } from "../types/char-varchar.ts";
import { type DataType, INT, NULL, STRING, struct } from "../types/data-type.ts";
import { quoteIdentifier } from "../lex/multipart-names.ts";
import { quoteString } from "../lex/strings.ts";
import type { ExpressionContext } from "./context.ts";
import { evaluate } from "./fold.ts";
import { callOf, literal, type Typed } from "./typed.ts";

/** CHAR and VARCHAR are STRING in every way (`spark.sql.legacy.charVarcharAsString`). */
export const isPlain = (settings: SparkSettings): boolean => settings.isTrue("spark.sql.legacy.charVarcharAsString");

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<=>", "<", "<=", ">", ">=", "equal_null"]);

/** A column, of this query or one around it, that was declared with CHAR in it. */
function charOf({ expr, metadata }: Typed): DataType | undefined {
  if (expr.kind !== "column" && expr.kind !== "outer") return undefined;
  const declared = declaredType(metadata);
  return declared !== undefined && hasCharVarchar(declared) ? declared : undefined;
}

const rpad = (value: Expression, length: number): Expression =>
  callOf("rpad", [value, literal(INT, length), literal(STRING, " ")], STRING, value.nullable);

const withExpr = (typed: Typed, expr: Expression): Typed => (expr === typed.expr ? typed : { ...typed, expr });

/** Whether columns are padded whatever their length: their values may be as they were stored. */
const padsColumns = (settings: SparkSettings): boolean =>
  !settings.isTrue("spark.sql.readSideCharPadding") && !settings.isTrue("spark.sql.legacy.noCharPaddingInPredicate");

/** The constants' values: texts or NULL; `undefined` where one is none. */
function constantTexts(list: readonly Typed[], cx: ExpressionContext): readonly (string | null)[] | undefined {
  const texts: (string | null)[] = [];
  for (const { expr, foldable } of list) {
    if (!foldable || (expr.type.kind !== "string" && expr.type.kind !== "null")) return undefined;
    try {
      const folded = evaluate(expr, cx.relation.facts.settings.kernelSettings);
      if (folded === undefined || (folded.value !== null && typeof folded.value !== "string")) return undefined;
      texts.push(folded.value);
    } catch {
      return undefined;
    }
  }
  return texts;
}

const lengthOf = (text: string): number => [...text].length;

/** The sides of a comparison: the shorter of two CHARs, or of a CHAR and a constant, is filled with spaces. */
export function paddedComparison(name: string, args: readonly Typed[], cx: ExpressionContext): readonly Typed[] {
  const [left, right] = args;
  const { settings } = cx.relation.facts;
  if (left === undefined || right === undefined || !COMPARISONS.has(name) || isPlain(settings)) return args;
  const types = [charOf(left), charOf(right)];
  if (types.every((t) => t === undefined)) return args;
  if (types.every((t) => t !== undefined)) return paddedColumns(args, cx);
  const [column, constant] = types[0] === undefined ? [right, left] : [left, right];
  const declared = types[0] ?? types[1];
  const [text] = constantTexts([constant], cx) ?? [];
  if (declared?.kind !== "char" || text === undefined || text === null) return args;
  const target = Math.max(declared.length, lengthOf(text));
  const padded = target > declared.length || padsColumns(settings);
  const sides = [
    padded ? withExpr(column, rpad(column.expr, target)) : column,
    lengthOf(text) < target
      ? withExpr(constant, literal(STRING, text.padEnd(text.length + target - lengthOf(text))))
      : constant,
  ];
  return types[0] === undefined ? sides.reverse() : sides;
}

/** IN over constants, or over columns: all are filled to the longest. */
export function paddedList(all: readonly Typed[], cx: ExpressionContext): readonly Typed[] {
  const [value, ...list] = all;
  const { settings } = cx.relation.facts;
  const declared = value && charOf(value);
  if (value === undefined || declared === undefined || list.length === 0 || isPlain(settings)) return all;
  const texts = declared.kind === "char" ? constantTexts(list, cx) : undefined;
  if (texts === undefined || declared.kind !== "char")
    return list.every((t) => t.expr.kind === "column") ? paddedColumns(all, cx) : all;
  // Beside NULL Spark's constants stay as they are.
  if (texts.includes(null)) return all;
  const known = texts.filter((t) => t !== null);
  const target = Math.max(declared.length, ...known.map(lengthOf));
  const first = target > declared.length || padsColumns(settings) ? withExpr(value, rpad(value.expr, target)) : value;
  return [
    first,
    ...list.map((t, i) => {
      const text = texts[i];
      const missing = typeof text === "string" ? target - lengthOf(text) : 0;
      return missing > 0 && typeof text === "string" ? withExpr(t, literal(STRING, text + " ".repeat(missing))) : t;
    }),
  ];
}

/** Columns that are compared with each other: each CHAR in them is filled to the longest of its place. */
function paddedColumns(all: readonly Typed[], cx: ExpressionContext): readonly Typed[] {
  const types = all.map(charOf);
  const [first, ...others] = types;
  const ids = new Set(all.map((t) => (t.expr.kind === "column" || t.expr.kind === "outer" ? t.expr.id : undefined)));
  if (first === undefined || others.some((t) => t === undefined) || ids.size < all.length) return all;
  const wider = others.reduce<DataType>((a, b) => widerChars(a, b ?? NULL), first);
  const always = padsColumns(cx.relation.facts.settings);
  return all.map((typed, i) => {
    const text = widened(types[i] ?? NULL, wider, ":value", always);
    if (text === undefined) return typed;
    const bindings = new Map([["value", typed]]);
    return withExpr(typed, cx.resolve(cx.relation.facts.parseExpression(text), { ...cx, bindings }).expr);
  });
}

/** The longest CHAR at each place of two types; NULL where they are no CHARs. */
function widerChars(a: DataType, b: DataType): DataType {
  if (a.kind === "char" && b.kind === "char") return a.length < b.length ? b : a;
  if (a.kind === "array" && b.kind === "array") return { ...a, element: widerChars(a.element, b.element) };
  if (a.kind !== "struct" || b.kind !== "struct") return NULL;
  return struct(a.fields.map((f, i) => ({ ...f, type: widerChars(f.type, b.fields[i]?.type ?? NULL) })));
}

/** SQL text that fills the CHARs of a value; `undefined`: it stays. Of a struct the last field tells, as in Spark. */
function widened(type: DataType, to: DataType, value: string, always: boolean, depth = 0): string | undefined {
  if (type.kind === "char" && to.kind === "char")
    return always || to.length > type.length ? `rpad(${value}, ${to.length})` : undefined;
  if (type.kind === "array" && to.kind === "array") {
    const body = widened(type.element, to.element, `w${depth}`, always, depth + 1);
    return body === undefined ? undefined : `transform(${value}, w${depth} -> ${body})`;
  }
  if (type.kind !== "struct" || to.kind !== "struct") return undefined;
  const fields = type.fields.map((f, i) => {
    const field = `${value}.${quoteIdentifier(f.name)}`;
    return { name: f.name, field, made: widened(f.type, to.fields[i]?.type ?? NULL, field, always, depth) };
  });
  if (fields.at(-1)?.made === undefined) return undefined;
  return `named_struct(${fields.map((f) => `${quoteString(f.name)}, ${f.made ?? f.field}`).join(", ")})`;
}
