import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";

const PREFIX = "firesteel-";
const OWNER = "owner.json";

/** Whose a directory is. A process id alone comes again, in containers always the same. */
const ownerSchema = z.object({ host: z.string(), pid: z.number(), started: z.string() });
type Owner = z.output<typeof ownerSchema>;

/** When a process began, as the kernel counts; empty where that cannot be told. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive({ host, pid, started }: Owner): boolean {
  // Of other hosts' processes nothing is known.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code !== "ESRCH";
  }
  return startOf(pid) === started;
}

/** Makes a directory under `root` for one server's life, and removes those that servers left there which did not end well. */
export function makeTempDirectory(root: string): string {
  mkdirSync(root, { recursive: true });
  for (const name of readdirSync(root)) if (name.startsWith(PREFIX)) removeIfLeft(join(root, name));
  const directory = mkdtempSync(join(root, PREFIX));
  const owner: Owner = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  writeFileSync(join(directory, OWNER), JSON.stringify(owner));
  return directory;
}

function removeIfLeft(directory: string): void {
  let text: string;
  try {
    text = readFileSync(join(directory, OWNER), "utf8");
  } catch {
    return;
  }
  const owner = ownerSchema.safeParse(parsed(text));
  if (owner.success && !isAlive(owner.data)) rmSync(directory, { recursive: true, force: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
