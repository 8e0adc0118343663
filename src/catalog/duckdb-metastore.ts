/** The metastore of a warehouse: a DuckDB file of its own, open in one server at a time. */
import { dirname } from "node:path";
import duckdb, { type Connection, type Database } from "@duckdb/node-bindings";
import { emptyMetastore, isThere, madeDirectory } from "./late-metastore.ts";
import type { Metastore, MetastoreChange, MetastoreContents, RecordKind } from "./metastore.ts";
import { WarehouseError } from "./metastore.ts";

/** The form of the tables below. A server refuses files of a later one, and brings files of earlier ones to its own. */
const FORM = 1;

const TABLES = `
CREATE TABLE IF NOT EXISTS form (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS records (
  owner VARCHAR NOT NULL, kind VARCHAR NOT NULL, database VARCHAR NOT NULL, name VARCHAR NOT NULL, body VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS transactions (id VARCHAR NOT NULL, body VARCHAR NOT NULL);
INSERT INTO form SELECT ${FORM} WHERE NOT EXISTS (FROM form);`;

/** Bytes of the log that are brought into the file when they are passed: a server that starts reads them all. */
const LOG_SIZE = "1MB";

/**
 * Opens a warehouse's metastore, and makes it where there is none. Where it cannot be written, it can be read. Throws
 * WarehouseError where another server has it, and where it is no metastore or one of a later Firesteel.
 */
export async function openMetastore(path: string): Promise<Metastore> {
  const unwritable = madeDirectory(dirname(path));
  if (unwritable !== undefined && !isThere(path)) return emptyMetastore(unwritable);
  try {
    return await opened(path, undefined);
  } catch (reason) {
    if (reason instanceof WarehouseError) throw reason;
    const message = messageOf(reason);
    if (!isThere(path) && isRefusal(message)) return emptyMetastore(message);
    if (!isRefusal(message)) throw unusable(path, message);
    return await opened(path, message).catch((again: unknown) => {
      throw unusable(path, messageOf(again));
    });
  }
}

/** What the operating system says of a place that cannot be written. */
const isRefusal = (message: string): boolean =>
  /permission denied|read-only file system|operation not permitted|no space left/i.test(message);

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

function unusable(path: string, message: string): WarehouseError {
  const warehouse = dirname(dirname(path));
  if (/conflicting lock|could not set lock/i.test(message)) {
    const pid = /PID (\d+)/.exec(message)?.[1];
    const who = pid === undefined ? "another server" : `another server (process ${pid})`;
    return new WarehouseError(
      `${who} has the warehouse ${warehouse}. Give this one another with --warehouse, or --warehouse memory.`,
    );
  }
  return new WarehouseError(`the metastore ${path} cannot be opened: ${message}`);
}

async function opened(path: string, readOnly: string | undefined): Promise<Metastore> {
  const config = duckdb.create_config();
  duckdb.set_config(config, "threads", "1");
  duckdb.set_config(config, "memory_limit", "256MiB");
  duckdb.set_config(config, "autoinstall_known_extensions", "false");
  duckdb.set_config(config, "autoload_known_extensions", "false");
  duckdb.set_config(config, "wal_autocheckpoint", LOG_SIZE);
  if (readOnly !== undefined) duckdb.set_config(config, "access_mode", "READ_ONLY");
  const database = await duckdb.open(path, config);
  try {
    const connection = await duckdb.connect(database);
    const metastore = new DuckDBMetastore(database, connection, readOnly);
    await metastore.prepare(path);
    return metastore;
  } catch (reason) {
    duckdb.close_sync(database);
    throw reason;
  }
}

class DuckDBMetastore implements Metastore {
  readonly readOnly: string | undefined;
  readonly #database: Database;
  readonly #connection: Connection;

  constructor(database: Database, connection: Connection, readOnly: string | undefined) {
    this.#database = database;
    this.#connection = connection;
    this.readOnly = readOnly;
  }

  /** Makes the tables of a new file. Throws WarehouseError where a later Firesteel made them. */
  async prepare(path: string): Promise<void> {
    const [known] = await this.#rows("SELECT table_name FROM duckdb_tables() WHERE table_name = 'form'", 1);
    if (known === undefined) {
      if (this.readOnly === undefined) await duckdb.query(this.#connection, `BEGIN; ${TABLES} COMMIT`);
      return;
    }
    const [[version = ""] = []] = await this.#rows("SELECT CAST(version AS VARCHAR) FROM form", 1);
    if (Number(version) <= FORM) return;
    throw new WarehouseError(
      `the metastore ${path} has the form ${version}, which a later Firesteel made; this one knows up to ${FORM}. Start that one.`,
    );
  }

  async load(): Promise<MetastoreContents> {
    const records = await this.#rows("SELECT owner, kind, database, name, body FROM records", 5);
    const transactions = await this.#rows("SELECT id, body FROM transactions ORDER BY rowid", 2);
    return {
      records: records.map(([owner = "", kind = "", database = "", name = "", body = ""]) => ({
        owner,
        kind: kind as RecordKind,
        database,
        name,
        body,
      })),
      transactions: transactions.map(([id = "", body = ""]) => ({ id, body })),
    };
  }

  async commit({ remove, put, begin, end }: MetastoreChange): Promise<void> {
    const statements = [
      ...remove.map(
        (r) =>
          `DELETE FROM records WHERE owner = ${text(r.owner)} AND kind = ${text(r.kind)} AND database = ${text(r.database)} AND name = ${text(r.name)}`,
      ),
      ...put.map(
        (r) =>
          `INSERT INTO records VALUES (${[r.owner, r.kind, r.database, r.name, r.body].map((part) => text(part)).join(", ")})`,
      ),
      ...begin.map((t) => `INSERT INTO transactions VALUES (${text(t.id)}, ${text(t.body)})`),
      ...(end.length === 0 ? [] : [`DELETE FROM transactions WHERE id IN (${end.map(text).join(", ")})`]),
    ];
    if (statements.length === 0) return;
    try {
      await duckdb.query(this.#connection, `BEGIN; ${statements.join("; ")}; COMMIT`);
    } catch (reason) {
      // A failed COMMIT has ended the transaction already.
      await duckdb.query(this.#connection, "ROLLBACK").catch(() => undefined);
      throw reason;
    }
  }

  async close(): Promise<void> {
    duckdb.disconnect_sync(this.#connection);
    duckdb.close_sync(this.#database);
    return Promise.resolve();
  }

  /** The rows of a query whose columns are all texts without NULL. */
  async #rows(sql: string, width: number): Promise<string[][]> {
    const result = await duckdb.query(this.#connection, sql);
    const rows: string[][] = [];
    for (let chunk = await duckdb.fetch_chunk(result); chunk !== null; chunk = await duckdb.fetch_chunk(result)) {
      const size = duckdb.data_chunk_get_size(chunk);
      if (size === 0) break;
      const columns = Array.from({ length: width }, (_, i) => textsOf(duckdb.data_chunk_get_vector(chunk, i), size));
      for (let row = 0; row < size; row++) rows.push(columns.map((column) => column[row] ?? ""));
    }
    return rows;
  }
}

/** Bytes of a string in a vector: its length, then itself or, where it is longer than 12 bytes, a pointer to it. */
const ENTRY = 16;
const INLINE = 12;

function textsOf(vector: Parameters<typeof duckdb.vector_get_data>[0], size: number): readonly string[] {
  const data = duckdb.vector_get_data(vector, size * ENTRY);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: size }, (_, row) => {
    const at = row * ENTRY;
    const length = view.getUint32(at, true);
    const bytes =
      length <= INLINE
        ? data.subarray(at + 4, at + 4 + length)
        : duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + at + 8, length);
    return Buffer.from(bytes).toString("utf8");
  });
}

/** A text literal. A zero byte, which DuckDB's literals cannot hold, stands in JSON as an escape. */
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
