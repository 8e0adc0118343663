/**
 * Conditions inside DuckDB's error texts: `[CONDITION]#origin{params}`. Emitted SQL raises by casting such a text to a
 * type it cannot be; kernels throw it. DuckDB quotes it somewhere inside its own message.
 */
import { type ConditionName, conditions } from "../../src/errors/conditions.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { CarriedError } from "./statement.ts";

/** The text that carries a condition; `origin` is the index in the plan's table of origins. */
export const carriedText = ({ condition, origin, params }: CarriedError): string =>
  `[${condition}]#${origin ?? "-"}${Object.keys(params).length === 0 ? "" : JSON.stringify(params)}`;

/** The text of an error that a kernel threw. */
export function thrownText(reason: unknown, origin: number | undefined): string {
  if (reason instanceof SparkError) return carriedText({ condition: reason.condition, origin, params: reason.params });
  return `kernel failed: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`;
}

const MARK = /\[([A-Z_][A-Z0-9_]*(?:\.[A-Z0-9_]+)?)\]#(\d+|-)/;

/** The condition that a DuckDB message carries; `undefined` when it carries none. */
export function carriedError(message: string): (CarriedError & { readonly condition: ConditionName }) | undefined {
  const match = MARK.exec(message);
  const condition = match?.[1];
  if (match === null || condition === undefined || !Object.hasOwn(conditions, condition)) return undefined;
  const origin = match[2] === "-" ? undefined : Number(match[2]);
  return { condition: condition as ConditionName, origin, params: paramsAt(message, match.index + match[0].length) };
}

/** The JSON object that starts at `start`, whatever stands behind it; empty when there is none. */
function paramsAt(message: string, start: number): Readonly<Record<string, string>> {
  if (message[start] !== "{") return {};
  let inString = false;
  for (let i = start; i < message.length; i++) {
    const c = message[i];
    if (inString) {
      if (c === "\\") i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "}") {
      const parsed: unknown = JSON.parse(message.slice(start, i + 1));
      return Object.fromEntries(Object.entries(parsed as object).map(([k, v]) => [k, String(v)]));
    }
  }
  return {};
}
