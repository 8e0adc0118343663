import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadSample } from "../../../src/substrait/read/plan.ts";
import { DOUBLE, LONG } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { atom } from "../sql.ts";
import { type Block, block, columnName, ref, render, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { envOver } from "./level.ts";

/**
 * A random part of the rows: each row draws a number in [0, 1) and stays when it falls between the bounds. The draws
 * are Spark's for one partition (`BernoulliCellSampler` under `PartitionwiseSampledRDD`).
 */
export function emitSample(rel: ReadSample, env: RelEnv): Block {
  if (rel.withReplacement) throw unsupported("sampling with replacement");
  const input = seal(emitRel(rel.input, env), env.cx.alias());
  const alias = env.cx.alias();
  const draw = kernelCall(
    "rand",
    [
      { type: LONG, constant: firstJavaLong(rel.seed), sql: undefined },
      { type: LONG, constant: undefined, sql: atom("(row_number() OVER () - 1)") },
    ],
    { function: "sample", type: DOUBLE, mode: "ansi" },
    envOver([], env),
  );
  const drawn = render(input).replace(/^SELECT /, () => `SELECT ${draw.text} AS draw, `);
  return {
    ...block(
      `(${drawn}) AS ${alias}`,
      alias,
      input.columns.map((c, i) => ref(alias, columnName(i), c.duck)),
    ),
    where: [
      `${alias}.draw >= CAST('${rel.lowerBound}' AS DOUBLE)`,
      `${alias}.draw < CAST('${rel.upperBound}' AS DOUBLE)`,
    ],
  };
}

/** The first `nextLong()` of a `java.util.Random` with a seed: what the first partition is seeded with. */
export function firstJavaLong(seed: bigint): bigint {
  const mask = (1n << 48n) - 1n;
  const multiplier = 0x5deece66dn;
  let state = (seed ^ multiplier) & mask;
  const next = () => {
    state = (state * multiplier + 0xbn) & mask;
    return BigInt.asIntN(32, state >> 16n);
  };
  const high = next();
  return BigInt.asIntN(64, (high << 32n) + next());
}
