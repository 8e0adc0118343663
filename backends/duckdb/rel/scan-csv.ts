import { refuseLegacyDates } from "../legacy-dates.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  isFractional,
  isIntegral,
  isText,
  type StructField,
  STRING,
} from "../../../src/types/data-type.ts";
import { castFragment } from "../casts/index.ts";
import type { Env, RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { raiseSql } from "../expr/raise.ts";
import { typedNull } from "../literal.ts";
import { atom, type Sql, text } from "../sql.ts";
import { physicalType } from "../types.ts";
import type { Block, BlockColumn } from "./block.ts";
import { type CsvOptions, csvOptions } from "./csv-options.ts";
import { contentsOf, linesOf, refuseLineSeparator } from "./lines.ts";
import { malformedRecord } from "./malformed.ts";
import { envOver } from "./level.ts";
import { scanFiles } from "./partitions.ts";

/**
 * CSV files: DuckDB reads lines; a line without quotes is split there, others by the kernel that knows Spark's parser.
 * Fields become values as `UnivocityParser` makes them: what does not fit is NULL, by the mode.
 */
export function emitCsv(rel: ReadScan, env: RelEnv): Block {
  const { source } = rel;
  const e = envOver([], env);
  const options = csvOptions(source.options, env.cx.options.settings.timeZone);
  const fields = source.dataSchema.fields;
  const corrupt = fields.findIndex((f) => f.name === options.corruptRecord && isText(f.type));
  const data = fields.map((field, index) => ({ field, index })).filter(({ index }) => index !== corrupt);
  const wanted = rel.fields.filter((index) => index < fields.length && index !== corrupt);
  return scanFiles(rel, env, (files, extra, alias) => {
    const tokens = `${alias}.tok`;
    const raw = (position: number): Sql => field(tokens, alias, position, options);
    const made = data.map(({ field: f }, position) => value(raw(position), f, options, e));
    // Where only some fields are taken out of a line, nobody counts the others.
    const counted = !options.columnPruning || (wanted.length > 0 && wanted.length >= data.length);
    const bad = malformed(counted ? data.length : undefined, data, made, raw, tokens, wanted);
    const strict = options.mode !== "PERMISSIVE";
    const where = options.mode === "DROPMALFORMED" ? ` WHERE NOT (${bad})` : "";
    // Where only some of a record's fields are taken, a header's others are not looked at.
    const all = data.map(({ field: f, index }, place) => ({ name: f.name, place, taken: wanted.includes(index) }));
    const names = options.columnPruning ? all.filter((name) => name.taken) : all;
    const header: Header = { names, partial: names.length < all.length };
    const base = records(files, options, header, source.options, extra, alias, e);
    const raised = malformedRecord(atom(`${alias}.line`), files[0]?.path ?? "", e).text;
    const told = options.mode === "FAILFAST" ? `CASE WHEN ${bad} THEN ${raised} ELSE false END` : `(${bad})`;
    const inner =
      strict || rel.fields.includes(corrupt)
        ? `(SELECT ${alias}.line, ${alias}.tok, ${told} AS bad FROM ${base}${where}) AS ${alias}`
        : base;
    return {
      // Rows behind a limit are not read, so a record fails where a value of it is made.
      from:
        options.mode === "FAILFAST" && wanted.length === 0 && !rel.fields.includes(corrupt)
          ? `(SELECT * FROM ${inner} WHERE NOT ${alias}.bad) AS ${alias}`
          : inner,
      alias,
      column: (index): BlockColumn => {
        if (index === corrupt)
          return {
            sql: atom(`CASE WHEN ${alias}.bad THEN ${alias}.line END`),
            duck: "VARCHAR",
            depth: 1,
            kind: "cheap",
          };
        const position = data.findIndex((d) => d.index === index);
        const type = fields[index]?.type ?? STRING;
        const cast = `CAST(${(made[position] ?? typedNull(type)).text} AS ${physicalType(type)})`;
        return {
          sql: atom(options.mode === "FAILFAST" ? `CASE WHEN NOT ${alias}.bad THEN ${cast} END` : cast),
          duck: physicalType(type),
          depth: 3,
          kind: "computed",
        };
      },
    };
  });
}

/** Lines with their fields: columns `line` and `tok`. */
function records(
  files: Parameters<typeof linesOf>[0],
  options: CsvOptions,
  header: Header,
  given: Readonly<Record<string, string>>,
  extra: string,
  alias: string,
  env: Env,
): string {
  const { syntax } = options;
  const kernel = (name: string, x: string, returns: DataType) => {
    const constant = { type: STRING, constant: JSON.stringify(syntax), sql: undefined };
    return kernelCall(
      name,
      [{ type: STRING, constant: undefined, sql: atom(x) }, constant],
      { function: name, type: returns, mode: "ansi" },
      env,
    ).text;
  };
  if (options.multiLine) {
    const rows = kernel("csv_records", "content", array(array(STRING)));
    const skipped = options.header
      ? `(${headed(`(${rows})`, (record) => `${record}[2:]`, header, options, files)})[2:]`
      : rows;
    return `(SELECT rec[1] AS line, rec[2:] AS tok FROM (SELECT unnest(${skipped}) AS rec FROM ${contentsOf(files, given)})) AS ${alias}`;
  }
  const comment = syntax.comment === "" ? "" : ` AND NOT starts_with(line, ${text(syntax.comment).text})`;
  const split = `string_split(line, ${text(syntax.separator).text})`;
  const quoted =
    syntax.quote === "" || syntax.quote === "\0" ? undefined : `contains(line, ${text(syntax.quote).text})`;
  const tok =
    quoted === undefined
      ? split
      : `CASE WHEN ${quoted} THEN ${kernel("csv_tokens", "line", array(STRING))} ELSE ${split} END`;
  const lines =
    options.header && (syntax.comment !== "" || !options.enforceSchema)
      ? headedLines(files, options, header, given, (x) => kernel("csv_tokens", x, array(STRING)))
      : linesOf(files, given, options.header, extra);
  return `(SELECT line, ${tok} AS tok FROM ${lines} WHERE trim(line, ' ' || chr(9)) <> ''${comment}) AS ${alias}`;
}

/** The lines behind each file's header, where that must be found among comments or compared with the schema. */
function headedLines(
  files: Parameters<typeof linesOf>[0],
  options: CsvOptions,
  header: Header,
  given: Readonly<Record<string, string>>,
  fieldsOf: (line: string) => string,
): string {
  refuseLineSeparator(given);
  const { comment } = options.syntax;
  const isComment = comment === "" ? "" : ` AND NOT starts_with(x, ${text(comment).text})`;
  const even = "replace(replace(ltrim(content, chr(65279)), chr(13) || chr(10), chr(10)), chr(13), chr(10))";
  const lines = `list_filter(string_split(${even}, chr(10)), lambda x: trim(x) <> ''${isComment})`;
  const checked = headed("lines", fieldsOf, header, options, files);
  return `(SELECT unnest((${checked})[2:]) AS line FROM (SELECT ${lines} AS lines FROM ${contentsOf(files, given)}))`;
}

/** The names that a header must have, and where; of all of its fields or of some. */
interface Header {
  readonly names: readonly { readonly name: string; readonly place: number }[];
  readonly partial: boolean;
}

/** Records whose first is a header: with `enforceSchema=false` its names must be the schema's (`CSVHeaderChecker`). */
function headed(
  records: string,
  fieldsOf: (record: string) => string,
  header: Header,
  options: CsvOptions,
  files: readonly { readonly path: string }[],
): string {
  const { names, partial } = header;
  if (options.enforceSchema || names.length === 0) return records;
  const expected = `[${names.map(({ name }) => text(name.toLowerCase()).text).join(", ")}]`;
  const fields = fieldsOf(`${records}[1]`);
  const taken = partial ? `[${names.map(({ place }) => `(${fields})[${place + 1}]`).join(", ")}]` : fields;
  const found = `list_transform(${taken}, lambda x: lower(x))`;
  const fails = raiseSql("FAILED_READ_FILE.NO_HINT", { path: `file://${files[0]?.path ?? ""}` }, undefined, BOOLEAN);
  return `CASE WHEN len(${records}) > 0 AND ${found} <> ${expected} AND ${fails.text} THEN NULL ELSE ${records} END`;
}

/** A field's text: NULL when it is empty or the null value. */
function field(tokens: string, alias: string, position: number, { syntax, nullValue, multiLine }: CsvOptions): Sql {
  const plain = `${tokens}[${position + 1}]`;
  const quoted =
    multiLine || (syntax.quote !== "" && syntax.quote !== "\0")
      ? multiLine
        ? "true"
        : `contains(${alias}.line, ${text(syntax.quote).text})`
      : "false";
  let trimmed = plain;
  if (syntax.ignoreLeadingWhiteSpace || syntax.ignoreTrailingWhiteSpace) {
    const trim = syntax.ignoreLeadingWhiteSpace ? (syntax.ignoreTrailingWhiteSpace ? "trim" : "ltrim") : "rtrim";
    trimmed = `CASE WHEN ${quoted} THEN ${plain} ELSE ${trim}(${plain}, ' ' || chr(9)) END`;
  }
  if (nullValue === "") return atom(`NULLIF(${trimmed}, '')`);
  // Unquoted and empty is NULL too; the kernel has told the two apart.
  return atom(
    `CASE WHEN (${trimmed}) = ${text(nullValue).text} OR ((${trimmed}) = '' AND NOT ${quoted}) THEN NULL ELSE ${trimmed} END`,
  );
}

const matching = (x: Sql, pattern: string, value: Sql): Sql =>
  atom(`CASE WHEN regexp_full_match(${x.text}, '${pattern}') THEN ${value.text} END`);

/** A field's text as a value; NULL when it is none. */
function value(x: Sql, f: StructField, options: CsvOptions, env: Env): Sql {
  const { type } = f;
  const cast = () => castFragment(x, STRING, type, true, "try", undefined, env);
  if (isText(type)) return x;
  if (isIntegral(type)) return matching(x, "[+-]?[0-9]+", atom(`TRY_CAST(${x.text} AS ${physicalType(type)})`));
  if (isFractional(type)) {
    const special = ([word, number]: readonly [string, string]) =>
      `WHEN ${x.text} = ${text(word).text} THEN CAST('${number}' AS ${physicalType(type)})`;
    const words = [
      [options.nan, "nan"],
      [options.positiveInf, "inf"],
      [options.negativeInf, "-inf"],
    ] as const;
    const foreign = `WHEN regexp_matches(${x.text}, '[iInN]') AND NOT regexp_full_match(${x.text}, '[+-]?(NaN|Infinity)') THEN NULL`;
    return atom(`CASE ${words.map(special).join(" ")} ${foreign} ELSE ${cast().text} END`);
  }
  switch (type.kind) {
    case "decimal":
      return matching(x, "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?", cast());
    case "boolean":
      return atom(`CASE lower(${x.text}) WHEN 'true' THEN true WHEN 'false' THEN false END`);
    case "date":
      refuseLegacyDates(env.cx.options.settings, "dates in CSV files");
      return options.dateFormat === undefined ? cast() : parsed("__read_date", x, options.dateFormat, type, env);
    case "timestamp":
      refuseLegacyDates(env.cx.options.settings, "timestamps in CSV files");
      return options.timestampFormat === undefined
        ? cast()
        : parsed("__read_timestamp", x, options.timestampFormat, type, env);
    case "timestamp_ntz":
      if (options.timestampNtzFormat !== undefined)
        return parsed("__read_timestamp_ntz", x, options.timestampNtzFormat, type, env);
      return atom(
        `CASE WHEN regexp_matches(${x.text}, ':[0-9.]+ *([zZ]|[+-]|[A-Za-z])') THEN NULL ELSE ${cast().text} END`,
      );
    case "binary":
      return atom(`encode(${x.text})`);
    case "array":
    case "map":
    case "struct":
    case "variant":
      throw unsupported(`a CSV column of the type ${type.kind}`);
    case "udt":
    case "null":
      throw unsupported(`a CSV column of the type ${type.kind}`);
    default:
      return cast();
  }
}

const parsed = (kernel: string, x: Sql, pattern: string, type: DataType, env: Env): Sql =>
  kernelCall(
    kernel,
    [
      { type: STRING, constant: undefined, sql: x },
      { type: STRING, constant: pattern, sql: undefined },
    ],
    { function: kernel, type, mode: "try" },
    env,
  );

/** Whether a record has too few or too many fields, or one that is no value of its type. */
function malformed(
  width: number | undefined,
  data: readonly { readonly index: number; readonly field: StructField }[],
  made: readonly Sql[],
  raw: (position: number) => Sql,
  tokens: string,
  wanted: readonly number[],
): string {
  const checks = data
    .map((d, position) => ({ ...d, position }))
    .filter((d) => wanted.includes(d.index))
    .filter((d) => !isText(d.field.type))
    .map(({ position }) => `(${raw(position).text} IS NOT NULL AND (${made[position]?.text ?? "NULL"}) IS NULL)`);
  if (width !== undefined) checks.unshift(`len(${tokens}) <> ${width}`);
  return checks.length === 0 ? "false" : checks.join(" OR ");
}
