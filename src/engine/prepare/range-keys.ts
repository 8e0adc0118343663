import { callOf } from "../../analyzer/typed.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Expression, FrameBound, Literal, SortKey, WindowCall } from "../../resolved/expression.ts";
import type { Relation, Window } from "../../resolved/relation.ts";

const INTEGERS: ReadonlySet<string> = new Set(["byte", "short", "int", "long"]);

/**
 * Frames of distances over whole numbers: a row fails whose bound leaves the key's type, as Spark's addition of the distance
 * does (`WindowEvaluatorFactoryBase.createBoundOrdering`). Spark adds it as long as rows are left that may lie in the frame;
 * here each row fails, also where all of them are in it already. Without ANSI mode Spark's bound comes round at the other
 * end of the type, and the row loses its frame: that is no answer to rely on, and fails here, too.
 */
export const rangeKeys = (plan: Relation): Relation =>
  rebuild(plan, (relation) => (relation.kind === "window" ? checked(relation) : relation));

function checked(window: Window): Relation {
  const [key] = window.windows[0]?.call.windowOrder ?? [];
  if (key === undefined || !INTEGERS.has(key.expression.type.kind)) return window;
  const distances = window.windows.flatMap(({ call }) => distancesOf(call, key));
  if (distances.length === 0) return window;
  const { type, nullable } = key.expression;
  const expression = distances.reduce<Expression>(
    (x, by) => callOf("-", [callOf("+", [x, by], type, nullable), by], type, nullable),
    key.expression,
  );
  return {
    ...window,
    windows: window.windows.map((w) => ({
      ...w,
      call: { ...w.call, windowOrder: [{ ...key, expression }, ...w.call.windowOrder.slice(1)] },
    })),
  };
}

/** What Spark adds to the key for the bounds of a frame. */
function distancesOf({ frame }: WindowCall, { descending }: SortKey): readonly Literal[] {
  if (frame.unit !== "range") return [];
  return [frame.lower, frame.upper].flatMap((bound: FrameBound) => {
    if (!("offset" in bound)) return [];
    const { offset } = bound;
    const { value } = offset;
    const isAdded = (bound.kind === "following") !== descending;
    if (typeof value !== "number" && typeof value !== "bigint") return [];
    return [{ ...offset, value: isAdded ? value : -value }];
  });
}
