import type { Sample } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { over } from "./filter.ts";

/** A random part of the rows; without a seed the query's instant makes one. */
export function analyzeSample(node: Sample, input: Analyzed, cx: RelationContext): Analyzed {
  const { lowerBound, upperBound, withReplacement } = node;
  const { relation } = input;
  const { seed = cx.facts.now } = node;
  const draw = node.seed === undefined ? nextDraw(cx) : undefined;
  const { output } = relation;
  return {
    ...over(
      input,
      { kind: "sample", input: relation, lowerBound, upperBound, withReplacement, seed, draw, output },
      node.planId,
    ),
    block: undefined,
  };
}
