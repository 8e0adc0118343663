import { join, relative } from "node:path";
import { invariant } from "../../base/invariant.ts";
import type { CatalogEdit } from "../../catalog/edits.ts";
import { SharedCatalog } from "../../catalog/memory.ts";
import { type Metastore, type MetastoreChange, WarehouseError } from "../../catalog/metastore.ts";
import { loadedEdit, type RecordContext, storedEdits } from "../../catalog/records.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { FileOps } from "../../sources/commit/file-ops.ts";
import { overlap, PathLocks } from "../../sources/commit/path-locks.ts";
import { type Reading, Readings } from "../../sources/commit/readings.ts";
import {
  clear,
  type FileChange,
  filesBelow,
  type FileTransaction,
  place,
  placesOf,
  SUCCESS_MARK,
  makes,
  removes,
  syncPlaced,
  syncStaged,
} from "../../sources/commit/transaction.ts";
import { type PendingFiles, rootOf } from "../../sources/listing.ts";
import { PendingTransactions, type PendingTransaction } from "./pending.ts";
import { type Staging, StagingDirectories } from "./staging.ts";
import { storedTransaction, transactionOf } from "./stored-transactions.ts";

/** What a warehouse is made of. */
export interface WarehouseParts extends RecordContext {
  /** Opened meanwhile. */
  readonly metastore: Promise<Metastore>;
  /** Whether the metastore forgets: then the directory is not touched before tables are written. */
  readonly forgets: boolean;
  readonly ops: FileOps;
  /** Told of files that could not be put in their places; readers find them where they are. */
  readonly warn: (reason: unknown, what: string) => void;
}

/** Something that is to become true at once, or not at all. */
export interface WarehouseChange {
  /** Who stages the files. */
  readonly staging?: Staging | undefined;
  /** The directories whose files change. Nobody looks at them, or changes them, meanwhile. */
  readonly places?: readonly string[];
  /** Decides what becomes of the files, when the places are held. */
  readonly files?: () => Promise<readonly FileChange[]> | readonly FileChange[];
  /** Decides what becomes of the catalog, when nothing else changes it. Throws where what it builds on is gone. */
  readonly edits?: () => readonly CatalogEdit[];
  /** A directory that gets another name; `undo` takes back the edits where it cannot. */
  readonly move?: NonNullable<FileTransaction["moved"]> & { readonly undo: readonly CatalogEdit[] };
}

/** The directory of a warehouse that is Firesteel's own; Spark takes no notice of it. */
const OWN = ".firesteel";

/** Milliseconds that files which came may be written down after they have come. */
const FLUSH_TIME = 300;

/** Where a warehouse's metastore lies. */
export const metastorePath = (directory: string): string => join(directory, OWN, "metastore.duckdb");

/**
 * The tables of a server: definitions and files, which change together. What is committed holds: it is in the metastore,
 * and the files follow, now or when a server starts again. Readers see all of a change or nothing.
 */
export class Warehouse {
  /** Resolves when the catalog is loaded; rejects with WarehouseError. */
  readonly ready: Promise<void>;
  readonly #parts: WarehouseParts;
  readonly #catalogs = new Map<string, SharedCatalog>();
  readonly #locks = new PathLocks();
  readonly #pending = new PendingTransactions();
  readonly #readings: Readings;
  /** Leaves no notes of what may be left behind, where these cannot be kept. */
  #stagings: StagingDirectories;
  readonly #notes: string;
  #metastore: Metastore | undefined;
  /** Transactions that are carried out, and may not be on the disk so. */
  #finished: FileTransaction[] = [];
  /** Those that are, which the metastore still holds. */
  #ended: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** What goes on without anybody waiting. */
  readonly #background = new Set<Promise<void>>();

  constructor(parts: WarehouseParts) {
    this.#parts = parts;
    this.#notes = join(parts.directory, OWN, "staging");
    this.#stagings = new StagingDirectories(undefined, parts.ops);
    this.#readings = new Readings(() => this.#follow());
    this.ready = this.#load();
    // Whoever needs it hears of it.
    this.ready.catch(() => undefined);
  }

  /** The catalog of a user; `""`: the one of all. Empty until the warehouse is ready. */
  catalogOf(owner: string): SharedCatalog {
    const catalog = this.#catalogs.get(owner) ?? new SharedCatalog(owner);
    this.#catalogs.set(owner, catalog);
    return catalog;
  }

  async #load(): Promise<void> {
    const { metastore: opening, ops, forgets } = this.#parts;
    const metastore = await opening;
    try {
      const { records, transactions } = await metastore.load();
      for (const record of records) this.catalogOf(record.owner).apply([loadedEdit(record, this.#parts)]);
      for (const stored of transactions) {
        const transaction = transactionOf(stored, this.#parts.directory);
        this.#pending.add({ transaction, moment: this.#readings.next(), placed: false });
      }
      this.#metastore = metastore;
      if (metastore.readOnly !== undefined)
        this.#parts.warn(new Error(metastore.readOnly), "databases, tables and views cannot be changed");
      if (forgets || metastore.readOnly !== undefined) return;
      await ops.makeDirectory(this.#notes);
      this.#stagings = new StagingDirectories(this.#notes, ops);
      for (const pending of this.#pending.all) await this.#settle(pending);
      await this.#settled();
      await this.#flush();
      await this.#settled();
      await this.#stagings.removeLeft(new Set(this.#pending.all.map(({ transaction }) => transaction.id)));
    } catch (reason) {
      await metastore.close();
      throw reason;
    }
  }

  /** Begins to read; it is to be ended. */
  async read(): Promise<Reading> {
    await this.ready;
    return this.#readings.begin();
  }

  /** Looks at files. What was seen stays there until the reading has ended. */
  async look<T>(reading: Reading, paths: readonly string[], look: (pending: PendingFiles) => Promise<T>): Promise<T> {
    const roots = paths.map(rootOf);
    const release = await this.#locks.acquire(roots, false);
    try {
      reading.see(roots);
      return await look(await this.#pending.filesOf(roots, this.#parts.ops));
    } finally {
      release();
    }
  }

  /** All files of a directory by their ways from there, hidden ones but Spark's mark too. */
  async filesOf(directory: string): Promise<readonly string[]> {
    const { removed, added } = await this.#pending.filesOf([directory], this.#parts.ops);
    const lying = (await filesBelow(directory, this.#parts.ops)).filter(
      (name) => name !== SUCCESS_MARK && !removed.has(join(directory, name)),
    );
    const coming = added.map(({ path }) => relative(directory, path)).filter((name) => !name.startsWith(".."));
    return [...lying, ...coming];
  }

  /** Which directories below one are there for replaced files only. */
  async leftDirectories(directory: string, below: readonly string[]): Promise<ReadonlySet<string>> {
    const emptied = this.#pending.emptiedOf(below.map((way) => join(directory, way)));
    if (emptied.size === 0) return new Set();
    const kept = await this.filesOf(directory);
    const isLeft = (way: string) => emptied.has(join(directory, way)) && !kept.some((n) => n.startsWith(`${way}/`));
    return new Set(below.filter(isLeft));
  }

  /** A directory in which files wait for {@link commit}. */
  stage(target: string): Promise<Staging> {
    return this.#stagings.make(target);
  }

  /** Makes a change. Resolves when it lasts and everybody sees it; when it throws nothing has changed. */
  async commit(catalog: SharedCatalog, change: WarehouseChange): Promise<void> {
    const { staging, move } = change;
    const release = await this.#locks.acquire(change.places ?? [], true);
    try {
      const changes = (await change.files?.()) ?? [];
      const id = staging?.id ?? crypto.randomUUID();
      const moved = move === undefined ? undefined : { from: move.from, to: move.to, within: move.within };
      const transaction: FileTransaction = { id, changes: [...changes], moved };
      if (moved !== undefined) await this.#settleAll(moved.from);
      await syncStaged(transaction, this.#parts.ops);
      const pending = await this.#inTurn(async () => {
        const edits = change.edits?.() ?? [];
        return this.#decide(catalog, edits, changes.length === 0 && moved === undefined ? undefined : transaction);
      });
      if (pending !== undefined) await this.#carryOut(pending, catalog, change);
    } finally {
      release();
    }
  }

  async #decide(
    catalog: SharedCatalog,
    edits: readonly CatalogEdit[],
    transaction: FileTransaction | undefined,
  ): Promise<PendingTransaction | undefined> {
    const begin = transaction === undefined ? [] : [storedTransaction(transaction, this.#parts.directory)];
    if (edits.length > 0 || begin.length > 0)
      await this.#write({ ...storedEdits(edits, catalog.owner, this.#parts), begin }, edits.length > 0);
    catalog.apply(edits);
    if (transaction === undefined) return undefined;
    const pending: PendingTransaction = { transaction, moment: this.#readings.next(), placed: false };
    this.#pending.add(pending);
    return pending;
  }

  async #carryOut(pending: PendingTransaction, catalog: SharedCatalog, { move }: WarehouseChange) {
    try {
      await place(pending.transaction, this.#parts.ops);
      pending.placed = true;
    } catch (reason) {
      if (move !== undefined) {
        await this.#inTurn(async () => {
          const change = storedEdits(move.undo, catalog.owner, this.#parts);
          this.#pending.delete(pending);
          this.#ended.push(pending.transaction.id);
          await this.#write({ ...change, begin: [] }, true);
          catalog.apply(move.undo);
        });
        throw reason;
      }
      this.#parts.warn(reason, "committed files are not in their places yet");
      return;
    }
    await this.#settle(pending);
  }

  /** Carries out all that waits in a directory which is to have another name: its readers lose their files in any case. */
  async #settleAll(directory: string): Promise<void> {
    for (const pending of this.#pending.all) {
      if (!placesOf(pending.transaction).some((path) => overlap(path, directory))) continue;
      await place(pending.transaction, this.#parts.ops);
      await clear(pending.transaction, this.#parts.ops);
      this.#finish(pending);
    }
    await this.#flush();
  }

  /** Nobody has to know of a transaction any more, but for a server that starts after a crash. */
  #finish(pending: PendingTransaction): void {
    this.#pending.delete(pending);
    this.#finished.push(pending.transaction);
    if (pending.transaction.moved !== undefined) return;
    // Paths may come again, and what is written down must not take them away.
    if (removes(pending.transaction)) this.#later(() => this.#flush());
    else this.#timer ??= setTimeout(() => this.#later(() => this.#flush()), FLUSH_TIME).unref();
  }

  /** Brings what is carried out to the disk, and lets the metastore forget it. */
  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { ops, forgets } = this.#parts;
    const done = this.#finished;
    this.#finished = [];
    if (done.length === 0 || forgets) return;
    try {
      await syncPlaced(done, ops);
      for (const { id } of done) await ops.unlink(join(this.#notes, id));
    } catch (reason) {
      this.#finished.unshift(...done);
      throw reason;
    }
    this.#ended.push(...done.map((t) => t.id));
    await this.#inTurn(async () => {
      if (this.#ended.length > 0) await this.#write({ remove: [], put: [], begin: [] }, false);
    });
  }

  /** Carries out what can be; the places are held. */
  async #settle(pending: PendingTransaction): Promise<void> {
    const { ops, warn } = this.#parts;
    const { transaction, moment } = pending;
    const places = placesOf(transaction);
    // What an earlier one adds may be what this one removes.
    if (this.#pending.someUnplaced(places, pending)) return;
    try {
      // What an earlier one still empties would go.
      if (makes(transaction) && this.#pending.someBefore(places, pending)) return;
      // Whoever reads where the files wait would lose them.
      if (!pending.placed && this.#readings.hold(places, Number.POSITIVE_INFINITY)) return;
      if (!pending.placed || makes(transaction)) await place(transaction, ops);
      pending.placed = true;
      if (removes(transaction) && this.#readings.hold(places, moment)) return;
      await clear(transaction, ops);
    } catch (reason) {
      warn(reason, "a change of files is not carried out yet");
      return;
    }
    this.#finish(pending);
    // Both names may come to mean something else at once.
    if (transaction.moved !== undefined)
      await this.#flush().catch((reason: unknown) => warn(reason, "a change of files is to be looked at again"));
  }

  /** Carries out what waited for readings, now that one has ended. */
  #follow(): void {
    for (const pending of this.#pending.all) {
      const places = placesOf(pending.transaction);
      if (this.#readings.hold(places, pending.placed ? pending.moment : Number.POSITIVE_INFINITY)) continue;
      this.#later(async () => {
        const release = await this.#locks.acquire(places, true);
        try {
          if (this.#pending.has(pending)) await this.#settle(pending);
        } finally {
          release();
        }
      });
    }
  }

  async #write(change: Omit<MetastoreChange, "end">, edits: boolean): Promise<void> {
    const metastore = this.#metastore;
    invariant(metastore !== undefined, "the warehouse is not ready");
    if (metastore.readOnly !== undefined) {
      // What is written elsewhere needs no catalog; it has to do without the certainty.
      if (!edits) return;
      throw this.#unwritable(new Error(metastore.readOnly));
    }
    const end = this.#ended;
    this.#ended = [];
    try {
      await metastore.commit({ ...change, end });
    } catch (reason) {
      this.#ended.push(...end);
      throw this.#unwritable(reason);
    }
  }

  #unwritable(cause: unknown): Error {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return sparkError("UNABLE_TO_WRITE", { path: `file:${metastorePath(this.#parts.directory)}`, reason }, { cause });
  }

  /** One after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #later(work: () => Promise<void>): void {
    const going = work()
      .catch((reason: unknown) => this.#parts.warn(reason, "a change of files is not carried out yet"))
      .finally(() => this.#background.delete(going));
    this.#background.add(going);
  }

  async #settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  /** Ends what goes on. What readers still hold is carried out when a server starts again. */
  async close(): Promise<void> {
    await this.ready.catch((reason: unknown) => {
      if (!(reason instanceof WarehouseError)) throw reason;
    });
    if (this.#metastore === undefined) return;
    await this.#settled();
    await this.#flush().catch((reason: unknown) =>
      this.#parts.warn(reason, "a change of files is to be looked at again"),
    );
    await this.#turn;
    await this.#metastore.close();
  }
}
