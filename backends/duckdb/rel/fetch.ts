import type { ReadFetch, ReadTail } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { type Block, block, columnName, ref, render, seal } from "./block.ts";
import { emitRel } from "../dispatch.ts";

/** LIMIT and OFFSET. */
export function emitFetch(rel: ReadFetch, env: RelEnv): Block {
  const input = emitRel(rel.input, env);
  if (rel.count === undefined && rel.offset === 0) return input;
  const base = input.limit !== undefined || input.offset > 0 ? seal(input, env.cx.alias()) : input;
  return { ...base, limit: rel.count, offset: rel.offset };
}

/** The last rows, found by number; the input keeps its order. */
export function emitTail(rel: ReadTail, env: RelEnv): Block {
  const input = seal(emitRel(rel.input, env), env.cx.alias());
  const alias = env.cx.alias();
  const columns = input.columns.map((c, i) => ref(alias, columnName(i), c.duck));
  const numbered = render(input).replace(
    /^SELECT /,
    "SELECT row_number() OVER () AS row_n, count(*) OVER () AS row_all, ",
  );
  return {
    ...block(`(${numbered}) AS ${alias}`, alias, columns),
    where: [`${alias}.row_n > ${alias}.row_all - ${rel.count}`],
    order: [{ text: `${alias}.row_n`, words: "ASC NULLS FIRST" }],
  };
}
