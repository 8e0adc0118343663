import { SparkError } from "../../../src/errors/spark-error.ts";
import { kernelNamed } from "../../../src/kernels/index.ts";
import type { EvalMode } from "../../../src/kernels/kernel.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import type { Env } from "../context.ts";
import { literalSql, typedNull } from "../literal.ts";
import { atom, type Sql } from "../sql.ts";
import { raiseSql } from "./raise.ts";

/** An argument of a kernel: a constant, or a fragment in its type's physical form. */
export interface KernelArgument {
  readonly type: DataType;
  readonly constant: Value | undefined;
  readonly sql: Sql | undefined;
}

/** The call that a kernel stands for. */
export interface KernelCall {
  readonly function: string;
  readonly type: DataType;
  readonly mode: EvalMode;
  readonly origin?: number | undefined;
}

/**
 * A call of a kernel as a DuckDB function. Constants are bound into it; when all arguments are constants the call is
 * answered here (or becomes the error that it raises).
 */
export function kernelCall(name: string, args: readonly KernelArgument[], call: KernelCall, env: Env): Sql {
  const { settings, functions } = env.cx.options;
  const deterministic = functions.deterministic(call.function);
  const constants = args.map((arg) => arg.constant);
  const argTypes = args.map((arg) => arg.type);
  const found = kernelNamed(name);
  if (found !== undefined && deterministic && found.remembers === undefined) {
    if (found.nulls === "propagate" && constants.some((c) => c === null)) return typedNull(call.type);
    if (args.every((arg) => arg.constant !== undefined)) {
      try {
        const bound = found.bind({ argTypes, returnType: call.type, constants, mode: call.mode, settings });
        return literalSql(bound(...constants.map((c) => c ?? null)), call.type);
      } catch (reason) {
        if (!(reason instanceof SparkError)) throw reason;
        return raiseSql(reason.condition, reason.params, call.origin, call.type);
      }
    }
  }
  const sqlName = env.cx.kernel({
    kernel: name,
    argTypes,
    returnType: call.type,
    constants,
    mode: call.mode,
    settings,
    deterministic,
    ...(call.origin !== undefined && { origin: call.origin }),
  });
  const passed = args.filter((arg) => arg.constant === undefined).map((arg) => arg.sql?.text ?? "NULL");
  return atom(`${sqlName}(${passed.join(", ")})`);
}
