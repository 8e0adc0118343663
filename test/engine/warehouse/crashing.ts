import type { Metastore, MetastoreContents, StoredRecord, StoredTransaction } from "../../../src/catalog/metastore.ts";
import { type FileOps, localFiles } from "../../../src/sources/commit/file-ops.ts";

/** A disk that outlives servers, as far as the metastore goes: what was committed to it. */
export class Disk {
  records: StoredRecord[] = [];
  transactions: StoredTransaction[] = [];

  contents(): MetastoreContents {
    return { records: [...this.records], transactions: [...this.transactions] };
  }
}

/** A server that ends at its n-th step: before it, or when it is done and nobody has heard of it. */
export class Life {
  steps = 0;
  readonly #last: number;
  readonly #late: boolean;

  constructor(last = Number.POSITIVE_INFINITY, late = false) {
    this.#last = last;
    this.#late = late;
  }

  get isOver(): boolean {
    return this.steps > this.#last;
  }

  async step<T>(work: () => Promise<T>): Promise<T> {
    const now = ++this.steps;
    if (now > this.#last) throw new Error("the server has ended");
    if (now < this.#last) return work();
    if (this.#late) await work();
    this.steps++;
    throw new Error("the server ends");
  }
}

/** The file system as a server that may end sees it. */
export const mortalFiles = (life: Life): FileOps => ({
  ...localFiles,
  makeDirectory: (path) => life.step(() => localFiles.makeDirectory(path)),
  rename: (from, to) => life.step(() => localFiles.rename(from, to)),
  unlink: (path) => life.step(() => localFiles.unlink(path)),
  removeEmpty: (path) => life.step(() => localFiles.removeEmpty(path)),
  removeTree: (path) => life.step(() => localFiles.removeTree(path)),
  write: (path, content) => life.step(() => localFiles.write(path, content)),
});

/** The metastore of a server that may end. */
export const mortalMetastore = (disk: Disk, life: Life): Metastore => ({
  readOnly: undefined,
  load: () => Promise.resolve(disk.contents()),
  close: () => Promise.resolve(),
  commit: ({ remove, put, begin, end }) =>
    life.step(() => {
      const keyOf = ({ owner, kind, database, name }: Omit<StoredRecord, "body">) =>
        JSON.stringify([owner, kind, database, name]);
      const gone = new Set(remove.map(keyOf));
      disk.records = [...disk.records.filter((record) => !gone.has(keyOf(record))), ...put];
      disk.transactions = [...disk.transactions, ...begin].filter(({ id }) => !end.includes(id));
      return Promise.resolve();
    }),
});
