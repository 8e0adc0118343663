import type { ScopeColumn } from "../scope.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";

/** One column of a select list: its column and its meaning. */
export interface Output {
  readonly scoped: ScopeColumn;
  readonly expression: Resolved;
  /** How Spark prints it, where it is no bare column. */
  readonly sql?: (() => string) | undefined;
  /** A generator's column, which exists before the list does and so is no lateral alias. */
  readonly isGenerated?: boolean | undefined;
  /** A session variable without an alias: it has a name, but is no alias for those beside it. */
  readonly isVariable?: boolean | undefined;
}
