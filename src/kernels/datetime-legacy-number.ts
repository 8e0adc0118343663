import { digitAt } from "./datetime-parse-zone.ts";

/**
 * A whole number as `java.text.DecimalFormat` reads it from a text's middle: an optional minus, digits of any script
 * that Java counts as such, an exponent; cut to 32 bits. `undefined` where there is none.
 */
export function legacyNumber(text: string, at: number): { readonly value: number; readonly end: number } | undefined {
  const start = text[at] === "-" ? at + 1 : at;
  let end = start;
  let digits = "";
  while (end < text.length && digitAt(text, end) >= 0) digits += digitAt(text, end++);
  if (digits === "") return undefined;
  let exponent = 0;
  const power = /E(-?)(\d+)/y;
  power.lastIndex = end;
  const found = power.exec(text);
  if (found !== null) {
    exponent = Number(`${found[1]}${found[2]}`);
    end = power.lastIndex;
  }
  return { value: wrapped(digits, exponent, start > at), end };
}

/** Whole numbers of 64 bits lose their upper half, others end at the nearest of 32 bits. */
function wrapped(digits: string, exponent: number, negative: boolean): number {
  const magnitude = Number(`${digits}e${exponent}`);
  const sign = negative ? -1 : 1;
  if (magnitude < 2 ** 53) return Number(BigInt.asIntN(32, BigInt(sign * Math.trunc(magnitude))));
  if (magnitude < 2 ** 63 && exponent === 0) return Number(BigInt.asIntN(32, BigInt(sign) * BigInt(digits)));
  return sign > 0 ? 2 ** 31 - 1 : -(2 ** 31);
}
