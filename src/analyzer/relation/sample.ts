import { requirementFailed } from "../../errors/spark-error.ts";
import { isOrderable } from "../../functions/arg-rules.ts";
import type { Relation as Resolved } from "../../resolved/relation.ts";
import { type DataType, DOUBLE, isNumeric, isText, LONG } from "../../types/data-type.ts";
import { call, literal } from "../../unresolved/build.ts";
import type { Expression, Literal } from "../../unresolved/expression.ts";
import type { Sample, SampleBy } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { expandedTo } from "../expanded.ts";
import { resolve } from "../expression/resolve.ts";
import { columnRef } from "../typed.ts";
import { analyzeFilter, over, wrappedIn } from "./filter.ts";
import { plainContext } from "./plain-context.ts";

/** A random part of the rows; without a seed the query's instant makes one. */
export function analyzeSample(node: Sample, input: Analyzed, cx: RelationContext): Analyzed {
  const { lowerBound, upperBound, withReplacement } = node;
  checkFraction(upperBound - lowerBound, withReplacement);
  const relation = node.deterministicOrder ? sorted(input.relation) : input.relation;
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

/** How far a fraction may lie outside of its bounds, for what rounding does (`RandomSampler.roundingEpsilon`). */
const TOLERANCE = 1e-6;

function checkFraction(fraction: number, withReplacement: boolean): void {
  if (withReplacement && fraction < -TOLERANCE) {
    throw requirementFailed(`the fraction of a sample with replacement must not be negative, but is ${fraction}`);
  }
  if (!withReplacement && !(fraction >= -TOLERANCE && fraction <= 1 + TOLERANCE)) {
    throw requirementFailed(`the fraction of a sample without replacement must lie in [0, 1], but is ${fraction}`);
  }
}

/** In the order of all columns that have one, so that the parts of a split are of one order (`transformSample`). */
function sorted(input: Resolved): Resolved {
  const keys = input.output
    .filter(({ type }) => isOrderable(type))
    .map((column) => ({ expression: columnRef(column), descending: false, nulls: "first" as const }));
  return keys.length === 0 ? input : { kind: "sort", input, keys, output: input.output };
}

/** A draw for each row, held against the fraction of its stratum (`DataFrameStatFunctions.sampleBy`). */
export function analyzeSampleBy(node: SampleBy, input: Analyzed, cx: RelationContext): Analyzed {
  if (!node.fractions.every(({ fraction }) => fraction >= 0 && fraction <= 1)) {
    throw requirementFailed("the fractions of sampleBy must lie in [0, 1]");
  }
  const context = plainContext(input, cx, "WHERE");
  const typed = resolve(node.column, context);
  const column = expandedTo(typed);
  const strata = node.fractions.filter(({ stratum }) => canEqual(stratum, typed.expr.type));
  const fraction: Expression =
    strata.length === 0
      ? literal(DOUBLE, 0)
      : {
          kind: "case",
          branches: strata.map((s) => ({
            when: call("=", [column, s.stratum]),
            then: literal(DOUBLE, s.fraction),
          })),
          otherwise: literal(DOUBLE, 0),
        };
  const draw = call("rand", node.seed === undefined ? [] : [literal(LONG, node.seed)]);
  const condition = call("<", [draw, fraction]);
  const made = analyzeFilter(
    { kind: "filter", input: node.input, condition, clause: "where", planId: node.planId },
    { ...input, block: undefined },
    cx,
  );
  // Spark looks the fractions up with a function that is another for each sample.
  return wrappedIn(made, { as: "sampled by", draw: nextDraw(cx) }, undefined);
}

/** Whether a stratum can be the value of a column, as Scala compares them. */
function canEqual(stratum: Literal, type: DataType): boolean {
  if (stratum.value === null) return false;
  if (isNumeric(stratum.type)) return isNumeric(type) && type.kind !== "decimal";
  if (isText(stratum.type)) return isText(type);
  return stratum.type.kind === type.kind;
}
