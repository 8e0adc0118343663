import type { Variable } from "../catalog/variables.ts";
import { quoteIfNeeded } from "../lex/multipart-names.ts";
import type { Facts } from "./facts.ts";
import { literalSql } from "./pretty.ts";
import { sqlType } from "../types/print.ts";
import { literal, type Typed } from "./typed.ts";

/** A variable where a name stands for it: its value of now (`VariableReference`). */
export function variableReference({ name, type, value, scope }: Variable, { settings }: Facts): Typed {
  const shown = () =>
    value === null && type.kind !== "null"
      ? `CAST(NULL AS ${sqlType(type)})`
      : literalSql(type, value, settings.kernelSettings);
  const place = scope === undefined ? "system.session" : `local.${quoteIfNeeded(scope)}`;
  return {
    expr: literal(type, value),
    sql: () => `variablereference(${place}.${quoteIfNeeded(name)}=${shown()})`,
    foldable: true,
    isVariable: true,
    named: false,
  };
}
