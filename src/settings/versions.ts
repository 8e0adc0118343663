/** What Spark's configuration is in each version. */
import { entryLines } from "./entries/index.ts";
import { type Entry, parseEntry } from "./entry.ts";
import { type Line, lineOf } from "./spark-version.ts";

const dated = entryLines.map(parseEntry);
const tables = new Map<Line, ReadonlyMap<string, Entry>>();

/** The entries of a Spark version: `3.5.1`, `4.0.4`, `4.2.0-preview`; of the nearest one that is known. */
export function entriesOf(version: string): ReadonlyMap<string, Entry> {
  const line = Math.max(lineOf(version), lineOf("3.5"));
  let table = tables.get(line);
  if (table === undefined) {
    table = new Map(dated.filter(({ since, until }) => since <= line && line <= until).map((e) => [e.key, e]));
    tables.set(line, table);
  }
  return table;
}
