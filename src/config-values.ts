import { resolve } from "node:path";
import * as z from "zod/mini";

/** How the text of a setting becomes its value: one schema per kind of value, with what it says to a wrong text. */

const UNITS: Readonly<Record<string, number>> = { "": 1, B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
const TIMES: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const parsed = <T>(what: string, parse: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((given, cx) => {
      const value = parse(given);
      if (value !== undefined) return value;
      cx.issues.push({ code: "custom", message: `${JSON.stringify(given)} is no ${what}`, input: given });
      return z.NEVER;
    }),
  );

/** A whole number within bounds, both included. */
export const integer = (least: number, most: number) =>
  parsed(`whole number from ${least} to ${most}`, (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });

/** Bytes: `512M`, `4GiB`. */
export const bytes = parsed("size (as 512M, 4G)", (given) => {
  const match = /^(\d+(?:\.\d+)?)\s*([BKMGT]?)(?:i?B)?$/i.exec(given.trim());
  const value = match === null ? Number.NaN : Number(match[1]) * (UNITS[(match[2] ?? "").toUpperCase()] ?? Number.NaN);
  return value >= 1 && value <= Number.MAX_SAFE_INTEGER ? Math.floor(value) : undefined;
});

/** Milliseconds: `30s`, `5m`, `1h`. */
export const duration = parsed("time (as 30s, 5m, 1h)", (given) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(given.trim());
  const value = match === null ? Number.NaN : Number(match[1]) * (TIMES[match[2] ?? ""] ?? Number.NaN);
  return value >= 1 && value < 2 ** 31 ? value : undefined;
});

/** A path, made absolute. */
export const path = parsed("path", (given) => (given === "" ? undefined : resolve(given)));

/** The warehouse that ends with the server. */
export const IN_MEMORY = "memory";

/** A path, made absolute, or {@link IN_MEMORY}; a directory of that name is `./memory`. */
export const warehouse = parsed("path", (given) =>
  given === "" ? undefined : given === IN_MEMORY ? IN_MEMORY : resolve(given),
);

/** Any text but the empty one. */
export const text = parsed("text", (given) => (given === "" ? undefined : given));

/** A bearer token: what a header can carry. */
export const bearerToken = parsed("token of visible ASCII characters", (given) =>
  /^[!-~]{1,4096}$/.test(given) ? given : undefined,
);

/** `4.0.0`. */
export const sparkVersion = parsed("Spark version (as 4.0.0)", (given) =>
  /^\d+\.\d+\.\d+$/.test(given) ? given : undefined,
);

/** `key=value`, one a line. */
export const keyValues = parsed("list of key=value", (given) => {
  const entries = given
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => /^([^=]+)=(.*)$/s.exec(line));
  return entries.every((entry) => entry !== null)
    ? Object.fromEntries(entries.map((entry) => [entry?.[1]?.trim() ?? "", entry?.[2] ?? ""]))
    : undefined;
});

/** One of some words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  parsed(`word of ${words.join(", ")}`, (given): W[number] | undefined => words.find((word) => word === given));
