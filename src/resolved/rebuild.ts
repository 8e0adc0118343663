import type { Relation } from "./relation.ts";
import { inputsOf, withInputs } from "./visit.ts";

/**
 * Rebuilds a plan from its leaves up; what is used in several places stays one. `make` gets each relation over its
 * rebuilt inputs, and as it was. Plans of subqueries are left alone.
 */
export function rebuild(plan: Relation, make: (relation: Relation, before: Relation) => Relation): Relation {
  const done = new Map<Relation, Relation>();
  const stack: { readonly relation: Relation; visited: boolean }[] = [{ relation: plan, visited: false }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { relation } = top;
    if (!top.visited) {
      top.visited = true;
      for (const input of inputsOf(relation)) if (!done.has(input)) stack.push({ relation: input, visited: false });
      continue;
    }
    stack.pop();
    if (done.has(relation)) continue;
    const inputs = inputsOf(relation).map((input) => done.get(input) ?? input);
    done.set(relation, make(withInputs(relation, inputs), relation));
  }
  return done.get(plan) ?? plan;
}
