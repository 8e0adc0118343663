import type { InferSchema } from "../../src/backend/backend.ts";
import { sparkError, unsupported } from "../../src/errors/spark-error.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  type DataType,
  DATE,
  decimal,
  DOUBLE,
  field,
  FLOAT,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  struct,
  type StructType,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../../src/types/data-type.ts";
import { schemaFromJson } from "../../src/types/json.ts";
import { queryValues } from "./query.ts";
import { type DuckType, parseDuckType } from "./rel/file-type.ts";
import { text } from "./sql.ts";
import { mergeSchemas } from "./merge-schemas.ts";
import type { Engine } from "./worker-client.ts";

/** Where Spark keeps a schema in the files that it writes. */
export const ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";

/**
 * The schema of Parquet files: Spark's own where a file carries it, else by its columns
 * (`ParquetToSparkSchemaConverter`). All fields are nullable.
 */
export async function inferParquet(engine: Engine, request: InferSchema): Promise<StructType> {
  let merged: StructType | undefined;
  for (const file of request.files) {
    const schema = await schemaOf(engine, file, request.signal);
    merged = merged === undefined ? schema : mergeSchemas(merged, schema);
  }
  if (merged === undefined) throw sparkError("UNABLE_TO_INFER_SCHEMA", { format: "Parquet" });
  return merged;
}

async function schemaOf(engine: Engine, file: string, signal: AbortSignal): Promise<StructType> {
  const path = text(file).text;
  const [own] = await queryValues(
    engine,
    `SELECT decode(value) FROM parquet_kv_metadata(${path}) WHERE decode(key) = '${ROW_METADATA}'`,
    [STRING],
    signal,
  );
  if (typeof own?.[0] === "string") return nullable(schemaFromJson(own[0])) as StructType;
  const columns = await queryValues(
    engine,
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${path}, hive_partitioning = false))`,
    [STRING, STRING],
    signal,
  );
  const spelled = columns.map(([name, type]) => ({ name: String(name), type: String(type) }));
  const int96 = spelled.some((c) => /\bTIMESTAMP\b(?! WITH)/.test(c.type))
    ? await queryValues(
        engine,
        `SELECT DISTINCT name FROM parquet_schema(${path}) WHERE type = 'INT96'`,
        [STRING],
        signal,
      )
    : [];
  const instants = new Set(int96.map(([name]) => String(name)));
  return struct(spelled.map((c) => field(c.name, sparkType(parseDuckType(c.type), c.name, instants))));
}

/** A schema with every part nullable, as Spark reads files. */
export function nullable(type: DataType): DataType {
  switch (type.kind) {
    case "array":
      return array(nullable(type.element), true);
    case "map":
      return map(nullable(type.key), nullable(type.value), true);
    case "struct":
      return struct(type.fields.map((f) => ({ ...f, type: nullable(f.type), nullable: true })));
    default:
      return type;
  }
}

const PLAIN: Readonly<Record<string, DataType>> = {
  BOOLEAN,
  TINYINT: BYTE,
  SMALLINT: SHORT,
  INTEGER: INT,
  BIGINT: LONG,
  UTINYINT: SHORT,
  USMALLINT: INT,
  UINTEGER: LONG,
  UBIGINT: decimal(20, 0),
  FLOAT,
  DOUBLE,
  VARCHAR: STRING,
  JSON: STRING,
  BLOB: BINARY,
  DATE,
  TIMESTAMP: TIMESTAMP_NTZ,
  TIMESTAMP_MS: TIMESTAMP_NTZ,
  "TIMESTAMP WITH TIME ZONE": TIMESTAMP,
};

function sparkType(type: DuckType, name: string, instants: ReadonlySet<string>): DataType {
  switch (type.kind) {
    case "list":
      return array(sparkType(type.element, "element", instants));
    case "map":
      return map(sparkType(type.key, "key", instants), sparkType(type.value, "value", instants));
    case "struct":
      return struct(type.fields.map((f) => field(f.name, sparkType(f.type, f.name, instants))));
    case "plain": {
      if (type.name === "TIMESTAMP" && instants.has(name)) return TIMESTAMP;
      const digits = /^DECIMAL\((\d+),(\d+)\)$/.exec(type.name);
      if (digits !== null) return decimal(Number(digits[1]), Number(digits[2]));
      const found = Object.hasOwn(PLAIN, type.name) ? PLAIN[type.name] : undefined;
      if (found === undefined)
        throw unsupported(`the Parquet type of the column ${name}, which DuckDB reads as ${type.name}`);
      return found;
    }
  }
}
