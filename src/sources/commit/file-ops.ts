import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink, writeFile } from "node:fs/promises";
import { unlessAbsent } from "../absence.ts";

/** An entry of a directory. */
export interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
}

/** What commits ask of the file system. Failures are Node's; what is said to be absent is no failure. */
export interface FileOps {
  /** Makes a directory with all above it; answers the uppermost one that was not there. */
  makeDirectory(path: string): Promise<string | undefined>;
  /** Where nothing is at `from`, it has been renamed already. */
  rename(from: string, to: string): Promise<void>;
  /** A file that is not there is removed already. */
  unlink(path: string): Promise<void>;
  /** Removes a directory if nothing is in it; answers whether it did. */
  removeEmpty(path: string): Promise<boolean>;
  removeTree(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** The entries of a directory; of one that is not there none. */
  list(path: string): Promise<readonly Entry[]>;
  write(path: string, content: string): Promise<void>;
  /** Brings a file's content, or a directory's names, to the disk; what is not there needs none of it. */
  sync(path: string): Promise<void>;
}

const present = new Set(["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR", "EBUSY", "EPERM", "EACCES"]);
const codeOf = (reason: unknown): string | undefined => (reason as NodeJS.ErrnoException).code;

/** Directories cannot be synchronised everywhere. */
const unsynchronisable = new Set(["EINVAL", "EISDIR", "ENOTSUP", "EPERM", "EACCES"]);

/** The file system of this machine. */
export const localFiles: FileOps = {
  makeDirectory: (path) => mkdir(path, { recursive: true }),
  rename: (from, to) => unlessAbsent(rename(from, to), undefined),
  unlink: (path) => unlessAbsent(unlink(path), undefined),
  removeEmpty: (path) =>
    rmdir(path).then(
      () => true,
      (reason: unknown) => {
        if (present.has(codeOf(reason) ?? "")) return false;
        throw reason;
      },
    ),
  removeTree: (path) => rm(path, { recursive: true, force: true }),
  exists: async (path) => (await unlessAbsent(stat(path), undefined)) !== undefined,
  list: async (path) =>
    (await unlessAbsent(readdir(path, { withFileTypes: true }), [])).map((entry) => ({
      name: entry.name,
      isDirectory: entry.isDirectory(),
    })),
  write: (path, content) => writeFile(path, content),
  sync: async (path) => {
    const file = await unlessAbsent(open(path, "r"), undefined);
    if (file === undefined) return;
    try {
      await file.sync();
    } catch (reason) {
      if (!unsynchronisable.has(codeOf(reason) ?? "")) throw reason;
    } finally {
      await file.close();
    }
  },
};
