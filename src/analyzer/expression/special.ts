/** Calls whose meaning is the query's own (its instant, its session) or whose typing needs names: not in the registry's reach. */
import { zoneOption } from "./plain-call.ts";
import { invariant } from "../../base/invariant.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { balanced } from "../../functions/predicate.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import { lookupFunction } from "../../functions/registry.ts";
import type { Expression as Resolved, Literal } from "../../resolved/expression.ts";
import { BOOLEAN, DATE, type DataType, LONG, STRING, struct, TIMESTAMP, TIMESTAMP_NTZ } from "../../types/data-type.ts";
import { type Collation, collationNamed, INDETERMINATE } from "../../types/collation.ts";
import { simpleString, sqlType } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import { castExpression } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { evaluate } from "../fold.ts";
import { expandStars } from "../relation/star.ts";
import { lastMoment } from "../relation/micros.ts";
import { columnRef, literal, type Typed } from "../typed.ts";
import { prettyCall, scalarCall } from "./call.ts";

type Special = (node: FunctionCall, cx: ExpressionContext, name: string) => Typed | undefined;

const sessionConstant =
  (type: DataType, value: (cx: ExpressionContext) => Value): Special =>
  (node, cx, name) =>
    node.args.length === 0
      ? { expr: literal(type, value(cx)), sql: () => `${name}()`, foldable: true, named: false }
      : undefined;

/** The query's one instant: the same in plans that are otherwise the same, whenever they run. */
const instant =
  (make: (cx: ExpressionContext) => Literal): Special =>
  (node, cx, name) => {
    if (node.args.length > 0) return undefined;
    return {
      expr: { ...make(cx), standsFor: name === "curdate" ? "current_date" : name },
      sql: () => `${name}(${cx.printsPlain === true && name === "current_date" ? zoneOption(cx) : ""})`,
      foldable: true,
      named: false,
    };
  };
const now = instant((cx) => literal(TIMESTAMP, cx.relation.facts.now));
const today = instant((cx) => castNow(DATE, cx));

function castNow(type: DataType, cx: ExpressionContext): Literal {
  const { facts } = cx.relation;
  const cast: Resolved = {
    kind: "cast",
    child: literal(TIMESTAMP, facts.now),
    type,
    mode: "legacy",
    nullable: false,
  };
  const folded = evaluate(cast, facts.settings.kernelSettings);
  invariant(folded !== undefined, `the instant has no ${type.kind}`);
  return literal(type, folded.value);
}

const user: Special = sessionConstant(STRING, (cx) => cx.relation.facts.user);
const database: Special = (node, cx) =>
  sessionConstant(STRING, (c) => c.relation.facts.currentDatabase)(
    node,
    cx,
    cx.relation.facts.settings.line < 400 ? "current_database" : "current_schema",
  );

/** `if(c, a, b)`: a CASE of one branch, so that only the chosen side is evaluated. */
const conditional: Special = (node, cx) => {
  const def = lookupFunction("if");
  if (def === undefined || node.args.length !== 3) return undefined;
  const args = expandStars(node.args, cx).map((a) => cx.resolve(a, cx));
  const typed = scalarCall(def, "if", args, cx, node);
  const [when, then, otherwise] = typed.expr.kind === "call" ? typed.expr.args : [];
  if (when === undefined || then === undefined || otherwise === undefined) return undefined;
  const { type } = typed.expr;
  return {
    ...typed,
    sql: prettyCall(def, "if", args, cx),
    expr: {
      kind: "case",
      branches: [{ when, then }],
      otherwise,
      form: "if",
      type,
      nullable: then.nullable || otherwise.nullable,
    },
  };
};

/** `struct(a, b AS x)`: fields are named by their expressions, the rest `col1`, `col2` … (`CreateStruct`). */
const makeStruct: Special = (node, cx, name) => {
  const args = expandStars(node.args, cx).map((asked) => ({ asked, typed: cx.resolve(asked, cx) }));
  const named = args.map(({ asked, typed }, i) => ({
    name: fieldName(asked, typed, i),
    typed,
  }));
  const printed = (n: (typeof named)[number], i: number): string =>
    cx.printsPlain === true ? `${n.name}, ${n.typed.sql()}` : aliased(args[i]?.asked, n);
  return structCall(named, node, () => `${name}(${named.map(printed).join(", ")})`);
};

const aliased = (asked: Expression | undefined, n: { name: string; typed: Typed }): string =>
  asked?.kind === "alias" ? `${n.typed.sql()} AS ${quoteIfNeeded(n.name)}` : n.typed.sql();

function fieldName(asked: Expression, typed: Typed, index: number): string {
  if (asked.kind === "alias") return asked.names[0] ?? `col${index + 1}`;
  return typed.name ?? `col${index + 1}`;
}

const namedStruct: Special = (node, cx, name) => {
  const args = expandStars(node.args, cx).map((a) => cx.resolve(a, cx));
  const sql = () => `${name}(${args.map((a) => a.sql()).join(", ")})`;
  if (args.length === 0 || args.length % 2 !== 0) {
    throw sparkError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      {
        functionName: "`named_struct`",
        expectedNum: "2n (n > 0)",
        actualNum: String(args.length),
        docroot: "https://spark.apache.org/docs/latest",
      },
      { origin: null },
    );
  }
  const fields: { name: string; typed: Typed }[] = [];
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i] as Typed;
    const folded = key.foldable ? evaluate(key.expr, cx.relation.facts.settings.kernelSettings) : undefined;
    if (key.expr.type.kind !== "string" || folded === undefined) {
      throw sparkError(
        "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING",
        { sqlExpr: `"${sql()}"`, inputExprs: `["${key.sql()}"]` },
        { origin: node.origin },
      );
    }
    if (folded.value === null) {
      throw sparkError(
        "DATATYPE_MISMATCH.UNEXPECTED_NULL",
        { sqlExpr: `"${sql()}"`, exprName: `["${key.sql()}"]` },
        { origin: node.origin },
      );
    }
    fields.push({ name: String(folded.value), typed: args[i + 1] as Typed });
  }
  return structCall(fields, node, sql);
};

function structCall(fields: readonly { name: string; typed: Typed }[], node: FunctionCall, sql: () => string): Typed {
  const type = struct(
    fields.map(({ name, typed }) => ({
      name,
      type: typed.expr.type,
      nullable: typed.expr.nullable,
      metadata: typed.metadata,
    })),
  );
  return {
    expr: {
      kind: "call",
      function: "named_struct",
      args: fields.flatMap(({ name, typed }) => [literal(STRING, name), typed.expr]),
      type,
      nullable: false,
      mode: "ansi",
      origin: node.origin,
    },
    sql,
    foldable: fields.every((f) => f.typed.foldable),
  };
}

/** `not` of `=` prints and means what Spark makes of `<>`. */
const typeOf: Special = (node, cx) => {
  const [only, ...more] = node.args;
  if (only === undefined || more.length > 0) return undefined;
  const typed = cx.resolve(only, cx);
  const spelled: Resolved = {
    kind: "call",
    function: "typeof",
    args: [literal(STRING, typed.sql())],
    type: STRING,
    nullable: false,
    mode: "ansi",
  };
  return {
    expr: { ...literal(STRING, simpleString(typed.expr.type)), spelled },
    sql: () => `typeof(${typed.sql()})`,
    foldable: true,
    named: false,
  };
};

/** `collate`: a text under the collation of a constant name. */
const collate: Special = (node, cx, name) => {
  const args = expandStars(node.args, cx).map((a) => cx.resolve(a, cx));
  const [value, asked, ...more] = args;
  const def = lookupFunction("collate");
  if (value === undefined || asked === undefined || more.length > 0 || def === undefined) return undefined;
  const origin = { origin: node.origin };
  if (!asked.foldable) {
    throw sparkError(
      "NON_FOLDABLE_ARGUMENT",
      { funcName: "`collate`", paramName: "`collationName`", paramType: '"STRING"' },
      origin,
    );
  }
  const folded = evaluate(asked.expr, cx.relation.facts.settings.kernelSettings)?.value;
  if (asked.expr.type.kind !== "string" || typeof folded !== "string") {
    throw sparkError(
      "UNEXPECTED_INPUT_TYPE",
      {
        paramIndex: "first",
        functionName: "`collate`",
        requiredType: '"STRING"',
        inputSql: `"${asked.sql()}"`,
        inputType: `"${sqlType(asked.expr.type)}"`,
      },
      origin,
    );
  }
  const collation = collationNamed(folded, cx.relation.facts.settings.line);
  requireTrimming(collation, cx);
  scalarCall(def, name, [value, asked], cx, node);
  const type: DataType = { kind: "string", collation: collation.name };
  return {
    expr: {
      kind: "call",
      function: "collate",
      args: [castExpression(value.expr, value.expr.type.kind === "string" ? value.expr.type : STRING, cx.relation)],
      type,
      nullable: value.expr.nullable,
      mode: "ansi",
      origin: node.origin,
    },
    sql: () => `${name}(${value.sql()}, ${folded})`,
    foldable: value.foldable,
  };
};

/** Throws UNSUPPORTED_FEATURE.TRIM_COLLATION unless collations that trim are enabled, as they always are in 4.3. */
function requireTrimming({ trims }: Collation, cx: ExpressionContext): void {
  if (
    !trims ||
    cx.relation.facts.settings.line >= 403 ||
    cx.relation.facts.settings.isTrue("spark.sql.collation.trim.enabled")
  )
    return;
  throw sparkError("UNSUPPORTED_FEATURE.TRIM_COLLATION", {}, { origin: null });
}

/** `collation`: the full name of a text's collation. */
const collation: Special = (node, cx) => {
  const [only, ...more] = node.args;
  if (only === undefined || more.length > 0) return undefined;
  const typed = cx.resolve(only, cx);
  const { type } = typed.expr;
  const def = lookupFunction("collation");
  if (type.kind !== "string") return def === undefined ? undefined : scalarCall(def, "collation", [typed], cx, node);
  return {
    expr: literal(STRING, type.collation === INDETERMINATE ? INDETERMINATE : `SYSTEM.BUILTIN.${type.collation}`),
    sql: () => `collation(${typed.sql()})`,
    foldable: true,
    named: false,
  };
};

const grouping: Special = (node, cx, name) => {
  if (cx.groupingFunctions === undefined) {
    // In HAVING and ORDER BY Spark does not tell the place.
    throw sparkError("UNSUPPORTED_GROUPING_EXPRESSION", {}, { origin: cx.clause === "SELECT" ? node.origin : null });
  }
  return cx.groupingFunctions(name, node.args, cx);
};

/** n-ary `and` / `or`: one call whatever their number; every argument BOOLEAN. */
const logical: Special = (node, cx, name) => {
  if (node.args.length <= 2) return undefined;
  const args = node.args.map((a) => cx.resolve(a, cx));
  const bad = args.find((a) => a.expr.type.kind !== "boolean" && a.expr.type.kind !== "null");
  const def = lookupFunction(name);
  // The two-argument call raises Spark's error for the first pair that does not fit.
  if (bad !== undefined && def !== undefined)
    scalarCall(def, name, [args[0] === bad ? (args[1] as Typed) : (args[0] as Typed), bad], cx, node);
  const exprs = args.map((a) => castExpression(a.expr, BOOLEAN, cx.relation));
  const word = name.toUpperCase();
  return {
    expr: {
      kind: "call",
      function: name,
      args: exprs,
      type: BOOLEAN,
      nullable: exprs.some((e) => e.nullable),
      mode: "ansi",
      origin: node.origin,
    },
    sql: () =>
      balanced(
        word,
        args.map((a) => a.sql()),
      ),
    foldable: args.every((a) => a.foldable),
  };
};

/** `LIKE ANY (…)` and its kin, as the SQL door hands them over: the printed name, what is printed, and what is meant. */
const quantifiedLike: Special = (node, cx) => {
  const [called, value, chain] = node.args;
  if (node.operator !== true || called?.kind !== "literal" || value === undefined || chain === undefined) {
    return undefined;
  }
  const printed = cx.resolve(value, cx);
  const meant = cx.resolve(chain, cx);
  return {
    ...meant,
    expr: { ...meant.expr, nullable: true, ...(meant.expr.kind === "call" && { form: String(called.value) }) },
    sql: () => `${String(called.value)}(${printed.sql()})`,
    name: undefined,
  };
};

/** `input_file_name()` and its kin: columns of the scan below, or what rows have that come from no file. */
const ofFile =
  (part: "name" | "start" | "length", none: Typed["expr"]): Special =>
  (node, cx, name) => {
    if (node.args.length > 0) return undefined;
    const sql = () => `${name}()`;
    const { file } = cx.scope;
    if (file?.kind === "several") {
      throw sparkError("MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION", { expr: `"${sql()}"` }, { origin: null });
    }
    if (file?.kind === "lost") throw unsupported(`${name}() over ${file.over}`, { origin: node.origin });
    return { expr: file === undefined ? none : columnRef(file[part]), sql, foldable: false, named: false };
  };

/** A window of time: the operator has made its column of it. */
const timeWindow: Special = (node, cx, name) => {
  if (cx.timeWindow !== undefined) return cx.timeWindow;
  throw unsupported(`${name}() outside of a select list and GROUP BY`, { origin: node.origin });
};

const windowTime: Special = (node, cx) => {
  const [only, ...more] = node.args;
  if (only === undefined || more.length > 0) return undefined;
  const typed = lastMoment(cx.resolve(only, cx), node.origin);
  const below = cx.windowTime?.(typed);
  return below === undefined ? typed : { ...typed, expr: columnRef(below) };
};

const specials: Readonly<Record<string, Special>> = {
  and: logical,
  or: logical,
  if: conditional,
  struct: makeStruct,
  named_struct: namedStruct,
  typeof: typeOf,
  collate,
  collation,
  quantified_like: quantifiedLike,
  input_file_name: ofFile("name", literal(STRING, "")),
  input_file_block_start: ofFile("start", literal(LONG, -1n)),
  input_file_block_length: ofFile("length", literal(LONG, -1n)),
  grouping,
  grouping_id: grouping,
  current_date: today,
  curdate: today,
  current_timestamp: now,
  now,
  localtimestamp: instant((cx) => castNow(TIMESTAMP_NTZ, cx)),
  current_timezone: sessionConstant(STRING, (cx) => cx.relation.facts.timeZone),
  current_user: user,
  user,
  session_user: user,
  current_database: database,
  current_schema: database,
  current_catalog: sessionConstant(STRING, () => "spark_catalog"),
  window: timeWindow,
  session_window: timeWindow,
  window_time: windowTime,
  version: sessionConstant(STRING, (cx) => cx.relation.facts.sparkVersion),
};

/** The meaning of a call that is one of these; `undefined` for all others. */
export function specialForm(node: FunctionCall, cx: ExpressionContext): Typed | undefined {
  if (node.nameParts.length !== 1) return undefined;
  const name = (node.nameParts[0] ?? "").toLowerCase();
  const special = Object.hasOwn(specials, name) ? specials[name] : undefined;
  return special?.(node, cx, name);
}
