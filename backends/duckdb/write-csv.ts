import { refuseLegacyDates } from "./legacy-dates.ts";
import { sparkError, unsupported } from "../../src/errors/spark-error.ts";
import { type DataType, STRING } from "../../src/types/data-type.ts";
import { castFragment } from "./casts/index.ts";
import type { Env } from "./context.ts";
import { kernelCall } from "./expr/kernel-call.ts";
import { atom, type Sql, text } from "./sql.ts";
import { flag } from "./rel/lines.ts";
import type { WriteColumn } from "./write.ts";

type Options = Readonly<Record<string, string>>;

const TIMESTAMP_PATTERN = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX]";
const NTZ_PATTERN = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

const separatorOf = (options: Options): string => {
  const given = options["sep"] ?? options["delimiter"] ?? ",";
  if (given === "") throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Delimiter cannot be empty" });
  return given === "\\t" ? "\t" : given;
};

/** One CSV line of a row (`UnivocityGenerator`). */
export function csvLine(columns: readonly WriteColumn[], options: Options, env: Env): Sql {
  const parts = columns.map((c) => {
    const value = trimmed(fieldText(c.sql, c.field.type, options, env), options);
    const name = `p_${env.cx.next()}`;
    return `list_transform([${value.text}], lambda ${name}: ${quoted(atom(name), options)})[1]`;
  });
  const separator = text(separatorOf(options)).text;
  return atom(parts.length === 0 ? "''" : parts.join(` || ${separator} || `));
}

/** The line of column names, or nothing without the option `header`. */
export function csvHeader(columns: readonly WriteColumn[], options: Options): string | undefined {
  if (!flag(options, "header")) return undefined;
  const quote = options["quote"] ?? '"';
  const separator = separatorOf(options);
  const all = flag(options, "quoteall");
  return columns
    .map(({ field: { name } }) =>
      all || name.includes(separator) || name.includes(quote) || /[\r\n]/.test(name)
        ? `${quote}${escaped(name, options)}${quote}`
        : name,
    )
    .join(separator);
}

function escaped(value: string, options: Options): string {
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  const doubled = escape === quote ? value : value.replaceAll(escape, escape + escape);
  return doubled.replaceAll(quote, escape + quote);
}

/** A value's text; NULL stays NULL. */
function fieldText(x: Sql, type: DataType, options: Options, env: Env): Sql {
  const zone = options["timezone"] ?? env.cx.options.settings.timeZone;
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return x;
    case "timestamp":
      refuseLegacyDates(env.cx.options.settings, "timestamps in CSV files");
      return formatted(x, type, options["timestampformat"] ?? TIMESTAMP_PATTERN, zone, env);
    case "timestamp_ntz":
      return formatted(x, type, options["timestampntzformat"] ?? NTZ_PATTERN, "UTC", env);
    case "date":
      refuseLegacyDates(env.cx.options.settings, "dates in CSV files");
      return options["dateformat"] === undefined
        ? castFragment(x, type, STRING, true, "ansi", undefined, env)
        : formatted(x, type, options["dateformat"], "UTC", env);
    case "array":
    case "map":
    case "struct":
    case "variant":
    case "calendar_interval":
    case "null":
      throw unsupported(`a CSV column of the type ${type.kind}`);
    case "udt":
      return fieldText(x, type.sqlType, options, env);
    default:
      return castFragment(x, type, STRING, true, "ansi", undefined, env);
  }
}

const formatted = (x: Sql, type: DataType, pattern: string, zone: string, env: Env): Sql =>
  kernelCall(
    "file_datetime",
    [
      { type, constant: undefined, sql: x },
      { type: STRING, constant: pattern, sql: undefined },
      { type: STRING, constant: zone, sql: undefined },
    ],
    { function: "file_datetime", type: STRING, mode: "ansi" },
    env,
  );

/** Spark strips blanks at the ends of written values unless told not to. */
function trimmed(x: Sql, options: Options): Sql {
  const leading = flag(options, "ignoreleadingwhitespace", true);
  const trailing = flag(options, "ignoretrailingwhitespace", true);
  const set = "' ' || chr(9)";
  if (leading && trailing) return atom(`trim(${x.text}, ${set})`);
  if (leading) return atom(`ltrim(${x.text}, ${set})`);
  return trailing ? atom(`rtrim(${x.text}, ${set})`) : x;
}

function quoted(x: Sql, options: Options): string {
  const quote = options["quote"] ?? '"';
  const escape = options["escape"] ?? "\\";
  const nullValue = text(options["nullvalue"] ?? "").text;
  const emptyValue = text(options["emptyvalue"] ?? '""').text;
  const literal = (s: string) => text(s).text;
  const doubled = escape === quote ? x.text : `replace(${x.text}, ${literal(escape)}, ${literal(escape + escape)})`;
  const inside = `replace(${doubled}, ${literal(quote)}, ${literal(escape + quote)})`;
  const enclosed = `${literal(quote)} || ${inside} || ${literal(quote)}`;
  const all = flag(options, "quoteall");
  const marks = [separatorOf(options), "\n", "\r", ...(flag(options, "escapequotes", true) ? [quote] : [])];
  const needs = all ? "true" : marks.map((m) => `contains(${x.text}, ${literal(m)})`).join(" OR ");
  const nulls = all ? literal(`${quote}${options["nullvalue"] ?? ""}${quote}`) : nullValue;
  return `(CASE WHEN ${x.text} IS NULL THEN ${nulls} WHEN ${x.text} = '' THEN ${emptyValue} WHEN ${needs} THEN ${enclosed} ELSE ${x.text} END)`;
}
