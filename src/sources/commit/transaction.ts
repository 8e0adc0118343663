/**
 * Files that come to a directory and go from it at one moment. What is decided is written down first; carrying it out can
 * be begun anew as often as it takes.
 */
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import type { FileOps } from "./file-ops.ts";

const changeSchema = z.object({
  /** An absolute directory. */
  location: z.string(),
  /** The name of the directory in it that files come from. */
  staging: z.optional(z.string()),
  /** Ways of files from the staging directory, and from the location when they are there. */
  added: z.array(z.string()),
  /** Ways of files from the location. */
  removed: z.array(z.string()),
  /** Directories that nothing is left in go too: all below the location, and with `whole` itself. */
  emptied: z.optional(z.enum(["below", "whole"])),
});

const transactionSchema = z.object({
  id: z.string(),
  changes: z.array(changeSchema),
  /** A directory that has another name; absent where it has none. */
  moved: z.optional(z.object({ from: z.string(), to: z.string() })),
});

/** What changes in one directory. */
export type FileChange = z.output<typeof changeSchema>;
/** What changes at one moment. */
export type FileTransaction = z.output<typeof transactionSchema>;

/** A transaction from its JSON. Throws for anything else. */
export const transactionFrom = (text: string): FileTransaction => transactionSchema.parse(JSON.parse(text));

const STAGING = "_staging-";

/** The name of a directory that files wait in; Spark takes no notice of such names. */
export const stagingName = (id: string): string => `${STAGING}${id}`;
export const isStagingName = (name: string): boolean => name.startsWith(STAGING);

/** Spark's mark of a directory that was written to the end. */
export const SUCCESS_MARK = "_SUCCESS";

/** The directories that a transaction touches. */
export const placesOf = ({ changes, moved }: FileTransaction): readonly string[] => [
  ...changes.map((c) => c.location),
  ...(moved === undefined ? [] : [moved.from, moved.to]),
];

/** How many files are brought to the disk at once. */
const AT_ONCE = 16;

/** Brings what waits to the disk, so that what is written down of it holds. */
export async function syncStaged({ changes }: FileTransaction, ops: FileOps): Promise<void> {
  for (const { location, staging, added } of changes) {
    if (staging === undefined) continue;
    const from = join(location, staging);
    for (let i = 0; i < added.length; i += AT_ONCE)
      await Promise.all(added.slice(i, i + AT_ONCE).map((name) => ops.sync(join(from, name))));
    for (const directory of new Set(added.map((name) => dirname(join(from, name))))) await ops.sync(directory);
  }
}

/** Moves what waits to its place. What is there already stays. */
export async function place({ changes, moved }: FileTransaction, ops: FileOps): Promise<void> {
  if (moved !== undefined && (await ops.exists(moved.from)) && !(await ops.exists(moved.to))) {
    await ops.makeDirectory(dirname(moved.to));
    await ops.rename(moved.from, moved.to);
    for (const directory of new Set([dirname(moved.from), dirname(moved.to)])) await ops.sync(directory);
  }
  for (const { location, staging, added } of changes) {
    if (staging === undefined) continue;
    const made = new Set<string>();
    for (const name of added) {
      const from = join(location, staging, name);
      if (!(await ops.exists(from))) continue;
      const to = join(location, name);
      const directory = dirname(to);
      if (!made.has(directory)) await ops.makeDirectory(directory);
      made.add(directory);
      await ops.rename(from, to);
    }
    await ops.makeDirectory(location);
    await ops.write(join(location, SUCCESS_MARK), "");
    for (const directory of made) await ops.sync(directory);
  }
}

/** Removes what is not needed any more: replaced files, empty directories, the staging directory. */
export async function clear({ changes }: FileTransaction, ops: FileOps): Promise<void> {
  for (const { location, staging, removed, emptied } of changes) {
    for (const name of removed) await ops.unlink(join(location, name));
    if (staging !== undefined) await ops.removeTree(join(location, staging));
    if (emptied === undefined) await pruneAbove(location, removed, ops);
    else await prune(location, ops);
    if (emptied === "whole") await ops.removeEmpty(location);
  }
}

/** Removes the directories between files that are gone and the location, where nothing is left in them. */
async function pruneAbove(location: string, removed: readonly string[], ops: FileOps): Promise<void> {
  for (const first of new Set(removed.map((name) => dirname(name))))
    for (let way = first; way !== "." && (await ops.removeEmpty(join(location, way))); ) way = dirname(way);
}

/** Removes all empty directories below a directory; answers nothing of itself. */
async function prune(directory: string, ops: FileOps): Promise<void> {
  for (const { name, isDirectory } of await ops.list(directory)) {
    if (!isDirectory || isStagingName(name)) continue;
    const below = join(directory, name);
    await prune(below, ops);
    await ops.removeEmpty(below);
  }
}

/** All files below a directory by their ways from there, hidden ones too; not those that wait. */
export async function filesBelow(directory: string, ops: FileOps, way = ""): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, isDirectory } of await ops.list(join(directory, way))) {
    const path = way === "" ? name : `${way}/${name}`;
    if (!isDirectory) found.push(path);
    else if (!isStagingName(name)) found.push(...(await filesBelow(directory, ops, path)));
  }
  return found;
}
