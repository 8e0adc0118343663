import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved, WindowCall } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { mapChildren, mapWindowCall, replaceTopDown, someExpression } from "../../resolved/visit.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { requireBoolean } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext, SelectBlock } from "../context.ts";
import { tryAttribute } from "../expression/names.ts";
import { nameOf, resolve } from "../expression/resolve.ts";
import type { PlanTree, Scope, ScopeColumn } from "../scope.ts";
import { Aggregates, columnRef, type GeneratorCall, keyOf, type Typed, Windows } from "../typed.ts";
import type { GroupingPlan } from "./grouping.ts";
import { replaceOuter } from "./outer.ts";

/** One column of a select list: its column and its meaning. */
export interface Output {
  readonly scoped: ScopeColumn;
  readonly expression: Resolved;
}

/**
 * A SELECT being put together: input → generators → aggregate → HAVING → windows → projection. It stays open so that
 * clauses above it can still add aggregates and columns.
 */
export class SelectBuilder implements SelectBlock {
  readonly cx: RelationContext;
  readonly input: Analyzed;
  readonly planId: number | undefined;
  readonly aggregates: Aggregates;
  readonly windows: Windows;
  readonly generators: GeneratorCall[] = [];
  readonly outputs: Output[] = [];
  readonly conditions: Resolved[] = [];
  grouping: GroupingPlan | undefined;

  constructor(input: Analyzed, cx: RelationContext, planId: number | undefined) {
    this.cx = cx;
    this.input = input;
    this.planId = planId;
    this.aggregates = new Aggregates(cx.ids);
    this.windows = new Windows(cx.ids);
  }

  /** Whether rows are grouped: by GROUP BY, or by an aggregate function without it. */
  get grouped(): boolean {
    return this.grouping !== undefined || this.aggregates.measures.length > 0;
  }

  /** The context of a select list. */
  context(names: readonly string[] = []): ExpressionContext {
    return {
      relation: this.cx,
      scope: this.input.scope,
      lambdas: [],
      aggregates: this.aggregates,
      windows: this.windows,
      generators: { names, add: (generator) => this.#addGenerator(generator) },
      insideAggregate: false,
      clause: "SELECT",
      resolve,
      groupingFunctions: this.grouping?.functions,
    };
  }

  #addGenerator(generator: GeneratorCall): void {
    if (this.generators.length > 0) {
      throw sparkError("UNSUPPORTED_GENERATOR.MULTI_GENERATOR", {
        num: String(this.generators.length + 1),
        generators: [...this.generators, generator].map((g) => `"${g.function}"`).join(", "),
      });
    }
    this.generators.push(generator);
  }

  /** Adds an expression of the select list, under its alias or generated name. */
  add(node: Expression): void {
    const names = node.kind === "alias" ? node.names : [];
    const before = this.generators.length;
    const typed = this.resolveItem(node, names);
    const generator = this.generators.length > before ? this.generators[before] : undefined;
    if (generator !== undefined) {
      const inner = node.kind === "alias" ? node.child : node;
      if (inner.kind !== "function") {
        throw sparkError("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", { expression: `"${typed.sql()}"` });
      }
      for (const column of generator.columns) {
        this.outputs.push({ scoped: { column, qualifier: [] }, expression: columnRef(column) });
      }
      return;
    }
    this.push(typed, node.kind === "alias" ? names[0] : undefined, node.kind === "alias" ? node.metadata : undefined);
  }

  /** Resolves an item with lateral aliases of the items before it. */
  resolveItem(node: Expression, names: readonly string[] = []): Typed {
    const cx = this.context(names);
    return resolve(node, { ...cx, fallback: (parts) => this.#lateralAlias(parts) });
  }

  #lateralAlias(parts: readonly string[]): Typed | undefined {
    const [name = "", ...rest] = parts;
    if (rest.length > 0) return undefined;
    const found = this.outputs.find((o) => o.scoped.column.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) return undefined;
    return { expr: found.expression, sql: () => name, foldable: false, name: found.scoped.column.name };
  }

  /** Adds a resolved expression as an output column; a bare column without alias stays itself. */
  push(typed: Typed, alias: string | undefined, metadata?: string): void {
    const { expr } = typed;
    if (expr.kind === "column" && alias === undefined) {
      const known = this.input.scope.columns.find((c) => c.column.id === expr.id) ??
        this.input.scope.hidden.find((c) => c.column.id === expr.id);
      if (known !== undefined) {
        this.outputs.push({ scoped: known, expression: expr });
        return;
      }
    }
    const column = this.cx.ids.column(alias ?? nameOf(typed), expr.type, expr.nullable, metadata ?? typed.metadata);
    this.outputs.push({ scoped: { column, qualifier: [] }, expression: expr });
  }

  /** The SELECT as it stands, with more columns than it shows where asked for. */
  build(extras: readonly Column[] = []): Relation {
    let relation = this.input.relation;
    for (const g of this.generators) {
      const { function: name, args, outer, columns } = g;
      relation = {
        kind: "generate",
        input: relation,
        function: name,
        args,
        outer,
        generated: columns,
        output: [...relation.output, ...columns],
      };
    }
    if (this.grouped) {
      if (this.generators.length > 0) throw unsupported("a generator beside aggregate functions");
      relation = this.#aggregate(relation);
    }
    for (const condition of this.conditions) relation = { kind: "filter", input: relation, condition, output: relation.output };
    relation = this.#window(relation);
    const projections: Projection[] = this.outputs.map((o) => {
      const expression = this.throughGroups(o.expression);
      const { column } = o.scoped;
      return { column: { ...column, type: expression.type, nullable: expression.nullable }, expression };
    });
    const shown = new Set(projections.map((p) => p.column.id));
    for (const column of extras) {
      if (!shown.has(column.id)) projections.push({ column, expression: columnRef(column) });
    }
    return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
  }

  #aggregate(input: Relation): Relation {
    const grouping = this.grouping?.projections ?? [];
    const groupingId = this.grouping?.groupingId;
    const measures = this.aggregates.measures.slice();
    return {
      kind: "aggregate",
      input,
      grouping,
      sets: this.grouping?.sets,
      groupingId,
      measures,
      output: [
        ...grouping.map((g) => g.column),
        ...(groupingId === undefined ? [] : [groupingId]),
        ...measures.map((m) => m.column),
      ],
    };
  }

  #window(input: Relation): Relation {
    let relation = input;
    const groups = new Map<string, { column: Column; call: WindowCall }[]>();
    for (const { column, call } of this.windows.calls) {
      const mapped = this.grouped ? mapWindowCall(call, (e) => this.throughGroups(e)) : call;
      const key = keyOf([mapped.partition, mapped.windowOrder]);
      const group = groups.get(key) ?? [];
      group.push({ column, call: mapped });
      groups.set(key, group);
    }
    for (const windows of groups.values()) {
      relation = {
        kind: "window",
        input: relation,
        windows,
        output: [...relation.output, ...windows.map((w) => w.column)],
      };
    }
    return relation;
  }

  /** Columns that exist once rows are grouped: measures, windows, generated ones and shown ones. */
  #made(): Set<ColumnId> {
    return new Set([
      ...this.aggregates.measures.map((m) => m.column.id),
      ...this.windows.calls.map((w) => w.column.id),
      ...(this.grouping?.projections.map((p) => p.column.id) ?? []),
      ...(this.grouping?.groupingId === undefined ? [] : [this.grouping.groupingId.id]),
    ]);
  }

  /**
   * An expression over the input as one over the groups: parts equal to grouping expressions become their columns,
   * and a column that is neither grouped nor aggregated raises MISSING_AGGREGATION (`CheckAnalysis`).
   */
  throughGroups(expression: Resolved, also: ReadonlySet<ColumnId> = new Set()): Resolved {
    if (!this.grouped) return expression;
    const made = this.#made();
    const { columns, computed } = this.#groupingIndex();
    return replaceTopDown(expression, (e) => {
      if (e.kind === "column") {
        const grouped = columns.get(e.id);
        if (grouped !== undefined) return columnRef(grouped);
        if (made.has(e.id) || also.has(e.id)) return e;
        throw this.#notGrouped(e.id);
      }
      if (e.kind === "literal") return e;
      if (computed.size > 0 && e.kind !== "lambda") {
        const grouped = computed.get(keyOf(e));
        if (grouped !== undefined) return columnRef(grouped);
      }
      if (e.kind === "subquery") {
        const mapped = mapChildren(e, (child) => this.throughGroups(child, also)) as typeof e;
        return { ...mapped, plan: replaceOuter(mapped.plan, columns) };
      }
      return undefined;
    });
  }

  #groupingIndex() {
    const columns = new Map<ColumnId, Column>();
    const computed = new Map<string, Column>();
    for (const p of this.grouping?.projections ?? []) {
      if (p.expression.kind === "column") columns.set(p.expression.id, p.column);
      else computed.set(keyOf(p.expression), p.column);
    }
    return { columns, computed };
  }

  #notGrouped(id: ColumnId): Error {
    const known = [...this.input.scope.columns, ...this.input.scope.hidden].find((c) => c.column.id === id);
    const name = known?.column.name ?? "?";
    if (this.grouping === undefined) return sparkError("MISSING_GROUP_BY", {});
    return sparkError("MISSING_AGGREGATION", { expression: `"${name}"`, expressionAnyValue: `"any_value(${name})"` });
  }

  /** The names over the SELECT. */
  get scope(): Scope {
    return { columns: this.outputs.map((o) => o.scoped), hidden: [], plans: this.plans };
  }

  get plans(): PlanTree {
    const below = this.input.scope.plans;
    return {
      planId: this.planId,
      columns: this.outputs.map((o) => o.scoped),
      below: below === undefined ? [] : [below],
    };
  }

  analyzed(): Analyzed {
    const relation = this.build();
    // Outputs take the nullability that grouping gave them.
    this.outputs.forEach((o, i) => {
      const column = relation.output[i];
      if (column !== undefined) this.outputs[i] = { ...o, scoped: { ...o.scoped, column } };
    });
    return { relation, scope: this.scope, block: this };
  }

  /** Over the output first, then over the input: what ORDER BY and HAVING see. */
  #above(clause: string): ExpressionContext {
    const below = this.context();
    return {
      ...below,
      generators: undefined,
      clause,
      scope: { ...this.scope, plans: this.plans },
      aggregateScope: this.input.scope,
      fallback: (parts, planId) =>
        tryAttribute(
          { kind: "attribute", nameParts: parts, planId },
          { ...below, relation: { ...this.cx, outer: [] } },
        ),
    };
  }

  having(condition: Expression): Analyzed {
    const typed = resolve(condition, { ...this.#above("HAVING"), windows: undefined });
    requireBoolean(typed, typed.sql(), condition.origin);
    const computed = new Map(
      this.outputs.map((o) => [o.scoped.column.id, o.expression]),
    );
    const expanded = replaceTopDown(typed.expr, (e) => (e.kind === "column" ? computed.get(e.id) : undefined));
    // A HAVING without any aggregate groups all rows into one.
    if (!this.grouped) this.grouping = { projections: [], functions: undefined };
    this.conditions.push(this.throughGroups(expanded));
    return this.analyzed();
  }

  extend<T>(run: (cx: ExpressionContext) => T): { readonly result: T; readonly relation: Relation } {
    const shown = new Map(this.outputs.map((o) => [o.scoped.column.id, o.scoped.column]));
    const extras = new Map<ColumnId, Column>();
    const cx = this.#above("ORDER BY");
    const keep = (e: Resolved): Resolved => {
      const mapped = this.grouped ? this.throughGroups(e, new Set(shown.keys())) : e;
      someExpression(mapped, (part) => {
        if (part.kind === "column" && !shown.has(part.id)) extras.set(part.id, this.#columnOf(part));
        return false;
      });
      return mapped;
    };
    const result = run({ ...cx, resolve: cx.resolve, finish: keep });
    return { result, relation: this.build([...extras.values()]) };
  }

  #columnOf(ref: Extract<Resolved, { kind: "column" }>): Column {
    const known = this.input.relation.output.find((c) => c.id === ref.id);
    return known ?? { id: ref.id, name: "", type: ref.type, nullable: ref.nullable };
  }
}
