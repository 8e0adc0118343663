/** A plan as backends read it, turned back into a resolved one: so that it can be produced again. */
import type { Origin } from "../../src/errors/origin.ts";
import type { Column, ColumnId } from "../../src/resolved/column.ts";
import type {
  AggregateCall,
  Expression,
  FrameBound,
  LambdaParam,
  Literal,
  SortKey,
} from "../../src/resolved/expression.ts";
import type { Relation } from "../../src/resolved/relation.ts";
import type {
  ReadAggregateCall,
  ReadColumn,
  ReadExpr,
  ReadFrameBound,
  ReadPlan,
  ReadRel,
  ReadSortKey,
} from "../../src/substrait/read/plan.ts";

/** What stands around an expression: columns by position, and lambda parameters, nearest first. */
interface Around {
  readonly input: readonly Column[];
  readonly outer: readonly (readonly Column[])[];
  readonly lambdas: readonly (readonly LambdaParam[])[];
}

const at = <V>(items: readonly V[] | undefined, i: number): V => {
  const item = items?.[i];
  if (item === undefined) throw new RangeError(`nothing at ${i}`);
  return item;
};

/** The resolved plan that gives the same Substrait. Names that reading drops are made up. */
export function unread(plan: ReadPlan): Relation {
  let next = 0;
  const id = (): ColumnId => next++ as ColumnId;
  const fresh = (columns: readonly ReadColumn[]): Column[] =>
    columns.map(({ type, nullable }, i) => ({ id: id(), name: plan.names[i] ?? `c${i}`, type, nullable }));
  const pieces: Relation[] = [];
  const originOf = (index: number | undefined): { readonly origin?: Origin } =>
    index === undefined ? {} : { origin: at(plan.origins, index) };

  const expression = (e: ReadExpr, around: Around): Expression => {
    const of = (child: ReadExpr): Expression => expression(child, around);
    const { type, nullable } = e;
    switch (e.kind) {
      case "literal":
        return { kind: "literal", type, nullable, value: e.value };
      case "field":
        return { kind: "column", type, nullable, id: at(around.input, e.index).id };
      case "outer":
        return { kind: "outer", type, nullable, id: at(at(around.outer, e.steps - 1), e.index).id };
      case "call":
        return {
          kind: "call",
          type,
          nullable,
          function: e.function,
          args: e.args.map(of),
          mode: e.mode,
          ...originOf(e.origin),
        };
      case "cast":
        return { kind: "cast", type, nullable, child: of(e.child), mode: e.mode, ...originOf(e.origin) };
      case "case":
        return {
          kind: "case",
          type,
          nullable,
          branches: e.branches.map((b) => ({ when: of(b.when), then: of(b.then) })),
          otherwise: of(e.otherwise),
        };
      case "get_field":
        return { kind: "get_field", type, nullable, child: of(e.child), index: e.index };
      case "lambda": {
        const params = e.params.map((p, i): LambdaParam => ({ ...p, id: id(), name: `p${i}` }));
        return {
          kind: "lambda",
          type,
          nullable,
          params,
          body: expression(e.body, { ...around, lambdas: [params, ...around.lambdas] }),
        };
      }
      case "lambda_param":
        return { kind: "lambda_ref", type, nullable, id: at(at(around.lambdas, e.steps), e.index).id };
      case "subquery":
        return {
          kind: "subquery",
          type,
          nullable,
          mode: e.mode,
          values: e.values.map(of),
          plan: relation(e.rel, [around.input, ...around.outer]),
        };
    }
  };

  const key = (k: ReadSortKey, around: Around): SortKey => ({
    expression: expression(k.expression, around),
    descending: k.descending,
    nulls: k.nulls,
  });

  const aggregate = (c: ReadAggregateCall, around: Around): AggregateCall => ({
    function: c.function,
    args: c.args.map((a) => expression(a, around)),
    distinct: c.distinct,
    ...(c.filter === undefined ? {} : { filter: expression(c.filter, around) }),
    ignoreNulls: c.ignoreNulls,
    order: c.order.map((k) => key(k, around)),
    mode: c.mode,
    type: c.type,
    nullable: c.nullable,
    ...originOf(c.origin),
  });

  const bound = (b: ReadFrameBound): FrameBound =>
    b.kind === "preceding" || b.kind === "following"
      ? { kind: b.kind, offset: expression(b.offset, { input: [], outer: [], lambdas: [] }) as Literal }
      : b;

  const relation = (r: ReadRel, outer: Around["outer"]): Relation => {
    const sub = (rel: ReadRel): Relation => relation(rel, outer);
    const over = (input: Relation): Around => ({ input: input.output, outer, lambdas: [] });
    switch (r.kind) {
      case "scan": {
        const all = [...r.source.dataSchema.fields, ...r.source.partitionSchema.fields];
        return {
          kind: "scan",
          source: r.source,
          fields: r.fields,
          output: r.fields.map((f) => ({ ...at(all, f), id: id() })),
        };
      }
      case "local_data":
        return { kind: "local_data", dataId: r.dataId, output: fresh(r.columns) };
      case "values":
        return {
          kind: "values",
          rows: r.rows.map((row) => row.map((l) => expression(l, { input: [], outer: [], lambdas: [] }) as Literal)),
          output: fresh(r.columns),
        };
      case "range":
        return { kind: "range", start: r.start, end: r.end, step: r.step, output: fresh(r.columns) };
      case "project": {
        const input = sub(r.input);
        const output = fresh(r.columns);
        const projections = r.expressions.map((e, i) => ({
          column: at(output, i),
          expression: expression(e, over(input)),
        }));
        return { kind: "project", input, projections, output };
      }
      case "filter": {
        const input = sub(r.input);
        return { kind: "filter", input, condition: expression(r.condition, over(input)), output: input.output };
      }
      case "join": {
        const left = sub(r.left);
        const right = relation(r.right, r.lateral ? [left.output, ...outer] : outer);
        const both = [...left.output, ...right.output];
        const condition =
          r.condition === undefined ? {} : { condition: expression(r.condition, { input: both, outer, lambdas: [] }) };
        const semi = r.type === "left_semi" || r.type === "left_anti";
        return {
          kind: "join",
          left,
          right,
          type: r.type,
          ...condition,
          lateral: r.lateral,
          output: semi ? left.output : both,
        };
      }
      case "aggregate": {
        const input = sub(r.input);
        const output = fresh(r.columns);
        const grouping = r.grouping.map((e, i) => ({ column: at(output, i), expression: expression(e, over(input)) }));
        const skip = grouping.length + (r.sets === undefined ? 0 : 1);
        const measures = r.measures.map((m, i) => ({ column: at(output, skip + i), call: aggregate(m, over(input)) }));
        return {
          kind: "aggregate",
          input,
          grouping,
          measures,
          output,
          ...(r.sets === undefined ? {} : { sets: r.sets, groupingId: at(output, grouping.length) }),
        };
      }
      case "window": {
        const input = sub(r.input);
        const made = fresh(r.columns.slice(input.output.length));
        const around = over(input);
        const partition = r.partition.map((e) => expression(e, around));
        const windowOrder = r.order.map((k) => key(k, around));
        const windows = r.calls.map((c, i) => ({
          column: at(made, i),
          call: {
            ...aggregate(c, around),
            partition,
            windowOrder,
            frame: { unit: c.frame.unit, lower: bound(c.frame.lower), upper: bound(c.frame.upper) },
          },
        }));
        return { kind: "window", input, windows, output: [...input.output, ...made] };
      }
      case "sort": {
        const input = sub(r.input);
        return { kind: "sort", input, keys: r.keys.map((k) => key(k, over(input))), output: input.output };
      }
      case "fetch": {
        const input = sub(r.input);
        return {
          kind: "limit",
          input,
          offset: r.offset,
          ...(r.count === undefined ? {} : { count: r.count }),
          output: input.output,
        };
      }
      case "tail": {
        const input = sub(r.input);
        return { kind: "tail", input, count: r.count, output: input.output };
      }
      case "set":
        return {
          kind: "set_operation",
          operation: r.operation,
          all: r.all,
          inputs: r.inputs.map(sub),
          output: fresh(r.columns),
        };
      case "generate": {
        const input = sub(r.input);
        const generated = fresh(r.generated);
        return {
          kind: "generate",
          input,
          function: r.function,
          args: r.args.map((a) => expression(a, over(input))),
          outer: r.outer,
          generated,
          output: [...input.output, ...generated],
        };
      }
      case "sample": {
        const input = sub(r.input);
        const { lowerBound, upperBound, withReplacement, seed } = r;
        return { kind: "sample", input, lowerBound, upperBound, withReplacement, seed, output: input.output };
      }
      case "reference":
        return { kind: "shared", id: `piece ${r.index}`, plan: at(pieces, r.index), output: fresh(r.columns) };
    }
  };
  for (const piece of plan.shared) pieces.push(relation(piece, []));
  return relation(plan.root, []);
}
