import type { ReadRel, ReadSet } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { normalized } from "../expr/normal.ts";
import { physicalType, samePhysical } from "../types.ts";
import { type Block, block, columnName, exactly, ref, render } from "./block.ts";
import { emitRel } from "../dispatch.ts";

/**
 * The inputs, those of unions inside unions among them: a chain of unions is planned much faster flat than nested. What
 * an inner UNION without ALL drops, an outer one drops too.
 */
function armsOf(rel: ReadSet): readonly ReadRel[] {
  if (rel.operation !== "union") return rel.inputs;
  const arms: ReadRel[] = [];
  const stack = [...rel.inputs].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === "set" && next.operation === "union" && (next.all || !rel.all) && sameColumns(next, rel)) {
      stack.push(...[...next.inputs].reverse());
    } else arms.push(next);
  }
  return arms;
}

const sameColumns = (a: ReadRel, b: ReadRel): boolean =>
  a.columns.every((c, i) => {
    const other = b.columns[i];
    return other !== undefined && samePhysical(c.type, other.type);
  });

const WORDS = { union: "UNION", intersect: "INTERSECT", except: "EXCEPT" } as const;

/** UNION, INTERSECT, EXCEPT; the inputs' columns are brought to exactly the output's types. */
export function emitSet(rel: ReadSet, env: RelEnv): Block {
  const alias = env.cx.alias();
  const operator = ` ${WORDS[rel.operation]}${rel.all ? " ALL" : ""} `;
  const isBag = rel.operation === "union" && rel.all;
  const arms = armsOf(rel).map((input) => {
    const found = emitRel(input, env);
    const columns = found.columns.map((c, i) => {
      const type = rel.columns[i]?.type;
      const exact = type === undefined ? c : exactly(c, type);
      // Rows that are compared come out as Spark groups them.
      const normal = isBag || type === undefined ? exact : normalized(exact, type);
      return normal === c ? c : { ...normal, kind: "computed" as const };
    });
    return `(${render({ ...found, columns })})`;
  });
  return block(
    `(${arms.join(operator)}) AS ${alias}`,
    alias,
    rel.columns.map((c, i) => ref(alias, columnName(i), physicalType(c.type))),
  );
}
