/** The templates of to_number and to_char: what they may be, and the numbers that they stand for (`ToNumberParser`). */
import type { ConditionName } from "../errors/conditions.ts";
import { sparkError } from "../errors/spark-error.ts";
import { type DataType, decimal } from "../types/data-type.ts";
import type { ArgInfo } from "./define.ts";

/** A token: its spelling in messages, and its text. Digits and the separators among them are one. */
interface Token {
  readonly kind: "digits" | "point" | "dollar" | "sign" | "minus" | "open" | "close" | "other";
  readonly name: string;
  readonly text: string;
}

const TOKEN = /([09,G]+)|([.D])|(\$)|(S)|(MI)|(PR)|([^])/g;

function tokensOf(template: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [text, digits, point, dollar, sign, minus, angle] of template.matchAll(TOKEN)) {
    if (digits !== undefined) tokens.push({ kind: "digits", name: "digit sequence", text });
    else if (point !== undefined) tokens.push({ kind: "point", name: ". or D", text });
    else if (dollar !== undefined) tokens.push({ kind: "dollar", name: "$", text });
    else if (sign !== undefined) tokens.push({ kind: "sign", name: "S", text });
    else if (minus !== undefined) tokens.push({ kind: "minus", name: "MI", text });
    else if (angle === undefined) tokens.push({ kind: "other", name: `character '${text}''`, text });
    else {
      tokens.unshift({ kind: "open", name: "PR", text });
      tokens.push({ kind: "close", name: "PR", text });
    }
  }
  return tokens;
}

/** Which tokens may stand where; each place may be empty. */
const PLACES: readonly (readonly Token["kind"][])[] = [
  ["open"],
  ["minus", "sign"],
  ["dollar"],
  ["digits"],
  ["point"],
  ["digits"],
  ["dollar"],
  ["minus", "sign", "close"],
];

const ONCE: readonly Token["kind"][] = ["point", "sign", "minus", "dollar", "close"];

/** A separator at an end of its digits, or beside another. */
const LOOSE_SEPARATOR = /^[,G]|[,G]$|[,G]{2}/;

/** Throws a condition of INVALID_FORMAT for a constant template that is none. */
export function checkTemplate(template: ArgInfo["value"]): void {
  if (typeof template !== "string") return;
  const upper = template.toUpperCase();
  const tokens = tokensOf(upper);
  const format = `'${upper.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const refuse = (condition: Extract<ConditionName, `INVALID_FORMAT.${string}`>, token?: string): never => {
    throw sparkError(
      condition as "INVALID_FORMAT.UNEXPECTED_TOKEN",
      {
        format,
        ...(token !== undefined && { token }),
      } as { readonly format: string; readonly token: string },
    );
  };
  const at = (kind: Token["kind"]): number => tokens.findIndex((t) => t.kind === kind);
  const [digits, dollar, point] = [at("digits"), at("dollar"), at("point")];
  const isDigits = (t: Token): boolean => t.kind === "digits";
  const before = tokens.filter((t, i) => isDigits(t) && (point === -1 || i < point));
  const behind = tokens.filter((t, i) => isDigits(t) && point !== -1 && i > point);
  if (upper === "") refuse("INVALID_FORMAT.EMPTY");
  if (digits === -1) refuse("INVALID_FORMAT.WRONG_NUM_DIGIT");
  if (digits < dollar) refuse("INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT");
  if (point !== -1 && point < dollar) refuse("INVALID_FORMAT.CUR_MUST_BEFORE_DEC");
  if (before.some((t) => LOOSE_SEPARATOR.test(t.text))) refuse("INVALID_FORMAT.CONT_THOUSANDS_SEPS");
  if (behind.some((t) => /[,G]/.test(t.text))) refuse("INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC");
  for (const kind of ONCE) {
    const same = tokens.filter((t) => t.kind === kind);
    if (same.length > 1) refuse("INVALID_FORMAT.WRONG_NUM_TOKEN", same[0]?.name);
  }
  let next = 0;
  for (const place of PLACES) {
    const token = tokens[next];
    if (token !== undefined && place.includes(token.kind)) next++;
  }
  const rest = tokens[next];
  if (rest !== undefined) refuse("INVALID_FORMAT.UNEXPECTED_TOKEN", rest.name);
}

const MAX_PRECISION = 38;

/** DECIMAL with the digits of a number template like `99.9`. */
export function templateDecimal(args: readonly ArgInfo[]): DataType {
  const template = args[1]?.value;
  if (typeof template !== "string") return decimal(38, 18);
  const [before = "", after = ""] = template.toUpperCase().split(/[.D]/);
  const digits = (part: string): number => part.replace(/[^09]/g, "").length;
  const precision = digits(before) + digits(after);
  if (precision > MAX_PRECISION) {
    const params = { precision: `${precision}`, maxPrecision: `${MAX_PRECISION}` };
    throw sparkError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", params, { origin: null });
  }
  return decimal(Math.max(1, precision), digits(after));
}
