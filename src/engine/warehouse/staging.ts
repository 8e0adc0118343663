import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { readFile } from "node:fs/promises";
import { unlessAbsent } from "../../sources/absence.ts";
import type { FileOps } from "../../sources/commit/file-ops.ts";
import { isStagingName, stagingName } from "../../sources/commit/transaction.ts";

/** A directory that files of one write wait in. */
export interface Staging {
  readonly id: string;
  /** Its path. */
  readonly directory: string;
  /** Its name in the directory that the files are for. */
  readonly name: string;
  /** Removes it, and directories that were made for it, when nothing came of the write. */
  abandon(): Promise<void>;
}

/**
 * Makes staging directories. For each a note lies in a directory of the warehouse as long as it may be left behind by a
 * server that is killed; without a directory for notes none are made.
 */
export class StagingDirectories {
  readonly #notes: string | undefined;
  readonly #ops: FileOps;

  constructor(notes: string | undefined, ops: FileOps) {
    this.#notes = notes;
    this.#ops = ops;
  }

  /** A new one in a directory, which is made where it is not there. */
  async make(target: string): Promise<Staging> {
    const ops = this.#ops;
    const id = randomUUID();
    const name = stagingName(id);
    const directory = join(target, name);
    const note = this.#notes === undefined ? undefined : join(this.#notes, id);
    if (note !== undefined) await ops.write(note, directory);
    const made = await ops.makeDirectory(target);
    await ops.makeDirectory(directory);
    const forget = async () => (note === undefined ? undefined : ops.unlink(note));
    return {
      id,
      name,
      directory,
      abandon: async () => {
        await ops.removeTree(directory);
        if (made !== undefined) await removeWays(target, made, ops);
        await forget();
      },
    };
  }

  /** Removes what servers left behind that were killed, but for what is still to be moved from there. */
  async removeLeft(kept: ReadonlySet<string>): Promise<void> {
    if (this.#notes === undefined) return;
    for (const { name } of await this.#ops.list(this.#notes)) {
      if (kept.has(name)) continue;
      const note = join(this.#notes, name);
      const directory = await unlessAbsent(readFile(note, "utf8"), "");
      if (isStagingName(basename(directory))) {
        await this.#ops.removeTree(directory);
        await this.#ops.removeEmpty(dirname(directory));
      }
      await this.#ops.unlink(note);
    }
  }
}

/** Removes empty directories from one up to another. */
async function removeWays(from: string, to: string, ops: FileOps): Promise<void> {
  for (let way = from; await ops.removeEmpty(way); way = dirname(way)) if (way === to) return;
}
