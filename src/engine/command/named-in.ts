/** What a query or an expression names, as it was asked for. */
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { expressionsOf, inputsOf, subexpressionsOf } from "../../unresolved/visit.ts";

/** Names of tables and views but for those of WITH, and of called functions, in the order of the text as far as it goes. */
export interface NamedIn {
  readonly tables: readonly (readonly string[])[];
  readonly functions: readonly (readonly string[])[];
}

/** What stands in some relations and expressions, queries inside of them included. */
export function namedIn(roots: {
  readonly relations?: readonly Relation[];
  readonly expressions?: readonly Expression[];
}): NamedIn {
  const relations = [...(roots.relations ?? [])];
  const expressions = [...(roots.expressions ?? [])];
  const tables: (readonly string[])[] = [];
  const functions: (readonly string[])[] = [];
  const ctes = new Set<string>();
  for (;;) {
    const e = expressions.shift();
    if (e !== undefined) {
      if (e.kind === "function") functions.push(e.nameParts);
      if (e.kind === "subquery" && "kind" in e.plan) relations.push(e.plan);
      expressions.push(...subexpressionsOf(e));
      continue;
    }
    const r = relations.shift();
    if (r === undefined) break;
    if (r.kind === "named_table") tables.push(r.nameParts);
    if (r.kind === "table_function") functions.push(r.nameParts);
    if (r.kind === "with_ctes") for (const cte of r.ctes) ctes.add(cte.name.toLowerCase());
    relations.push(...inputsOf(r));
    expressions.push(...expressionsOf(r));
  }
  const isCte = ([first = "", ...more]: readonly string[]): boolean =>
    more.length === 0 && ctes.has(first.toLowerCase());
  return { tables: tables.filter((parts) => !isCte(parts)), functions };
}
