import { sparkError } from "../../errors/spark-error.ts";
import { requireOrder } from "../../functions/resolve.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Join } from "../../unresolved/relation.ts";
import { paddedComparison } from "../char-padding.ts";
import { castExpression, commonType } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { type FileColumns, findName, lostOver, type Scope, type ScopeColumn } from "../scope.ts";
import { isRandom } from "../random.ts";
import { callOf, columnRef } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { subqueriesOfJoin } from "./join-subqueries.ts";
import { Misplaced, refuseGenerators } from "./misplaced.ts";
import { refusePatterns } from "./star.ts";
import {
  refuseCorrelatedScalar,
  refuseOuterBelowJoins,
  refuseArrowLateral,
  refuseRandomLateral,
  refuseSubqueries,
} from "./subquery-places.ts";

type Type = Join["type"];

const nullsLeft = (type: Type): boolean => type === "right" || type === "full";
const nullsRight = (type: Type): boolean => type === "left" || type === "full";
const leftOnly = (type: Type): boolean => type === "left_semi" || type === "left_anti";

const nullable = (columns: readonly Column[], yes: boolean): readonly Column[] =>
  yes ? columns.map((c) => (c.nullable ? c : { ...c, nullable: true })) : columns;

const nullableScope = (columns: readonly ScopeColumn[], yes: boolean): readonly ScopeColumn[] =>
  yes ? columns.map((c) => (c.column.nullable ? c : { ...c, column: { ...c.column, nullable: true } })) : columns;

/** JOIN in all its forms; USING and NATURAL show their keys once, first (`commonNaturalJoinProcessing`). */
export function analyzeJoin(node: Join, left: Analyzed, cx: RelationContext): Analyzed {
  const right = cx.analyze(
    node.right,
    node.lateral === true ? { ...cx, outer: [left.scope], within: "lateral" as const } : cx,
  );
  if (node.lateral === true) {
    refuseOuterBelowJoins(right.relation);
    refuseArrowLateral(right.relation, node.origin);
    refuseRandomLateral(left.relation, right.relation, node.origin);
  }
  const keys = usingKeys(node, left, right, cx);
  const plans = {
    planId: node.planId,
    columns: [] as readonly ScopeColumn[],
    below: [left.scope.plans, right.scope.plans].filter((p) => p !== undefined),
  };
  const asked = (left.scope.metadata ?? right.scope.metadata) === undefined ? undefined : true;
  const both: Scope = {
    columns: [...left.scope.columns, ...right.scope.columns],
    hidden: [...left.scope.hidden, ...right.scope.hidden],
    metadata: asked && [...(left.scope.metadata ?? []), ...(right.scope.metadata ?? [])],
    plans: { ...plans, sides: true },
  };
  const file = filesOf(left.scope, right.scope);
  const condition = keys === undefined ? joinCondition(node, left, right, both, cx) : keyCondition(keys, cx, node);
  const outputLeft = nullable(left.relation.output, nullsLeft(node.type));
  const outputRight = nullable(right.relation.output, nullsRight(node.type));
  const relation: Relation = {
    kind: "join",
    left: left.relation,
    right: right.relation,
    type: condition === undefined && (node.type === "inner" || becomesGenerate(node, right)) ? "cross" : node.type,
    condition,
    lateral: node.lateral === true,
    form: node.type,
    output: leftOnly(node.type) ? outputLeft : [...outputLeft, ...outputRight],
  };
  const scopeLeft = nullableScope(left.scope.columns, nullsLeft(node.type));
  const scopeRight = nullableScope(right.scope.columns, nullsRight(node.type));
  if (keys === undefined) {
    const columns = leftOnly(node.type) ? scopeLeft : [...scopeLeft, ...scopeRight];
    const hidden = leftOnly(node.type) ? left.scope.hidden : both.hidden;
    const metadata = leftOnly(node.type) ? left.scope.metadata : both.metadata;
    return { relation, scope: { columns, hidden, metadata, file, plans: { ...plans, columns, hidden } } };
  }
  const joined = usingScope(node, keys, relation, scopeLeft, scopeRight, left, right, cx);
  return { ...joined, scope: { ...joined.scope, file } };
}

/**
 * Spark writes a lateral join without a condition to a generator over no table as a Generate over the left side, outer
 * or not, and so loses the rows that generate nothing (`OptimizeOneRowRelationSubquery`).
 */
function becomesGenerate(node: Join, { relation }: Analyzed): boolean {
  if (node.lateral !== true || node.type !== "left" || node.condition !== undefined) return false;
  let at = relation;
  let generates = false;
  while (at.kind === "project" || at.kind === "generate" || at.kind === "python_table") {
    generates ||= at.kind !== "project";
    at = at.input;
  }
  return generates && at.kind === "values" && at.output.length === 0;
}

/** The file of a row that was joined: Spark refuses to choose between two. */
function filesOf(left: Scope, right: Scope): FileColumns | undefined {
  const each = [left, right].filter((s) => s.file !== undefined);
  return each.length === 2 ? { kind: "several" } : lostOver("a join", ...each);
}

interface Key {
  readonly name: string;
  readonly left: ScopeColumn;
  readonly right: ScopeColumn;
}

function usingKeys(node: Join, left: Analyzed, right: Analyzed, cx: RelationContext): readonly Key[] | undefined {
  const { caseSensitive } = cx.facts.settings;
  const fold = (name: string) => (caseSensitive ? name : name.toLowerCase());
  let names = node.using;
  if (node.natural === true)
    names = commonNames(left.scope.columns, right.scope.columns, cx.facts.settings.line < 403 ? asWritten : fold);
  if (names === undefined) return undefined;
  if (names.length === 0) return node.natural === true ? undefined : [];
  const find = (name: string, side: Analyzed, which: string): ScopeColumn => {
    // The first column of the name: a second one is no key, and stays.
    const first = side.scope.columns.find((c) => fold(c.column.name) === fold(name));
    if (first !== undefined) return first;
    const match = findName({ ...side.scope, columns: [], hidden: [], plans: undefined }, [name], caseSensitive);
    if (match !== undefined) return match.found;
    throw sparkError("UNRESOLVED_USING_COLUMN_FOR_JOIN", {
      colName: `\`${name}\``,
      side: which,
      suggestion: side.scope.columns
        .map((c) => quoteIdentifier(c.column.name))
        .sort()
        .join(", "),
    });
  };
  return names.map((name) => ({ name, left: find(name, left, "left"), right: find(name, right, "right") }));
}

const asWritten = (name: string): string => name;

/**
 * The names that both sides have, as often as both have them; before 4.3 (seen there, not in 4.0) spelled alike whatever
 * the session says of case.
 */
function commonNames(
  left: readonly ScopeColumn[],
  right: readonly ScopeColumn[],
  fold: (name: string) => string,
): readonly string[] {
  const unmatched = right.map((c) => fold(c.column.name));
  return left.flatMap(({ column: { name } }) => {
    const at = unmatched.indexOf(fold(name));
    if (at === -1) return [];
    unmatched.splice(at, 1);
    return [name];
  });
}

function joinCondition(
  node: Join,
  left: Analyzed,
  right: Analyzed,
  both: Scope,
  cx: RelationContext,
): Resolved | undefined {
  if (node.condition === undefined) return undefined;
  refuseGenerators(node.condition, "Join");
  refusePatterns(node.condition, "Join");
  const context = plainContext({ ...left, scope: both }, cx, "JOIN");
  const misplaced = new Misplaced(context);
  const typed = resolve(node.condition, misplaced.within(context));
  const { type } = typed.expr;
  if (type.kind !== "boolean") {
    throw sparkError(
      "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE",
      { joinCondition: `"${typed.sql()}"`, conditionType: `"${sqlType(type)}"` },
      { origin: node.origin },
    );
  }
  misplaced.refuse("Join", node.origin);
  if (isRandom(typed.expr)) throw randomCondition(typed.sql(), node);
  if (node.lateral === true) refuseSubqueries(typed.expr, "LateralJoin", node.origin);
  else refuseCorrelatedScalar(typed.expr, "Join", node.origin);
  return subqueriesOfJoin(typed.expr, node.type, left.relation, right.relation, cx.facts.settings.line);
}

/** The two columns of USING, of which one may be a shorter CHAR. */
function paddedKeys(a: Column, b: Column, cx: RelationContext): readonly Resolved[] {
  const typed = [a, b].map((column) => ({
    expr: columnRef(column),
    sql: () => column.name,
    foldable: false,
    metadata: column.metadata,
  }));
  const scope: Scope = { columns: [], hidden: [], plans: undefined };
  const context = plainContext({ relation: { kind: "values", rows: [[]], output: [] }, scope }, cx, "JOIN");
  return paddedComparison("=", typed, context).map((t) => t.expr);
}

/** Spark draws nothing while it joins. */
const randomCondition = (sql: string, { lateral, condition }: Join): Error =>
  lateral === true
    ? sparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.LATERAL_JOIN_CONDITION_NON_DETERMINISTIC",
        { condition: sql },
        { origin: condition?.origin },
      )
    : sparkError("INVALID_NON_DETERMINISTIC_EXPRESSIONS", { sqlExprs: `"${sql}"` }, { origin: null });

function keyCondition(keys: readonly Key[], cx: RelationContext, node: Join): Resolved | undefined {
  const equalities = keys.map((key): Resolved => {
    const [a, b] = [key.left.column, key.right.column];
    const type = commonType([a.type, b.type], cx);
    if (type === undefined) {
      throw sparkError(
        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
        { sqlExpr: `"(${a.name} = ${b.name})"`, left: `"${sqlType(a.type)}"`, right: `"${sqlType(b.type)}"` },
        { origin: node.origin },
      );
    }
    requireOrder(type, "=", { sql: `(${a.name} = ${b.name})`, origin: node.origin });
    return callOf(
      "=",
      paddedKeys(a, b, cx).map((side) => castExpression(side, type, cx)),
      BOOLEAN,
      a.nullable || b.nullable,
    );
  });
  const [only, ...more] = equalities;
  if (more.length === 0) return only;
  return callOf(
    "and",
    equalities,
    BOOLEAN,
    equalities.some((e) => e.nullable),
  );
}

/** A key that USING does not show: Spark notes that on it (`markAsQualifiedAccessOnly`). */
function hiddenKey(key: ScopeColumn): ScopeColumn {
  const { name, metadata } = key.column;
  const noted = metadata === undefined ? {} : (JSON.parse(metadata) as object);
  return { ...key, column: { ...key.column, metadata: JSON.stringify({ ...noted, __metadata_col: name }) } };
}

function usingScope(
  node: Join,
  keys: readonly Key[],
  join: Relation,
  scopeLeft: readonly ScopeColumn[],
  scopeRight: readonly ScopeColumn[],
  left: Analyzed,
  right: Analyzed,
  cx: RelationContext,
): Analyzed {
  const leftKeys = new Set(keys.map((k) => k.left.column.id));
  const rightKeys = new Set(keys.map((k) => k.right.column.id));
  const find = (columns: readonly ScopeColumn[], key: ScopeColumn) =>
    columns.find((c) => c.column.id === key.column.id) ?? key;
  const restLeft = scopeLeft.filter((c) => !leftKeys.has(c.column.id));
  const restRight = leftOnly(node.type) ? [] : scopeRight.filter((c) => !rightKeys.has(c.column.id));
  const plans = [left.scope.plans, right.scope.plans].filter((p) => p !== undefined);
  const place = (columns: readonly ScopeColumn[], hidden: readonly ScopeColumn[], relation: Relation): Analyzed => ({
    relation,
    scope: { columns, hidden, plans: { planId: node.planId, columns, hidden, below: plans } },
  });
  const rest = [...restLeft, ...restRight];
  if (node.type === "full") {
    const merged = keys.map((key): Projection => {
      const [a, b] = [find(scopeLeft, key.left).column, find(scopeRight, key.right).column];
      const type = commonType([a.type, b.type], cx) ?? a.type;
      const expression: Resolved = callOf(
        "coalesce",
        [castExpression(columnRef(a), type, cx), castExpression(columnRef(b), type, cx)],
        type,
        true,
      );
      return { column: cx.ids.column(key.left.column.name, type, expression.nullable), expression };
    });
    const passed = join.output.map((column) => ({ column, expression: columnRef(column) }));
    const projections = [...merged, ...passed];
    const hidden = [
      ...keys.map((k) => hiddenKey(find(scopeLeft, k.left))),
      ...keys.map((k) => hiddenKey(find(scopeRight, k.right))),
      ...left.scope.hidden,
      ...right.scope.hidden,
    ];
    const relation: Relation = {
      kind: "project",
      input: join,
      projections,
      hidden: hidden.map((c) => c.column.id),
      output: projections.map((p) => p.column),
    };
    const shown = [...merged.map((m): ScopeColumn => ({ column: m.column, qualifier: [] })), ...rest];
    return place(shown, hidden, relation);
  }
  const kept = keys.map((k) => (node.type === "right" ? find(scopeRight, k.right) : find(scopeLeft, k.left)));
  const below = leftOnly(node.type) ? left.scope.hidden : [...left.scope.hidden, ...right.scope.hidden];
  const hidden = leftOnly(node.type)
    ? []
    : keys.map((k) => hiddenKey(node.type === "right" ? find(scopeLeft, k.left) : find(scopeRight, k.right)));
  return place([...kept, ...rest], [...hidden, ...below], join);
}
