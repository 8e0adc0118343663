import type { DataType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import type { EvalMode, KernelSettings } from "./kernel.ts";

/** Casts to and from dates, times and intervals; undefined for a pair that is not cast here. */
export function castDatetime(
  _from: DataType,
  _to: DataType,
  _mode: EvalMode,
  _settings: KernelSettings,
): ((value: Value) => Value) | undefined {
  return undefined;
}
