/** How much memory the engine may use, and how it spells it. */
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";

/** Bytes this process may use at most: the least of the machine's memory and its control group's limit. */
export function availableMemory(read: (path: string) => string = (path) => readFileSync(path, "utf8")): number {
  const limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].flatMap((path) => {
    try {
      const text = read(path).trim();
      return /^\d+$/.test(text) ? [Number(text)] : [];
    } catch {
      return [];
    }
  });
  return Math.min(totalmem(), ...limits);
}

/** DuckDB's share when nobody says otherwise: 60 % of what there is; the rest is for Arrow batches, JS and caches. */
export const defaultMemoryLimit = (available: number = availableMemory()): number => Math.floor(available * 0.6);

/** Bytes as DuckDB's settings take them. */
export const sizeSetting = (bytes: number): string => `${Math.max(1, Math.floor(bytes / (1 << 20)))}MiB`;
