/** Rows as text tables: `show()` and the notebook's HTML (`Dataset.showString`, `Dataset.htmlString`). */
import { javaUnsupported } from "../errors/spark-error.ts";
import { escapeHtml } from "./html-entities.ts";

/** A cell is already text; how NULL and nested values print was settled by the casts that made it. */
export type Cells = readonly (readonly string[])[];

const MIN_WIDTH = 3;

/** East Asian wide and fullwidth characters take two columns (`Utils.stringHalfWidth`). */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** A cell cut to `truncate` characters, with dots where there is room for them. */
export function truncated(text: string, truncate: number): string {
  if (truncate <= 0 || text.length <= truncate) return text;
  return truncate < 4 ? text.slice(0, truncate) : `${text.slice(0, truncate - 3)}...`;
}

/** Control characters as their escapes, so that a row stays on its line (`SchemaUtils.escapeMetaCharacters`). */
const escapes: readonly (readonly [string, string])[] = [
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\b", "\\b"],
  ["\u000B", "\\v"],
  ["\u0007", "\\a"],
];

/** {@link escapes} applied. */
export const escapeMeta = (text: string): string =>
  escapes.reduce((out, [from, to]) => (out.includes(from) ? out.replaceAll(from, to) : out), text);

const footer = (rows: number): string => `only showing top ${rows} ${rows === 1 ? "row" : "rows"}`;

/** A bordered table; cells are right-aligned unless `truncate` is off. Words that there are more rows are followed by `end`. */
export function tableText(
  names: readonly string[],
  cells: Cells,
  truncate: number,
  limit: number,
  end: string,
): string {
  const hasMore = cells.length > limit;
  const shown = cells.slice(0, limit);
  const rows = [names.map(escapeMeta), ...shown.map((row) => row.map((cell) => truncated(escapeMeta(cell), truncate)))];
  const widths = names.map((_, i) => rows.reduce((w, row) => Math.max(w, width(row[i] ?? "")), MIN_WIDTH));
  const line = `+${widths.map((w) => "-".repeat(w)).join("+")}+\n`;
  const pad = (cell: string, w: number) => {
    const blank = " ".repeat(w - width(cell));
    return truncate > 0 ? blank + cell : cell + blank;
  };
  const text = (row: readonly string[]) => `|${row.map((cell, i) => pad(cell, widths[i] ?? 0)).join("|")}|\n`;
  const [head = [], ...body] = rows;
  const out = [line, text(head), line, ...body.map(text), line];
  if (hasMore) out.push(footer(limit) + end);
  return out.join("");
}

/** One block of `name | value` lines for each row. */
export function verticalText(
  names: readonly string[],
  cells: Cells,
  truncate: number,
  limit: number,
  end: string,
): string {
  const hasMore = cells.length > limit;
  const shown = cells.slice(0, limit).map((row) => row.map((cell) => truncated(escapeMeta(cell), truncate)));
  const heads = names.map(escapeMeta);
  const nameWidth = heads.reduce((w, n) => Math.max(w, width(n)), MIN_WIDTH);
  const dataWidth = shown.flat().reduce((w, cell) => Math.max(w, width(cell)), MIN_WIDTH);
  if (shown.length === 0) return `(0 rows)${end}`;
  if (names.length === 0) throw javaUnsupported("rows without columns cannot be shown vertically");
  const out = shown.map((row, i) => {
    const title = `-RECORD ${i}`;
    const head = title.padEnd(nameWidth + dataWidth + 5, "-");
    const lines = heads.map((name, j) => {
      const cell = row[j] ?? "";
      return ` ${name}${" ".repeat(nameWidth - width(name))} | ${cell}${" ".repeat(dataWidth - width(cell))} \n`;
    });
    return `${head}\n${lines.join("")}`;
  });
  if (hasMore) out.push(footer(limit) + end);
  return out.join("");
}

/** An HTML table, as notebooks show it. */
export function htmlTable(names: readonly string[], cells: Cells, truncate: number, limit: number): string {
  const hasMore = cells.length > limit;
  const row = (tag: string, values: readonly string[]) =>
    `<tr><${tag}>${values.map(escapeHtml).join(`</${tag}><${tag}>`)}</${tag}></tr>\n`;
  const out = [
    "<table border='1'>\n",
    row("th", names.map(escapeMeta)),
    ...cells.slice(0, limit).map((r) =>
      row(
        "td",
        r.map((v) => truncated(escapeMeta(v), truncate)),
      ),
    ),
    "</table>\n",
  ];
  if (hasMore) out.push(`${footer(limit)}\n`);
  return out.join("");
}
