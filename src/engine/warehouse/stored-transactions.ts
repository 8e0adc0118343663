/** Transactions as a metastore keeps them: what lies in the warehouse by its way from there. */
import { type StoredTransaction, WarehouseError } from "../../catalog/metastore.ts";
import { fromStoredPath, toStoredPath } from "../../catalog/records.ts";
import { type FileTransaction, transactionFrom } from "../../sources/commit/transaction.ts";

const mapped = (transaction: FileTransaction, map: (path: string) => string): FileTransaction => ({
  ...transaction,
  changes: transaction.changes.map((change) => ({ ...change, location: map(change.location) })),
  moved: transaction.moved && {
    from: map(transaction.moved.from),
    to: map(transaction.moved.to),
    within: transaction.moved.within === undefined ? undefined : map(transaction.moved.within),
  },
});

export const storedTransaction = (transaction: FileTransaction, directory: string): StoredTransaction => ({
  id: transaction.id,
  body: JSON.stringify(mapped(transaction, (path) => toStoredPath(path, directory))),
});

/** Throws WarehouseError for what is no transaction. */
export function transactionOf({ id, body }: StoredTransaction, directory: string): FileTransaction {
  try {
    return mapped(transactionFrom(body), (path) => fromStoredPath(path, directory));
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new WarehouseError(`the metastore's transaction ${id} cannot be read: ${message}`);
  }
}
