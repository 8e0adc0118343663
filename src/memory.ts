import { readFileSync } from "node:fs";
import { totalmem } from "node:os";

/** Reads a small file; throws where there is none. */
type Read = (path: string) => string;

/** A path and all that it lies in: `/a/b`, `/a`, and the empty one. */
function upwards(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return Array.from({ length: parts.length + 1 }, (_, i) =>
    parts
      .slice(0, parts.length - i)
      .map((part) => `/${part}`)
      .join(""),
  );
}

/** The files that may limit a process's memory: those of its control group, of version 1 or 2, and of the groups around. */
function limitFiles(read: Read): readonly string[] {
  const groups = tried(() => read("/proc/self/cgroup"))?.split("\n") ?? [];
  const pathOf = (line: RegExp) =>
    groups.map((group) => line.exec(group)?.[1]).find((path) => path !== undefined) ?? "/";
  return [
    ...upwards(pathOf(/^0::(.*)$/)).flatMap((path) => [
      `/sys/fs/cgroup${path}/memory.max`,
      `/sys/fs/cgroup${path}/memory.high`,
    ]),
    ...upwards(pathOf(/^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/)).map(
      (path) => `/sys/fs/cgroup/memory${path}/memory.limit_in_bytes`,
    ),
  ];
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Bytes that this process may use at most: the least of the machine's memory and its control groups' limits. */
export function availableMemory(read: Read = (path) => readFileSync(path, "utf8")): number {
  const limits = limitFiles(read).flatMap((path) => {
    const text = tried(() => read(path).trim());
    return text !== undefined && /^\d+$/.test(text) && Number(text) > 0 ? [Number(text)] : [];
  });
  return Math.min(totalmem(), ...limits);
}

/** How a server's memory is shared out, in bytes; what is left is the process's own. */
export interface MemoryShares {
  /** The query engine, which spills beyond it. */
  readonly engine: number;
  /** Results on their way to clients. */
  readonly results: number;
  /** Requests on their way in. */
  readonly requests: number;
  /** The heap of the query engine's thread. */
  readonly heap: number;
}

const MIB = 1024 * 1024;

/** The shares of so many bytes. What the process takes for itself does not shrink with them, so small servers keep more. */
export function shareMemory(total: number): MemoryShares {
  const shared = Math.max(total / 4, total - Math.max(200 * MIB, total * 0.15));
  const part = (fraction: number) => Math.max(16 * MIB, Math.floor(shared * fraction));
  return { engine: part(0.7), results: part(0.2), requests: part(0.1), heap: (total - shared) / 2 };
}
