import type { Column } from "../../resolved/column.ts";
import type { Project, Projection, Relation } from "../../resolved/relation.ts";
import type { DataType, StructType } from "../../types/data-type.ts";
import { HiddenColumns, reference } from "../prepare/row-numbers.ts";

/** Numbers below those of {@link HiddenColumns} elsewhere: pieces are prepared on their own afterwards. */
const FIRST = -1_000_000;

/** Columns that the cutting of plans makes. */
export class CutColumns {
  readonly #hidden = new HiddenColumns(FIRST);

  /** A new column. */
  make(name: string, type: DataType, nullable: boolean): Column {
    return { id: this.#hidden.id(), name, type, nullable };
  }
}

/** The schema of some columns. */
export const schemaOfColumns = (columns: readonly Column[]): StructType => ({
  kind: "struct",
  fields: columns.map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata })),
});

/** A projection that leaves a column as it is. */
export const kept = (column: Column): Projection => ({ column, expression: reference(column) });

/** Exactly these columns over a relation. */
export const projected = (input: Relation, projections: readonly Projection[]): Project => ({
  kind: "project",
  input,
  projections,
  output: projections.map((p) => p.column),
});

/** A relation's rows with only some of its columns; the relation itself where it has just these. */
export const narrowed = (relation: Relation, columns: readonly Column[]): Relation =>
  relation.output.length === columns.length && relation.output.every((c, i) => c.id === columns[i]?.id)
    ? relation
    : projected(relation, columns.map(kept));
