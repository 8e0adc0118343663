import type { Relation } from "../resolved/relation.ts";
import { printRelation } from "../resolved/print.ts";

/**
 * A text that is equal for plans that mean the same up to the names they give (`QueryPlan.canonicalized`): the printed
 * plan with column ids numbered in order of appearance and aliases left out.
 */
export function canonicalText(plan: Relation): string {
  const numbers = new Map<string, number>();
  return printRelation(plan)
    .replace(/ AS [^,\]]*?#(\d+)/g, " AS #$1")
    .replace(/[^\s,[\]()]*#(\d+)/g, (_, id: string) => {
      const known = numbers.get(id) ?? numbers.size;
      numbers.set(id, known);
      return `#${known}`;
    });
}
