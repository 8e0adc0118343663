import { sparkError } from "../../errors/spark-error.ts";
import { doubleToString } from "../../kernels/number-text.ts";
import type { Sample } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { over } from "./filter.ts";

/** How far a fraction may be off by rounding (`RandomSampler.roundingEpsilon`). */
const EPSILON = 1e-6;

function checkFraction(lower: number, upper: number, withReplacement: boolean): void {
  const fraction = upper - lower;
  if (fraction >= -EPSILON && (withReplacement || fraction <= 1 + EPSILON)) return;
  const bounds = withReplacement ? "nonnegative with replacement" : "on interval [0, 1] without replacement";
  throw sparkError("JVM.ILLEGAL_ARGUMENT", {
    message: `requirement failed: Sampling fraction (${doubleToString(fraction)}) must be ${bounds}`,
  });
}

/** A random part of the rows; without a seed the query's instant makes one. */
export function analyzeSample(node: Sample, input: Analyzed, cx: RelationContext): Analyzed {
  const { lowerBound, upperBound, withReplacement } = node;
  checkFraction(lowerBound, upperBound, withReplacement);
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
