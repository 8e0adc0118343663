/** What changes rows where they are: tables of Spark's second interface alone do that. */
import type { Origin } from "../errors/origin.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";

/** `column = value`; the value DEFAULT is a column of that name. */
export interface Assignment {
  readonly column: readonly string[];
  readonly value: Expression;
  readonly origin?: Origin | undefined;
}

/** SQL: DELETE FROM t [alias] [WHERE …]. */
export interface DeleteRows {
  readonly kind: "delete_rows";
  /** A table by name, with or without an alias. */
  readonly target: Relation;
  readonly condition?: Expression | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: UPDATE t [alias] SET c = v, … [WHERE …]. */
export interface UpdateRows {
  readonly kind: "update_rows";
  readonly target: Relation;
  readonly assignments: readonly Assignment[];
  readonly condition?: Expression | undefined;
  readonly origin?: Origin | undefined;
}

/** One WHEN of a MERGE: what becomes of the rows that it is for. */
export interface MergeAction {
  readonly when: "matched" | "not_matched" | "not_matched_by_source";
  readonly condition?: Expression | undefined;
  readonly action: "delete" | "update" | "insert";
  /** Absent: `*`, the columns of the same names; of a DELETE there are none. */
  readonly assignments?: readonly Assignment[] | undefined;
}

/** SQL: MERGE [WITH SCHEMA EVOLUTION] INTO t USING s ON … WHEN …. */
export interface MergeRows {
  readonly kind: "merge_rows";
  readonly target: Relation;
  readonly source: Relation;
  readonly on: Expression;
  readonly evolves: boolean;
  readonly actions: readonly MergeAction[];
  readonly origin?: Origin | undefined;
}

export type RowCommand = DeleteRows | UpdateRows | MergeRows;
