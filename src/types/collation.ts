/** The collations of Spark's texts by their names (`CollationFactory`), and types that have them. */
import { editDistance } from "../base/suggest.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { collationLocales } from "./collation-locales.ts";
import { type DataType, mapType, STRING, someType } from "./data-type.ts";

/** What a collation tells apart. */
export interface Collation {
  /** As Spark spells it: `UTF8_LCASE`, `UNICODE_CI_AI`, `sr_Cyrl_SRB_AI_RTRIM`. */
  readonly name: string;
  /** By bytes, by the bytes of lower-case texts, or by ICU's rules. */
  readonly provider: "binary" | "lowercase" | "icu";
  /** The ICU locale; `und` for UNICODE. */
  readonly locale: string;
  readonly ignoresCase: boolean;
  readonly ignoresAccents: boolean;
  /** Blanks at the end do not count. */
  readonly trims: boolean;
}

/** The name of the collation of a text that would have several at once (`IndeterminateStringType`). */
export const INDETERMINATE = "null";

const NEWEST_LINE = 403;
const SENSITIVITIES = ["CI", "CS", "AI", "AS"] as const;

let spellings: ReadonlyMap<string, string> | undefined;

/** Locale names by their upper-case spelling. */
function spelled(): ReadonlyMap<string, string> {
  spellings ??= new Map(collationLocales(NEWEST_LINE).locales.map(({ name }) => [name.toUpperCase(), name]));
  return spellings;
}

/**
 * The collation of a name in any case; `undefined` where there is none. Specifiers stand in any order, the trimming one
 * last; each sensitivity at most once.
 */
export function findCollation(written: string): Collation | undefined {
  const parts = written.toUpperCase().split("_");
  const trims = parts.at(-1) === "RTRIM";
  if (trims) parts.pop();
  const suffix = trims ? "_RTRIM" : "";
  if (parts[0] === "UTF8") {
    const base = parts.join("_");
    if (base !== "UTF8_BINARY" && base !== "UTF8_LCASE") return undefined;
    const lowercase = base === "UTF8_LCASE";
    const provider = lowercase ? "lowercase" : "binary";
    return { name: base + suffix, provider, locale: "und", ignoresCase: lowercase, ignoresAccents: false, trims };
  }
  const given: string[] = [];
  // What is left is a language, two of which are called as a sensitivity is.
  while (parts.length > 1 && SENSITIVITIES.some((s) => s === parts.at(-1))) given.push(parts.pop() ?? "");
  const locale = spelled().get(parts.join("_"));
  const kinds = given.map((s) => s[0]);
  if (locale === undefined || new Set(kinds).size !== kinds.length) return undefined;
  const ignoresCase = given.includes("CI");
  const ignoresAccents = given.includes("AI");
  return {
    name: `${locale}${ignoresCase ? "_CI" : ""}${ignoresAccents ? "_AI" : ""}${suffix}`,
    provider: "icu",
    locale: locale === "UNICODE" ? "und" : locale.replaceAll("_", "-"),
    ignoresCase,
    ignoresAccents,
    trims,
  };
}

/** {@link findCollation} of a Spark's release line; throws COLLATION_INVALID_NAME with what is near. */
export function collationNamed(written: string, line: number): Collation {
  const found = findCollation(written);
  const names = collationLocales(line).locales.map(({ name }) => name);
  if (found !== undefined && (found.provider !== "icu" || names.some((n) => n.replaceAll("_", "-") === found.locale)))
    return found;
  if (found?.locale === "und") return found;
  throw sparkError(
    "COLLATION_INVALID_NAME",
    { collationName: written, proposals: proposalsFor(written, names).join(", ") },
    { origin: null },
  );
}

/** Names near a wrong one (`getClosestSuggestionsOnInvalidName`): the nearest, and others that differ by little. */
function proposalsFor(written: string, names: readonly string[]): readonly string[] {
  const inBytes = written.startsWith("UTF8_");
  const roots = inBytes ? ["UTF8_BINARY", "UTF8_LCASE"] : [...names].sort((a, b) => (a < b ? -1 : 1));
  const known = inBytes ? ["_RTRIM"] : ["_CI", "_AI", "_CS", "_AS", "_RTRIM"];
  let root = written.toUpperCase();
  const found: string[] = [];
  for (let end = known.find((m) => root.endsWith(m)); end !== undefined; end = known.find((m) => root.endsWith(m))) {
    found.unshift(end);
    root = root.slice(0, -end.length);
  }
  const modifiers = [...new Set(found)].filter(
    (m) => !(m === "_CI" && found.includes("_CS")) && !(m === "_AI" && found.includes("_AS")),
  );
  const near = roots
    .map((name) => ({ name, distance: editDistance(name.toUpperCase(), root) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name + modifiers.join(""));
  const far = near.findIndex((name, i) => i > 0 && editDistance(name.toUpperCase(), written.toUpperCase()) >= 3);
  return far < 0 ? near : near.slice(0, far);
}

/** The collation of a text type; throws for one that is not settled. */
export function collationOf(name: string): Collation {
  if (name === INDETERMINATE) throw sparkError("INDETERMINATE_COLLATION", {}, { origin: null });
  const found = findCollation(name);
  if (found === undefined) throw unsupported(`the collation ${name}`);
  return found;
}

/** Whether a type is, or holds, a text that has another collation than UTF8_BINARY. */
export const isCollated = (type: DataType): boolean => someType(type, isCollatedText);

const isCollatedText = (t: DataType): boolean => t.kind === "string" && t.collation !== STRING.collation;

/** Whether a type is, or holds, a text of which two collations are asked at once. */
export const isIndeterminate = (type: DataType): boolean =>
  someType(type, (t) => t.kind === "string" && t.collation === INDETERMINATE);

/** The type with UTF8_BINARY in place of every collation. */
export const withoutCollations = (type: DataType): DataType =>
  isCollated(type) ? mapType(type, (t) => (t.kind === "string" ? STRING : t)) : type;
