import type { StructType } from "../types/data-type.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { ViewSchemaMode } from "../unresolved/view-schema-mode.ts";

/** A table or a lasting view of a database; immutable. */
export interface CatalogTable {
  /** Lower case, as the session catalog keeps both names. */
  readonly database: string;
  readonly name: string;
  readonly kind: "managed" | "external" | "view";
  /** Lower case; of a view `undefined`. */
  readonly provider?: string | undefined;
  /** Data columns, then partition columns. */
  readonly schema: StructType;
  readonly partitionBy: readonly string[];
  /** A local path; of a view empty. */
  readonly location: string;
  readonly options: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly comment?: string | undefined;
  /** What the texts of columns that name no collation are of; of a view its body says it. */
  readonly collation?: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly view?: ViewBody | undefined;
  /** Kept for DESCRIBE and SHOW CREATE TABLE: no layout of files changes an answer. */
  readonly buckets?: Buckets | undefined;
  /** What ANALYZE TABLE found, until rows change. */
  readonly statistics?: TableStatistics | undefined;
  /**
   * Directories of partitions that were there before the table and are none of it, until rows are written to them or
   * MSCK REPAIR TABLE takes them in.
   */
  readonly foreign: readonly string[];
  /** New for each definition. */
  readonly identity: string;
}

/** CLUSTERED BY (columns) SORTED BY (sorted) INTO count BUCKETS. */
export interface Buckets {
  readonly count: number;
  readonly columns: readonly string[];
  readonly sorted: readonly string[];
}

/** How much a table or partition has: bytes of files, and rows where they were counted. */
export interface Statistics {
  readonly sizeInBytes: number;
  readonly rowCount?: number | undefined;
}

/** What ANALYZE TABLE FOR COLUMNS found in the values of a column. */
export interface ColumnStatistics {
  /** As text; absent where the type has none, or without any value. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly nulls: number;
  /** About so many distinct values. */
  readonly distinct: number;
  /** Characters of texts, bytes of all else. */
  readonly averageLength: number;
  readonly greatestLength: number;
}

/** What is known of a whole table, of its partitions by their directories, and of its columns by their names. */
export interface TableStatistics {
  readonly table?: Statistics | undefined;
  readonly columns?: Readonly<Record<string, ColumnStatistics>> | undefined;
  readonly partitions?: Readonly<Record<string, Statistics>> | undefined;
}

/** What a view keeps of the moment it was made at. */
export interface ViewBody {
  readonly text: string;
  /** Its meaning: read from the text when it is first needed. Throws INVALID_VIEW_TEXT where that is no query any more. */
  readonly plan: () => Relation;
  /** The columns of its query when it was made. */
  readonly schema: StructType;
  /** Names from the view's column list. */
  readonly columns?: readonly string[] | undefined;
  /** What unqualified names in it are of. */
  readonly database: string;
  /** What it was made with; absent where modes were turned off. */
  readonly schemaMode?: ViewSchemaMode | undefined;
  /** The session's settings of that moment, which its query is meant under. */
  readonly settings: SparkSettings;
  /** The collation of its texts that name none; absent: UTF8_BINARY. */
  readonly collation?: string | undefined;
}

const keyOf = (database: string, name: string): string => `${database.toLowerCase()}\0${name.toLowerCase()}`;

/** Tables and views at one moment. */
export interface TableList {
  get(database: string, name: string): CatalogTable | undefined;
  /** The tables and views of a database by name. */
  of(database: string): readonly CatalogTable[];
}

/** The tables and lasting views that all sessions see. */
export class Tables implements TableList {
  #all: ReadonlyMap<string, CatalogTable> = new Map();
  #count = 0;

  get(database: string, name: string): CatalogTable | undefined {
    return this.now().get(database, name);
  }

  of(database: string): readonly CatalogTable[] {
    return this.now().of(database);
  }

  /** All of them, another map with each change. */
  get all(): ReadonlyMap<string, CatalogTable> {
    return this.#all;
  }

  /** What is there now, whatever comes. */
  now(): TableList {
    const all = this.#all;
    return {
      get: (database, name) => all.get(keyOf(database, name)),
      of: (database) =>
        [...all.values()]
          .filter((t) => t.database === database.toLowerCase())
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  /** Puts a definition in the place of whatever has its name. */
  set(table: Omit<CatalogTable, "identity">): void {
    const identity = `table.${table.database}.${table.name}#${++this.#count}`;
    this.#all = new Map(this.#all).set(keyOf(table.database, table.name), { ...table, identity });
  }

  /** Takes a definition away, if it is there. */
  delete(database: string, name: string): void {
    const next = new Map(this.#all);
    next.delete(keyOf(database, name));
    this.#all = next;
  }
}
