/** Columns whose values come from directory names. */
import type { ScanFile } from "../../../src/resolved/relation.ts";
import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { kernelCall } from "../expr/kernel-call.ts";
import { literalSql, typedNull } from "../literal.ts";
import { name } from "../sql.ts";
import { physicalType } from "../types.ts";
import { type Block, block, type BlockColumn, columnName, exactly, ref, render } from "./block.ts";
import { envOver } from "./level.ts";
import { STRING } from "../../../src/types/data-type.ts";

/** A reader's FROM text with its alias, and its columns by position in the data schema. */
export interface FileRead {
  readonly from: string;
  readonly alias: string;
  column(index: number): BlockColumn;
}

/** Reads some of the files; `options` are further options of the reader, each with a leading comma. */
export type ReadFiles = (files: readonly ScanFile[], options: string, alias: string) => FileRead;

/** The scan's columns from files and from their directories. */
export function scanFiles(rel: ReadScan, env: RelEnv, read: ReadFiles): Block {
  const { source, fields } = rel;
  const width = source.dataSchema.fields.length;
  const wanted = fields.filter((index) => index >= width).map((index) => index - width);
  if (source.files.length === 0) {
    const nulls = rel.columns.map(
      (c): BlockColumn => ({ sql: typedNull(c.type), duck: physicalType(c.type), depth: 0, kind: "cheap" }),
    );
    return { ...block("", undefined, nulls), where: ["false"] };
  }
  if (wanted.length === 0) {
    const found = read(source.files, ", hive_partitioning = false", env.cx.alias());
    return block(
      found.from,
      found.alias,
      fields.map((index) => found.column(index)),
    );
  }
  const keys = source.format === "parquet" ? hiveKeys(rel, wanted) : undefined;
  if (keys !== undefined) return byDirectory(rel, env, read, keys);
  return byGroups(rel, env, read);
}

/** The directory of NULL, and of the empty text. */
export const NULL_DIRECTORY = "__HIVE_DEFAULT_PARTITION__";

/** Types that DuckDB reads from a directory's name as Spark does. */
const NATIVE = new Set<DataType["kind"]>(["byte", "short", "int", "long", "string", "date"]);

/**
 * The directory keys of the wanted partition columns as the paths spell them, when every path agrees with the listed
 * values, so that DuckDB can read them (and skip files by them) itself.
 */
function hiveKeys(rel: ReadScan, wanted: readonly number[]): ReadonlyMap<number, string> | undefined {
  const { source } = rel;
  const keys = new Map<number, string>();
  const data = new Set(source.dataSchema.fields.map((f) => f.name.toLowerCase()));
  // DuckDB takes every key=value in a path for a column, over the files' own ones.
  const keysInPaths = source.files.flatMap((f) => f.path.split("/").slice(0, -1)).filter((part) => part.includes("="));
  if (keysInPaths.some((part) => data.has(decodedKey(part)))) return undefined;
  for (const index of wanted) {
    const field = source.partitionSchema.fields[index];
    if (field === undefined || !NATIVE.has(field.type.kind) || data.has(field.name.toLowerCase())) return undefined;
    for (const file of source.files) {
      const segments = file.path
        .split("/")
        .slice(0, -1)
        .filter((s) => s.toLowerCase().startsWith(`${field.name.toLowerCase()}=`));
      const [segment] = segments;
      if (segment === undefined || segments.length > 1) return undefined;
      const key = segment.slice(0, field.name.length);
      const value = segment.slice(field.name.length + 1);
      const listed = file.partition[index] ?? null;
      if ((keys.get(index) ?? key) !== key || !/^[\w.\- ]*$/.test(value)) return undefined;
      if (listed === null ? value !== NULL_DIRECTORY : value !== listed || value === "") return undefined;
      keys.set(index, key);
    }
  }
  return keys;
}

function decodedKey(part: string): string {
  const key = part.slice(0, part.indexOf("=")).toLowerCase();
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function byDirectory(rel: ReadScan, env: RelEnv, read: ReadFiles, keys: ReadonlyMap<number, string>): Block {
  const { source, fields } = rel;
  const width = source.dataSchema.fields.length;
  const types = [...keys].map(([index, key]) => {
    const field = source.partitionSchema.fields[index];
    return `${name(key).text}: ${physicalType(field?.type ?? STRING)}`;
  });
  const found = read(
    source.files,
    `, hive_partitioning = true, hive_types_autocast = false, hive_types = {${types.join(", ")}}`,
    env.cx.alias(),
  );
  const columns = fields.map((index) => {
    const key = keys.get(index - width);
    const type = source.partitionSchema.fields[index - width]?.type;
    if (index < width || key === undefined || type === undefined) return found.column(index);
    return ref(found.alias, name(key).text, physicalType(type));
  });
  return block(found.from, found.alias, columns);
}

/** One SELECT for each set of partition values, with the values as constants. */
function byGroups(rel: ReadScan, env: RelEnv, read: ReadFiles): Block {
  const { source, fields } = rel;
  const width = source.dataSchema.fields.length;
  const groups = new Map<string, ScanFile[]>();
  for (const file of source.files) {
    const id = JSON.stringify(file.partition);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [file]);
    else group.push(file);
  }
  const arms = [...groups.values()].map((files) => {
    const found = read(files, ", hive_partitioning = false", env.cx.alias());
    const columns = fields.map((index): BlockColumn => {
      const field = source.partitionSchema.fields[index - width];
      if (index < width || field === undefined) {
        const type = source.dataSchema.fields[index]?.type;
        const column = found.column(index);
        return type === undefined ? column : { ...column, ...exactly(column, type) };
      }
      return {
        sql: partitionValue(files[0]?.partition[index - width] ?? null, field.type, env),
        duck: physicalType(field.type),
        depth: 0,
        kind: "cheap",
      };
    });
    return block(found.from, found.alias, columns);
  });
  const [only] = arms;
  if (arms.length === 1 && only !== undefined) return only;
  const alias = env.cx.alias();
  return block(
    `(${arms.map(render).join(" UNION ALL ")}) AS ${alias}`,
    alias,
    rel.columns.map((c, i) => ref(alias, columnName(i), physicalType(c.type))),
  );
}

function partitionValue(value: string | null, type: DataType, env: RelEnv) {
  if (value === null) return typedNull(type);
  if (type.kind === "string") return literalSql(value, type);
  const constant = [{ type: STRING, constant: value, sql: undefined }];
  return kernelCall("cast", constant, { function: "cast", type, mode: "ansi" }, envOver([], env));
}
