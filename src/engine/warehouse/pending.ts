import { join } from "node:path";
import type { FileOps } from "../../sources/commit/file-ops.ts";
import { overlap } from "../../sources/commit/path-locks.ts";
import { type FileTransaction, placesOf } from "../../sources/commit/transaction.ts";
import type { PendingFiles } from "../../sources/listing.ts";

/** A transaction that is committed and not carried out to its end. */
export interface PendingTransaction {
  readonly transaction: FileTransaction;
  /** Readings that looked before this moment see what is to be removed. */
  readonly moment: number;
  /** Whether what it adds is in its place. */
  placed: boolean;
}

/** The transactions that readers have to know of, oldest first. */
export class PendingTransactions {
  readonly #all = new Set<PendingTransaction>();

  add(pending: PendingTransaction): void {
    this.#all.add(pending);
  }

  delete(pending: PendingTransaction): boolean {
    return this.#all.delete(pending);
  }

  has(pending: PendingTransaction): boolean {
    return this.#all.has(pending);
  }

  get all(): readonly PendingTransaction[] {
    return [...this.#all];
  }

  /** Whether files of a transaction before this one are not in their places, which overlap with some paths. */
  someUnplaced(paths: readonly string[], before: PendingTransaction): boolean {
    for (const pending of this.#all) {
      if (pending === before) return false;
      const places = placesOf(pending.transaction);
      if (!pending.placed && places.some((place) => paths.some((path) => overlap(place, path)))) return true;
    }
    return false;
  }

  /** Whether transactions before this one touch some paths. */
  someBefore(paths: readonly string[], before: PendingTransaction): boolean {
    for (const pending of this.#all) {
      if (pending === before) return false;
      if (placesOf(pending.transaction).some((place) => paths.some((path) => overlap(place, path)))) return true;
    }
    return false;
  }

  /** Which directories would be none by now, if nothing were to lie in them: their files wait for readers to end. */
  emptiedOf(directories: readonly string[]): ReadonlySet<string> {
    const emptied = new Set<string>();
    for (const { transaction } of this.#all) {
      for (const { location, removed, dropped = [], made = [], emptied: which } of transaction.changes) {
        for (const directory of directories) {
          const holds = (name: string) => isAt(join(location, name), directory);
          if (removed.some(holds) || dropped.some((name) => isAt(directory, join(location, name)))) {
            if (which === "none") emptied.delete(directory);
            else emptied.add(directory);
          }
          if (made.some(holds)) emptied.delete(directory);
        }
      }
    }
    return emptied;
  }

  /** What changes for whoever lists paths, in the order of commits: what came may be gone again. */
  async filesOf(paths: readonly string[], ops: FileOps): Promise<PendingFiles> {
    const removed = new Set<string>();
    const added = new Map<string, string>();
    for (const { transaction, placed } of this.#all) {
      if (!placesOf(transaction).some((place) => paths.some((path) => overlap(place, path)))) continue;
      for (const change of transaction.changes) {
        for (const name of change.removed) {
          const path = join(change.location, name);
          removed.add(path);
          added.delete(path);
        }
        if (placed || change.staging === undefined) continue;
        for (const name of change.added) {
          const at = join(change.location, change.staging, name);
          if (await ops.exists(at)) added.set(join(change.location, name), at);
        }
      }
    }
    return { removed, added: [...added].map(([path, at]) => ({ path, at })) };
  }
}

/** Whether a path is a directory or below it. */
const isAt = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);
