import type { Draw } from "../resolved/expression.ts";
import type { RelationContext } from "./context.ts";

/** The next draw of the relation that is being analysed; in a plan that nobody numbered it is like no other. */
export function nextDraw({ draws, facts, ids }: RelationContext): Draw {
  const number = draws.count++;
  return draws.owner === undefined ? `${facts.now} ${ids.next()}` : `${draws.owner} ${number}`;
}
