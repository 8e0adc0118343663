import { requirementFailed, unsupported } from "../errors/spark-error.ts";
import type { SessionSettings } from "../settings/session-settings.ts";
import type { SqlDoor } from "../unresolved/command.ts";

const REFERENCE = /\$\{(?:(\w+?):)?(\S+?)\}/g;
/** All mean the session's configuration. */
const PREFIXES: ReadonlySet<string | undefined> = new Set([undefined, "spark", "sparkconf", "hivevar", "hiveconf"]);

/**
 * A door whose texts have `${key}` replaced by the session's value of the key, by nothing where there is none
 * (`VariableSubstitution`, `spark.sql.variable.substitute`). Values that refer to themselves
 * are refused; variables of the server's environment are refused.
 */
export function withVariables(door: SqlDoor, settings: SessionSettings): SqlDoor {
  const replaced = (text: string): string =>
    text.includes("${") && settings.snapshot().isTrue("spark.sql.variable.substitute")
      ? substitute(text, settings, [])
      : text;
  return {
    parseStatement: (text, args) => door.parseStatement(replaced(text), args),
    parseQuery: (text, args) => door.parseQuery(replaced(text), args),
    parseExpression: (text) => door.parseExpression(replaced(text)),
    parseIdentifier: (text) => door.parseIdentifier(replaced(text)),
    parseType: (text) => door.parseType(replaced(text)),
    parseSchema: (text) => door.parseSchema(replaced(text)),
  };
}

function substitute(text: string, settings: SessionSettings, within: readonly string[]): string {
  return text.replace(REFERENCE, (whole, prefix: string | undefined, key: string) => {
    const reference = prefix === undefined ? key : `${prefix}:${key}`;
    if (within.includes(reference)) {
      throw requirementFailed(`the variable ${reference} refers to itself in ${text}`);
    }
    if (prefix === "env" || prefix === "system") throw unsupported(`the variable ${whole} of the server's environment`);
    if (!PREFIXES.has(prefix)) return whole;
    return substitute(settings.getWithDefault(key, "") ?? "", settings, [...within, reference]);
  });
}
