/** Which handler of a script an error is for. */
import { conditions as known } from "../../errors/conditions.ts";
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import type { ScriptBlock, ScriptHandler, ScriptStatement } from "../../unresolved/script.ts";

/** Raises INVALID_HANDLER_DECLARATION.CONDITION_NOT_FOUND for a condition that nobody declares and Spark has not. */
export function checkHandlers(s: ScriptStatement, around: readonly ScriptBlock[]): void {
  const inside = s.kind === "block" ? [...around, s] : around;
  if (s.kind === "block") {
    for (const { handles, action } of s.handlers) {
      for (const handled of handles) {
        if (handled.kind !== "name" || isKnown(handled.name)) continue;
        if (inside.some((b) => Object.hasOwn(b.conditions, handled.name))) continue;
        const params = { condition: handled.name };
        throw sparkError("INVALID_HANDLER_DECLARATION.CONDITION_NOT_FOUND", params, { origin: null });
      }
      checkHandlers(action, inside);
    }
  }
  for (const inner of statementsIn(s)) checkHandlers(inner, inside);
}

function statementsIn(s: ScriptStatement): readonly ScriptStatement[] {
  if (s.kind === "if" || s.kind === "case")
    return [
      ...s.branches.flatMap((b: { readonly statements: readonly ScriptStatement[] }) => b.statements),
      ...(s.otherwise ?? []),
    ];
  return "statements" in s ? s.statements : [];
}

/** Whether there is an error condition of the name: a whole one, or the first part of some. */
const isKnown = (name: string): boolean => Object.keys(known).some((key) => key === name || key.startsWith(`${name}.`));

/** The handler of a block that an error is for: one for its condition first, then its SQLSTATE, then any. */
export function handlerFor(reason: unknown, { handlers }: ScriptBlock): ScriptHandler | undefined {
  if (!(reason instanceof SparkError)) return undefined;
  const { condition } = reason;
  const state = known[condition].sqlState;
  const found = (is: (handled: ScriptHandler["handles"][number]) => boolean) =>
    handlers.find((h) => h.handles.some(is));
  const isGroup = (name: string): boolean => name === condition || condition.startsWith(`${name}.`);
  return (
    found((h) => h.kind === "name" && h.name === condition) ??
    found((h) => h.kind === "name" && isGroup(h.name)) ??
    found((h) => h.kind === "state" && h.state === state) ??
    found((h) => h.kind === "not_found" && state.startsWith("02")) ??
    found((h) => h.kind === "exception" && !/^(?:00|01|02|XX)/.test(state))
  );
}
