import { readdirSync, readFileSync } from "node:fs";

/** The processes that a process started and that have not ended; none where the system does not tell. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** The parent of a process; `undefined` where there is no such process or the system does not tell. */
function parentOf(pid: number): number | undefined {
  try {
    // The name in parentheses may hold anything, so the fields are counted from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/**
 * Kills a process and all that it started. Its parent is told so that a number which now means another process is left
 * alone.
 */
export function killTree(pid: number, parent: number): void {
  if (process.platform === "linux" && parentOf(pid) !== parent) return;
  const doomed = [pid];
  for (const next of doomed) doomed.push(...childrenOf(next));
  for (const each of doomed) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // It has ended already.
    }
  }
}
