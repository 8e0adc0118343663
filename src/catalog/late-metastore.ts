/** A metastore that is made by its first change: until then nothing is loaded that could read one. */
import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Metastore, WarehouseError } from "./metastore.ts";

/** Whether a file is there. */
export function isThere(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Makes the directory of a metastore. Gives why nothing can be made in it; `undefined` where it can. */
export function madeDirectory(path: string): string | undefined {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}

/** Holds nothing, and can hold nothing, for a reason. */
export const emptyMetastore = (readOnly: string): Metastore => ({
  readOnly,
  load: () => Promise.resolve({ records: [], transactions: [] }),
  commit: () => Promise.reject(new Error(readOnly)),
  close: () => Promise.resolve(),
});

/**
 * The metastore at a path: opened at once where it is there, and where it is not yet, by the first change. Who comes
 * first has the warehouse then; `commit` of the other throws WarehouseError, as it does where somebody else made the
 * metastore after this server had found none.
 */
export async function lateMetastore(path: string, open: (path: string) => Promise<Metastore>): Promise<Metastore> {
  if (isThere(path)) return open(path);
  const unwritable = madeDirectory(dirname(path));
  return unwritable === undefined ? new LateMetastore(path, open) : emptyMetastore(unwritable);
}

class LateMetastore implements Metastore {
  readonly readOnly = undefined;
  readonly #path: string;
  readonly #open: (path: string) => Promise<Metastore>;
  #opened: Metastore | undefined;

  constructor(path: string, open: (path: string) => Promise<Metastore>) {
    this.#path = path;
    this.#open = open;
  }

  readonly load = (): ReturnType<Metastore["load"]> => Promise.resolve({ records: [], transactions: [] });

  async commit(change: Parameters<Metastore["commit"]>[0]): Promise<void> {
    this.#opened ??= await this.#openEmpty();
    await this.#opened.commit(change);
  }

  async close(): Promise<void> {
    await this.#opened?.close();
  }

  async #openEmpty(): Promise<Metastore> {
    const metastore = await this.#open(this.#path);
    const { records, transactions } = await metastore.load();
    if (records.length + transactions.length === 0) return metastore;
    await metastore.close();
    throw new WarehouseError(
      `another server has made the metastore ${this.#path}: start this one again to see its tables`,
    );
  }
}
