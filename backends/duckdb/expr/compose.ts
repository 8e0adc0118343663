/**
 * Fragments are put together with marks in place of their parts. Once the whole text stands, each part is written in
 * for its mark: as it is when it occurs once or costs nothing, and computed once otherwise (as a column of an inner
 * SELECT, or, where that may not be, as the parameter of a one-element lambda, which stays as lazy as the text around
 * it). A part whose mark does not occur is never lowered.
 */
import type { ReadExpr } from "../../../src/substrait/read/plan.ts";
import type { Env } from "../context.ts";
import type { Lowered } from "../rel/block.ts";
import { atom, type Sql } from "../sql.ts";
import { canThrow, isDeterministic } from "./facts.ts";

/** A part of a fragment, lowered when it is needed. */
export interface Part {
  make(): Lowered;
  readonly throws: boolean;
  /** Evaluated for some of the rows only. */
  readonly lazy: boolean;
  readonly deterministic: boolean;
  /** May be written any number of times. */
  readonly free: boolean;
}

/** Takes a part and gives the mark that stands for it. */
export type Hold = (part: Part) => Sql;

/** The part for an expression. */
export const partOf = (expr: ReadExpr, env: Env, make: () => Lowered): Part => ({
  make,
  throws: canThrow(expr, env.cx.options.functions),
  lazy: env.lazy,
  deterministic: isDeterministic(expr, env.cx.options.functions),
  free: expr.kind === "literal" || expr.kind === "field" || expr.kind === "lambda",
});

const MARK = /\u0001(\d+)\u0002/g;
const LAMBDA_NAME = /\bp_\d+\b/;
/** Depth beyond which DuckDB's planning time grows too fast. */
const MAX_DEPTH = 40;
const WINDOW = /\bover\s*\(/i;

/** Whether a text is too long or too costly to be repeated. */
const isCheap = (text: string): boolean => text.length <= 40 && !/\bk_|\bselect\b|\bover\b/i.test(text);

/** Whether a value holds a window function, which may stand in a plain SELECT list only. */
export const holdsWindow = (value: Lowered): boolean => WINDOW.test(value.sql.text);

/** Puts fragments together; `letting` allows one-element lambdas around the (single) result. */
export function compose(
  env: Env,
  build: (hold: Hold) => readonly Sql[],
  letting = true,
): { readonly fragments: readonly Sql[]; readonly depth: number } {
  const held = new Map<string, Part>();
  const built = build((part) => {
    const id = String(env.cx.next());
    held.set(id, part);
    return atom(`\u0001${id}\u0002`);
  });
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const [, id] of text.matchAll(MARK))
      if (id !== undefined && held.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  for (const fragment of built) count(fragment.text);

  const texts = new Map<string, string>();
  const lets: { readonly name: string; readonly value: Lowered }[] = [];
  let depth = 0;
  const whole = built.map((f) => f.text).join(" ");
  const letsAllowed = letting && built.length === 1 && !/\bselect\b|\bunnest\b/i.test(whole);
  for (const [id, times] of counts) {
    const part = held.get(id);
    if (part === undefined) continue;
    const value = part.make();
    const again = times > 1 && !part.free && !(part.deterministic && isCheap(value.sql.text));
    const deep = value.depth > MAX_DEPTH;
    const hoisted = again || deep ? tryHoist(value, part.throws && part.lazy, env) : undefined;
    if (hoisted !== undefined) {
      texts.set(id, hoisted.sql.text);
      continue;
    }
    depth = Math.max(depth, value.depth);
    if (again && letsAllowed && !/\bselect\b/i.test(value.sql.text)) {
      const name = `p_${env.cx.next()}`;
      lets.push({ name, value });
      texts.set(id, name);
    } else {
      texts.set(id, value.sql.atomic ? value.sql.text : `(${value.sql.text})`);
    }
  }
  const write = (text: string) => text.replace(MARK, (mark, id: string) => texts.get(id) ?? mark);
  const fragments = built.map((f): Sql => {
    const whole = lets.reduce(
      (body, { name, value }) => `list_transform([${value.sql.text}], lambda ${name}: ${body})[1]`,
      write(f.text),
    );
    return { text: whole, atomic: f.atomic || lets.length > 0 };
  });
  return { fragments, depth: depth + 1 + 2 * lets.length };
}

/** The value as a column of an inner SELECT, where that changes no answer; `risky` values stay where they are. */
export function tryHoist(value: Lowered, risky: boolean, env: Env): Lowered | undefined {
  if (env.scope.hoist === undefined || risky || LAMBDA_NAME.test(value.sql.text)) return undefined;
  return env.scope.hoist(value);
}
