/** Scalar functions in Python, taken out of the expressions of a relation (`ExtractPythonUDFs`). */
import { keyOf } from "../../analyzer/typed.ts";
import { invariant } from "../../base/invariant.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression, PythonCall } from "../../resolved/expression.ts";
import type { Filter, Join, Projection, Relation } from "../../resolved/relation.ts";
import {
  expressionsOf,
  inputsOf,
  mapExpressions,
  outerReferences,
  replaceTopDown,
  someExpression,
  withInputs,
} from "../../resolved/visit.ts";
import { type Needed, references } from "../prepare/needed-columns.ts";
import { reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, narrowed, projected } from "./columns.ts";
import type { Cuts } from "./cut.ts";
import { callsOfBoth } from "./filter-into-join.ts";
import {
  chainOf,
  conjunction,
  conjuncts,
  hasPython,
  holdsPython,
  isIterator,
  isStable,
  readyCalls,
} from "./python-parts.ts";

/** What cutting works with. */
export interface Cutting {
  readonly cuts: Cuts;
  readonly columns: CutColumns;
  /** The client's Spark: 305, 400, 403 … */
  readonly line: number;
}

/** Relations that show the columns of their inputs. */
const SHOWS_INPUT: ReadonlySet<Relation["kind"]> = new Set([
  "filter",
  "sort",
  "window",
  "generate",
  "join",
  "python_table",
]);

/**
 * A relation over inputs without Python as one whose expressions are without it, too: the rows of its inputs go through
 * workers first. `needed`: what of its columns is used above. `rows` cuts what is left where it makes rows in Python
 * itself.
 */
export function cutScalars(
  relation: Relation,
  needed: Needed,
  cx: Cutting,
  rows: (left: Relation) => Relation = (left) => left,
): Relation {
  if (relation.kind === "join") return cutJoin(relation, needed, cx);
  if (relation.kind === "filter") return cutFilter(relation, needed, cx);
  if (relation.kind === "project") return cutProject(relation, needed, cx);
  return restored(rows(cutInputs(relation, needed, cx)), relation, needed);
}

/** What is plain of a condition chooses the rows before workers see them (`ExtractPythonUDFs.trySplitFilter`). */
function cutFilter(relation: Extract<Relation, { kind: "filter" }>, needed: Needed, cx: Cutting): Relation {
  const parts = conjuncts(relation.condition);
  const volatile = parts.findIndex((p) => !isStable(p));
  const early = parts.filter((p, i) => !hasPython(p) && (volatile === -1 || i < volatile));
  const first = conjunction(early);
  const late = conjunction(parts.filter((p) => !early.includes(p)));
  if (late === undefined) return relation;
  const { input } = relation;
  const below: Relation =
    first === undefined ? input : { kind: "filter", input, condition: first, output: input.output };
  const above = { ...relation, input: below, condition: late };
  return restored(cutInputs(above, needed, cx), relation, needed);
}

/**
 * What is plain of a list is computed on the way to the worker: above it there is nothing to do but to choose columns.
 * What nobody reads is not computed, and what it is made of not sent: below, it may be NULL already ({@link restored}).
 */
function cutProject(relation: Extract<Relation, { kind: "project" }>, needed: Needed, cx: Cutting): Relation {
  const isUsed = ({ column }: Projection): boolean => needed === "all" || needed.has(column.id);
  const projections = relation.projections.map((p) =>
    !isUsed(p) && isStable(p.expression) ? { ...p, expression: nothing(p.column) } : p,
  );
  const early = projections.filter(({ expression: e }) => e.kind !== "column" && e.kind !== "literal" && !hasPython(e));
  const pruned = { ...relation, projections };
  if (early.length === 0 || looksOut(relation.input)) return cutInputs(pruned, needed, cx);
  const late = projections.map((p) => (early.includes(p) ? kept(p.column) : p));
  const used = references(late.map((p) => p.expression));
  const passed = relation.input.output.filter((c) => used.has(c.id));
  const input = projected(relation.input, [...passed.map(kept), ...early]);
  return cutInputs({ ...relation, input, projections: late }, needed, cx);
}

const nothing = ({ type }: Column): Expression => ({ kind: "literal", type, value: null, nullable: true });

/** Functions of one side are computed below the join, those of both above an inner one (`ExtractPythonUDFFromJoinCondition`). */
function cutJoin(relation: Join, needed: Needed, cx: Cutting): Relation {
  const { condition } = relation;
  if (condition === undefined) return relation;
  const isOfBoth = (e: Expression): boolean => callsOfBoth(e, relation);
  const parts = conjuncts(condition);
  const both = conjunction(parts.filter(isOfBoth));
  if (both === undefined) return restored(cutInputs(relation, needed, cx), relation, needed);
  if (relation.type !== "inner" && relation.type !== "cross") {
    const joinType = JOINS[relation.type] ?? relation.type;
    throw sparkError("UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE", { joinType }, { origin: null });
  }
  const rest = conjunction(parts.filter((p) => !isOfBoth(p)));
  const joined: Relation = { ...relation, condition: rest };
  const input = rest === undefined || !holdsPython(joined) ? joined : cutScalars(joined, "all", cx);
  return cutScalars({ kind: "filter", input, condition: both, output: relation.output }, needed, cx);
}

const JOINS: Readonly<Record<string, string>> = {
  left: "LEFT OUTER",
  right: "RIGHT OUTER",
  full: "FULL OUTER",
  left_semi: "LEFT SEMI",
  left_anti: "LEFT ANTI",
};

/** Cuts below a relation, trip by trip, until its expressions hold no Python. */
function cutInputs(relation: Relation, needed: Needed, cx: Cutting): Relation {
  let current = relation;
  for (let calls = readyCalls(expressionsOf(current)); calls.length > 0; calls = readyCalls(expressionsOf(current))) {
    const [first] = calls;
    invariant(first !== undefined, "no call to begin with");
    const at = placeOf(first, current);
    const input = inputsOf(current)[at];
    if (input === undefined) throw unsupported("Python functions in constant rows");
    const together = calls.filter((c) => c === first || (goTogether(c, first) && placeOf(c, current) === at));
    const named = new Map<PythonCall, string | undefined>();
    if (current.kind === "project")
      for (const { column, expression } of current.projections)
        if (expression.kind === "python") named.set(expression, column.name);
    const trip = new Trip(together, named, cx);
    const replaced = mapExpressions(current, (e) => trip.replaced(e));
    const shown = SHOWS_INPUT.has(current.kind) ? needed : new Set<ColumnId>();
    const used = new Set([...references(expressionsOf(replaced)), ...lookedOutTo(current)]);
    const takesAll = current.kind === "python_groups" || current.kind === "python_cogroups";
    const keep = input.output.filter((c) => takesAll || shown === "all" || shown.has(c.id) || used.has(c.id));
    const inputs = inputsOf(current).map((other, i) => (i === at ? belowFilters(input, keep, trip) : other));
    current = withShown(withInputs(replaced, inputs));
  }
  return current;
}

/** Whether a relation chooses rows by columns of a query around it. */
export const looksOut = (r: Relation): r is Filter =>
  r.kind === "filter" && someExpression(r.condition, (e) => e.kind === "outer");

/** A trip over an input's rows; below filters that look out, for what goes to a worker cannot depend on these. */
function belowFilters(input: Relation, keep: readonly Column[], trip: Trip): Relation {
  if (!looksOut(input)) return trip.over(input, keep);
  const used = references([input.condition]);
  const known = new Set(keep.map((c) => c.id));
  const needed = input.input.output.filter((c) => used.has(c.id) && !known.has(c.id));
  const below = belowFilters(input.input, [...keep, ...needed], trip);
  return { ...input, input: below, output: below.output };
}

/** The left columns that the right side of a lateral join refers to. */
const lookedOutTo = (r: Relation): Iterable<ColumnId> =>
  r.kind === "join" && r.lateral ? outerReferences(r.right) : [];

const goTogether = (a: PythonCall, b: PythonCall): boolean =>
  a.udf.evalType === b.udf.evalType && a.udf.pythonVersion === b.udf.pythonVersion && !isIterator(a) && !isIterator(b);

/** Which input has the columns of a call. */
function placeOf(call: PythonCall, relation: Relation): number {
  const used = references([call]);
  const at = inputsOf(relation).findIndex(({ output }) => {
    const ids = new Set(output.map((c) => c.id));
    return [...used].every((id) => ids.has(id));
  });
  return Math.max(at, 0);
}

/** A relation that shows its input's columns, with those that it has now. */
function withShown(r: Relation): Relation {
  switch (r.kind) {
    case "filter":
    case "sort":
      return { ...r, output: r.input.output };
    case "window":
      return { ...r, output: [...r.input.output, ...r.windows.map((w) => w.column)] };
    case "python_table":
      if (r.table !== undefined) return r;
      return { ...r, output: [...r.input.output, ...(r.outer === undefined ? [] : [r.outer]), ...r.generated] };
    case "generate":
      return { ...r, output: [...r.input.output, ...r.generated] };
    case "join": {
      const isOneSided = r.type === "left_semi" || r.type === "left_anti";
      // Columns of the side that may have no row are nullable above the join alone.
      const known = new Map(r.output.map((c) => [c.id, c]));
      const shown = isOneSided ? r.left.output : [...r.left.output, ...r.right.output];
      return { ...r, output: shown.map((c) => known.get(c.id) ?? { ...c, nullable: true }) };
    }
    default:
      return r;
  }
}

/** A relation with the columns that it had before it was cut; those that nobody reads are NULL. */
function restored(cut: Relation, before: Relation, needed: Needed): Relation {
  const has = new Set(cut.output.map((c) => c.id));
  if (before.output.every((c) => has.has(c.id))) return narrowed(cut, before.output);
  invariant(needed !== "all", "a column is lost");
  return projected(
    cut,
    before.output.map((column) => (has.has(column.id) ? kept(column) : { column, expression: nothing(column) })),
  );
}

/** Calls that are computed in one trip to a worker. */
class Trip {
  readonly #calls: readonly PythonCall[];
  readonly #results = new Map<PythonCall, Column>();
  /** One for each call that is another. */
  readonly #distinct: PythonCall[] = [];
  readonly #cx: Cutting;

  constructor(calls: readonly PythonCall[], names: ReadonlyMap<PythonCall, string | undefined>, cx: Cutting) {
    this.#calls = calls;
    this.#cx = cx;
    const byKey = new Map<string, Column>();
    for (const call of this.#calls) {
      const key = isStable(call) ? keyOf(call) : undefined;
      const known = key === undefined ? this.#results.get(call) : byKey.get(key);
      if (known !== undefined) {
        this.#results.set(call, known);
        continue;
      }
      const column = cx.columns.make(names.get(call) ?? call.udf.name, call.type, true);
      this.#results.set(call, column);
      this.#distinct.push(call);
      if (key !== undefined) byKey.set(key, column);
    }
  }

  /** An expression with the results in the places of the calls. */
  replaced(e: Expression): Expression {
    return replaceTopDown(e, (x) => {
      const column = x.kind === "python" ? this.#results.get(x) : undefined;
      return column && reference(column);
    });
  }

  /** The rows of an input, some of its columns and the results. */
  over(input: Relation, keep: readonly Column[]): Relation {
    const projections = keep.map(kept);
    const places = new Map<string, number>(projections.map((p, i) => [keyOf(p.expression), i]));
    const placed = (e: Expression): number => {
      if (someExpression(e, (x) => x.kind === "outer"))
        throw unsupported("Python functions of the columns of a query around them");
      const key = isStable(e) ? keyOf(e) : undefined;
      const known = key === undefined ? undefined : places.get(key);
      if (known !== undefined) return known;
      const column = this.#cx.columns.make(`_${projections.length}`, e.type, e.nullable);
      projections.push({ column, expression: e });
      if (key !== undefined) places.set(key, projections.length - 1);
      return projections.length - 1;
    };
    const functions = this.#distinct.map((call) => {
      const chain = chainOf(call) ?? [call];
      const [inner = call] = chain;
      return {
        name: call.udf.name,
        commands: chain.map((c) => c.udf.command),
        args: inner.args.map((arg, i) => ({ column: placed(arg), name: inner.keywords[i] })),
      };
    });
    const [first] = this.#distinct;
    invariant(first !== undefined, "a trip without calls");
    const results = this.#distinct.map((call) => this.#results.get(call) as Column);
    return this.#cx.cuts.add({
      input: projected(input, projections),
      body: {
        kind: "scalar",
        evalType: first.udf.evalType,
        pythonVersion: first.udf.pythonVersion,
        functions,
        keep: keep.map((_, i) => i),
      },
      output: [...keep, ...results],
    });
  }
}
