import { sparkError } from "../errors/spark-error.ts";
import {
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  field,
  INT,
  LONG,
  STRING,
  type StructType,
  struct,
  TIMESTAMP,
} from "../types/data-type.ts";
import type { ListedFile } from "./listing.ts";

/** Partition columns of listed files and each file's values in their order. */
export interface Partitions {
  readonly schema: StructType;
  readonly values: readonly (readonly (string | null)[])[];
}

const NONE: Partitions = { schema: struct([]), values: [] };

/**
 * Partition columns from directory names (`PartitioningUtils.parsePartitions`): all files must have the same ones in
 * the same order. Types are inferred from the values unless `infer` is off; `declared` types win.
 */
export function discoverPartitions(
  files: readonly ListedFile[],
  infer: boolean,
  declared: StructType | undefined,
): Partitions {
  const [first] = files;
  const names = first === undefined ? [] : namesOf(first);
  if (names.length === 0 && files.every((f) => f.partition.length === 0))
    return { ...NONE, values: files.map(() => []) };
  const key = names.join("/");
  if (files.some((f) => namesOf(f).join("/") !== key)) throw conflicting(files);
  const values = files.map((f) => f.partition.map(([, value]) => value));
  const fields = names.map((name, i) => {
    const known = declared?.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
    const texts = values.map((row) => row[i]).filter((v): v is string => v !== null && v !== undefined);
    return field(name, known?.type ?? (infer ? inferType(texts) : STRING));
  });
  return { schema: struct(fields), values };
}

const candidates: readonly { readonly type: DataType; readonly fits: (text: string) => boolean }[] = [
  { type: INT, fits: (t) => isInteger(t) && inRange(t, 31n) },
  { type: LONG, fits: (t) => isInteger(t) && inRange(t, 63n) },
  { type: decimal(38, 0), fits: (t) => isInteger(t) && t.replace(/^[-+]/, "").length <= 38 },
  { type: DOUBLE, fits: (t) => /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(t) },
  { type: DATE, fits: (t) => /^\d{4}-\d{1,2}-\d{1,2}$/.test(t) },
  { type: TIMESTAMP, fits: (t) => /^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?)?$/.test(t) },
];

const isInteger = (text: string): boolean => /^[-+]?\d+$/.test(text);

function inRange(text: string, bits: bigint): boolean {
  const value = BigInt(text.replace(/^\+/, ""));
  return value >= -(1n << bits) && value < 1n << bits;
}

function inferType(texts: readonly string[]): DataType {
  if (texts.length === 0) return STRING;
  const type = candidates.find((c) => texts.every(c.fits))?.type ?? STRING;
  // A DOUBLE holds not every LONG (`findWiderTypeForPartitionColumn`).
  return type === DOUBLE && texts.some((t) => isInteger(t) && !inRange(t, 31n)) ? STRING : type;
}

const namesOf = (file: ListedFile): readonly string[] => file.partition.map(([name]) => name);

function conflicting(files: readonly ListedFile[]): Error {
  const directories = new Map<string, string>();
  for (const file of files) directories.set(file.path.slice(0, file.path.lastIndexOf("/")), namesOf(file).join(", "));
  const lists = [...new Set(directories.values())].map((names, i) => `\n\tPartition column name list #${i}: ${names}`);
  return sparkError("CONFLICTING_PARTITION_COLUMN_NAMES", {
    distinctPartColLists: `${lists.join("")}\n`,
    suspiciousPaths: [...directories.keys()].map((path) => `\n\tfile:${path}`).join(""),
  });
}
