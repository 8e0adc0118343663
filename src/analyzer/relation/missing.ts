/** The methods on missing data (`DataFrameNaFunctions`): NULL, and NaN in columns that may hold it. */
import { serverCall } from "../../errors/origin.ts";
import { requirementFailed, sparkError } from "../../errors/spark-error.ts";
import { parseAttributeName, quoteParts } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { BOOLEAN, type DataType, DOUBLE, isNumeric, isText, LONG } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { literal as asLiteral } from "../../unresolved/build.ts";
import type { Expression, Literal } from "../../unresolved/expression.ts";
import type { DropNa, FillNa, ReplaceNa } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import type { ScopeColumn } from "../scope.ts";
import { callOf, isNotNull, columnRef, literal, type Typed } from "../typed.ts";
import { asked, columnNamed, wholeColumnNamed } from "./by-name.ts";
import { typedColumn } from "./star.ts";
import { over } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { SelectBuilder } from "./select-block.ts";

const isFloating = ({ kind }: DataType): boolean => kind === "double" || kind === "float";

/** The kinds of values that `fill` and `replace` know, and the columns that each is for. */
function kindOf({ type, value }: Literal): "number" | "text" | "boolean" {
  if (type.kind === "int" || type.kind === "long" || isFloating(type)) return "number";
  if (isText(type)) return "text";
  if (type.kind === "boolean") return "boolean";
  throw requirementFailed(`values of the type ${type.kind} are not supported (${String(value)})`);
}

function fits(kind: ReturnType<typeof kindOf>, type: DataType): boolean {
  if (kind === "number") return isNumeric(type);
  return kind === "text" ? isText(type) : type.kind === "boolean";
}

/** The input's columns, some of them computed under their own names. */
function replacing(
  input: Analyzed,
  cx: RelationContext,
  node: Pick<FillNa, "planId" | "origin">,
  of: (column: ScopeColumn, builder: SelectBuilder) => Typed | undefined,
): Analyzed {
  const builder = new SelectBuilder(input, cx, node);
  for (const c of input.scope.columns) {
    const made = of(c, builder);
    if (made === undefined) builder.push(typedColumn(c), undefined);
    else builder.push({ expr: made.expr, sql: () => c.column.name, foldable: false }, c.column.name);
  }
  return builder.analyzed();
}

/**
 * NULLs and NaNs filled. One value goes to all columns of its kind (or those named); several values, one per column,
 * are cast to whatever their column is.
 */
export function analyzeFillNa(node: FillNa, input: Analyzed, cx: RelationContext): Analyzed {
  const values = node.values as readonly Literal[];
  const [only] = values;
  const named = node.columns.map((name) =>
    values.length === 1 ? wholeColumnNamed(name, input, cx)?.column : wholeColumn(name, input, cx).column,
  );
  const kinds = values.map(kindOf);
  const valueOf = (c: ScopeColumn): Literal | undefined => {
    if (values.length > 1) return values[named.findLastIndex((n) => n?.id === c.column.id)];
    const isMeant = node.columns.length === 0 || named.some((n) => n?.id === c.column.id);
    return isMeant && fits(kinds[0] ?? "number", c.column.type) ? only : undefined;
  };
  return replacing(input, cx, node, (c, builder) => {
    const value = valueOf(c);
    return value === undefined ? undefined : filled(c, value, builder);
  });
}

function filled(c: ScopeColumn, value: Literal, builder: SelectBuilder): Typed {
  const { type } = c.column;
  const cast: Expression = { kind: "cast", child: value, to: type, mode: "session", origin: serverCall("cast") };
  const replacement = resolve(cast, builder.context());
  const base = isFloating(type)
    ? callOf("nanvl", [columnRef(c.column), literal(type, null)], type, true)
    : columnRef(c.column);
  const nullable = base.nullable && replacement.expr.nullable;
  return { ...replacement, expr: callOf("coalesce", [base, replacement.expr], type, nullable) };
}

function wholeColumn(name: string, input: Analyzed, cx: RelationContext): ScopeColumn {
  const found = wholeColumnNamed(name, input, cx);
  if (found === undefined) {
    throw sparkError("UNSUPPORTED_FEATURE.REPLACE_NESTED_COLUMN", { colName: quoteParts(parseAttributeName(name)) });
  }
  return found;
}

/** Rows with too few values left out; a column that is named twice counts twice. */
export function analyzeDropNa(node: DropNa, input: Analyzed, cx: RelationContext): Analyzed {
  const columns =
    node.columns.length === 0
      ? input.scope.columns.map(typedColumn)
      : node.columns.map((name) => columnNamed(name, input, cx));
  const least = node.minNonNulls ?? columns.length;
  const count = columns
    .map(({ expr }) => oneIfPresent(expr))
    .reduce((a, b) => callOf("+", [a, b], LONG, false), literal(LONG, 0n) as Resolved);
  const condition = callOf(">=", [count, literal(LONG, BigInt(least))], BOOLEAN);
  return over(
    { ...input, block: undefined },
    { kind: "filter", input: input.relation, condition, output: input.relation.output },
    node.planId,
  );
}

function oneIfPresent(value: Resolved): Resolved {
  const present = isNotNull(value);
  const isNumber = callOf("not", [callOf("isnan", [value], BOOLEAN)], BOOLEAN);
  const when = isFloating(value.type) ? callOf("and", [present, isNumber], BOOLEAN) : present;
  return {
    kind: "case",
    branches: [{ when, then: literal(LONG, 1n) }],
    otherwise: literal(LONG, 0n),
    type: LONG,
    nullable: false,
  };
}

/**
 * Values replaced in the columns of the first one's kind. Numbers are compared as DOUBLE and cast to their column's
 * type.
 */
export function analyzeReplaceNa(node: ReplaceNa, input: Analyzed, cx: RelationContext): Analyzed {
  const named =
    node.columns.length === 0 ? input.scope.columns : node.columns.map((name) => wholeColumn(name, input, cx));
  const replacements = node.replacements.map(asReplaced);
  const [first] = replacements;
  if (first === undefined || named.length === 0) return replacing(input, cx, node, () => undefined);
  const kind = kindOf(first.old);
  return replacing(input, cx, node, (c, builder) => {
    // Spark looks for the column as it was named, letters' case included.
    const isNamed = named.some(({ column: { id, name } }) => id === c.column.id && name === c.column.name);
    if (!isNamed || !fits(kind, c.column.type)) return undefined;
    const column = asked(c);
    const branches = replacements.map((r) => ({
      when: { kind: "function", nameParts: ["="], args: [column, r.old] } satisfies Expression,
      then: { kind: "cast", child: r.new, to: c.column.type, mode: "session" } satisfies Expression,
    }));
    return resolve({ kind: "case", branches, otherwise: column }, plainContext(input, builder.cx, "SELECT"));
  });
}

/** A pair as Spark keeps it: numbers as DOUBLE, unless they are to become text or a truth value. */
function asReplaced(pair: ReplaceNa["replacements"][number]): ReplaceNa["replacements"][number] {
  const becomes = pair.new.value === null ? undefined : kindOf(pair.new);
  if (becomes === "text" || becomes === "boolean") return pair;
  const old = kindOf(pair.old);
  if (becomes === undefined && old !== "number") return pair;
  if (old !== "number") throw requirementFailed("a text or truth value cannot be replaced by a number");
  return { old: asDouble(pair.old), new: becomes === undefined ? pair.new : asDouble(pair.new) };
}

const asDouble = ({ value }: Literal): Literal => asLiteral(DOUBLE, Number(value as Exclude<Value, null>));
