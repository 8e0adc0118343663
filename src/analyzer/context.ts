import type { Origin } from "../errors/origin.ts";
import type { Column } from "../resolved/column.ts";
import type { Expression as ResolvedExpression, LambdaParam } from "../resolved/expression.ts";
import type { Relation as ResolvedRelation } from "../resolved/relation.ts";
import type { TypingSettings } from "../functions/define.ts";
import type { Expression, SubqueryExpression, WindowSpec } from "../unresolved/expression.ts";
import type { Cte, Relation } from "../unresolved/relation.ts";
import type { StructField } from "../types/data-type.ts";
import type { Facts } from "./facts.ts";
import type { RoutineScope } from "./routine/routine.ts";
import type { Scope } from "./scope.ts";
import type { Aggregates, ColumnIds, GeneratorCall, Typed, Windows } from "./typed.ts";

/** A relation with its meaning, and the names over it. */
export interface Analyzed {
  readonly relation: ResolvedRelation;
  readonly scope: Scope;
  /** How to add to the SELECT that made it: HAVING, and sort keys that its output does not show. */
  readonly block?: SelectBlock | undefined;
}

/** A SELECT that can still be added to by the clauses above it. */
export interface SelectBlock {
  /** The block with a HAVING condition; `origin` is where the SELECT stands. */
  having(condition: Expression, origin: Origin | undefined): Analyzed;
  /** The block with a QUALIFY condition; absent where a legacy HAVING stands between. */
  readonly qualify?: ((condition: Expression, origin: Origin | undefined) => Analyzed) | undefined;
  /**
   * Resolves sort keys (or a filter's condition) over the block's output first, then over what is below it; gives
   * the relation that has the extra columns they need.
   */
  extend<T>(resolve: (cx: ExpressionContext) => T): { readonly result: T; readonly relation: ResolvedRelation };
}

/** A CTE whose query has been analysed once; each use is a Shared of its own columns. */
export interface CteBinding {
  readonly cte: Cte;
  readonly id: string;
  readonly context: RelationContext;
  /** It may name itself, and then its step runs so often; absent: it may not. */
  readonly recursion?: Recursion | undefined;
  /** What its name means inside of itself. */
  readonly own?: OwnRows | undefined;
  analyzed?: Analyzed | undefined;
}

/** How a definition of a WITH RECURSIVE is to be read. */
export interface Recursion {
  /** Where the query with the WITH stands. */
  readonly origin: Origin | undefined;
}

/** The rows that a recursive definition's own name stands for in its step. */
export interface OwnRows {
  readonly rowsId: string;
  /** Absent in the anchor, where the name has no place. */
  columns: readonly Column[] | undefined;
  uses: number;
}

/** Numbers the random draws of one DataFrame's view; absent owner: of nobody. */
export interface Draws {
  readonly owner?: string | undefined;
  count: number;
}

/** Metrics that a plan is to give beside its rows. */
export interface Observation {
  readonly name: string;
  /** The client's number of the node that asks for them. */
  readonly planId: number | undefined;
  /** One row of the metrics. */
  readonly plan: ResolvedRelation;
  /** Equal for the same metrics of the same rows. */
  readonly key: string;
}

/** A view whose columns are to become what its query gives now. */
export interface EvolvedView {
  /** Its catalog, database and name. */
  readonly qualifier: readonly string[];
  readonly fields: readonly StructField[];
  /** Names, comments and number too, not types alone. */
  readonly wholly: boolean;
}

/** What relations are analysed in. */
export interface RelationContext {
  readonly facts: Facts;
  readonly typing: TypingSettings;
  readonly ids: ColumnIds;
  readonly ctes: ReadonlyMap<string, CteBinding>;
  readonly windows: Readonly<Record<string, WindowSpec>>;
  /** Plans that subquery expressions name by plan id. */
  readonly references: ReadonlyMap<number, Relation>;
  /** Scopes of the enclosing query, its own columns first: what an unknown column may belong to. */
  readonly outer: readonly Scope[];
  /** How the query that is analysed stands in the one around. */
  readonly within?: SubqueryExpression["mode"] | "lateral" | undefined;
  /** Views being expanded, against endless recursion. */
  readonly views: readonly string[];
  /** Which functions names can mean. */
  readonly routines: RoutineScope;
  /** SQL functions whose bodies are being put in, outermost first, under their whole names. */
  readonly calls: readonly string[];
  /** Metrics asked for so far, anywhere in the plan. */
  readonly observations: Observation[];
  /** Views that take over columns of their queries, as the plan found them. */
  readonly evolved: EvolvedView[];
  /** The session variables that the plan itself reads, views left out: names as they were written. */
  readonly variables: Set<readonly string[]>;
  /** Whether the plan holds a function in Python. */
  readonly python: { used: boolean };
  /** Whether the plan holds a loop. */
  readonly loops: { used: boolean };
  /** The plan asks for `_metadata` or `input_file_name()`: scans show what their files tell. */
  readonly asksOfFiles: boolean;
  /** How many relations it is nested in, chains of inputs counted once. */
  readonly depth: number;
  readonly draws: Draws;
  analyze(relation: Relation, cx: RelationContext): Analyzed;
}

/** What expressions are resolved in. */
export interface ExpressionContext {
  readonly relation: RelationContext;
  readonly scope: Scope;
  /** Looks where Spark would look when the scope has no such name: select aliases, the child of a projection. */
  readonly fallback?:
    | ((parts: readonly string[], planId: number | undefined, origin?: Origin) => Typed | undefined)
    | undefined;
  readonly lambdas: readonly LambdaScope[];
  /** Absent where aggregates are not allowed; then `clause` names the place. */
  readonly aggregates?: Aggregates | undefined;
  readonly windows?: Windows | undefined;
  readonly generators?: { add(generator: GeneratorCall): void; readonly names: readonly string[] } | undefined;
  readonly insideAggregate: boolean;
  /** What calls of `window` and `session_window` mean, where the operator has one. */
  readonly timeWindow?: Typed | undefined;
  /** Scope for the arguments of aggregates where it differs (HAVING, ORDER BY over a grouped SELECT). */
  readonly aggregateScope?: Scope | undefined;
  /** Where it stands, for errors: `WHERE`, `GROUP BY` … */
  readonly clause: string;
  /** A column below the operator for a value that queries in it refer to; `undefined`: it has no place there. */
  readonly precomputed?: ((value: ResolvedExpression, insideAggregate: boolean) => Column | undefined) | undefined;
  /** The column below the operator that a window's time is, so that groups are not of it (`ResolveWindowTime`). */
  readonly windowTime?: ((time: Typed) => Column | undefined) | undefined;
  /** The operator that it is an argument of, where SQL functions cannot stand: Spark's name of it. */
  readonly operator?: string | undefined;
  /** Columns of the grouping, for grouping() and grouping_id(). */
  readonly groupingFunctions?:
    | ((name: string, args: readonly Expression[], cx: ExpressionContext) => Typed)
    | undefined;
  /** Resolves a nested expression: the dispatcher itself, handed down so that handlers need not import it. */
  readonly resolve: (node: Expression, cx: ExpressionContext) => Typed;
  /** Settles a key or condition over a block: grouping applied, columns that the block does not show asked for. */
  readonly finish?: ((e: ResolvedExpression) => ResolvedExpression) | undefined;
  /** Prints as `toString` does, not as SQL: so do the arguments of Python functions in names. */
  readonly printsPlain?: boolean | undefined;
  /** Values of `:name` markers inside function definitions. */
  readonly bindings?: ReadonlyMap<string, Typed> | undefined;
}

/** The parameters of one enclosing lambda. */
export interface LambdaScope {
  readonly params: readonly LambdaParam[];
  /** The call that the lambda is an argument of. */
  readonly origin: Origin | undefined;
  /** Whether its parameters print as they are named: Spark does so where it could not find their types. */
  readonly asWritten?: boolean | undefined;
}
