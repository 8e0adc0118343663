import { sparkError } from "../../errors/spark-error.ts";
import type { StorageLevel } from "../../unresolved/storage-level.ts";

const level = (
  useDisk: boolean,
  useMemory: boolean,
  useOffHeap: boolean,
  deserialized: boolean,
  replication = 1,
): StorageLevel => ({ useDisk, useMemory, useOffHeap, deserialized, replication });

/** Spark's storage levels by name (`StorageLevel.fromString`). */
const levels: Readonly<Record<string, StorageLevel>> = {
  NONE: level(false, false, false, false),
  DISK_ONLY: level(true, false, false, false),
  DISK_ONLY_2: level(true, false, false, false, 2),
  DISK_ONLY_3: level(true, false, false, false, 3),
  MEMORY_ONLY: level(false, true, false, true),
  MEMORY_ONLY_2: level(false, true, false, true, 2),
  MEMORY_ONLY_SER: level(false, true, false, false),
  MEMORY_ONLY_SER_2: level(false, true, false, false, 2),
  MEMORY_AND_DISK: level(true, true, false, true),
  MEMORY_AND_DISK_2: level(true, true, false, true, 2),
  MEMORY_AND_DISK_SER: level(true, true, false, false),
  MEMORY_AND_DISK_SER_2: level(true, true, false, false, 2),
  OFF_HEAP: level(true, true, true, false),
};

/** A level by its name, in any case. */
export function storageLevel(name: string): StorageLevel {
  const upper = name.toUpperCase();
  const found = Object.hasOwn(levels, upper) ? levels[upper] : undefined;
  if (found === undefined) throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: `Invalid StorageLevel: ${upper}` });
  return found;
}

/** The level of what is not kept. */
export const NOT_STORED: StorageLevel = level(false, false, false, false);
