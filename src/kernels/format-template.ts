import type { Decimal } from "../types/value.ts";
import { decimalToPlainString } from "./decimal.ts";

/** The number templates of to_number and to_char (`ToNumberParser`): `S`, `MI`, `$`, `0`, `9`, `,`/`G`, `.`/`D`, `PR`. */

type Piece =
  | { readonly kind: "digits"; readonly count: number; readonly exact: boolean }
  | { readonly kind: "group" }
  | { readonly kind: "point" }
  | { readonly kind: "dollar" }
  | { readonly kind: "sign"; readonly plus: boolean; readonly opening: boolean }
  | { readonly kind: "open" }
  | { readonly kind: "close" };

/** A compiled template. */
export interface NumberTemplate {
  readonly pieces: readonly Piece[];
  readonly integerDigits: number;
  readonly fractionDigits: number;
}

const TOKEN = /(0[09]*|9[09]*)|([,G])|([.D])|(\$)|(S)|(MI)|(PR)/iy;

/** Compiles a template; undefined for text that is none. Its well-formedness is the analyzer's to check. */
export function compileTemplate(template: string): NumberTemplate | undefined {
  const pieces: Piece[] = [];
  let integerDigits = 0;
  let fractionDigits = 0;
  let behind = false;
  let angle = false;
  for (let at = 0; at < template.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(template);
    if (found === null) return undefined;
    const [, digits, group, point, dollar, sign, minus] = found;
    if (digits !== undefined) {
      pieces.push({ kind: "digits", count: digits.length, exact: digits.startsWith("0") });
      if (behind) fractionDigits += digits.length;
      else integerDigits += digits.length;
    } else if (group !== undefined) {
      pieces.push({ kind: "group" });
    } else if (point !== undefined) {
      behind = true;
      pieces.push({ kind: "point" });
    } else if (dollar !== undefined) {
      pieces.push({ kind: "dollar" });
    } else if (sign !== undefined || minus !== undefined) {
      pieces.push({ kind: "sign", plus: sign !== undefined, opening: pieces.length === 0 });
    } else {
      angle = true;
    }
  }
  // Brackets are opened before everything and closed after it.
  if (angle) {
    pieces.unshift({ kind: "open" });
    pieces.push({ kind: "close" });
  }
  return { pieces, integerDigits, fractionDigits };
}

/** `to_char`: digits that do not fit become `#`. */
export function printTemplate(value: Decimal, template: NumberTemplate): string {
  const negative = value.unscaled < 0n;
  const [whole = "", decimals = ""] = decimalToPlainString({
    unscaled: negative ? -value.unscaled : value.unscaled,
    scale: value.scale,
  }).split(".");
  let integer = whole.replace(/^0+/, "");
  let fraction = decimals.replace(/0+$/, "");
  const { integerDigits, fractionDigits } = template;
  if (integer.length > integerDigits || fraction.length > fractionDigits) {
    integer = "#".repeat(integerDigits);
    fraction = "#".repeat(fractionDigits);
  }
  integer = integer.padStart(integerDigits);
  fraction = fraction.padEnd(fractionDigits, "0");
  let out = "";
  let at = 0;
  let behind = false;
  // A blank goes before a sign that stands last, and a sign behind the digits before their blanks.
  const blank = (): void => {
    out = /[-+<]$/.test(out) ? `${out.slice(0, -1)} ${out.slice(-1)}` : `${out} `;
  };
  const beforeBlanks = (text: string): void => {
    const end = out.trimEnd().length;
    out = out.slice(0, end) + text + out.slice(end);
  };
  for (const piece of template.pieces) {
    switch (piece.kind) {
      case "digits":
        for (let i = 0; i < piece.count; i++, at++) {
          const c = behind ? (fraction[at] ?? "0") : (integer[at] ?? " ");
          if (c !== " ") out += c;
          else if (piece.exact) out += "0";
          else blank();
        }
        break;
      case "group":
        if (/\d$/.test(out)) out += ",";
        else blank();
        break;
      case "point":
        if (out.endsWith(" ")) out = `${out.slice(0, -1)}0`;
        out += ".";
        behind = true;
        at = 0;
        break;
      case "dollar":
        out += "$";
        break;
      case "sign": {
        const mark = negative ? "-" : piece.plus ? "+" : " ";
        if (piece.opening || mark === " ") out += mark;
        else beforeBlanks(mark);
        break;
      }
      case "open":
        if (negative) out += "<";
        break;
      case "close":
        if (negative) beforeBlanks(">");
        else out += "  ";
        break;
    }
  }
  return out.endsWith(".") ? `${out.slice(0, -1)} ` : out;
}

/** `to_number`: undefined where the text does not match; its scale is the template's. */
export function parseTemplate(text: string, template: NumberTemplate): Decimal | undefined {
  let at = 0;
  let negative = false;
  let behind = false;
  let integer = "";
  let fraction = "";
  const { pieces } = template;
  for (let p = 0; p < pieces.length; p++) {
    const piece = pieces[p];
    const c = text[at];
    switch (piece?.kind) {
      case "digits": {
        const groups: { readonly count: number; readonly exact: boolean }[] = [piece];
        for (let next = pieces[p + 1]; next?.kind === "digits" || next?.kind === "group"; next = pieces[p + 1]) {
          if (next.kind === "digits") groups.push(next);
          p++;
        }
        const run = /^[0-9, ]*/.exec(text.slice(at))?.[0] ?? "";
        at += run.length;
        const found = run.replaceAll(" ", "").split(",");
        if (found.length > groups.length) return undefined;
        // Groups match from the right; those before the first given one are empty.
        for (let g = 1; g <= groups.length; g++) {
          const want = groups[groups.length - g];
          const have = found[found.length - g] ?? "";
          if (want === undefined || have.length > want.count) return undefined;
          if (want.exact && !behind && have.length !== want.count && p < pieces.length) {
            if (!isAfterPoint(pieces, p)) return undefined;
          }
        }
        if (behind) fraction += found.join("");
        else if (isAfterPoint(pieces, p)) fraction += found.join("");
        else integer += found.join("");
        break;
      }
      case "point":
        if (c === ".") {
          behind = true;
          at++;
        }
        break;
      case "dollar":
        if (c === undefined) break;
        if (c !== "$") return undefined;
        at++;
        break;
      case "sign":
        if (c === "-") {
          negative = true;
          at++;
        } else if (c === "+" && piece.plus) {
          at++;
        }
        break;
      case "open":
        if (c === "<") at++;
        break;
      case "close":
        if (c === ">") {
          negative = true;
          at++;
        }
        break;
    }
  }
  if (at < text.length) return undefined;
  const digits = integer + fraction.padEnd(template.fractionDigits, "0");
  if (digits === "") return undefined;
  const size = BigInt(digits);
  return { unscaled: negative ? -size : size, scale: template.fractionDigits };
}

const isAfterPoint = (pieces: readonly Piece[], p: number): boolean =>
  pieces.slice(0, p).some((piece) => piece.kind === "point");
