import type { ScanFile } from "../../../src/resolved/relation.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import { text } from "../sql.ts";

/** Separates nothing: no text file has it. */
const NO_DELIMITER = text("\u0001\u0002\u0003").text;
const NO_NULL = text("\u0002\u0001").text;

/** Longest line, in bytes; also the size of a reading thread's buffer. */
const MAX_LINE = 32 << 20;

const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "iso-8859-1": "latin-1",
  latin1: "latin-1",
  "utf-16": "utf-16",
};

const list = (files: readonly { readonly path: string }[]): string =>
  `[${files.map((f) => text(f.path).text).join(", ")}]`;

/** The files' lines that are not empty, as a FROM item with one column `line`; `header` drops each file's first. */
export function linesOf(
  files: readonly Pick<ScanFile, "path">[],
  options: Readonly<Record<string, string>>,
  header: boolean,
  extra = "",
): string {
  refuseLineSeparator(options);
  const asked = encodingOf(options);
  const encoding = Object.hasOwn(ENCODINGS, asked) ? ENCODINGS[asked] : undefined;
  if (encoding === undefined) throw unsupported(`the encoding ${asked}`);
  return (
    `read_csv(${list(files)}, columns = {'line': 'VARCHAR'}, header = ${header}, auto_detect = false, delim = ${NO_DELIMITER}, ` +
    `quote = '', escape = '', nullstr = ${NO_NULL}, strict_mode = false, max_line_size = ${MAX_LINE}, buffer_size = ${MAX_LINE}` +
    `${encoding === "utf-8" ? "" : `, encoding = '${encoding}'`}${extra})`
  );
}

const encodingOf = (options: Readonly<Record<string, string>>): string =>
  (options["encoding"] ?? options["charset"] ?? "utf-8").toLowerCase();

/** The files' whole texts, in UTF-8, as a FROM item with one column `content`. */
export function contentsOf(
  files: readonly Pick<ScanFile, "path">[],
  options: Readonly<Record<string, string>>,
): string {
  const asked = encodingOf(options);
  if (asked !== "utf-8" && ENCODINGS[asked] !== "utf-8") throw unsupported(`the encoding ${asked} of whole files`);
  return `read_text(${list(files)})`;
}

/** The files' bytes, as a FROM item with one column `content`. */
export const bytesOf = (files: readonly Pick<ScanFile, "path">[]): string => `read_blob(${list(files)})`;

/** Only line feeds, with or without carriage returns, end lines. */
export function refuseLineSeparator(options: Readonly<Record<string, string>>): void {
  const given = options["linesep"];
  if (given !== undefined && given !== "\n") throw unsupported("the option lineSep");
}

/** An option that is true or false. */
export const flag = (options: Readonly<Record<string, string>>, name: string, otherwise = false): boolean => {
  const given = options[name];
  return given === undefined ? otherwise : given.toLowerCase() === "true";
};
