import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { HandledCondition, ScriptHandler, ScriptStatement } from "../../unresolved/script.ts";
import type { SqlContext } from "../context.ts";

/** What a DECLARE makes. */
export type Declared = "variable" | "condition" | "handler";

/** What the DECLARE at the cursor makes; `undefined`: there is none. */
export function declarationAt(cx: SqlContext): Declared | undefined {
  if (!cx.isWord("DECLARE")) return undefined;
  if ((cx.isWord("EXIT", 1) || cx.isWord("CONTINUE", 1)) && cx.isWord("HANDLER", 2)) return "handler";
  return cx.isName(1) && cx.isWord("CONDITION", 2) ? "condition" : "variable";
}

/** `DECLARE name CONDITION [FOR SQLSTATE [VALUE] 'state']`. */
export function declareCondition(
  cx: SqlContext,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  cx.next();
  const name = cx.wholeName().toUpperCase();
  cx.next();
  const state = cx.acceptWords("FOR") ? sqlState(cx) : "45000";
  if (Object.hasOwn(before, name))
    throw sparkError("DUPLICATE_CONDITION_IN_SCOPE", { condition: quoteIdentifier(name) }, { origin: null });
  return { [name]: state };
}

/** `SQLSTATE [VALUE] 'state'`: five digits and capital letters, none of which stand for success. */
function sqlState(cx: SqlContext): string {
  cx.expectWord("SQLSTATE");
  if (cx.isWord("VALUE") && cx.isString(1)) cx.next();
  const state = cx.string().toUpperCase();
  if (!/^[A-Z\d]{5}$/.test(state) || /^(?:00|01|XX)/.test(state))
    throw sparkError("INVALID_SQLSTATE", { sqlState: state }, { origin: null });
  return state;
}

/** `DECLARE EXIT HANDLER FOR … statement`, beside those `before` it; no Spark runs CONTINUE handlers yet. */
export function declareHandler(
  cx: SqlContext,
  before: readonly ScriptHandler[],
  readAction: () => ScriptStatement,
): ScriptHandler {
  cx.next();
  const isContinue = cx.next().word === "CONTINUE";
  cx.next();
  cx.expectWord("FOR");
  const handles = handled(cx);
  const known = before.flatMap((h) => h.handles);
  for (const each of handles) {
    if (each.kind === "name" && known.some((k) => k.kind === "name" && k.name === each.name))
      throw sparkError("DUPLICATE_EXCEPTION_HANDLER.CONDITION", { condition: each.name }, { origin: null });
    if (each.kind === "state" && known.some((k) => k.kind === "state" && k.state === each.state))
      throw sparkError("DUPLICATE_EXCEPTION_HANDLER.SQLSTATE", { sqlState: each.state }, { origin: null });
  }
  const action = readAction();
  if (isContinue) throw sparkError("UNSUPPORTED_FEATURE.CONTINUE_EXCEPTION_HANDLER", {}, { origin: null });
  return { handles, action };
}

function handled(cx: SqlContext): readonly HandledCondition[] {
  return cx.list((): HandledCondition => {
    if (cx.acceptWords("SQLEXCEPTION")) return { kind: "exception" };
    if (cx.acceptWords("NOT", "FOUND")) return { kind: "not_found" };
    if (cx.isWord("SQLSTATE")) return { kind: "state", state: sqlState(cx) };
    return { kind: "name", name: cx.names().join(".").toUpperCase() };
  });
}
