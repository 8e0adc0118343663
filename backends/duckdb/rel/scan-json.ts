import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import { array, BOOLEAN, map, STRING } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { raiseSql } from "../expr/raise.ts";
import { atom } from "../sql.ts";
import { physicalType } from "../types.ts";
import type { Block, BlockColumn } from "./block.ts";
import { contentsOf, flag, linesOf } from "./lines.ts";
import { envOver } from "./level.ts";
import { scanFiles } from "./partitions.ts";

/**
 * JSON files: a document a line, or with `multiLine` a file. Documents are read by the kernel of from_json with the
 * file's schema; the elements of an array at the top are rows of their own.
 */
export function emitJson(rel: ReadScan, env: RelEnv): Block {
  const { source } = rel;
  const e = envOver([], env);
  const entries = Object.entries(source.options).filter(([name]) => name !== "path");
  const mode = (source.options["mode"] ?? "").toUpperCase();
  const dropping = mode === "DROPMALFORMED";
  const failing = mode === "FAILFAST";
  const corrupt = source.options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  // To drop malformed documents (or to fail for them) they must be told apart: they alone have the corrupt record.
  const hidden = (dropping || failing) && !source.dataSchema.fields.some((f) => f.name === corrupt);
  const schema = hidden
    ? { ...source.dataSchema, fields: [...source.dataSchema.fields, { name: corrupt, type: STRING, nullable: true }] }
    : source.dataSchema;
  const given = entries.filter(
    ([name, value]) => !(name === "mode" && (dropping || failing) && value.toUpperCase() === mode),
  );
  const options = { type: map(STRING, STRING), constant: { entries: given }, sql: undefined };
  return scanFiles(rel, env, (files, extra, alias) => {
    const whole = flag(source.options, "multiline") || flag(source.options, "wholefile");
    const document = whole ? "content" : "line";
    const from = whole ? contentsOf(files) : linesOf(files, source.options, false, extra);
    const read = (type: typeof schema | ReturnType<typeof array>) =>
      kernelCall(
        "from_json",
        [{ type: STRING, constant: undefined, sql: atom(document) }, options],
        { function: "from_json", type, mode: "ansi" },
        e,
      ).text;
    const rows = `CASE WHEN starts_with(ltrim(${document}), '[') THEN ${read(array(schema))} ELSE [${read(schema)}] END`;
    const at = schema.fields.length - 1;
    const path = `file://${files[0]?.path ?? ""}`;
    const bad = `struct_extract(v, 'f${at}') IS NOT NULL`;
    const stopped = failing
      ? `CASE WHEN ${bad} THEN ${raiseSql("FAILED_READ_FILE.NO_HINT", { path }, undefined, BOOLEAN).text} ELSE false END`
      : bad;
    const kept =
      dropping || failing
        ? `(SELECT v FROM (SELECT unnest(${rows}) AS v FROM ${from} WHERE trim(${document}) <> '') WHERE NOT (${stopped})) AS ${alias}`
        : `(SELECT unnest(${rows}) AS v FROM ${from} WHERE trim(${document}) <> '') AS ${alias}`;
    return {
      from: kept,
      alias,
      column: (index): BlockColumn => {
        const type = schema.fields[index]?.type ?? STRING;
        return {
          sql: atom(`struct_extract(${alias}.v, 'f${index}')`),
          duck: physicalType(type),
          depth: 1,
          kind: "cheap",
        };
      },
    };
  });
}
