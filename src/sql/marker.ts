import type { Expression } from "../unresolved/expression.ts";
import { subexpressionsOf } from "../unresolved/visit.ts";

/** Whether an expression has a `?` in it. */
export const hasMarker = (e: Expression): boolean =>
  (e.kind === "parameter" && typeof e.name === "number") || subexpressionsOf(e).some(hasMarker);
