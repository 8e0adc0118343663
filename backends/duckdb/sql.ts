/**
 * Typed fragments of DuckDB SQL. A fragment knows whether it can stand as an operand without parentheses; the `sql`
 * tag puts them in where it cannot, so text is never glued by hand.
 */
import { vocabulary } from "../../src/backend/lowering.ts";

/** A piece of DuckDB SQL. */
export interface Sql {
  readonly text: string;
  /** Needs no parentheses as an operand: a name, a literal, a call, a parenthesised expression. */
  readonly atomic: boolean;
}

/** Text that needs no parentheses. Only for fixed spellings of this backend, never for names or values of users. */
export const atom = (text: string): Sql => ({ text, atomic: true });

/** Text that needs parentheses as an operand. */
export const raw = (text: string): Sql => ({ text, atomic: false });

/** An operator expression: interpolated fragments are parenthesised where they must be. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | number | bigint)[]): Sql {
  return { text: weave(strings, values, true), atomic: false };
}

/** A call or other self-delimiting form, e.g. `` fn`abs(${x})` ``: operands inside need no parentheses of their own. */
export function fn(strings: TemplateStringsArray, ...values: readonly (Sql | number | bigint)[]): Sql {
  return { text: weave(strings, values, false), atomic: true };
}

function weave(
  strings: TemplateStringsArray,
  values: readonly (Sql | number | bigint)[],
  parenthesise: boolean,
): string {
  let out = strings[0] ?? "";
  values.forEach((value, i) => {
    if (typeof value === "object") out += parenthesise && !value.atomic ? `(${value.text})` : value.text;
    else out += value < 0 ? `(${value})` : `${value}`;
    out += strings[i + 1] ?? "";
  });
  return out;
}

/** A quoted identifier. */
export const name = (identifier: string): Sql => atom(`"${identifier.replaceAll('"', '""')}"`);

/** A string literal. DuckDB refuses NUL inside literals, so those are spelled by chr(0). */
export function text(value: string): Sql {
  const quote = (part: string) => `'${part.replaceAll("'", "''")}'`;
  if (!value.includes("\0")) return atom(quote(value));
  return atom(`(${value.split("\0").map(quote).join(" || chr(0) || ")})`);
}

/** Fragments with commas between. */
export const list = (fragments: readonly Sql[]): Sql => raw(fragments.map((f) => f.text).join(", "));

/** Fragments joined by an operator, each parenthesised where needed. */
export const joined = (operator: string, fragments: readonly Sql[]): Sql =>
  fragments.length === 1
    ? (fragments[0] ?? raw(""))
    : raw(fragments.map((f) => (f.atomic ? f.text : `(${f.text})`)).join(` ${operator} `));

/** The lowering vocabulary over these fragments. */
export const {
  call,
  infix,
  rewrite,
  template,
  kernel,
  choose,
  aggregate,
  collect,
  generator,
  window,
  differs,
  unsupported,
} = vocabulary<Sql>();
