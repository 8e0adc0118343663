import type { CommandRows } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { analyzeLocalData } from "./leaf.ts";

/** The rows that a command answered with; of EXECUTE IMMEDIATE those of what it stands for. */
export function analyzeCommandRows(node: CommandRows, cx: RelationContext): Analyzed {
  const statement = cx.facts.statement(node);
  return statement === undefined ? analyzeLocalData(node, cx) : cx.analyze({ ...statement, planId: node.planId }, cx);
}
