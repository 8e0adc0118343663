import type { InferSchema } from "../../src/backend/backend.ts";
import { refuseLegacyDates } from "./legacy-dates.ts";
import { sparkError } from "../../src/errors/spark-error.ts";
import { csvRecords, csvTokens } from "../../src/kernels/csv-tokens.ts";
import { mergeCsvTypes } from "../../src/kernels/csv-type.ts";
import { array, type DataType, field, NULL, STRING, struct, type StructType } from "../../src/types/data-type.ts";
import { typeFromJson } from "../../src/types/json.ts";
import { queryValues } from "./query.ts";
import { type CsvOptions, csvOptions } from "./rel/csv-options.ts";
import { contentsOf, linesOf } from "./rel/lines.ts";
import { text } from "./sql.ts";
import type { KernelSpec } from "./statement.ts";
import type { Engine } from "./worker-client.ts";

/** Columns by the first record, types by all records when asked (`CSVInferSchema`), else texts. */
export async function inferCsv(engine: Engine, request: InferSchema): Promise<StructType> {
  const options = csvOptions(request.options, request.settings.timeZone);
  const files = request.files.map((path) => ({ path }));
  const first = await firstRecord(engine, files, options, request);
  if (first === undefined) {
    if (files.length === 0) throw sparkError("UNABLE_TO_INFER_SCHEMA", { format: "CSV" });
    return struct([]);
  }
  const names = columnNames(first, options);
  if (!options.inferSchema) return struct(names.map((name) => field(name, STRING)));
  const types = await columnTypes(engine, files, names.length, options, request);
  return struct(names.map((name, i) => field(name, types[i] ?? STRING)));
}

async function firstRecord(
  engine: Engine,
  files: readonly { readonly path: string }[],
  options: CsvOptions,
  request: InferSchema,
): Promise<readonly (string | null)[] | undefined> {
  if (options.multiLine) {
    for (const file of files) {
      const [row] = await queryValues(
        engine,
        `SELECT content FROM ${contentsOf([file], request.options)}`,
        [STRING],
        request.signal,
      );
      const [record] = csvRecords(String(row?.[0] ?? ""), options.syntax);
      if (record !== undefined) return record.fields;
    }
    return undefined;
  }
  const { comment } = options.syntax;
  const where = comment === "" ? "" : ` WHERE NOT starts_with(line, ${text(comment).text})`;
  const [row] = await queryValues(
    engine,
    `SELECT line FROM ${linesOf(files, request.options, false)}${where} LIMIT 1`,
    [STRING],
    request.signal,
  );
  return row === undefined ? undefined : csvTokens(String(row[0]), options.syntax);
}

/** Header names; empty ones by position, repeated ones (ignoring case) with their position behind. */
function columnNames(first: readonly (string | null)[], options: CsvOptions): readonly string[] {
  if (!options.header) return first.map((_, i) => `_c${i}`);
  const seen = new Map<string, number>();
  for (const name of first) if (name !== null) seen.set(name.toLowerCase(), (seen.get(name.toLowerCase()) ?? 0) + 1);
  return first.map((name, i) => {
    if (name === null || name === "" || name === options.nullValue) return `_c${i}`;
    return (seen.get(name.toLowerCase()) ?? 0) > 1 ? `${name}${i}` : name;
  });
}

async function columnTypes(
  engine: Engine,
  files: readonly { readonly path: string }[],
  width: number,
  options: CsvOptions,
  request: InferSchema,
): Promise<readonly DataType[]> {
  refuseLegacyDates(request.settings, "the inference of CSV's types");
  const settings = { timeZone: request.settings.timeZone, mapKeyDedupPolicy: request.settings.mapKeyDedupPolicy };
  const kernel = (name: string, kernelName: string, constant: string, returnType: DataType): KernelSpec => ({
    name,
    kernel: kernelName,
    argTypes: [STRING, STRING],
    returnType,
    constants: [undefined, constant],
    mode: "ansi",
    settings,
    deterministic: true,
  });
  const syntax = JSON.stringify(options.syntax);
  const typing = JSON.stringify({
    timeZone: options.timeZone,
    dateFormat: options.dateFormat,
    timestampFormat: options.timestampFormat,
    timestampNtzFormat: options.timestampNtzFormat,
    prefersDate: options.prefersDate,
    ntz: request.settings.timestampType === "TIMESTAMP_NTZ",
    nan: options.nan,
    positiveInf: options.positiveInf,
    negativeInf: options.negativeInf,
  });
  const id = Buffer.from(`${syntax}${typing}${settings.timeZone}`)
    .toString("base64url")
    .replaceAll(/[^A-Za-z0-9]/g, "_")
    .slice(-40);
  const suffix = `${id}_${[...`${syntax}${typing}`].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7) >>> 0}`;
  const kernels = options.multiLine
    ? [
        kernel(`k_records_${suffix}`, "csv_records", syntax, array(array(STRING))),
        kernel(`k_type_${suffix}`, "csv_type", typing, STRING),
      ]
    : [
        kernel(`k_tokens_${suffix}`, "csv_tokens", syntax, array(STRING)),
        kernel(`k_type_${suffix}`, "csv_type", typing, STRING),
      ];
  const { comment } = options.syntax;
  const uncommented = `${linesOf(files, request.options, false)} WHERE NOT starts_with(line, ${text(comment).text})`;
  // A header among comments is told by what it says, as Spark tells it.
  const records =
    comment === ""
      ? linesOf(files, request.options, options.header)
      : `${uncommented}${options.header ? ` AND line <> (SELECT line FROM ${uncommented} LIMIT 1)` : ""}`;
  const from = options.header ? 2 : 1;
  const tokens = options.multiLine
    ? `SELECT (unnest((k_records_${suffix}(content))[${from}:]))[2:] AS tok FROM ${contentsOf(files, request.options)}`
    : `SELECT k_tokens_${suffix}(line) AS tok FROM ${records}`;
  const columns = Array.from({ length: width }, (_, i) => {
    const value = `tok[${i + 1}]`;
    const present = `${value} IS NOT NULL AND ${value} <> '' AND ${value} <> ${text(options.nullValue).text}`;
    return `array_to_string(list(DISTINCT CASE WHEN ${present} THEN k_type_${suffix}(${value}) END), '|')`;
  });
  if (columns.length === 0) return [];
  const [row] = await queryValues(
    engine,
    `SELECT ${columns.join(", ")} FROM (${tokens})`,
    columns.map(() => STRING),
    request.signal,
    { statement: { kernels } },
  );
  return columns.map((_, i) => {
    const spelled = row?.[i];
    const types = typeof spelled !== "string" || spelled === "" ? [] : spelled.split("|").map(typeFromJson);
    const merged = types.reduce<DataType>(mergeCsvTypes, NULL);
    return merged.kind === "null" ? STRING : merged;
  });
}
