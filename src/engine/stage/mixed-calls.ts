/** Calls of functions in Python, in queries that look out, whose arguments come from the query and from the one around it. */
import { sparkError } from "../../errors/spark-error.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Filter, Join, Projection, Relation, Shared } from "../../resolved/relation.ts";
import {
  expressionsOf,
  mapExpressions,
  outerReferences,
  replaceBottomUp,
  replaceTopDown,
  someExpression,
  withInputs,
} from "../../resolved/visit.ts";
import { LONG } from "../../types/data-type.ts";
import { numbered, reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, narrowed, projected } from "./columns.ts";
import { conjunction, conjuncts } from "./python-parts.ts";
import { type Around, logical, pairsOf } from "./pairs.ts";

/** How the ids of rows begin that are kept for both a query and the one around it. */
const KEPT = "rows around ";

/** Whether a shared piece is to be made once, whatever pieces of the plan read it. */
export const isKeptOnce = ({ id }: Shared): boolean => id.startsWith(KEPT);

/**
 * A plan where such calls are made over the pairs of rows that they are asked for, before the query looks out: it finds
 * the pairs of a row by the row's number. Refuses conditions that Spark would have to make part of an outer or half join.
 */
export const mixedCalls = (plan: Relation, columns: CutColumns, line: number): Relation =>
  rebuild(plan, (relation) => {
    if (relation.kind === "join") return relation.lateral ? ofLateral(relation, columns) : checked(relation);
    return relation.kind === "filter" || relation.kind === "project" ? ofSubqueries(relation, columns, line) : relation;
  });

/** Queries in the condition of a join: they would be half joins. */
function checked(join: Join): Join {
  if (join.condition === undefined) return join;
  const ids = idsOf([...join.left.output, ...join.right.output]);
  for (const [x, joinType] of halfJoins(join.condition))
    if (x.kind === "subquery" && x.mode !== "scalar" && hasPulled(x.plan, ids)) throw inCondition(joinType);
  return join;
}

function ofSubqueries(
  relation: Extract<Relation, { kind: "filter" | "project" }>,
  columns: CutColumns,
  line: number,
): Relation {
  const { input } = relation;
  const ids = idsOf(input.output);
  const isMixed = (x: Expression): x is Subquery =>
    x.kind === "subquery" && (holdsMixed(x.plan, ids) || holdsTable(x.plan, ids));
  if (!expressionsOf(relation).some((e) => someExpression(e, isMixed))) return relation;
  const joins = relation.kind === "filter" ? halfJoins(relation.condition) : new Map<Expression, string>();
  const scalarJoin = line < 400 ? "LEFT OUTER" : "LEFT SINGLE";
  const rows = new NumberedRows(input, columns, true);
  const replaced = mapExpressions(relation, (e) =>
    replaceTopDown(e, (x) => {
      if (!isMixed(x)) return undefined;
      // Nobody reads what EXISTS chooses.
      const asked = x.mode === "exists" && x.plan.kind === "project" ? x.plan.input : x.plan;
      if (hasPulled(asked, ids)) throw inCondition(x.mode === "scalar" ? scalarJoin : joins.get(x));
      return { ...x, plan: rows.apart(asked) };
    }),
  );
  if (!rows.areUsed) return replaced;
  const over = withInputs(replaced, [rows.here]);
  return relation.kind === "filter" ? narrowed({ ...over, output: rows.here.output }, relation.output) : over;
}

function ofLateral(join: Join, columns: CutColumns): Relation {
  const ids = idsOf(join.left.output);
  if (!holdsMixed(join.right, ids)) return join;
  if (join.type === "left" && hasPulled(join.right, ids)) throw inCondition("LEFT OUTER");
  const rows = new NumberedRows(join.left, columns, false);
  const right = rows.apart(join.right);
  if (!rows.areUsed) return join;
  const output = [...rows.here.output, ...join.right.output];
  return narrowed({ ...join, left: rows.here, right, output }, join.output);
}

/** The subqueries of a condition that are half joins of their own: by the names that these have. */
function halfJoins(condition: Expression): ReadonlyMap<Expression, string> {
  const found = new Map<Expression, string>();
  for (const part of conjuncts(condition)) {
    if (part.kind === "subquery") found.set(part, "LEFT SEMI");
    else if (part.kind === "call" && part.function === "not" && part.args[0]?.kind === "subquery")
      found.set(part.args[0], "LEFT ANTI");
  }
  return found;
}

/** Joins that tell of each row whether it has a partner have no name in Spark's message, which fails itself. */
const inCondition = (joinType: string | undefined) =>
  joinType === undefined
    ? sparkError(
        "UNSUPPORTED_CALL.WITHOUT_SUGGESTION",
        {
          className: "org.apache.spark.sql.errors.QueryCompilationErrors$",
          methodName: "usePythonUDFInJoinConditionUnsupportedError",
        },
        { origin: null },
      )
    : sparkError("UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE", { joinType }, { origin: null });

const idsOf = (columns: readonly Column[]): ReadonlySet<ColumnId> => new Set(columns.map((c) => c.id));

/** Whether a call has arguments of both queries. */
function isMixedCall(e: Expression, around: ReadonlySet<ColumnId>): boolean {
  if (e.kind !== "python") return false;
  let looksOut = false;
  let hasOwn = false;
  someExpression(e, (x) => {
    if (x.kind === "outer" && around.has(x.id)) looksOut = true;
    if (x.kind === "column") hasOwn = true;
    return false;
  });
  return looksOut && hasOwn;
}

const holdsMixedCall = (e: Expression, around: ReadonlySet<ColumnId>): boolean =>
  someExpression(e, (x) => isMixedCall(x, around));

/** Whether a relation or one below it holds such a call. */
function holdsMixed(plan: Relation, around: ReadonlySet<ColumnId>): boolean {
  let found = false;
  rebuild(plan, (relation) => {
    found ||= expressionsOf(relation).some((e) => holdsMixedCall(e, around));
    return relation;
  });
  return found;
}

/** Whether a plan holds a table function in Python whose arguments are of the query around. */
function holdsTable(plan: Relation, around: ReadonlySet<ColumnId>): boolean {
  let found = false;
  rebuild(plan, (relation) => {
    found ||= isOuterTable(relation, around);
    return relation;
  });
  return found;
}

const isOuterTable = (r: Relation, around: ReadonlySet<ColumnId>): boolean =>
  r.kind === "python_table" && r.args.some((e) => someExpression(e, (x) => x.kind === "outer" && around.has(x.id)));

/** Whether such a call stands in a condition that becomes one of the join with the query around (`PullupCorrelatedPredicates`). */
function hasPulled(plan: Relation, around: ReadonlySet<ColumnId>): boolean {
  switch (plan.kind) {
    case "project":
      return hasPulled(plan.input, around);
    case "filter":
      return holdsMixedCall(plan.condition, around) || hasPulled(plan.input, around);
    case "join": {
      if (plan.type !== "inner" && plan.type !== "cross") return false;
      const isOwn = plan.condition !== undefined && holdsMixedCall(plan.condition, around);
      return isOwn || hasPulled(plan.left, around) || hasPulled(plan.right, around);
    }
    default:
      return false;
  }
}

/** The rows around a query, with numbers; read by it and by the query around. */
class NumberedRows {
  readonly here: Shared;
  areUsed = false;
  readonly #columns: CutColumns;
  readonly #number: Column;
  readonly #ids: ReadonlySet<ColumnId>;
  readonly #ofTables: boolean;

  /** `ofTables`: whether calls of table functions are made apart, too. */
  constructor(input: Relation, columns: CutColumns, ofTables: boolean) {
    this.#columns = columns;
    this.#ofTables = ofTables;
    this.#number = columns.make("row", LONG, false);
    this.#ids = idsOf(input.output);
    const plan = numbered(input, this.#number);
    this.here = { kind: "shared", id: `${KEPT}${this.#number.id}`, plan, output: plan.output };
  }

  /** A query whose calls are made apart from it. */
  apart(plan: Relation): Relation {
    return rebuild(plan, (relation) => this.#made(relation));
  }

  #made(relation: Relation): Relation {
    if (this.#ofTables && isOuterTable(relation, this.#ids)) return this.#ofTable(relation);
    if (!expressionsOf(relation).some((e) => holdsMixedCall(e, this.#ids))) return relation;
    switch (relation.kind) {
      case "filter": {
        const parts = conjuncts(relation.condition);
        const late = parts.filter((p) => holdsMixedCall(p, this.#ids));
        const early = conjunction(parts.filter((p) => !late.includes(p)));
        const condition = conjunction(late);
        if (condition === undefined) return relation;
        const { input } = relation;
        const below: Relation =
          early === undefined ? input : { kind: "filter", input, condition: early, output: input.output };
        return this.#over({ ...relation, condition }, below);
      }
      case "join": {
        if (relation.lateral || (relation.type !== "inner" && relation.type !== "cross")) return relation;
        const condition = relation.condition;
        if (condition === undefined) return relation;
        const input: Join = { ...relation, type: "cross", condition: undefined };
        const filter: Filter = { kind: "filter", input, condition, output: relation.output };
        return this.#made(filter);
      }
      case "project":
      case "sort":
      case "window":
        return this.#over(relation, relation.input);
      default:
        return relation;
    }
  }

  #ofTable(relation: Relation): Relation {
    const pairs = pairsOf(relation, this.#around());
    if (pairs === undefined) return relation;
    const { number } = pairs.around;
    const paired = projected(pairs.rows, [kept(number), ...relation.output.map(kept)]);
    this.areUsed = true;
    const found: Relation = { kind: "filter", input: paired, condition: this.#isOf(number), output: paired.output };
    return narrowed(found, relation.output);
  }

  /** A relation over the pairs of its input's rows and those around. */
  #over(relation: Extract<Relation, { readonly input: Relation }>, input: Relation): Relation {
    const around = this.#around();
    const pairs = pairsOf(input, around);
    if (pairs === undefined) return relation;
    const made: Projection[] = [];
    const replaced = mapExpressions(relation, (e) =>
      replaceTopDown(e, (x) => {
        if (x.kind !== "python" || !isMixedCall(x, this.#ids)) return undefined;
        const column = this.#columns.make(x.udf.name, x.type, true);
        made.push({ column, expression: pairs.around.within(x) });
        return reference(column);
      }),
    );
    const { number } = pairs.around;
    const paired = projected(pairs.rows, [kept(number), ...input.output.map(kept), ...made]);
    this.areUsed = true;
    const found: Relation = { kind: "filter", input: paired, condition: this.#isOf(number), output: paired.output };
    const over = withInputs(replaced, [found]);
    switch (over.kind) {
      case "filter":
      case "sort":
        return narrowed({ ...over, output: found.output }, relation.output);
      case "window":
        return narrowed({ ...over, output: [...found.output, ...over.windows.map((w) => w.column)] }, relation.output);
      default:
        return over;
    }
  }

  #isOf(number: Column): Expression {
    const here: Expression = { kind: "outer", id: this.#number.id, type: LONG, nullable: false };
    return logical("=", [reference(number), here]);
  }

  /** Another use of the rows, with columns of its own. */
  #around(): Around {
    const output = this.here.output.map((c) => this.#columns.make(c.name, c.type, c.nullable));
    const byId = new Map(this.here.output.map((c, i) => [c.id, output[i] as Column]));
    const within = (e: Expression): Expression =>
      replaceBottomUp(e, (x) => {
        const column = x.kind === "outer" ? byId.get(x.id) : undefined;
        return column === undefined ? x : reference(column);
      });
    return {
      again: () => this.#around(),
      columns: this.#columns,
      rows: { ...this.here, output },
      number: byId.get(this.#number.id) as Column,
      within,
      looksOut: (r) => [...outerReferences(r)].some((id) => this.#ids.has(id)),
    };
  }
}
