import type { EvalMode } from "../../../src/substrait/read/plan.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { atom, type Sql } from "../sql.ts";

/** One cast: the value, the types, and what to do on failure. */
export interface CastCall {
  /** The value in the source type's physical form; may be used any number of times. */
  readonly x: Sql;
  readonly from: DataType;
  readonly to: DataType;
  readonly mode: EvalMode;
  readonly nullable: boolean;
  /** Spelling of the target's physical form. */
  readonly target: string;
  readonly timeZone: string;
  /** The same cast by the kernel. */
  kernel(): Sql;
  /** A cast of a part by the same rules. */
  part(x: Sql, from: DataType, to: DataType, nullable: boolean): Sql;
  /** A name for a lambda's parameter. */
  fresh(): string;
}

/** `native` gives NULL where it cannot answer; those rows go to the kernel. */
export function orKernel(cast: CastCall, native: string): Sql {
  const both = `COALESCE(${native}, ${cast.kernel().text})`;
  return atom(cast.nullable ? `CASE WHEN ${operand(cast.x)} IS NOT NULL THEN ${both} END` : both);
}

/** A fragment as an operand. */
export const operand = (x: Sql): string => (x.atomic ? x.text : `(${x.text})`);
