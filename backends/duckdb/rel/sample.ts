import { unsupported } from "../../../src/errors/spark-error.ts";
import { MOST_MEAN } from "../../../src/kernels/number-poisson.ts";
import type { ReadSample } from "../../../src/substrait/read/plan.ts";
import { type DataType, DOUBLE, INT, LONG } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { atom, type Sql } from "../sql.ts";
import { type Block, block, columnName, ref, render, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { envOver } from "./level.ts";

/** A random part of the rows. The draws are Spark's for one partition, its first. */
export const emitSample = (rel: ReadSample, env: RelEnv): Block =>
  rel.withReplacement ? withReplacement(rel, env) : withoutReplacement(rel, env);

/** Each row draws a number in [0, 1) and stays when it falls between the bounds (`BernoulliCellSampler`). */
function withoutReplacement(rel: ReadSample, env: RelEnv): Block {
  const [input, alias] = [seal(emitRel(rel.input, env), env.cx.alias()), env.cx.alias()];
  const draw = drawOf("rand", [{ type: LONG, constant: rel.seed }], DOUBLE, env);
  return {
    ...block(
      `(${drawn(input, draw)}) AS ${alias}`,
      alias,
      input.columns.map((c, i) => ref(alias, columnName(i), c.duck)),
    ),
    where: [
      `${alias}.draw >= CAST('${rel.lowerBound}' AS DOUBLE)`,
      `${alias}.draw < CAST('${rel.upperBound}' AS DOUBLE)`,
    ],
  };
}

/** Each row draws how often it is taken (`PoissonSampler`). */
function withReplacement(rel: ReadSample, env: RelEnv): Block {
  const mean = rel.upperBound - rel.lowerBound;
  if (mean >= MOST_MEAN) throw unsupported(`a sample with replacement of ${MOST_MEAN} times the rows or more`);
  const [input, inner, alias] = [seal(emitRel(rel.input, env), env.cx.alias()), env.cx.alias(), env.cx.alias()];
  const draw =
    mean > 0
      ? drawOf(
          "poisson",
          [
            { type: DOUBLE, constant: mean },
            { type: LONG, constant: firstJavaLong(rel.seed) },
          ],
          INT,
          env,
        )
      : atom("0");
  const names = input.columns.map((_, i) => `${inner}.${columnName(i)}`);
  const repeated = `SELECT ${[...names, `unnest(range(${inner}.draw)) AS again`].join(", ")} FROM (${drawn(input, draw)}) AS ${inner}`;
  return block(
    `(${repeated}) AS ${alias}`,
    alias,
    input.columns.map((c, i) => ref(alias, columnName(i), c.duck)),
  );
}

/** The input's SELECT with a draw for each row, in their order. */
const drawn = (input: Block, draw: Sql): string =>
  render(input).replace(/^SELECT /, () => `SELECT ${draw.text} AS draw, `);

function drawOf(
  kernel: string,
  constants: readonly { readonly type: DataType; readonly constant: number | bigint }[],
  type: DataType,
  env: RelEnv,
): Sql {
  const row = { type: LONG, constant: undefined, sql: atom("(row_number() OVER () - 1)") };
  const args = [...constants.map((c) => ({ ...c, sql: undefined })), row];
  return kernelCall(kernel, args, { function: "sample", type, mode: "ansi" }, envOver([], env));
}

/** The first `nextLong()` of a `java.util.Random` with a seed: what the first partition is seeded with. */
function firstJavaLong(seed: bigint): bigint {
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
