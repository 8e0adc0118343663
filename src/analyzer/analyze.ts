import { check } from "../resolved/check.ts";
import type { Relation as Resolved } from "../resolved/relation.ts";
import type { StructType } from "../types/data-type.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { EvolvedView, Observation, RelationContext } from "./context.ts";
import type { Facts, Need } from "./facts.ts";
import { missingFacts } from "./needs.ts";
import { asksOfFiles } from "./relation/file-metadata.ts";
import { analyzeRelation } from "./relation/index.ts";
import { MissingFacts } from "./rows.ts";
import { ColumnIds } from "./typed.ts";
import { visible } from "./visible.ts";

/** What a plan means, or what must be known first. */
export type Found =
  | {
      readonly kind: "meant";
      readonly plan: Resolved;
      readonly schema: StructType;
      readonly observations: readonly Observation[];
      readonly evolved: readonly EvolvedView[];
      /** The session variables that the plan itself reads, views left out: names as they were written. */
      readonly variables: readonly (readonly string[])[];
      /** It, or what is observed of it, holds a function in Python. */
      readonly usesPython: boolean;
      /** It, or what is observed of it, holds a loop. */
      readonly usesLoops: boolean;
    }
  | { readonly kind: "needs"; readonly needs: readonly Need[] };

/** Asked → meant: pure and synchronous. Throws SparkErrors of analysis. */
export function analyze(asked: Relation, facts: Facts): Found {
  const needs = missingFacts(asked, facts);
  if (needs.length > 0) return { kind: "needs", needs };
  const cx: RelationContext = {
    facts,
    typing: facts.settings.typing,
    ids: new ColumnIds(),
    ctes: new Map(),
    windows: {},
    references: new Map(),
    outer: [],
    views: [],
    routines: { database: facts.currentDatabase, temporary: "all" },
    calls: [],
    observations: [],
    evolved: [],
    variables: new Set(),
    python: { used: false },
    loops: { used: false },
    asksOfFiles: asksOfFiles(asked, facts),
    depth: 0,
    draws: { count: 0 },
    analyze: analyzeRelation,
  };
  try {
    const plan = visible(analyzeRelation(asked, cx));
    check(plan);
    for (const observation of cx.observations) check(observation.plan);
    const { observations, evolved } = cx;
    const schema = schemaOf(plan);
    const uses = { usesPython: cx.python.used, usesLoops: cx.loops.used };
    return { kind: "meant", plan, schema, observations, evolved, variables: [...cx.variables], ...uses };
  } catch (reason) {
    if (reason instanceof MissingFacts) return { kind: "needs", needs: reason.needs };
    throw reason;
  }
}

/** The schema that a plan's rows have. */
export const schemaOf = (plan: Resolved): StructType => ({
  kind: "struct",
  fields: plan.output.map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata })),
});
