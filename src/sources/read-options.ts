import { sparkError, unsupported } from "../errors/spark-error.ts";

/** Formats that files can be read in. */
export type FileFormat = "parquet" | "csv" | "json" | "text" | "xml";

const formats: Readonly<Record<string, FileFormat>> = {
  parquet: "parquet",
  "org.apache.spark.sql.parquet": "parquet",
  csv: "csv",
  "com.databricks.spark.csv": "csv",
  json: "json",
  text: "text",
  xml: "xml",
  "com.databricks.spark.xml": "xml",
};

const knownElsewhere = new Set([
  "orc",
  "avro",
  "jdbc",
  "delta",
  "iceberg",
  "kafka",
  "binaryfile",
  "image",
  "libsvm",
  "hive",
  "rate",
  "socket",
  "noop",
  "console",
  "memory",
]);

/** A format by its short or class name, any case. Unknown ones raise DATA_SOURCE_NOT_FOUND; Spark's other ones are refused. */
export function fileFormat(name: string): FileFormat {
  const key = name.toLowerCase();
  const format = Object.hasOwn(formats, key) ? formats[key] : undefined;
  if (format !== undefined) return format;
  if (knownElsewhere.has(key)) throw unsupported(`the data source ${name}`);
  throw sparkError("DATA_SOURCE_NOT_FOUND", { provider: name });
}

/** Whether a format is one of Spark's own, whatever is registered under its name. */
export function isBuiltIn(name: string): boolean {
  const key = name.toLowerCase();
  return Object.hasOwn(formats, key) || knownElsewhere.has(key);
}

/** Throws XML_ROW_TAG_MISSING where the options of XML files do not say what a record is. */
export function needRowTag(format: FileFormat, options: Readonly<Record<string, string>>): void {
  if (format !== "xml" || options["rowtag"] !== undefined) return;
  throw sparkError("XML_ROW_TAG_MISSING", { rowTag: "`rowTag`" });
}

/** Options under one spelling: lower case, as Spark's CaseInsensitiveMap sees them. */
export function foldOptions(options: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(options)) out[key.toLowerCase()] = value;
  return out;
}
