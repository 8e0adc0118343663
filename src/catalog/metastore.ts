/** What a record defines. A function's record is a text that its definer wrote. */
export type RecordKind = "database" | "table" | "view" | "function";

/** What a record is found by. */
export interface RecordKey {
  /** The user whose catalog it is of; empty where all users have one. */
  readonly owner: string;
  readonly kind: RecordKind;
  /** Lower case. */
  readonly database: string;
  /** Lower case; of a database empty. */
  readonly name: string;
}

/** One definition, as JSON. */
export interface StoredRecord extends RecordKey {
  readonly body: string;
}

/** Files that are about to be put in their places, as JSON. */
export interface StoredTransaction {
  readonly id: string;
  readonly body: string;
}

/** All that a metastore holds. */
export interface MetastoreContents {
  readonly records: readonly StoredRecord[];
  /** Committed, and maybe not carried out. */
  readonly transactions: readonly StoredTransaction[];
}

/** What becomes true at once, or not at all. */
export interface MetastoreChange {
  readonly remove: readonly RecordKey[];
  /** Come after what is removed. */
  readonly put: readonly StoredRecord[];
  readonly begin: readonly StoredTransaction[];
  /** Ids of transactions that are carried out. */
  readonly end: readonly string[];
}

/** Where a catalog lasts. */
export interface Metastore {
  /** Why nothing can be changed; `undefined` where it can. */
  readonly readOnly: string | undefined;
  load(): Promise<MetastoreContents>;
  /** Resolves when the change lasts. One change at a time. */
  commit(change: MetastoreChange): Promise<void>;
  close(): Promise<void>;
}

/** A warehouse that this server cannot have: another one has it, or what is there cannot be read. */
export class WarehouseError extends Error {}

/** Holds nothing: the catalog is the server's memory. */
export const forgetfulMetastore: Metastore = {
  readOnly: undefined,
  load: () => Promise.resolve({ records: [], transactions: [] }),
  commit: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
