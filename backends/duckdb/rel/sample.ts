import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadSample } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { type Block, block, columnName, ref, render, seal } from "./block.ts";
import { emitRel } from "./index.ts";

/** Numbers below 2^53 are exact as doubles. */
const RANGE = 9_007_199_254_740_992n;

/**
 * A random part of the rows, the same for the same seed and order of rows: each row's number is hashed with the seed
 * to a number in [0, 1), and rows within the bounds stay. Which rows is not Spark's choice.
 */
export function emitSample(rel: ReadSample, env: RelEnv): Block {
  if (rel.withReplacement) throw unsupported("sampling with replacement");
  const input = seal(emitRel(rel.input, env), env.cx.alias());
  const alias = env.cx.alias();
  const numbered = render(input).replace(/^SELECT /, "SELECT row_number() OVER () AS row_n, ");
  const seeded = `hash(CAST(${alias}.row_n AS BIGINT), CAST('${rel.seed}' AS BIGINT)) % CAST(${RANGE} AS UBIGINT)`;
  const draw = `(CAST(${seeded} AS DOUBLE) / CAST(${RANGE} AS DOUBLE))`;
  const bounds = [`${draw} < CAST('${rel.upperBound}' AS DOUBLE)`];
  if (rel.lowerBound > 0) bounds.unshift(`${draw} >= CAST('${rel.lowerBound}' AS DOUBLE)`);
  return {
    ...block(
      `(${numbered}) AS ${alias}`,
      alias,
      input.columns.map((c, i) => ref(alias, columnName(i), c.duck)),
    ),
    where: bounds,
  };
}
