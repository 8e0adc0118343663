import type { Sample } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { over } from "./filter.ts";

/** A random part of the rows; without a seed the query's instant makes one. */
export function analyzeSample(node: Sample, input: Analyzed, cx: RelationContext): Analyzed {
  const { lowerBound, upperBound, withReplacement } = node;
  const { relation } = input;
  const seed = node.seed ?? cx.facts.now;
  return {
    ...over(
      input,
      { kind: "sample", input: relation, lowerBound, upperBound, withReplacement, seed, output: relation.output },
      node.planId,
    ),
    block: undefined,
  };
}
