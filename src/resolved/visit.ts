import type { ColumnId } from "./column.ts";
import type { AggregateCall, Expression, SortKey, WindowCall } from "./expression.ts";
import type { Projection, Relation } from "./relation.ts";

/** Expressions directly inside an expression. */
export function subexpressions(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "literal":
    case "column":
    case "outer":
    case "lambda_ref":
      return [];
    case "call":
      return e.args;
    case "cast":
    case "get_field":
      return [e.child];
    case "case":
      return [...e.branches.flatMap((b) => [b.when, b.then]), e.otherwise];
    case "lambda":
      return [e.body];
    case "subquery":
      return e.values;
    case "python":
      return e.args;
  }
}

/** The expression with its direct children replaced; the same object when nothing changed. */
export function mapChildren(e: Expression, f: (child: Expression) => Expression): Expression {
  switch (e.kind) {
    case "literal":
    case "column":
    case "outer":
    case "lambda_ref":
      return e;
    case "call":
    case "python": {
      const args = mapList(e.args, f);
      return args === e.args ? e : { ...e, args };
    }
    case "cast":
    case "get_field": {
      const child = f(e.child);
      return child === e.child ? e : { ...e, child };
    }
    case "case": {
      const branches = mapList(e.branches, (b) => {
        const when = f(b.when);
        const then = f(b.then);
        return when === b.when && then === b.then ? b : { when, then };
      });
      const otherwise = f(e.otherwise);
      return branches === e.branches && otherwise === e.otherwise ? e : { ...e, branches, otherwise };
    }
    case "lambda": {
      const body = f(e.body);
      return body === e.body ? e : { ...e, body };
    }
    case "subquery": {
      const values = mapList(e.values, f);
      return values === e.values ? e : { ...e, values };
    }
  }
}

function mapList<T>(list: readonly T[], f: (item: T) => T): readonly T[] {
  let changed = false;
  const out = list.map((item) => {
    const next = f(item);
    if (next !== item) changed = true;
    return next;
  });
  return changed ? out : list;
}

/** Replaces from the top down: where `f` answers, its answer stands and is not looked into. */
export function replaceTopDown(e: Expression, f: (e: Expression) => Expression | undefined): Expression {
  const replaced = f(e);
  if (replaced !== undefined) return replaced;
  return mapChildren(e, (child) => replaceTopDown(child, f));
}

/** Replaces from the leaves up. */
export const replaceBottomUp = (e: Expression, f: (e: Expression) => Expression): Expression =>
  f(mapChildren(e, (child) => replaceBottomUp(child, f)));

/** Whether an expression or any inside it satisfies the test; plans of subqueries are not looked into. */
export const someExpression = (e: Expression, test: (e: Expression) => boolean): boolean =>
  test(e) || subexpressions(e).some((child) => someExpression(child, test));

const mapKeys = (keys: readonly SortKey[], f: (e: Expression) => Expression): readonly SortKey[] =>
  mapList(keys, (k) => {
    const expression = f(k.expression);
    return expression === k.expression ? k : { ...k, expression };
  });

/** An aggregate call with every expression in it mapped. */
export const mapAggregateCall = (call: AggregateCall, f: (e: Expression) => Expression): AggregateCall => ({
  ...call,
  args: mapList(call.args, f),
  filter: call.filter === undefined ? undefined : f(call.filter),
  order: mapKeys(call.order, f),
});

/** A window call with every expression in it mapped. */
export const mapWindowCall = (call: WindowCall, f: (e: Expression) => Expression): WindowCall => ({
  ...call,
  ...mapAggregateCall(call, f),
  partition: mapList(call.partition, f),
  windowOrder: mapKeys(call.windowOrder, f),
});

/** Relations directly below a relation; the plans of subqueries are not counted. */
export function inputsOf(r: Relation): readonly Relation[] {
  switch (r.kind) {
    case "scan":
    case "local_data":
    case "python_source":
    case "values":
    case "range":
      return [];
    case "project":
    case "filter":
    case "aggregate":
    case "window":
    case "sort":
    case "limit":
    case "tail":
    case "generate":
    case "sample":
    case "python_map":
    case "python_groups":
    case "python_table":
      return [r.input];
    case "join":
    case "python_cogroups":
      return [r.left, r.right];
    case "set_operation":
      return r.inputs;
    case "shared":
      return [r.plan];
    case "loop":
      return [r.anchor, r.step];
  }
}

/** The relation with its inputs replaced, in the order of {@link inputsOf}. */
export function withInputs(r: Relation, inputs: readonly Relation[]): Relation {
  if (inputsOf(r).every((input, i) => input === inputs[i])) return r;
  const [first, second] = inputs;
  switch (r.kind) {
    case "scan":
    case "local_data":
    case "python_source":
    case "values":
    case "range":
      return r;
    case "join":
    case "python_cogroups":
      return { ...r, left: first as Relation, right: second as Relation };
    case "set_operation":
      return { ...r, inputs };
    case "shared":
      return { ...r, plan: first as Relation };
    case "loop":
      return { ...r, anchor: first as Relation, step: second as Relation };
    default:
      return { ...r, input: first as Relation };
  }
}

/** Expressions directly in an aggregate call. */
export const expressionsOfCall = (c: AggregateCall): readonly Expression[] => [
  ...c.args,
  ...(c.filter === undefined ? [] : [c.filter]),
  ...c.order.map((k) => k.expression),
];

/** Expressions directly in a relation, those of calls included. */
export function expressionsOf(r: Relation): readonly Expression[] {
  switch (r.kind) {
    case "scan":
    case "local_data":
    case "python_source":
    case "range":
    case "limit":
    case "tail":
    case "set_operation":
    case "sample":
    case "shared":
    case "loop":
    case "python_map":
      return [];
    case "values":
      return r.rows.flat();
    case "project":
      return r.projections.map((p) => p.expression);
    case "filter":
      return [r.condition];
    case "join":
      return r.condition === undefined ? [] : [r.condition];
    case "aggregate":
      return [...r.grouping.map((g) => g.expression), ...r.measures.flatMap((m) => expressionsOfCall(m.call))];
    case "window":
      return r.windows.flatMap((w) => [
        ...expressionsOfCall(w.call),
        ...w.call.partition,
        ...w.call.windowOrder.map((k) => k.expression),
      ]);
    case "sort":
      return r.keys.map((k) => k.expression);
    case "generate":
    case "python_table":
      return r.args;
    case "python_groups":
      return r.grouping.map((g) => g.expression);
    case "python_cogroups":
      return [...r.leftGrouping, ...r.rightGrouping].map((g) => g.expression);
  }
}

const mapProjections = (list: readonly Projection[], f: (e: Expression) => Expression): readonly Projection[] =>
  mapList(list, (p) => {
    const expression = f(p.expression);
    return expression === p.expression ? p : { ...p, expression };
  });

/** The relation with every expression directly in it mapped. */
export function mapExpressions(r: Relation, f: (e: Expression) => Expression): Relation {
  switch (r.kind) {
    case "scan":
    case "local_data":
    case "python_source":
    case "range":
    case "limit":
    case "tail":
    case "set_operation":
    case "sample":
    case "shared":
    case "loop":
    case "values":
    case "python_map":
      return r;
    case "project":
      return { ...r, projections: mapProjections(r.projections, f) };
    case "filter":
      return { ...r, condition: f(r.condition) };
    case "join":
      return r.condition === undefined ? r : { ...r, condition: f(r.condition) };
    case "aggregate":
      return {
        ...r,
        grouping: r.grouping.map((g) => ({ ...g, expression: f(g.expression) })),
        measures: r.measures.map((m) => ({ ...m, call: mapAggregateCall(m.call, f) })),
      };
    case "window":
      return { ...r, windows: r.windows.map((w) => ({ ...w, call: mapWindowCall(w.call, f) })) };
    case "sort":
      return { ...r, keys: mapKeys(r.keys, f) };
    case "generate":
    case "python_table":
      return { ...r, args: mapList(r.args, f) };
    case "python_groups":
      return { ...r, grouping: mapProjections(r.grouping, f) };
    case "python_cogroups":
      return {
        ...r,
        leftGrouping: mapProjections(r.leftGrouping, f),
        rightGrouping: mapProjections(r.rightGrouping, f),
      };
  }
}

/** Ids of outer columns that a plan refers to and does not itself produce. */
export function outerReferences(plan: Relation): Set<ColumnId> {
  const used = new Set<ColumnId>();
  const produced = new Set<ColumnId>();
  const seen = new Set<Relation>();
  const visitExpression = (e: Expression): void => {
    if (e.kind === "outer") used.add(e.id);
    if (e.kind === "subquery") visit(e.plan);
    for (const child of subexpressions(e)) visitExpression(child);
  };
  const visit = (r: Relation): void => {
    if (seen.has(r)) return;
    seen.add(r);
    for (const column of r.output) produced.add(column.id);
    for (const e of expressionsOf(r)) visitExpression(e);
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
  for (const id of produced) used.delete(id);
  return used;
}
