import type { Facts, Need } from "./facts.ts";
import { expressionsOf, inputsOf, subexpressionsOf } from "../unresolved/visit.ts";
import { isImmediate } from "../unresolved/variable-command.ts";
import type { Expression } from "../unresolved/expression.ts";
import type { Relation } from "../unresolved/relation.ts";

/**
 * Everything a plan asks of the world that `facts` do not tell yet. Bodies of known views are looked into as well, so
 * one round gathers all of a level. Names that a CTE shadows may be asked for needlessly; that does no harm.
 */
export function missingFacts(plan: Relation, facts: Facts): Need[] {
  const needs: Need[] = [];
  const seenViews = new Set<string>();
  const relations: Relation[] = [plan];
  const expressions: Expression[] = [];
  for (;;) {
    const expression = expressions.pop();
    if (expression !== undefined) {
      if (expression.kind === "subquery" && !("planId" in expression.plan && !("kind" in expression.plan))) {
        relations.push(expression.plan as Relation);
      }
      for (const child of subexpressionsOf(expression)) expressions.push(child);
      continue;
    }
    const relation = relations.pop();
    if (relation === undefined) return needs;
    switch (relation.kind) {
      case "named_table": {
        const fact = facts.table(relation.nameParts, relation.within);
        if (fact === undefined) needs.push({ kind: "table", nameParts: relation.nameParts });
        else if (fact.kind === "view" && !seenViews.has(fact.identity)) {
          seenViews.add(fact.identity);
          relations.push(fact.plan);
        }
        break;
      }
      case "file_read": {
        const source = facts.pythonSource(relation);
        if (source !== undefined) {
          if (facts.madeSource(relation) === undefined) needs.push({ kind: "python_source", read: relation, source });
        } else if (facts.files(relation) === undefined) needs.push({ kind: "files", read: relation });
        break;
      }
      case "local_data":
      case "cached_local_data":
      case "catalog":
        if (facts.local(relation) === undefined) needs.push({ kind: "local", data: relation });
        break;
      case "command_rows":
        if (isImmediate(relation)) {
          const statement = facts.statement(relation);
          if (statement === undefined) needs.push({ kind: "statement", asker: relation });
          else relations.push(statement);
        } else if (facts.local(relation) === undefined) needs.push({ kind: "local", data: relation });
        break;
      default:
        break;
    }
    for (const child of inputsOf(relation)) relations.push(child);
    for (const child of expressionsOf(relation)) expressions.push(child);
  }
}
