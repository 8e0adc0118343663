import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { AggregateCall, Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { replaceTopDown } from "../../resolved/visit.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { AsOfJoin } from "../../unresolved/relation.ts";
import { requireBoolean } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { evaluate } from "../fold.ts";
import { findName, type Scope, type ScopeColumn } from "../scope.ts";
import { isNotNull, callOf, columnRef, literal } from "../typed.ts";
import { visible } from "../visible.ts";
import { plainContext } from "./plain-context.ts";

/**
 * Each left row beside the right row nearest to it (`RewriteAsOfJoin`): of the right rows that match it, the one whose
 * distance is least, found by an aggregate that sees the left row.
 */
export function analyzeAsOfJoin(node: AsOfJoin, left: Analyzed, cx: RelationContext): Analyzed {
  const right = cx.analyze(node.right, cx);
  const outer = joinIsOuter(node);
  const direction = directionOf(node);
  const below = [left.scope.plans, right.scope.plans].filter((p) => p !== undefined);
  const both: Scope = {
    columns: [...left.scope.columns, ...right.scope.columns],
    hidden: [...left.scope.hidden, ...right.scope.hidden],
    plans: { planId: undefined, columns: [], below, sides: true },
  };
  const context = plainContext({ relation: left.relation, scope: both }, cx, "JOIN");
  if (node.tolerance !== undefined) requireTolerance(node.tolerance, context);
  const matched = [asOfCondition(node, direction), node.condition].filter((c) => c !== undefined);
  const conditions = [
    ...matched.map((c) => {
      const typed = resolve(c, context);
      requireBoolean(typed, c.origin);
      return typed.expr;
    }),
    ...usingConditions(node.using ?? [], left, right, context),
  ];
  const distance = resolve(distanceOf(node, direction), context).expr;
  const input = visible(right);
  const nearest = nearestRight(input, conditions, distance, leftIds(left), cx);
  const [found] = nearest.output;
  if (found === undefined) throw sparkError("INTERNAL_ERROR", { message: "an as-of join finds nothing" });
  const joined: Relation = {
    kind: "join",
    left: left.relation,
    right: nearest,
    type: "cross",
    lateral: true,
    output: [...left.relation.output, found],
  };
  const rows = outer ? joined : present(joined, columnRef(found));
  const shownRight = right.scope.columns.map((c, i) => ({
    scoped: outer && !c.column.nullable ? { ...c, column: { ...c.column, nullable: true } } : c,
    expression: fieldAt(columnRef(found), i, c),
  }));
  const projections: Projection[] = [
    ...left.relation.output.map((column) => ({ column, expression: columnRef(column) })),
    ...shownRight.map(({ scoped, expression }) => ({ column: scoped.column, expression })),
  ];
  const relation: Relation = { kind: "project", input: rows, projections, output: projections.map((p) => p.column) };
  const columns = [...left.scope.columns, ...shownRight.map((r) => r.scoped)];
  return {
    relation,
    scope: { columns, hidden: left.scope.hidden, plans: { planId: node.planId, columns, below } },
  };
}

type Direction = "backward" | "forward" | "nearest";

function directionOf({ direction }: AsOfJoin): Direction {
  const found = direction.toLowerCase();
  if (found === "backward" || found === "forward" || found === "nearest") return found;
  throw sparkError("AS_OF_JOIN.UNSUPPORTED_DIRECTION", {
    direction,
    supported: "'forward', 'backward', 'nearest'",
  });
}

/** The names of `JoinType`, in Spark's order. */
const JOIN_TYPES =
  "inner outer full fullouter full_outer leftouter left left_outer rightouter right right_outer leftsemi left_semi semi leftanti left_anti anti cross".split(
    " ",
  );

/** Inner, or left outer: as `JoinType` reads its names. */
function joinIsOuter({ type }: AsOfJoin): boolean {
  const name = type.toLowerCase().replaceAll("_", "");
  if (name === "inner") return false;
  if (name === "left" || name === "leftouter") return true;
  if (!JOIN_TYPES.some((known) => known.replaceAll("_", "") === name))
    throw sparkError("UNSUPPORTED_JOIN_TYPE", {
      typ: type,
      supported: JOIN_TYPES.map((known) => `'${known}'`).join(", "),
    });
  throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: `Unsupported as-of join type ${type}` });
}

/** `tolerance >= 0` of its type, known now. */
function requireTolerance(tolerance: Expression, cx: ExpressionContext): void {
  const typed = resolve(tolerance, cx);
  const zero: Expression = { kind: "function", nameParts: ["-"], args: [tolerance, tolerance], operator: true };
  const check = resolve({ kind: "function", nameParts: [">="], args: [tolerance, zero], operator: true }, cx);
  if (!typed.foldable) throw sparkError("AS_OF_JOIN.TOLERANCE_IS_UNFOLDABLE", {});
  const folded = evaluate(check.expr, cx.relation.facts.settings.kernelSettings);
  if (folded?.value !== true) throw sparkError("AS_OF_JOIN.TOLERANCE_IS_NON_NEGATIVE", {});
}

const call = (name: string, ...args: readonly Expression[]): Expression => ({
  kind: "function",
  nameParts: [name],
  args,
  operator: true,
});

/** Which right rows may match a left one (`AsOfJoin.makeAsOfCond`); absent: all of them. */
function asOfCondition(node: AsOfJoin, direction: Direction): Expression | undefined {
  const { leftAsOf, rightAsOf, tolerance, allowExactMatches: exact } = node;
  const above = exact ? ">=" : ">";
  const under = exact ? "<=" : "<";
  const notBefore = (t: Expression) => call(above, rightAsOf, call("-", leftAsOf, t));
  const notAfter = (t: Expression) => call(under, rightAsOf, call("+", leftAsOf, t));
  switch (direction) {
    case "backward": {
      const base = call(above, leftAsOf, rightAsOf);
      return tolerance === undefined ? base : call("and", base, notBefore(tolerance));
    }
    case "forward": {
      const base = call(under, leftAsOf, rightAsOf);
      return tolerance === undefined ? base : call("and", base, notAfter(tolerance));
    }
    case "nearest": {
      const other = exact ? [] : [call("not", call("=", leftAsOf, rightAsOf))];
      const near = tolerance === undefined ? [] : [notBefore(tolerance), notAfter(tolerance)];
      const [only, ...more] = [...other, ...near];
      return more.length === 0 || only === undefined ? only : call("and", only, ...more);
    }
  }
}

/** How far a right row is from the left one (`AsOfJoin.makeOrderingExpr`). */
function distanceOf({ leftAsOf, rightAsOf }: AsOfJoin, direction: Direction): Expression {
  const back = call("-", leftAsOf, rightAsOf);
  const ahead = call("-", rightAsOf, leftAsOf);
  if (direction !== "nearest") return direction === "backward" ? back : ahead;
  return { kind: "case", branches: [{ when: call(">", leftAsOf, rightAsOf), then: back }], otherwise: ahead };
}

function usingConditions(
  names: readonly string[],
  left: Analyzed,
  right: Analyzed,
  cx: ExpressionContext,
): readonly Resolved[] {
  return names.map((name) => {
    const { caseSensitive } = cx.relation.facts.settings;
    const find = (side: Analyzed): ScopeColumn => {
      const match = findName({ ...side.scope, hidden: [], plans: undefined }, [name], caseSensitive);
      if (match !== undefined) return match.found;
      throw sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", {
        objectName: quoteIdentifier(name),
        proposal: side.scope.columns.map((c) => quoteIdentifier(c.column.name)).join(", "),
      });
    };
    const sides = [find(left), find(right)].map((c): Scope => ({ columns: [c], hidden: [], plans: undefined }));
    const [a, b] = sides.map((scope) => resolve({ kind: "attribute", nameParts: [name] }, { ...cx, scope }));
    const bindings = new Map([a, b].flatMap((typed, i) => (typed === undefined ? [] : [[`k${i}`, typed] as const])));
    const key = (i: number): Expression => ({ kind: "parameter", name: `k${i}` });
    return resolve(call("=", key(0), key(1)), { ...cx, bindings }).expr;
  });
}

const leftIds = ({ relation }: Analyzed): ReadonlySet<ColumnId> => new Set(relation.output.map((c) => c.id));

/** One row with the nearest right row as a struct, NULL where none matches; columns of the left side are outer ones. */
function nearestRight(
  right: Relation,
  conditions: readonly Resolved[],
  distance: Resolved,
  left: ReadonlySet<ColumnId>,
  cx: RelationContext,
): Relation {
  const outward = (e: Resolved): Resolved =>
    replaceTopDown(e, (part) => (part.kind === "column" && left.has(part.id) ? { ...part, kind: "outer" } : undefined));
  const input = conditions
    .map(outward)
    .reduce(
      (below: Relation, condition): Relation => ({ kind: "filter", input: below, condition, output: right.output }),
      right,
    );
  const type = struct(right.output.map((c) => ({ name: c.name, type: c.type, nullable: c.nullable })));
  const row: Resolved = callOf(
    "named_struct",
    right.output.flatMap((c) => [literal(STRING, c.name), columnRef(c)]),
    type,
  );
  const nearest: AggregateCall = {
    function: "min_by",
    args: [row, outward(distance)],
    distinct: false,
    ignoreNulls: false,
    order: [],
    mode: "ansi",
    type,
    nullable: true,
  };
  const column = cx.ids.column("__nearest_right__", type, true);
  return { kind: "aggregate", input, grouping: [], measures: [{ column, call: nearest }], output: [column] };
}

function present(input: Relation, found: Resolved): Relation {
  const condition: Resolved = isNotNull(found);
  return { kind: "filter", input, condition, output: input.output };
}

const fieldAt = (row: Resolved, index: number, { column }: ScopeColumn): Resolved => ({
  kind: "get_field",
  child: row,
  index,
  type: column.type,
  nullable: true,
});
