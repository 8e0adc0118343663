import { createHash } from "node:crypto";
import type { Lowering } from "../../src/backend/lowering.ts";
import type { KernelSettings } from "../../src/kernels/kernel.ts";
import type { ReadExpr, ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import type { Value } from "../../src/types/value.ts";
import type { FunctionFacts } from "./expr/facts.ts";
import type { Block, Lowered } from "./rel/block.ts";
import type { Sql } from "./sql.ts";
import type { InputSpec, KernelSpec } from "./statement.ts";

/** A column inside a file, as DuckDB's reader reports it. */
export interface FileColumn {
  readonly name: string;
  readonly type: string;
}

/** What the emitter is told beside the plan. */
export interface EmitOptions {
  readonly settings: KernelSettings;
  readonly lowerings: (name: string) => Lowering<Sql> | undefined;
  readonly functions: FunctionFacts;
  /** Columns of Parquet scans by {@link scanKey}; a scan that is missing here is taken to hold what it declares. */
  readonly files?: ReadonlyMap<string, readonly FileColumn[]> | undefined;
  /** Tables of kept rows, and how many, by the id that plans name. */
  readonly stored?: ReadonlyMap<string, { readonly table: string; readonly rows: number }> | undefined;
  /** Multiplies and adds decimals of up to 18 digits in 128 bits, where DuckDB would use 64 and overflow. */
  readonly wideDecimals?: boolean | undefined;
  /** Gathers sums of long decimals in two parts, where DuckDB would add in 128 bits and overflow. */
  readonly wideSums?: boolean | undefined;
}

/** The key of a scan's files in {@link EmitOptions.files}. */
export const scanKey = (files: readonly { readonly path: string; readonly size: number }[]): string => {
  const hash = createHash("sha1");
  for (const file of files) hash.update(`${file.path}\0${file.size}\0`);
  return hash.digest("hex");
};

/** The two tables of handlers. */
export interface Dispatch {
  readonly rel: (rel: ReadRel, env: RelEnv) => Block;
  readonly expr: (expr: ReadExpr, env: Env) => Lowered;
}

/** What is gathered while one plan is emitted. */
export class EmitContext {
  readonly plan: ReadPlan;
  readonly options: EmitOptions;
  readonly kernels = new Map<string, KernelSpec>();
  readonly inputs = new Map<string, InputSpec>();
  /** Shared pieces already written, as `name AS (…)`, in order. */
  readonly ctes: string[] = [];
  /** How often each shared piece is used. */
  readonly uses: readonly number[];
  readonly references = new Map<number, readonly (string | undefined)[]>();
  /** Set when 64-bit decimal arithmetic was used where 128 bits might be needed, or 128 where more might. */
  narrowDecimals = false;
  #count = 0;

  readonly dispatch: Dispatch;

  constructor(plan: ReadPlan, options: EmitOptions, uses: readonly number[], dispatch: Dispatch) {
    this.plan = plan;
    this.options = options;
    this.uses = uses;
    this.dispatch = dispatch;
  }

  /** A number that this plan's text has not used. */
  next(): number {
    return this.#count++;
  }

  /** A new table alias. */
  readonly alias = (): string => `t${this.next()}`;

  /** The name of a kernel's SQL function: the same for the same specification, in every statement. */
  kernel(spec: Omit<KernelSpec, "name">): string {
    const identity = JSON.stringify(spec, (_, value: unknown) => spell(value as Value | undefined));
    const plain = spec.kernel.replaceAll(/[^a-z0-9_]/gi, "");
    const name = `k_${plain}_${createHash("sha1").update(identity).digest("hex").slice(0, 16)}`;
    this.kernels.set(name, { name, ...spec });
    return name;
  }
}

function spell(value: unknown): unknown {
  if (typeof value === "bigint") return { bigint: value.toString() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return { number: Object.is(value, -0) ? "-0" : String(value) };
  return value === undefined ? { undefined: true } : value;
}

/** The columns an expression sees, and a place to put sub-expressions that must be computed once. */
export interface Scope {
  readonly columns: readonly Lowered[];
  /** Makes a value a column of an inner SELECT and gives its reference; `undefined` where there is no such place. */
  readonly hoist: ((value: Lowered) => Lowered | undefined) | undefined;
  /** Sub-queries must be columns of an inner SELECT: DuckDB takes none in the condition of an outer join. */
  readonly apart?: boolean | undefined;
}

/** Where an expression is lowered. */
export interface Env {
  readonly cx: EmitContext;
  readonly scope: Scope;
  /** Inputs of enclosing relations, nearest first. */
  readonly outer: readonly Scope[];
  /** Parameters of enclosing lambdas, nearest first. */
  readonly lambdas: readonly (readonly Lowered[])[];
  /** Evaluated for some of the rows only: a failing part may not be moved out. */
  readonly lazy: boolean;
  /** All rows are consumed before the first result: 64-bit decimal arithmetic may be tried first. */
  readonly blocking: boolean;
}

/** Where a relation is emitted. */
export interface RelEnv {
  readonly cx: EmitContext;
  readonly outer: readonly Scope[];
  readonly blocking: boolean;
}
