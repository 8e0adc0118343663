import type { Origin } from "../../errors/origin.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import type { Typed } from "../typed.ts";
import { sessionWindow } from "./session-window.ts";
import { timeWindow, type TimeWindow, windowCallOf } from "./time-window.ts";

/** The window of time that expressions of an operator at `origin` ask for. */
export function windowOver(
  expressions: readonly Expression[],
  input: Analyzed,
  cx: RelationContext,
  origin: Origin | undefined,
): TimeWindow | undefined {
  const call = windowCallOf(expressions, origin);
  if (call === undefined) return undefined;
  return isSession(call) ? sessionWindow(call, input, undefined, cx) : timeWindow(call, input, cx);
}

/**
 * The input of an operator that passes its columns on, with the window of time that its expressions ask for in front:
 * the operator's result shows it, too (`TimeWindowing`, `SessionWindowing`).
 */
export function withWindow(
  expressions: readonly Expression[],
  input: Analyzed,
  cx: RelationContext,
  origin: Origin | undefined,
): { readonly input: Analyzed; readonly timeWindow: Typed | undefined } {
  const window = windowOver(expressions, input, cx, origin);
  if (window === undefined) return { input, timeWindow: undefined };
  const { scope } = window.input;
  const columns = [{ column: window.column, qualifier: [] }, ...scope.columns];
  return { input: { ...window.input, scope: { ...scope, columns } }, timeWindow: window.typed };
}

/** Whether a call of a window is one of `session_window`. */
export const isSession = (call: FunctionCall): boolean => call.nameParts[0]?.toLowerCase() === "session_window";
