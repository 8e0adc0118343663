import { sparkError } from "../../../src/errors/spark-error.ts";
import { ROW_INDEX } from "../../../src/resolved/relation.ts";
import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import type { StructField } from "../../../src/types/data-type.ts";
import { catalogString } from "../../../src/types/print.ts";
import { type FileColumn, type RelEnv, scanKey } from "../context.ts";
import { typedNull } from "../literal.ts";
import { atom, name, text } from "../sql.ts";
import { physicalType } from "../types.ts";
import { type Block, type BlockColumn, ref } from "./block.ts";
import { fromFile, parseDuckType, partsFromFile, TypeMismatch } from "./file-type.ts";
import { scanFiles } from "./partitions.ts";

/** Parquet files: columns by name without regard to case, absent ones NULL, each brought to its Spark type. */
export function emitParquet(rel: ReadScan, env: RelEnv): Block {
  const { source } = rel;
  const known = env.cx.options.files?.get(scanKey(source.files));
  return scanFiles(rel, env, (files, options, alias) => {
    const list = files.map((f) => text(f.path).text).join(", ");
    const union = files.length > 1 ? ", union_by_name = true" : "";
    const numbered = rel.fields.some((index) => source.dataSchema.fields[index]?.name === ROW_INDEX);
    const numbers = numbered ? ", file_row_number = true" : "";
    return {
      from: `read_parquet([${list}]${union}${numbers}${options}) AS ${alias}`,
      alias,
      column: (index): BlockColumn => {
        const field = source.dataSchema.fields[index];
        if (field === undefined) throw new RangeError(`no column ${index} in the files`);
        const duck = physicalType(field.type);
        if (field.name === ROW_INDEX) return ref(alias, "file_row_number", duck);
        const found = known === undefined ? { name: field.name, type: duck } : inFile(known, field.name);
        if (found === undefined) return { sql: typedNull(field.type), duck, depth: 0, kind: "cheap" };
        const reference = atom(`${alias}.${name(found.name).text}`);
        if (found.type === duck) return { sql: reference, duck, depth: 0, kind: "ref" };
        const inside = parseDuckType(found.type);
        const sql = checked(() => fromFile(reference, inside, field.type, env), field, files);
        return { sql, duck, depth: 1, kind: "cheap", part: partsFromFile(reference, inside, field.type, env) };
      },
    };
  });
}

function inFile(columns: readonly FileColumn[], wanted: string): FileColumn | undefined {
  return columns.find((c) => c.name === wanted) ?? columns.find((c) => c.name.toLowerCase() === wanted.toLowerCase());
}

function checked<T>(convert: () => T, field: StructField, files: readonly { readonly path: string }[]): T {
  try {
    return convert();
  } catch (reason) {
    if (!(reason instanceof TypeMismatch)) throw reason;
    throw sparkError("FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH", {
      path: `file://${files[0]?.path ?? ""}`,
      column: `[${field.name}]`,
      expectedType: catalogString(field.type),
      actualType: reason.actualType,
    });
  }
}
