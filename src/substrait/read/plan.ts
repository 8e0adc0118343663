/**
 * A Substrait plan as backends read it: the same relations and expressions with extension anchors, emit mappings and
 * type encodings already undone. References are by position in the input's columns. Backends see this and nothing
 * else of Substrait.
 */
import type { Origin } from "../../errors/origin.ts";
import type { DataType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import type { FileSource } from "../../resolved/relation.ts";

/** A whole plan. */
export interface ReadPlan {
  /** Pieces used more than once; {@link ReadReference} indexes them. A piece may refer to earlier ones. */
  readonly shared: readonly ReadRel[];
  readonly root: ReadRel;
  /** Names of the root's columns; presentation only. */
  readonly names: readonly string[];
  /** What `origin` of throwable calls indexes. */
  readonly origins: readonly Origin[];
}

/** Type and nullability of one column. */
export interface ReadColumn {
  readonly type: DataType;
  readonly nullable: boolean;
}

export type ReadRel =
  | ReadScan
  | ReadLocalData
  | ReadValues
  | ReadRange
  | ReadProject
  | ReadFilter
  | ReadJoin
  | ReadAggregate
  | ReadWindow
  | ReadSort
  | ReadFetch
  | ReadTail
  | ReadSet
  | ReadGenerate
  | ReadSample
  | ReadReference;

interface Rel {
  readonly columns: readonly ReadColumn[];
}

/** Substrait ReadRel with local files; `fields` index dataSchema ++ partitionSchema. */
export interface ReadScan extends Rel {
  readonly kind: "scan";
  readonly source: FileSource;
  readonly fields: readonly number[];
}

/** Substrait ReadRel with a named table `["$data", id]`: rows that the caller passes as an input. */
export interface ReadLocalData extends Rel {
  readonly kind: "local_data";
  readonly dataId: string;
}

/** Substrait ReadRel with a virtual table. */
export interface ReadValues extends Rel {
  readonly kind: "values";
  readonly rows: readonly (readonly ReadLiteral[])[];
}

/** Our extension leaf: one BIGINT column. */
export interface ReadRange extends Rel {
  readonly kind: "range";
  readonly start: bigint;
  readonly end: bigint;
  readonly step: bigint;
}

/** Substrait ProjectRel with an emit of the new columns only. */
export interface ReadProject extends Rel {
  readonly kind: "project";
  readonly input: ReadRel;
  readonly expressions: readonly ReadExpr[];
}

/** Substrait FilterRel. */
export interface ReadFilter extends Rel {
  readonly kind: "filter";
  readonly input: ReadRel;
  readonly condition: ReadExpr;
}

/** Substrait JoinRel, or our lateral extension. The condition sees left ++ right. */
export interface ReadJoin extends Rel {
  readonly kind: "join";
  readonly left: ReadRel;
  readonly right: ReadRel;
  readonly type: "inner" | "cross" | "left" | "right" | "full" | "left_semi" | "left_anti";
  readonly condition?: ReadExpr | undefined;
  readonly lateral: boolean;
}

/** One aggregate function's call. */
export interface ReadAggregateCall extends ReadColumn {
  readonly function: string;
  readonly args: readonly ReadExpr[];
  readonly distinct: boolean;
  readonly filter?: ReadExpr | undefined;
  readonly ignoreNulls: boolean;
  readonly order: readonly ReadSortKey[];
  readonly mode: EvalMode;
  readonly origin?: number | undefined;
}

/** Substrait AggregateRel. Columns: grouping ++ (grouping id if `sets`) ++ measures. */
export interface ReadAggregate extends Rel {
  readonly kind: "aggregate";
  readonly input: ReadRel;
  readonly grouping: readonly ReadExpr[];
  readonly sets?: readonly (readonly number[])[] | undefined;
  readonly measures: readonly ReadAggregateCall[];
}

/** A window's frame bound. */
export type ReadFrameBound =
  | { readonly kind: "unbounded" }
  | { readonly kind: "current_row" }
  | { readonly kind: "preceding"; readonly offset: ReadLiteral }
  | { readonly kind: "following"; readonly offset: ReadLiteral };

/** One window function's call. */
export interface ReadWindowCall extends ReadAggregateCall {
  readonly frame: {
    readonly unit: "rows" | "range";
    readonly lower: ReadFrameBound;
    readonly upper: ReadFrameBound;
  };
}

/** Substrait ConsistentPartitionWindowRel. Columns: input ++ calls. */
export interface ReadWindow extends Rel {
  readonly kind: "window";
  readonly input: ReadRel;
  readonly partition: readonly ReadExpr[];
  readonly order: readonly ReadSortKey[];
  readonly calls: readonly ReadWindowCall[];
}

/** A sort key; every key says where NULLs go. */
export interface ReadSortKey {
  readonly expression: ReadExpr;
  readonly descending: boolean;
  readonly nulls: "first" | "last";
}

/** Substrait SortRel. */
export interface ReadSort extends Rel {
  readonly kind: "sort";
  readonly input: ReadRel;
  readonly keys: readonly ReadSortKey[];
}

/** Substrait FetchRel. */
export interface ReadFetch extends Rel {
  readonly kind: "fetch";
  readonly input: ReadRel;
  readonly offset: number;
  readonly count?: number | undefined;
}

/** Our extension: the last rows. */
export interface ReadTail extends Rel {
  readonly kind: "tail";
  readonly input: ReadRel;
  readonly count: number;
}

/** Substrait SetRel. */
export interface ReadSet extends Rel {
  readonly kind: "set";
  readonly operation: "union" | "intersect" | "except";
  readonly all: boolean;
  readonly inputs: readonly ReadRel[];
}

/** Our extension: input ++ generated columns. */
export interface ReadGenerate extends Rel {
  readonly kind: "generate";
  readonly input: ReadRel;
  readonly function: string;
  readonly args: readonly ReadExpr[];
  readonly outer: boolean;
  readonly generated: readonly ReadColumn[];
}

/** Our extension: a random part. */
export interface ReadSample extends Rel {
  readonly kind: "sample";
  readonly input: ReadRel;
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly withReplacement: boolean;
  readonly seed: bigint;
}

/** Substrait ReferenceRel. */
export interface ReadReference extends Rel {
  readonly kind: "reference";
  readonly index: number;
}

/** Raise, legacy answer, or NULL on failure. */
export type EvalMode = "ansi" | "legacy" | "try";

export type ReadExpr =
  | ReadLiteral
  | ReadField
  | ReadOuterField
  | ReadCall
  | ReadCast
  | ReadCase
  | ReadGetField
  | ReadLambda
  | ReadLambdaParam
  | ReadSubquery;

export interface ReadLiteral extends ReadColumn {
  readonly kind: "literal";
  readonly value: Value;
}

/** A column of the input, by position. */
export interface ReadField extends ReadColumn {
  readonly kind: "field";
  readonly index: number;
}

/** A column of an enclosing relation's input: `steps` 1 is the nearest enclosing one. */
export interface ReadOuterField extends ReadColumn {
  readonly kind: "outer";
  readonly steps: number;
  readonly index: number;
}

/** A scalar function by the registry's name. */
export interface ReadCall extends ReadColumn {
  readonly kind: "call";
  readonly function: string;
  readonly args: readonly ReadExpr[];
  readonly mode: EvalMode;
  readonly origin?: number | undefined;
}

export interface ReadCast extends ReadColumn {
  readonly kind: "cast";
  readonly child: ReadExpr;
  readonly mode: EvalMode;
  readonly origin?: number | undefined;
}

export interface ReadCase extends ReadColumn {
  readonly kind: "case";
  readonly branches: readonly { readonly when: ReadExpr; readonly then: ReadExpr }[];
  readonly otherwise: ReadExpr;
}

export interface ReadGetField extends ReadColumn {
  readonly kind: "get_field";
  readonly child: ReadExpr;
  readonly index: number;
}

export interface ReadLambda extends ReadColumn {
  readonly kind: "lambda";
  readonly params: readonly ReadColumn[];
  readonly body: ReadExpr;
}

/** A parameter of an enclosing lambda: `steps` 0 is the nearest one. */
export interface ReadLambdaParam extends ReadColumn {
  readonly kind: "lambda_param";
  readonly steps: number;
  readonly index: number;
}

/** A relation as a value; inside it the enclosing input is `outer` with steps 1. */
export interface ReadSubquery extends ReadColumn {
  readonly kind: "subquery";
  readonly mode: "scalar" | "exists" | "in";
  readonly rel: ReadRel;
  readonly values: readonly ReadExpr[];
  readonly origin?: number | undefined;
}

/** Exhaustive dispatch over relations. */
export type ReadRelHandlers<R, A extends unknown[] = []> = {
  readonly [K in ReadRel["kind"]]: (rel: Extract<ReadRel, { kind: K }>, ...args: A) => R;
};

/** Exhaustive dispatch over expressions. */
export type ReadExprHandlers<R, A extends unknown[] = []> = {
  readonly [K in ReadExpr["kind"]]: (expr: Extract<ReadExpr, { kind: K }>, ...args: A) => R;
};
