/**
 * The fields of CSV records as Spark's parser (univocity, as `CSVOptions` sets it up) takes them apart: a quote counts
 * at a field's start only; a quoted field that goes on behind its closing quote is taken as it stands, quotes and all,
 * up to the next delimiter.
 */

/** How a CSV file is spelled. `quote` and `escape` may be empty: none. */
export interface CsvSyntax {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  readonly ignoreLeadingWhiteSpace: boolean;
  readonly ignoreTrailingWhiteSpace: boolean;
  /** What `""` stands for. */
  readonly emptyValue: string;
}

/** A field; `null` for one without any character. */
export type CsvField = string | null;

const isBlank = (c: string | undefined): boolean => c === " " || c === "\t";
const isLineEnd = (c: string | undefined): boolean => c === "\n" || c === "\r";

/** Reads the record at an offset; gives its fields and where the next one begins. Line ends close it outside of quotes. */
export function csvRecord(
  text: string,
  start: number,
  syntax: CsvSyntax,
  lines = false,
): { readonly fields: CsvField[]; readonly next: number } {
  const fields: CsvField[] = [];
  const { separator, quote } = syntax;
  let at = start;
  const ends = (i: number) => i >= text.length || (lines && isLineEnd(text[i])) || text.startsWith(separator, i);
  for (;;) {
    if (syntax.ignoreLeadingWhiteSpace) while (isBlank(text[at])) at++;
    const from = at;
    let value: string | undefined;
    if (quote !== "" && text.startsWith(quote, at)) {
      const quoted = quotedField(text, at + quote.length, syntax);
      let after = quoted.next;
      if (quoted.closed) while (!ends(after) && isBlank(text[after])) after++;
      if (!quoted.closed || ends(after)) {
        value = quoted.value === "" ? syntax.emptyValue : quoted.value;
        at = after;
      } else {
        // What stood between the quotes belongs to the field, delimiters too.
        at = quoted.next;
      }
    }
    if (value === undefined) {
      while (!ends(at)) at++;
      let to = at;
      if (syntax.ignoreTrailingWhiteSpace) while (to > from && isBlank(text[to - 1])) to--;
      fields.push(to > from ? text.slice(from, to) : null);
    } else fields.push(value);
    if (at < text.length && text.startsWith(separator, at)) {
      at += separator.length;
      continue;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    return { fields, next: at < text.length ? at + 1 : at };
  }
}

/** The characters between quotes, from behind the opening one. */
function quotedField(
  text: string,
  start: number,
  { quote, escape }: CsvSyntax,
): { readonly value: string; readonly next: number; readonly closed: boolean } {
  let value = "";
  let at = start;
  while (at < text.length) {
    const c = text[at] ?? "";
    const next = text[at + 1];
    if (c === escape && (next === quote || (next === escape && escape !== quote))) {
      value += next;
      at += 2;
    } else if (c === quote) {
      // Of several quotes in a row the last one closes, the others are text.
      let end = at + 1;
      while (text[end] === quote) end++;
      return { value: value + quote.repeat(end - at - 1), next: end, closed: true };
    } else {
      value += c;
      at++;
    }
  }
  return { value, next: at, closed: false };
}

/** The fields of one line. */
export const csvTokens = (line: string, syntax: CsvSyntax): CsvField[] => csvRecord(line, 0, syntax).fields;

/** A record: its text as it stands, without the end of its line, and its fields. */
export interface CsvRecord {
  readonly text: string;
  readonly fields: readonly CsvField[];
}

/** The records of a whole text; blank lines and comments are none. */
export function csvRecords(text: string, syntax: CsvSyntax): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    if (isLineEnd(text[at])) {
      at++;
      continue;
    }
    if (syntax.comment !== "" && text.startsWith(syntax.comment, at)) {
      while (at < text.length && !isLineEnd(text[at])) at++;
      continue;
    }
    const { fields, next } = csvRecord(text, at, syntax, true);
    records.push({ text: text.slice(at, next).replace(/\r?\n$|\r$/, ""), fields });
    at = next;
  }
  return records;
}
