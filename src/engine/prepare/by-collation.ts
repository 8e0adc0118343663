import { textRules } from "../../kernels/collation.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { AggregateCall, Call, Expression, LambdaParam, SortKey, WindowCall } from "../../resolved/expression.ts";
import type { Aggregate, Join, Projection, Relation, SetOperation, Window } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { mapChildren, mapExpressions } from "../../resolved/visit.ts";
import { isCollated } from "../../types/collation.ts";
import { BOOLEAN, type DataType, LONG, STRING, someType } from "../../types/data-type.ts";
import { aggregateCall, ascending, HiddenColumns, numbered, reference } from "./row-numbers.ts";

/** Where the ids of this pass begin. */
const FIRST_ID = -1_000_000_000;

/** Aggregates that compare keys in place of texts; no text of theirs is shown, or each row's own. */
const COUNTED: ReadonlySet<string> = new Set(["count", "approx_count_distinct", "min", "max", "min_by", "max_by"]);

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<=>", "equal_null", "<", "<=", ">", ">=", "in"]);

/**
 * Comparisons, groups, orders and sets of texts with collations become those of keys (`collation_key`), so that what
 * comes after knows texts of bytes alone. A group shows the text of its first row. Comparisons of single texts by ICU's
 * rules stay for the kernels, which need no keys; in joins they have keys too.
 */
export function byCollation(plan: Relation): Relation {
  const keys = new Keys();
  return keys.relation(plan);
}

class Keys {
  readonly #hidden = new HiddenColumns(FIRST_ID);

  relation(plan: Relation): Relation {
    return rebuild(plan, (r) => this.#made(mapExpressions(r, (e) => this.#expression(e, r.kind === "join"))));
  }

  #made(r: Relation): Relation {
    switch (r.kind) {
      case "aggregate":
        return this.#aggregate(r);
      case "sort":
        return r.keys.some((k) => isCollated(k.expression.type)) ? { ...r, keys: this.#order(r.keys) } : r;
      case "window":
        return { ...r, windows: r.windows.map(({ column, call }) => ({ column, call: this.#window(call) })) };
      case "set_operation":
        return r.output.some((c) => isCollated(c.type)) ? this.#set(r) : r;
      default:
        return r;
    }
  }

  #expression(e: Expression, joins: boolean): Expression {
    const inner = mapChildren(e, (child) => this.#expression(child, joins));
    if (inner.kind === "subquery") return this.#subquery(inner);
    if (inner.kind !== "call" || !COMPARISONS.has(inner.function)) return inner;
    const types = inner.args.map((a) => a.type).filter(isCollated);
    if (types.length === 0 || (!joins && types.some(needsOthers))) return inner;
    return { ...inner, args: inner.args.map((a) => this.key(a)) };
  }

  #subquery(e: Extract<Expression, { kind: "subquery" }>): Expression {
    const plan = this.relation(e.plan);
    if (!e.values.some((v) => isCollated(v.type))) return { ...e, plan };
    const projections = plan.output.map((c): Projection => {
      const expression = this.key(reference(c));
      return { column: this.#column(c, expression), expression };
    });
    const keyed: Relation = { kind: "project", input: plan, projections, output: projections.map((p) => p.column) };
    return { ...e, plan: keyed, values: e.values.map((v) => this.key(v)) };
  }

  #column = ({ name }: Column, { type, nullable }: Expression): Column => ({
    id: this.#hidden.id(),
    name,
    type,
    nullable,
  });

  #order = (keys: readonly SortKey[]): readonly SortKey[] =>
    keys.map((k) => ({ ...k, expression: this.key(k.expression) }));

  #window(call: WindowCall): WindowCall {
    if (call.function === "mode" && call.args.some((a) => isCollated(a.type)))
      throw unsupported("mode of texts with a collation over a window");
    return {
      ...call,
      ...this.#call(call),
      partition: call.partition.map((e) => this.key(e)),
      windowOrder: this.#order(call.windowOrder),
    };
  }

  /** An aggregate function's call over keys where it compares. */
  #call(call: AggregateCall): AggregateCall {
    const [first, second] = call.args;
    const order = call.order.some((k) => isCollated(k.expression.type)) ? this.#order(call.order) : call.order;
    if (!call.args.some((a) => isCollated(a.type)) || first === undefined) return { ...call, order };
    switch (call.function) {
      case "min":
      case "max":
        return { ...call, order, function: `${call.function}_by`, args: [first, this.key(first)] };
      case "min_by":
      case "max_by":
        return { ...call, order, args: second === undefined ? call.args : [first, this.key(second)] };
      case "count":
        return call.distinct ? { ...call, order, args: call.args.map((a) => this.key(a)) } : call;
      case "approx_count_distinct":
        return { ...call, order, args: [this.key(first), ...call.args.slice(1)] };
      default:
        return { ...call, order };
    }
  }

  #aggregate(given: Aggregate): Relation {
    const r = this.#represented(given);
    const measures = r.measures.map(({ column, call }) => ({ column, call: this.#call(call) }));
    if (!r.grouping.some((g) => isCollated(g.expression.type))) return { ...r, measures };
    const shown: Projection[] = [];
    const firsts: { column: Column; call: AggregateCall }[] = [];
    const grouping = r.grouping.map(({ column, expression }): Projection => {
      if (!isCollated(expression.type)) {
        shown.push({ column, expression: reference(column) });
        return { column, expression };
      }
      const key = this.key(expression);
      const made = this.#column(column, key);
      const { type, nullable } = expression;
      const first = { ...aggregateCall("first", [expression]), type, nullable };
      const value = { ...column, id: this.#hidden.id() };
      firsts.push({ column: value, call: first });
      // A group of a set that has not this column shows NULL, as its key does.
      shown.push({
        column,
        expression: r.sets === undefined ? reference(value) : nullWith(reference(made), reference(value)),
      });
      return { column: made, expression: key };
    });
    const kept = [...(r.groupingId === undefined ? [] : [r.groupingId]), ...measures.map((m) => m.column)];
    const all = [...measures, ...firsts];
    const output = [
      ...grouping.map((g) => g.column),
      ...(r.groupingId === undefined ? [] : [r.groupingId]),
      ...all.map((m) => m.column),
    ];
    const input: Aggregate = { ...r, grouping, measures: all, output };
    const projections = [...shown, ...kept.map((column): Projection => ({ column, expression: reference(column) }))];
    return { kind: "project", input, projections, output: r.output };
  }

  /** Set operations as groups and joins by keys. */
  #set(r: SetOperation): Relation {
    const { operation, all, inputs, output } = r;
    if (operation === "union") {
      if (all) return r;
      const renewed: SetOperation = { ...r, all: true, output: output.map((c) => ({ ...c, id: this.#hidden.id() })) };
      return this.#distinct(renewed, output);
    }
    const [left, right, ...more] = inputs;
    if (left === undefined || right === undefined) return r;
    if (more.length > 0) throw unsupported(`${operation} of more than two inputs with collations`);
    const type = operation === "intersect" ? "left_semi" : "left_anti";
    if (!all) return this.#distinct(this.#matched(type, left, right, pairsOf(left, right)), output);
    const [a, b] = [this.#counted(left), this.#counted(right)];
    const join = this.#matched(type, a.rows, b.rows, [...pairsOf(left, right), [a.number, b.number]]);
    const projections = output.map((column, i) => ({ column, expression: reference(a.shown[i] ?? column) }));
    return { kind: "project", input: join, projections, output };
  }

  #distinct(input: Relation, output: readonly Column[]): Relation {
    const grouping = output.map((column, i) => ({ column, expression: reference(input.output[i] ?? column) }));
    return this.#aggregate({ kind: "aggregate", input, grouping, measures: [], output });
  }

  #matched(type: Join["type"], left: Relation, right: Relation, pairs: readonly Pair[]): Join {
    const equal = pairs.map(([a, b]) => truth("<=>", [this.key(reference(a)), this.key(reference(b))]));
    const [only, ...more] = equal;
    const condition = only !== undefined && more.length === 0 ? only : truth("and", equal);
    return { kind: "join", left, right, type, condition, lateral: false, output: left.output };
  }

  /** Rows with their number among their equals, and what the first of these show. */
  #counted(input: Relation) {
    const number = this.#hidden.number("occurrence");
    const partition = input.output.map((c) => this.key(reference(c)));
    const windowOrder = partition.slice(0, 1).map(ascending);
    const counting = numbered(input, number, { partition, windowOrder });
    const shown = input.output.map((c) => (isCollated(c.type) ? { ...c, id: this.#hidden.id() } : c));
    const firsts = shown.flatMap((column, i) => {
      const own = input.output[i];
      if (own === undefined || own === column) return [];
      return [{ column, call: firstOver(reference(own), partition, windowOrder) }];
    });
    const windows = [...counting.windows, ...firsts];
    const output = [...counting.output, ...firsts.map((f) => f.column)];
    const rows: Window = { ...counting, windows, output };
    return { number, shown, rows };
  }

  /**
   * MODE over the first of the texts of their group that are equal;
   * DISTINCT aggregates over the first of the rows of their group whose arguments are equal, and over these alone.
   */
  #represented(r: Aggregate): Aggregate {
    let { input } = r;
    const measures = r.measures.map(({ column, call }) => {
      const [value] = call.args;
      if (call.function === "mode" && value !== undefined && isCollated(value.type)) {
        if (r.sets !== undefined) throw unsupported("mode of texts with a collation in grouping sets");
        const filters = call.filter === undefined ? [] : [call.filter];
        const within = [...r.grouping.map((g) => g.expression), ...filters, value];
        const first = this.#column(column, value);
        const windows = [
          {
            column: first,
            call: firstOver(
              value,
              within.map((e) => this.key(e)),
              [],
            ),
          },
        ];
        input = { kind: "window", input, windows, output: [...input.output, first] };
        return { column, call: { ...call, args: [reference(first), ...call.args.slice(1)] } };
      }
      if (!call.distinct || COUNTED.has(call.function) || !call.args.some((a) => isCollated(a.type)))
        return { column, call };
      if (r.sets !== undefined)
        throw unsupported(`${call.function}(DISTINCT …) of texts with a collation in grouping sets`);
      const filters = call.filter === undefined ? [] : [call.filter];
      const alike = [...r.grouping.map((g) => g.expression), ...filters, ...call.args];
      const number = this.#hidden.number("occurrence");
      input = numbered(input, number, { partition: alike.map((e) => this.key(e)), windowOrder: [] });
      const one: Expression = { kind: "literal", type: LONG, value: 1n, nullable: false };
      const first = truth("=", [reference(number), one]);
      const filter = call.filter === undefined ? first : truth("and", [call.filter, first]);
      return { column, call: { ...call, distinct: false, filter } };
    });
    return input === r.input ? r : { ...r, input, measures };
  }

  /** What is equal and ordered by its bytes as a value is by the collations of its texts; the value where it has none. */
  key(e: Expression): Expression {
    const { type } = e;
    if (!isCollated(type)) return e;
    switch (type.kind) {
      case "string": {
        const { key } = textRules(type.collation);
        if (e.kind === "literal" && typeof e.value === "string" && key !== undefined)
          return { ...e, type: STRING, value: key(e.value) };
        if (e.kind === "literal" && e.value === null) return { ...e, type: STRING };
        return made("collation_key", [e], STRING, e.nullable);
      }
      case "array": {
        const param: LambdaParam = {
          id: this.#hidden.id(),
          name: "x",
          type: type.element,
          nullable: type.containsNull,
        };
        const { id, nullable } = param;
        const body = this.key({ kind: "lambda_ref", id, type: type.element, nullable });
        const lambda: Expression = { kind: "lambda", params: [param], body, type: body.type, nullable: body.nullable };
        return made("transform", [e, lambda], { ...type, element: body.type }, e.nullable);
      }
      case "struct": {
        const fields = type.fields.map((f, index) =>
          this.key({ kind: "get_field", child: e, index, type: f.type, nullable: f.nullable || e.nullable }),
        );
        const args = fields.flatMap((field, i): Expression[] => [
          { kind: "literal", type: STRING, value: type.fields[i]?.name ?? "", nullable: false },
          field,
        ]);
        const plain: DataType = {
          ...type,
          fields: type.fields.map((f, i) => ({
            ...f,
            type: fields[i]?.type ?? f.type,
            nullable: f.nullable || e.nullable,
          })),
        };
        return nullWith(e, made("named_struct", args, plain, false));
      }
      default:
        throw unsupported("comparison of maps with collations");
    }
  }
}

type Pair = readonly [Column, Column];

const pairsOf = (left: Relation, right: Relation): readonly Pair[] =>
  left.output.map((column, i): Pair => [column, right.output[i] ?? column]);

/** The first value of a partition, for each of its rows. */
const firstOver = (
  value: Expression,
  partition: readonly Expression[],
  windowOrder: readonly SortKey[],
): WindowCall => ({
  ...aggregateCall("first", [value]),
  type: value.type,
  nullable: value.nullable,
  partition,
  windowOrder,
  frame: { unit: "rows", lower: { kind: "unbounded" }, upper: { kind: "unbounded" } },
});

/** Whether a type has texts whose keys are made among those of the query. */
const needsOthers = (type: DataType): boolean =>
  someType(type, (t) => t.kind === "string" && isCollated(t) && textRules(t.collation).key === undefined);

const made = (name: string, args: readonly Expression[], type: DataType, nullable: boolean): Call => ({
  kind: "call",
  function: name,
  args,
  type,
  nullable,
  mode: "ansi",
});

const truth = (name: string, args: readonly Expression[]): Call => made(name, args, BOOLEAN, false);

/** A value, or NULL where another is. */
const nullWith = (missing: Expression, value: Expression): Expression => ({
  kind: "case",
  branches: [
    { when: truth("isnull", [missing]), then: { kind: "literal", type: value.type, value: null, nullable: true } },
  ],
  otherwise: value,
  type: value.type,
  nullable: true,
});
