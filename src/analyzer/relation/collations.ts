import { type Line, lineOf } from "../../settings/spark-version.ts";
import { type CollationLocale, collationLocales } from "../../types/collation-locales.ts";
import { STRING } from "../../types/data-type.ts";
import type { TableFunction } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { literal as constant } from "../typed.ts";
import { leaf } from "./leaf.ts";

type Row = readonly (string | null)[];

/** One collation: `accents`, `case` and `spaces` (at the end) say what it tells apart. */
function rowOf(locale: CollationLocale, accents: boolean, cases: boolean, spaces: boolean, icu: string | null): Row {
  return [
    "SYSTEM",
    "BUILTIN",
    locale.name,
    locale.language,
    locale.country,
    accents ? "ACCENT_SENSITIVE" : "ACCENT_INSENSITIVE",
    cases ? "CASE_SENSITIVE" : "CASE_INSENSITIVE",
    spaces ? "NO_PAD" : "RTRIM",
    icu,
  ];
}

const BOTH = [true, false] as const;

/** The rows of a version: those of bytes first, then every locale in each of its variants, by name. */
function rowsOf(line: Line): readonly Row[] {
  const { locales, version } = collationLocales(line);
  const plain = BOTH.flatMap((spaces) =>
    BOTH.map((cases) => {
      const name = `UTF8_${cases ? "BINARY" : "LCASE"}${spaces ? "" : "_RTRIM"}`;
      return rowOf({ name, language: null, country: null }, true, cases, spaces, null);
    }),
  );
  const varied = locales.flatMap((locale) =>
    BOTH.flatMap((accents) =>
      BOTH.flatMap((cases) =>
        BOTH.map((spaces) => {
          const name = `${locale.name}${cases ? "" : "_CI"}${accents ? "" : "_AI"}${spaces ? "" : "_RTRIM"}`;
          return { name, row: rowOf({ ...locale, name }, accents, cases, spaces, version) };
        }),
      ),
    ),
  );
  return [...plain, ...varied.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ row }) => row)];
}

const COLUMNS = [
  ["CATALOG", false],
  ["SCHEMA", false],
  ["NAME", false],
  ["LANGUAGE", true],
  ["COUNTRY", true],
  ["ACCENT_SENSITIVITY", false],
  ["CASE_SENSITIVITY", false],
  ["PAD_ATTRIBUTE", false],
  ["ICU_VERSION", true],
] as const;

/** collations(): the names that Spark knows. */
export function analyzeCollations(node: TableFunction, cx: RelationContext): Analyzed {
  const output = COLUMNS.map(([name, nullable]) => cx.ids.column(name, STRING, nullable));
  const rows = rowsOf(lineOf(cx.facts.sparkVersion)).map((row) => row.map((value) => constant(STRING, value)));
  return leaf({ kind: "values", rows, output }, [], node.planId);
}
