import type { ReadSet } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { physicalType } from "../types.ts";
import { type Block, block, columnName, exactly, ref, render } from "./block.ts";
import { emitRel } from "./index.ts";

const WORDS = { union: "UNION", intersect: "INTERSECT", except: "EXCEPT" } as const;

/** UNION, INTERSECT, EXCEPT; the inputs' columns are brought to exactly the output's types. */
export function emitSet(rel: ReadSet, env: RelEnv): Block {
  const alias = env.cx.alias();
  const operator = ` ${WORDS[rel.operation]}${rel.all ? " ALL" : ""} `;
  const arms = rel.inputs.map((input) => {
    const found = emitRel(input, env);
    const columns = found.columns.map((c, i) => {
      const type = rel.columns[i]?.type;
      const exact = type === undefined ? c : exactly(c, type);
      return exact === c ? c : { ...exact, kind: "computed" as const };
    });
    return `(${render({ ...found, columns })})`;
  });
  return block(
    `(${arms.join(operator)}) AS ${alias}`,
    alias,
    rel.columns.map((c, i) => ref(alias, columnName(i), physicalType(c.type))),
  );
}
