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
  /** Ways of directories that come, be there something in them or not. */
  made: z.optional(z.array(z.string())),
  /** Ways of directories that go, with those in them, where nothing is left in them. */
  dropped: z.optional(z.array(z.string())),
  /**
   * Directories that nothing is left in go too: all below the location, and with `whole` itself; absent: those that
   * removed files lay in; `none`: none.
   */
  emptied: z.optional(z.enum(["none", "below", "whole"])),
});

const transactionSchema = z.object({
  id: z.string(),
  changes: z.array(changeSchema),
  /**
   * A directory that has another name; absent where it has none. Those that it lay in go where nothing is left in them,
   * up to the one that it lay `within`.
   */
  moved: z.optional(z.object({ from: z.string(), to: z.string(), within: z.optional(z.string()) })),
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

/** Whether something goes by a transaction. */
export const removes = ({ changes }: FileTransaction): boolean =>
  changes.some((c) => c.removed.length > 0 || c.dropped !== undefined || c.emptied !== undefined);

/** Whether directories come by a transaction that nothing may be in. */
export const makes = ({ changes }: FileTransaction): boolean => changes.some((c) => c.made !== undefined);

/** How many files are brought to the disk at once. */
const AT_ONCE = 16;

/** Brings paths to the disk. */
async function syncAll(paths: Iterable<string>, ops: FileOps): Promise<void> {
  const open = [...paths];
  while (open.length > 0) await Promise.all(open.splice(0, AT_ONCE).map((path) => ops.sync(path)));
}

/** Brings what waits to the disk, so that what is written down of it holds. */
export async function syncStaged({ changes }: FileTransaction, ops: FileOps): Promise<void> {
  for (const { location, staging, added } of changes) {
    if (staging === undefined) continue;
    const files = added.map((name) => join(location, staging, name));
    await syncAll([...files, ...waysOf(added, join(location, staging))], ops);
  }
}

/** The directories that files lie in, and those between them and the one that their ways begin at. */
function waysOf(files: readonly string[], directory: string): ReadonlySet<string> {
  const ways = new Set<string>();
  for (const file of files) {
    for (let way = dirname(file); !ways.has(join(directory, way)); way = dirname(way)) ways.add(join(directory, way));
  }
  return ways;
}

/** Moves what waits to its place. What is there already stays. */
export async function place({ changes, moved }: FileTransaction, ops: FileOps): Promise<void> {
  if (moved !== undefined) await move(moved, ops);
  for (const { location, staging, added, made = [] } of changes) {
    for (const name of made) await ops.makeDirectory(join(location, name));
    // Where the directory is gone, all has been done.
    if (staging === undefined || !(await ops.exists(join(location, staging)))) continue;
    for (const directory of new Set(added.map((name) => dirname(name))))
      await ops.makeDirectory(join(location, directory));
    const open = added.map((name) => () => ops.rename(join(location, staging, name), join(location, name)));
    while (open.length > 0) await Promise.all(open.splice(0, AT_ONCE).map((move) => move()));
    await ops.makeDirectory(location);
    await ops.write(join(location, SUCCESS_MARK), "");
  }
}

/** Gives a directory another name, where nothing lies yet. */
async function move({ from, to, within }: NonNullable<FileTransaction["moved"]>, ops: FileOps): Promise<void> {
  if (!(await ops.exists(to)) || ((await ops.exists(from)) && (await ops.removeEmpty(to)))) {
    await ops.makeDirectory(dirname(to));
    await ops.rename(from, to);
  }
  if (within === undefined) return;
  for (let above = dirname(from); above !== within && (await ops.removeEmpty(above)); ) above = dirname(above);
}

/** Brings what was moved to the disk: then what is written down of it can be forgotten. */
export async function syncPlaced(transactions: readonly FileTransaction[], ops: FileOps): Promise<void> {
  const directories = new Set<string>();
  for (const { changes, moved } of transactions) {
    if (moved !== undefined) directories.add(dirname(moved.from)).add(dirname(moved.to));
    for (const { location, staging, added, made } of changes) {
      if (staging === undefined && made === undefined) continue;
      for (const directory of waysOf([...added, ...(made ?? [])], location)) directories.add(directory);
      directories.add(dirname(location));
    }
  }
  await syncAll(directories, ops);
}

/** Removes what is not needed any more: replaced files, empty directories, the staging directory. */
export async function clear({ changes }: FileTransaction, ops: FileOps): Promise<void> {
  for (const { location, staging, removed, dropped = [], emptied } of changes) {
    for (const name of removed) await ops.unlink(join(location, name));
    if (staging !== undefined && !(await ops.removeEmpty(join(location, staging))))
      await ops.removeTree(join(location, staging));
    for (const name of dropped) await prune(join(location, name), ops);
    if (emptied === undefined) await pruneAbove(location, [...removed.map((name) => dirname(name)), ...dropped], ops);
    else if (emptied !== "none") await prune(location, ops);
    if (emptied === "whole") await ops.removeEmpty(location);
  }
}

/** Removes directories below the location, and those between, where nothing is left in them. */
async function pruneAbove(location: string, directories: readonly string[], ops: FileOps): Promise<void> {
  for (const first of new Set(directories))
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
