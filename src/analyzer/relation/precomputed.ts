import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { someExpression } from "../../resolved/visit.ts";
import { isRandom } from "../random.ts";
import { type ColumnIds, columnRef, keyOf } from "../typed.ts";

/** Values that are computed below an operator, one column each: what queries inside of it can refer to. */
export class Precomputed {
  readonly #input: Relation;
  readonly #ids: ColumnIds;
  readonly #made = new Map<string, Projection>();
  #below: ReadonlySet<ColumnId> | undefined;

  constructor(input: Relation, ids: ColumnIds) {
    this.#input = input;
    this.#ids = ids;
  }

  /** The column of a value; `undefined` for one that is not of the input's columns alone. */
  add(value: Expression, name: string): Column | undefined {
    this.#below ??= new Set(this.#input.output.map((c) => c.id));
    const below = this.#below;
    const isElsewhere = (e: Expression): boolean =>
      e.kind === "lambda_ref" || e.kind === "subquery" || (e.kind === "column" && !below.has(e.id));
    if (someExpression(value, isElsewhere)) return undefined;
    const isConstant = !someExpression(value, (e) => e.kind === "column" || e.kind === "outer") && !isRandom(value);
    if (isConstant) return undefined;
    const key = keyOf(value);
    const known = this.#made.get(key);
    if (known !== undefined) return known.column;
    const column = this.#ids.column(name, value.type, value.nullable);
    this.#made.set(key, { column, expression: value });
    return column;
  }

  /** Whether a column is one of them. */
  has(id: ColumnId): boolean {
    return [...this.#made.values()].some((p) => p.column.id === id);
  }

  /** The name that it has been given. */
  nameOf(id: ColumnId): string | undefined {
    return [...this.#made.values()].find((p) => p.column.id === id)?.column.name;
  }

  /** Whether a column is one of them that is drawn anew for each row. */
  isRandom(id: ColumnId): boolean {
    return [...this.#made.values()].some((p) => p.column.id === id && isRandom(p.expression));
  }

  /** The input with the columns beside its own. */
  get below(): Relation {
    const input = this.#input;
    if (this.#made.size === 0) return input;
    const passed = input.output.map((column): Projection => ({ column, expression: columnRef(column) }));
    const projections = [...passed, ...this.#made.values()];
    return { kind: "project", input, projections, output: projections.map((p) => p.column) };
  }

  /** A relation over {@link below} without the columns. */
  without(relation: Relation): Relation {
    if (this.#made.size === 0) return relation;
    const { output } = this.#input;
    const projections = output.map((column): Projection => ({ column, expression: columnRef(column) }));
    return { kind: "project", input: relation, projections, output };
  }
}
