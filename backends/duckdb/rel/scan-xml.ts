import { unsupported } from "../../../src/errors/spark-error.ts";
import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  type DataType,
  STRING,
  type StructType,
  struct,
} from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { raiseSql } from "../expr/raise.ts";
import { atom } from "../sql.ts";
import { physicalType } from "../types.ts";
import type { Block, BlockColumn } from "./block.ts";
import { envOver } from "./level.ts";
import { bytesOf, flag } from "./lines.ts";
import { scanFiles } from "./partitions.ts";

/** Options that name nothing inside of files. */
const OUTSIDE = new Set(["path", "pathglobfilter", "recursivefilelookup", "basepath", "compression", "codec"]);

/** The options of XML files as the constant argument of kernels; those that are not built are refused. */
export function xmlConstant(
  options: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): string {
  if (!flag(options, "multiline", true)) throw unsupported("XML files with multiLine false");
  const inside = Object.entries(options).filter(([name]) => !OUTSIDE.has(name));
  return JSON.stringify({ ...Object.fromEntries(inside), ...more });
}

/** Larger files are refused: each is held whole. */
const MOST_BYTES = 256 << 20;

/** Refuses files that are too large to be held. */
export function refuseLarge(sizes: readonly number[]): void {
  if (sizes.some((size) => size > MOST_BYTES)) throw unsupported("XML files of more than 256 MB");
}

/** More fields are refused: DuckDB keeps room for thousands of values of each. */
const MOST_FIELDS = 1000;

function fieldCount(type: DataType): number {
  switch (type.kind) {
    case "struct":
      return type.fields.reduce((sum, f) => sum + fieldCount(f.type), 0);
    case "array":
      return fieldCount(type.element);
    case "map":
      return fieldCount(type.value);
    default:
      return 1;
  }
}

/** How files are packed, by the ends of their names, as a further option of the kernels that read their bytes. */
export function xmlPacking(files: readonly { readonly path: string }[]): { readonly packing: "gzip" | "none" } {
  const ends = new Set(
    files.map(({ path }) => /\.(?:gz|bz2|zst|zstd|lz4|snappy|deflate)$/i.exec(path)?.[0].toLowerCase()),
  );
  const [end] = ends;
  if (ends.size <= 1 && (end === undefined || end === ".gz")) return { packing: end === ".gz" ? "gzip" : "none" };
  throw unsupported(ends.size > 1 ? "XML files of which some are compressed" : `XML files compressed as ${end}`);
}

/**
 * XML files: a row for each record, by kernels. Only the wanted fields are read, as in Spark: a fault in a field hides
 * what stands behind it, so that it matters which are.
 */
export function emitXml(rel: ReadScan, env: RelEnv): Block {
  const { source } = rel;
  const e = envOver([], env);
  const constant = (more = {}) => ({ type: STRING, constant: xmlConstant(source.options, more), sql: undefined });
  refuseLarge(source.files.map((f) => f.size));
  const mode = (source.options["mode"] ?? "").toUpperCase();
  const corrupt = source.options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  const wanted = source.dataSchema.fields.flatMap((field, i) => (rel.fields.includes(i) ? [{ field, i }] : []));
  const dropping = mode === "DROPMALFORMED";
  const told = (dropping || mode === "FAILFAST") && !wanted.some(({ field }) => field.name === corrupt);
  const row: StructType = struct([
    ...wanted.map(({ field }) => field),
    ...(told ? [{ name: corrupt, type: STRING, nullable: true }] : []),
  ]);
  if (fieldCount(row) > MOST_FIELDS) throw unsupported(`XML files of more than ${MOST_FIELDS} fields`);
  // Then the text of a corrupt record is its whole file, which the kernel of rows does not see.
  const since41 = source.options["records"] === "elements";
  const corruptAt = row.fields.findIndex((f) => f.name === corrupt);
  return scanFiles(rel, env, (files, _options, alias) => {
    const records = kernelCall(
      "xml_records",
      [{ type: BINARY, constant: undefined, sql: atom("content") }, constant(xmlPacking(files))],
      { function: "xml_records", type: array(STRING), mode: "ansi" },
      e,
    ).text;
    const parsed = kernelCall(
      "xml_row",
      [{ type: STRING, constant: undefined, sql: atom("r") }, constant(told || !since41 ? {} : { corrupt: "refused" })],
      { function: "xml_row", type: row, mode: "ansi" },
      e,
    ).text;
    const rows = `(SELECT ${parsed} AS v FROM (SELECT unnest(${records}) AS r FROM ${bytesOf(files)}))`;
    const bad = `struct_extract(v, 'f${corruptAt}') IS NOT NULL`;
    const path = `file://${files[0]?.path ?? ""}`;
    const failure = raiseSql("FAILED_READ_FILE.NO_HINT", { path }, undefined, BOOLEAN).text;
    const stopped = dropping ? bad : `CASE WHEN ${bad} THEN ${failure} ELSE false END`;
    const kept = dropping || mode === "FAILFAST" ? `(SELECT v FROM ${rows} WHERE NOT (${stopped}))` : rows;
    return {
      from: `${kept} AS ${alias}`,
      alias,
      column: (index): BlockColumn => {
        const at = wanted.findIndex(({ i }) => i === index);
        const duck = physicalType(source.dataSchema.fields[index]?.type ?? STRING);
        return { sql: atom(`struct_extract(${alias}.v, 'f${at}')`), duck, depth: 1, kind: "cheap" };
      },
    };
  });
}
