import { invariant } from "../../../src/base/invariant.ts";
import type { Lowering } from "../../../src/backend/lowering.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadCall, ReadGenerate } from "../../../src/substrait/read/plan.ts";
import { struct } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { compose, partOf } from "../expr/compose.ts";
import { lowerExact } from "../dispatch.ts";
import { atom, type Sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { type Block, type BlockColumn, opened } from "./block.ts";
import { emitRel } from "../dispatch.ts";
import { lowerOver } from "./level.ts";

/** The input's columns beside set-returning expressions: `unnest` in the SELECT list keeps the order of rows. */
export function emitGenerate(rel: ReadGenerate, env: RelEnv): Block {
  const lowering = resolve(rel, env);
  const input = opened(emitRel(rel.input, env), env.cx.alias);
  const { block, result } = lowerOver(input, env, (e) => {
    const lower = (expr: ReadCall["args"][number]) => lowerExact(expr, e);
    const { fragments } = compose(e, (hold) =>
      lowering.build(
        rel.args.map((arg) => hold(partOf(arg, e, () => lower(arg)))),
        {
          args: rel.args,
          outer: rel.outer,
          types: rel.generated.map((g) => g.type),
          lower: (expr) => hold(partOf(expr, e, () => lower(expr))),
        },
      ),
    );
    return fragments;
  });
  const made = rel.generated.map(
    (g, i): BlockColumn => ({ ...typed(result[i], physicalType(g.type)), kind: "computed" }),
  );
  return { ...block, columns: [...block.columns, ...made], fixed: true };
}

function typed(sql: Sql | undefined, duck: string) {
  invariant(sql !== undefined, "a generator made too few columns");
  return { sql: atom(`CAST(${sql.text} AS ${duck})`), duck, depth: 1 };
}

function resolve(rel: ReadGenerate, env: RelEnv): Extract<Lowering<Sql>, { how: "generator" }> {
  let lowering = env.cx.options.lowerings(rel.function);
  const call: ReadCall = {
    kind: "call",
    function: rel.function,
    args: rel.args,
    mode: "ansi",
    type: struct([]),
    nullable: true,
  };
  while (lowering?.how === "choose" || lowering?.how === "differs") {
    lowering = lowering.how === "choose" ? lowering.choose(call, env.cx.options.settings) : lowering.lowering;
  }
  if (lowering?.how === "unsupported") throw unsupported(`function ${rel.function}: ${lowering.reason}`);
  if (lowering?.how !== "generator") throw unsupported(`generator ${rel.function}`);
  return lowering;
}
