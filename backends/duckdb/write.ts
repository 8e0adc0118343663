/**
 * Rows to files under Spark's names (`part-00000-<uuid>-c000.snappy.parquet`), by DuckDB's COPY. Text formats are made
 * line by line here, because DuckDB writes values otherwise than Spark.
 */
import { randomUUID } from "node:crypto";
import { readdir, rename, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ExecuteContext, FileSink, WrittenFile } from "../../src/backend/backend.ts";
import { sparkError, unsupported } from "../../src/errors/spark-error.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import { LONG, STRING, type StructField, struct } from "../../src/types/data-type.ts";
import { typeToJson } from "../../src/types/json.ts";
import { castFragment } from "./casts/index.ts";
import type { EmitContext, EmitOptions, Env } from "./context.ts";
import { emitBlock, statementOf, withShared } from "./emit.ts";
import { ROW_METADATA } from "./infer-parquet.ts";
import { queryValues } from "./query.ts";
import { render, seal } from "./rel/block.ts";
import { envOver } from "./rel/level.ts";
import { NULL_DIRECTORY } from "./rel/partitions.ts";
import { atom, name, type Sql, text } from "./sql.ts";
import type { Engine } from "./worker-client.ts";
import { clientRows } from "./store.ts";
import { rowsOf } from "./write-counts.ts";
import { toFile } from "./write-names.ts";
import { csvHeader, csvLine } from "./write-csv.ts";
import { jsonLine } from "./write-json.ts";
import { closeXml, xmlFrame, xmlRow, xmlRowStart } from "./write-xml.ts";

/** Writes a plan's rows into the sink's directory. */
export async function writeFiles(
  engine: Engine,
  plan: ReadPlan,
  sink: FileSink,
  cx: ExecuteContext,
  options: EmitOptions,
): Promise<readonly WrittenFile[]> {
  const emitted = emitBlock(plan, options);
  const block = seal(emitted.block, emitted.cx.alias());
  const env = envOver(block.columns, { cx: emitted.cx, outer: [], blocking: false });
  const columns = plan.root.columns.map((c, i): WriteColumn => {
    const field: StructField = cx.schema.fields[i] ?? {
      name: plan.names[i] ?? `c${i}`,
      type: c.type,
      nullable: c.nullable,
    };
    return { index: i, field, sql: block.columns[i]?.sql ?? atom("NULL") };
  });
  const keys = sink.partitionBy.map((i) => columns[i]).filter((c) => c !== undefined);
  const data = columns.filter((c) => !sink.partitionBy.includes(c.index));
  const form = forms[sink.format](data, sink, env);
  const select = [...form.columns, ...keys.map((key) => partitionColumn(key, env))];
  const source = withShared(
    emitted.cx,
    render({ ...block, columns: [] }).replace(/^SELECT 0 AS c0/, () => `SELECT ${select.join(", ")}`),
  );
  const target = destination(sink, keys, form);
  const sql = `COPY (${source}) TO ${target}`;
  const [[count] = []] = await runCopy(engine, sql, emitted.cx, cx);
  return written(engine, sink, form, typeof count === "bigint" ? count : 0n, cx.signal);
}

/** A column to write. */
export interface WriteColumn {
  readonly index: number;
  readonly field: StructField;
  readonly sql: Sql;
}

/** How a format's rows are made. */
interface Form {
  /** SELECT items of the file's own columns. */
  readonly columns: readonly string[];
  /** COPY options without partitioning. */
  readonly options: readonly string[];
  /** The file's ending, without a leading dot. */
  readonly ending: string;
  /** Lines that are no rows. */
  readonly extraLines: number;
  /** What a row's first line begins with, where rows take several. */
  readonly rowStart?: string;
  /** Finishes a file with its number of rows. */
  readonly close?: (path: string, rows: bigint) => Promise<void>;
}

type MakeForm = (columns: readonly WriteColumn[], sink: FileSink, env: Env) => Form;

const forms: { readonly [F in FileSink["format"]]: MakeForm } = {
  parquet: parquetForm,
  csv: (columns, sink, env) => {
    const header = csvHeader(columns, sink.options);
    const form = lines(csvLine(columns, sink.options, env), "csv", sink, header);
    return form;
  },
  json: (columns, sink, env) => lines(jsonLine(columns, sink.options, env), "json", sink, undefined),
  xml: (columns, sink, env) => {
    const { before, behind } = xmlFrame(sink.options);
    const form = lines(xmlRow(columns, sink.options, env), "xml", sink, before);
    return { ...form, rowStart: xmlRowStart(sink.options), close: (path, rows) => closeXml(path, rows, behind) };
  },
  text: (columns, sink) => {
    const [only] = columns;
    if (only === undefined || columns.length > 1 || only.field.type.kind !== "string") {
      throw sparkError("INTERNAL_ERROR", { message: "Text data source supports only a single string column" });
    }
    return lines(atom(`COALESCE(${only.sql.text}, '')`), "txt", sink, undefined);
  },
};

const CODECS: Readonly<Record<string, { readonly duck: string; readonly ending: string }>> = {
  snappy: { duck: "snappy", ending: "snappy." },
  none: { duck: "uncompressed", ending: "" },
  uncompressed: { duck: "uncompressed", ending: "" },
  gzip: { duck: "gzip", ending: "gz." },
  zstd: { duck: "zstd", ending: "zstd." },
  brotli: { duck: "brotli", ending: "br." },
  lz4: { duck: "lz4", ending: "lz4hadoop." },
  lz4_raw: { duck: "lz4_raw", ending: "lz4raw." },
};

function parquetForm(columns: readonly WriteColumn[], sink: FileSink): Form {
  const codec = (sink.options["compression"] ?? sink.options["parquet.compression"] ?? "snappy").toLowerCase();
  const known = Object.hasOwn(CODECS, codec) ? CODECS[codec] : undefined;
  if (known === undefined) {
    if (codec === "lzo") throw unsupported("the Parquet codec lzo");
    throw sparkError("CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION", {
      codecName: codec,
      availableCodecs: "brotli, uncompressed, lzo, snappy, lz4_raw, none, zstd, lz4, gzip",
    });
  }
  const schema = typeToJson(struct(columns.map((c) => c.field)));
  return {
    columns: columns.map((c) => `${toFile(c.sql, c.field.type).text} AS ${name(c.field.name).text}`),
    options: [
      "FORMAT parquet",
      `CODEC '${known.duck}'`,
      `KV_METADATA {${text(ROW_METADATA).text}: ${text(schema).text}}`,
    ],
    ending: `${known.ending}parquet`,
    extraLines: 0,
  };
}

const TEXT_CODECS: Readonly<Record<string, { readonly duck: string; readonly ending: string }>> = {
  none: { duck: "none", ending: "" },
  uncompressed: { duck: "none", ending: "" },
  gzip: { duck: "gzip", ending: ".gz" },
  zstd: { duck: "zstd", ending: ".zst" },
};

/** One text column written as it is, one line for each row. */
function lines(line: Sql, ending: string, sink: FileSink, header: string | undefined): Form {
  const codec = (sink.options["compression"] ?? sink.options["codec"] ?? "none").toLowerCase();
  const known = Object.hasOwn(TEXT_CODECS, codec) ? TEXT_CODECS[codec] : undefined;
  if (known === undefined) {
    if (["bzip2", "deflate", "lz4", "snappy"].includes(codec) || codec.includes("."))
      throw unsupported(`the codec ${codec} of ${sink.format} files`);
    throw sparkError("CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION", {
      codecName: codec,
      availableCodecs: "bzip2, deflate, uncompressed, snappy, none, lz4, gzip",
    });
  }
  const lineSep = sink.options["linesep"];
  if (lineSep !== undefined && lineSep !== "\n") throw unsupported("writing with the option lineSep");
  const encoding = sink.options["encoding"] ?? sink.options["charset"];
  if (encoding !== undefined && encoding.toUpperCase() !== "UTF-8")
    throw unsupported(`writing with the encoding ${encoding}`);
  return {
    columns: [`${line.text} AS ${header === undefined ? "line" : name(header).text}`],
    options: [
      "FORMAT csv",
      `HEADER ${header !== undefined}`,
      "QUOTE ''",
      "ESCAPE ''",
      "NULLSTR ''",
      `COMPRESSION ${known.duck}`,
    ],
    ending: `${ending}${known.ending}`,
    extraLines: header === undefined ? 0 : 1,
  };
}

/** A partition column as the text that becomes a directory's name; the empty text and that directory's own name are NULL. */
function partitionColumn(column: WriteColumn, env: Env): string {
  const { type } = column.field;
  const spelled =
    type.kind === "string" ? column.sql : castFragment(column.sql, type, STRING, true, "ansi", undefined, env);
  return `NULLIF(NULLIF(CAST(${spelled.text} AS VARCHAR), ''), ${text(NULL_DIRECTORY).text}) AS ${name(column.field.name).text}`;
}

function destination(sink: FileSink, keys: readonly WriteColumn[], form: Form): string {
  const id = randomUUID();
  if (keys.length === 0) {
    const path = join(sink.directory, `part-00000-${id}-c000.${form.ending}`);
    return `${text(path).text} (${form.options.join(", ")})`;
  }
  const [first = "", ...rest] = form.ending.split(".").reverse();
  const stem = rest.length === 0 ? "" : `.${rest.reverse().join(".")}`;
  const partitioning = [
    `PARTITION_BY (${keys.map((k) => name(k.field.name).text).join(", ")})`,
    "OVERWRITE_OR_IGNORE true",
    `FILENAME_PATTERN ${text(`part-0000{i}-${id}.c000${stem}`).text}`,
    `FILE_EXTENSION ${text(first).text}`,
  ];
  return `${text(sink.directory).text} (${[...form.options, ...partitioning].join(", ")})`;
}

const runCopy = (engine: Engine, sql: string, emit: EmitContext, cx: ExecuteContext) => {
  const statement = statementOf(emit, "", [], 1);
  return queryValues(engine, sql, [LONG], cx.signal, {
    inputs: clientRows(cx.inputs),
    timeZone: cx.settings.timeZone,
    origins: emit.plan.origins,
    statement: { kernels: statement.kernels, inputs: statement.inputs, candidates: statement.candidates },
  });
};

/** The files that stand in the directory, with their rows. */
async function written(
  engine: Engine,
  sink: FileSink,
  form: Form,
  total: bigint,
  signal: AbortSignal,
): Promise<readonly WrittenFile[]> {
  if (sink.partitionBy.length > 0) await respell(sink.directory);
  const entries = await readdir(sink.directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  const counts = await rowsOf(engine, paths, sink, form, total, signal);
  if (form.close !== undefined) for (const path of paths) await form.close(path, counts.get(path) ?? 0n);
  return Promise.all(
    paths.map(async (path) => ({
      path: relative(sink.directory, path),
      rows: counts.get(path) ?? 0n,
      bytes: (await stat(path)).size,
    })),
  );
}

/** Characters that Spark escapes in directory names (`ExternalCatalogUtils.escapePathName`). */
// oxlint-disable-next-line no-control-regex
const ESCAPED = /[\u0001-\u001f"#%'*/:=?\\\u007f{[\]^]/g;

const escapeName = (text: string): string =>
  text.replace(ESCAPED, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Renames directories that DuckDB escaped more than Spark does. */
async function respell(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    await respell(join(directory, entry.name));
    const at = entry.name.indexOf("=");
    const parts = [entry.name.slice(0, at), entry.name.slice(at + 1)].map((part) =>
      escapeName(decodeURIComponent(part)),
    );
    const wanted = parts.join("=");
    if (wanted !== entry.name) await rename(join(directory, entry.name), join(directory, wanted));
  }
}
