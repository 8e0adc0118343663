/** Calls of functions in Python, in queries that look out, whose arguments are columns of the query around alone. */
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import {
  expressionsOf,
  mapExpressions,
  replaceBottomUp,
  replaceTopDown,
  someExpression,
  withInputs,
} from "../../resolved/visit.ts";
import { reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, narrowed, projected } from "./columns.ts";
import { isStable } from "./python-parts.ts";

/**
 * A plan where such calls are made below the relation that holds the query, once for each of its rows, and the query looks
 * out to what they gave.
 */
export const outerCalls = (plan: Relation, columns: CutColumns): Relation =>
  rebuild(plan, (relation) => {
    if (relation.kind === "join") return relation.lateral ? ofLateral(relation, columns) : relation;
    return relation.kind === "filter" || relation.kind === "project" ? ofSubqueries(relation, columns) : relation;
  });

function ofSubqueries(relation: Extract<Relation, { kind: "filter" | "project" }>, columns: CutColumns): Relation {
  if (!expressionsOf(relation).some((e) => someExpression(e, (x) => x.kind === "subquery"))) return relation;
  const calls = new Calls(relation.input.output, columns);
  const replaced = mapExpressions(relation, (e) =>
    replaceBottomUp(e, (x) => (x.kind === "subquery" ? { ...x, plan: calls.without(x.plan) } : x)),
  );
  if (calls.made.length === 0) return relation;
  const over = withInputs(replaced, [calls.over(relation.input)]);
  return relation.kind === "filter" ? narrowed({ ...over, output: calls.outputs }, relation.output) : over;
}

function ofLateral(join: Extract<Relation, { kind: "join" }>, columns: CutColumns): Relation {
  const calls = new Calls(join.left.output, columns);
  const right = calls.without(join.right);
  if (calls.made.length === 0) return join;
  const output = [...join.output, ...calls.made.map((p) => p.column)];
  return narrowed({ ...join, left: calls.over(join.left), right, output }, join.output);
}

/** The calls that are found, and the columns that stand for them. */
class Calls {
  readonly made: Projection[] = [];
  readonly #around: readonly Column[];
  readonly #columns: CutColumns;

  constructor(around: readonly Column[], columns: CutColumns) {
    this.#around = around;
    this.#columns = columns;
  }

  /** All columns around with those of the calls. */
  get outputs(): readonly Column[] {
    return [...this.#around, ...this.made.map((p) => p.column)];
  }

  /** The relation around with the calls. */
  over(input: Relation): Relation {
    return projected(input, [...input.output.map(kept), ...this.made]);
  }

  /** A query with columns in the places of the calls. */
  without(plan: Relation): Relation {
    return rebuild(plan, (relation) => mapExpressions(relation, (e) => replaceTopDown(e, (x) => this.#replaced(x))));
  }

  #replaced(e: Expression): Expression | undefined {
    if (e.kind !== "python" || !isStable(e)) return undefined;
    const ids = new Map(this.#around.map((c) => [c.id, c]));
    let looksOut = false;
    const isOfOwn = someExpression(e, (x) => {
      if (x.kind === "outer" && ids.has(x.id)) looksOut = true;
      else if (x.kind === "outer" || x.kind === "column" || x.kind === "subquery") return true;
      return false;
    });
    if (isOfOwn || !looksOut) return undefined;
    const expression = replaceTopDown(e, (x) => {
      const column = x.kind === "outer" ? ids.get(x.id) : undefined;
      return column && reference(column);
    });
    const column = this.#columns.make(e.udf.name, e.type, true);
    this.made.push({ column, expression });
    return { kind: "outer", id: column.id, type: column.type, nullable: true };
  }
}
