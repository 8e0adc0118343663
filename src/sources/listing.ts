import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { unlessAbsent } from "./absence.ts";

/** A file that was found, with the directories `name=value` between the root that was asked for and itself. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly partition: readonly (readonly [name: string, value: string | null])[];
}

/** What is decided of files and not carried out yet. */
export interface PendingFiles {
  /** Absolute paths of files that are gone, whether they lie there or not. */
  readonly removed: ReadonlySet<string>;
  /** Files that have come: where they belong, and where they lie. */
  readonly added: readonly { readonly path: string; readonly at: string }[];
}

/** Bounds and filters of a listing. */
export interface ListingOptions {
  /** Only files whose name fits this glob (`pathGlobFilter`). */
  readonly nameGlob?: string | undefined;
  /** Directories below are walked without looking for partitions (`recursiveFileLookup`). */
  readonly recursive?: boolean | undefined;
  /** Where partition directories start (`basePath`). */
  readonly basePath?: string | undefined;
  readonly pending?: PendingFiles | undefined;
}

/** More files than any plan should carry. */
const MAX_FILES = 1_000_000;

/** Hive's directory name of the null partition. */
export const NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

/**
 * The files under paths: files, directories and globs, local only; hidden ones (`_x`, `.x`) left out
 * (`InMemoryFileIndex`, `HadoopFSUtils.shouldFilterOutPathName`). Sorted by path. A path that is not there raises
 * PATH_NOT_FOUND.
 */
export async function listFiles(paths: readonly string[], options: ListingOptions = {}): Promise<ListedFile[]> {
  const found: ListedFile[] = [];
  for (const path of paths) {
    const local = localPath(path);
    const roots = isGlob(local) ? await expandGlob(local) : [local];
    if (roots.length === 0) throw notFound(path);
    for (const root of roots) await listRoot(root, path, options, found);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

const notFound = (path: string) =>
  sparkError("PATH_NOT_FOUND", { path: path.startsWith("file:") ? path : `file:${resolve(path)}` });

/** A path or file URL as an absolute local path; other schemes are refused by name. */
export function localPath(path: string): string {
  if (path.startsWith("file://")) return fileURLToPath(path);
  if (path.startsWith("file:")) return resolve(path.slice("file:".length));
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]+):\/\//.exec(path)?.[1];
  if (scheme !== undefined) throw unsupported(`the file system ${scheme}://`);
  return resolve(path);
}

/** The directory in which all lies that a path or glob can mean. */
export function rootOf(path: string): string {
  const parts = localPath(path).split(sep);
  const first = parts.findIndex(isGlob);
  return first === -1 ? parts.join(sep) : parts.slice(0, first).join(sep) || sep;
}

const isGlob = (path: string): boolean => /[*?[{]/.test(path);

async function listRoot(root: string, asked: string, options: ListingOptions, found: ListedFile[]): Promise<void> {
  const info = await unlessAbsent(stat(root), undefined);
  if (info === undefined) throw notFound(asked);
  const base = options.basePath === undefined ? root : localPath(options.basePath);
  if (info.isFile()) {
    if (options.pending?.removed.has(root) === true) throw notFound(asked);
    const partition = options.basePath === undefined ? [] : partitionOf(base, dirname(root));
    found.push({ path: root, size: info.size, modified: info.mtimeMs, partition });
    return;
  }
  await walk(root, base, options, found);
  for (const { path, at } of options.pending?.added ?? []) {
    if (!path.startsWith(root === sep ? sep : `${root}${sep}`)) continue;
    if (path.slice(root.length).split(sep).some(isHiddenName)) continue;
    if (options.nameGlob !== undefined && !globTest(options.nameGlob)(basename(path))) continue;
    const { size, mtimeMs } = await stat(at);
    found.push({ path: at, size, modified: mtimeMs, partition: partitionIn(base, path, options) });
  }
}

const partitionIn = (base: string, path: string, { recursive }: ListingOptions) =>
  recursive === true ? [] : partitionOf(base, dirname(path));

async function walk(directory: string, base: string, options: ListingOptions, found: ListedFile[]): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true });
  const nameFits = options.nameGlob === undefined ? () => true : globTest(options.nameGlob);
  for (const entry of entries) {
    if (isHiddenName(entry.name)) continue;
    const path = join(directory, entry.name);
    if (options.pending?.removed.has(path) === true) continue;
    const info = entry.isSymbolicLink() || entry.isFile() ? await stat(path) : undefined;
    if (info?.isFile()) {
      if (!nameFits(entry.name)) continue;
      if (found.length >= MAX_FILES) throw unsupported(`a read of more than ${MAX_FILES} files`);
      found.push({ path, size: info.size, modified: info.mtimeMs, partition: partitionIn(base, path, options) });
    } else if (entry.isDirectory() || info?.isDirectory()) {
      await walk(path, base, options, found);
    }
  }
}

// Spark skips names that start with _ or ., but not partition directories such as _date=1.
const isHiddenName = (name: string): boolean =>
  (name.startsWith("_") && !name.includes("=")) || name.startsWith(".") || name.endsWith("._COPYING_");

function partitionOf(base: string, directory: string): readonly (readonly [string, string | null])[] {
  const relative = directory.startsWith(base) ? directory.slice(base.length) : "";
  return relative
    .split(sep)
    .map(partitionOfName)
    .filter((part) => part !== undefined);
}

/** The column and the value that a directory's name tells of; `undefined` where it is no partition's. */
export function partitionOfName(name: string): readonly [string, string | null] | undefined {
  const at = name.indexOf("=");
  if (at === -1) return undefined;
  const value = unescapePathName(name.slice(at + 1));
  return [unescapePathName(name.slice(0, at)), value === NULL_PARTITION ? null : value];
}

/** Undoes Hive's %XX escapes in directory names (`ExternalCatalogUtils.unescapePathName`). */
const unescapePathName = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Hadoop's globs: `*`, `?`, `[abc]`, `{a,b}`; never across a slash. */
export function globTest(glob: string): (name: string) => boolean {
  let depth = 0;
  const source = glob.replace(/\\.|[*?{},[\].+^$()|]|\[\^/g, (token) => {
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token === "[" || token === "]" || token === "[^") return token;
    if (token === "{") {
      depth++;
      return "(?:";
    }
    if (token === "}" && depth > 0) {
      depth--;
      return ")";
    }
    if (token === ",") return depth > 0 ? "|" : ",";
    return token.startsWith("\\") ? token : `\\${token}`;
  });
  try {
    const pattern = new RegExp(`^${source}$`, "u");
    return (name) => pattern.test(name);
  } catch {
    throw sparkError("PATH_NOT_FOUND", { path: glob });
  }
}

async function expandGlob(path: string): Promise<string[]> {
  let roots: string[] = [sep];
  for (const part of path.split(sep).slice(1)) {
    if (!isGlob(part)) {
      roots = roots.map((root) => join(root, part));
      continue;
    }
    const fits = globTest(part);
    const next: string[] = [];
    for (const root of roots) {
      const names = await unlessAbsent(readdir(root), []);
      for (const name of names.sort()) if (fits(name)) next.push(join(root, name));
    }
    roots = next;
  }
  const existing: string[] = [];
  for (const root of roots) {
    const info = await unlessAbsent(stat(root), undefined);
    if (info !== undefined && !basename(root).startsWith(".")) existing.push(root);
  }
  return existing;
}
