import { SparkError } from "../errors/spark-error.ts";

/** A run of one letter, or the characters between them. */
export type LegacyPart =
  | { readonly kind: "field"; readonly letter: string; readonly count: number }
  | { readonly kind: "literal"; readonly text: string };

const KNOWN = "GyMLdDFHhkKmsSaEuwWzZXY";

/** The parts of a pattern of `java.text.SimpleDateFormat`; what is wrong with one that it does not take, in its words. */
export function legacyParts(pattern: string): readonly LegacyPart[] | string {
  const parts: LegacyPart[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "literal", text: literal });
    literal = "";
  };
  let quoted = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern[i + 1] === "'") literal += pattern.charAt(i++);
      else quoted = !quoted;
      continue;
    }
    if (quoted || !/[A-Za-z]/.test(c)) {
      literal += c;
      continue;
    }
    if (!KNOWN.includes(c)) return `Illegal pattern character '${c}'`;
    flush();
    const from = i;
    while (pattern[i + 1] === c) i++;
    const count = i + 1 - from;
    if (c === "X" && count > 3) return `invalid ISO 8601 format: length=${count}`;
    parts.push({ kind: "field", letter: c, count });
  }
  flush();
  return quoted ? "Unterminated quote" : parts;
}

/** {@link legacyParts}; a pattern that is none raises Java's IllegalArgumentException. */
export function requiredParts(pattern: string): readonly LegacyPart[] {
  const parts = legacyParts(pattern);
  if (typeof parts === "string") {
    const shown = `'${pattern.replaceAll("'", "\\'")}'`;
    throw new SparkError("JVM.ILLEGAL_ARGUMENT", { message: parts, pattern: shown });
  }
  return parts;
}
