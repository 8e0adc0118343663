import type { Draw } from "../resolved/expression.ts";
import type { RelationContext } from "./context.ts";

/** The next draw of the view that is being analysed; in a plan of no view it is like no other. */
export function nextDraw({ draws, facts, ids }: RelationContext): Draw {
  const number = draws.count++;
  return draws.owner === undefined ? `${facts.now} ${ids.next()}` : `${draws.owner} ${number}`;
}
