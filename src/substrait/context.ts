import { invariant } from "../base/invariant.ts";
import type { Rel } from "../gen/substrait/algebra_pb.ts";
import type { ColumnId } from "../resolved/column.ts";
import type { LambdaParam } from "../resolved/expression.ts";
import type { Relation } from "../resolved/relation.ts";
import { ExtensionWriter } from "./extensions.ts";
import { OriginWriter } from "./origins.ts";

/** Positions of the columns that an expression can see: of the input, and of the inputs around it. */
export interface Positions {
  readonly input: ReadonlyMap<ColumnId, number>;
  readonly outer: readonly ReadonlyMap<ColumnId, number>[];
  /** Parameters of enclosing lambdas, nearest first. */
  readonly lambdas: readonly (readonly LambdaParam[])[];
}

/** What producing one plan collects. */
export interface ProduceContext {
  readonly extensions: ExtensionWriter;
  readonly origins: OriginWriter;
  /** Shared pieces by their id, and their place among the plan's relations. */
  readonly shared: Map<string, number>;
  readonly pieces: Rel[];
  relation(relation: Relation, outer: Positions["outer"], cx: ProduceContext): Rel;
}

/** A fresh context. */
export const produceContext = (relation: ProduceContext["relation"]): ProduceContext => ({
  extensions: new ExtensionWriter(),
  origins: new OriginWriter(),
  shared: new Map(),
  pieces: [],
  relation,
});

/** The position of each column in a list of relations' outputs; a column that stands twice is its first. */
export function positionsOf(inputs: readonly Relation[], outer: Positions["outer"]): Positions {
  const input = new Map<ColumnId, number>();
  let position = 0;
  for (const relation of inputs) {
    for (const column of relation.output) {
      if (!input.has(column.id)) input.set(column.id, position);
      position++;
    }
  }
  return { input, outer, lambdas: [] };
}

/** The position of a column, which check() has made sure of. */
export function positionIn(positions: ReadonlyMap<ColumnId, number>, id: ColumnId): number {
  const position = positions.get(id);
  invariant(position !== undefined, `column ${id} has no position`);
  return position;
}
