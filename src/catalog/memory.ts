import { sparkError } from "../errors/spark-error.ts";
import { type Database, Databases, DEFAULT_DATABASE } from "./databases.ts";
import type { CatalogEdit } from "./edits.ts";
import {
  type FunctionKind,
  Functions,
  type PythonFunctions,
  type PythonSources,
  type SqlFunction,
  type TemporaryFunctions,
  temporaryKey,
} from "./functions.ts";
import { type CatalogTable, Tables } from "./tables.ts";
import { quoteParts } from "../lex/multipart-names.ts";
import type { Variables, ViewVariables } from "./variables.ts";
import type { StructType } from "../types/data-type.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { Relation } from "../unresolved/relation.ts";

/** A temporary view: a plan under a name. */
export interface View {
  readonly name: string;
  readonly plan: Relation;
  readonly columns?: readonly string[] | undefined;
  /** Comments from its column list, by position. */
  readonly comments?: readonly (string | undefined)[] | undefined;
  /** The SQL text of its body, where it had one. */
  readonly text?: string | undefined;
  /** What that gave when it was made. */
  readonly schema?: StructType | undefined;
  /** The session's settings when it was made, which its plan is meant under. */
  readonly settings: SparkSettings;
  /** The variables that its plan may read; absent: none. */
  readonly variables?: ViewVariables | undefined;
  /** A DataFrame's: the session's Python functions when it was made, which are its own; absent: those of now. */
  readonly functions?: PythonFunctions | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt?: number | undefined;
  /** What was the current database then. */
  readonly database?: string | undefined;
  /** New for each definition. */
  readonly identity: string;
}

/** A session's names at one moment; immutable. */
export interface CatalogSnapshot {
  readonly currentCatalog: string;
  readonly currentDatabase: string;
  /** Names in order. */
  readonly databases: readonly string[];
  /** A temporary view by its folded name. */
  tempView(name: string): View | undefined;
  globalTempView(name: string): View | undefined;
  readonly tempViews: readonly View[];
  readonly globalTempViews: readonly View[];
  readonly variables: Variables;
  /** A table or lasting view. */
  table(database: string, name: string): CatalogTable | undefined;
  tables(database: string): readonly CatalogTable[];
  /** A function of a database. */
  function(database: string, name: string): SqlFunction | undefined;
  functions(database: string): readonly SqlFunction[];
  temporaryFunction(kind: FunctionKind, name: string): SqlFunction | undefined;
  readonly temporaryFunctions: readonly SqlFunction[];
  readonly pythonFunctions: PythonFunctions;
  readonly pythonSources: PythonSources;
}

/** Where global temporary views live (`spark.sql.globalTempDatabase`). */
export const GLOBAL_TEMP_DATABASE = "global_temp";

/**
 * What all sessions of a server see: databases, tables, lasting views and functions, which last as long as the metastore
 * behind them, and global temporary views, which end with the server.
 */
export class SharedCatalog {
  /** The user whose catalog it is; empty where all users have one. */
  readonly owner: string;
  readonly databases = new Databases();
  readonly tables = new Tables();
  readonly functions = new Functions();
  #views: ReadonlyMap<string, View> = new Map();

  constructor(owner: string) {
    this.owner = owner;
  }

  /** Lets edits be seen, which are to last already. */
  apply(edits: readonly CatalogEdit[]): void {
    for (const edit of edits) {
      switch (edit.kind) {
        case "put_database":
          this.databases.set(edit.database);
          break;
        case "drop_database":
          this.databases.delete(edit.name);
          break;
        case "put_table":
          this.tables.set(edit.table);
          break;
        case "drop_table":
          this.tables.delete(edit.table.database, edit.table.name);
          break;
        case "put_function":
          this.functions.set(edit.function);
          break;
        case "drop_function":
          this.functions.delete(edit.function.database, edit.function.name);
      }
    }
  }

  get views(): ReadonlyMap<string, View> {
    return this.#views;
  }

  set(view: View): void {
    this.#views = new Map(this.#views).set(view.name.toLowerCase(), view);
  }

  delete(name: string): boolean {
    const next = new Map(this.#views);
    const had = next.delete(name.toLowerCase());
    this.#views = next;
    return had;
  }
}

/** One session's catalog: temporary views and a current database of its own, and what all sessions share. */
export class MemoryCatalog {
  readonly shared: SharedCatalog;
  #views: ReadonlyMap<string, View> = new Map();
  #currentDatabase = DEFAULT_DATABASE;
  #count = 0;
  /** Variables are the session's alone. */
  variables: Variables = new Map();
  /** The session's own functions. */
  temporaryFunctions: TemporaryFunctions = new Map();
  /** Its own functions in Python. */
  pythonFunctions: PythonFunctions = new Map();
  /** Its own data sources in Python, by their names in lower case. */
  pythonSources: PythonSources = new Map();

  constructor(shared: SharedCatalog) {
    this.shared = shared;
  }

  get databases(): Databases {
    return this.shared.databases;
  }

  get tables(): Tables {
    return this.shared.tables;
  }

  get functions(): Functions {
    return this.shared.functions;
  }

  /** An independent catalog with the same names. */
  clone(): MemoryCatalog {
    const copy = new MemoryCatalog(this.shared);
    copy.#views = this.#views;
    copy.#currentDatabase = this.#currentDatabase;
    copy.#count = this.#count;
    copy.variables = this.variables;
    copy.temporaryFunctions = this.temporaryFunctions;
    copy.pythonFunctions = this.pythonFunctions;
    copy.pythonSources = this.pythonSources;
    return copy;
  }

  /** What names mean, as values that are others as soon as some name may mean something else. */
  standing(): readonly unknown[] {
    const { views, databases, tables, functions } = this.shared;
    return [
      this.#views,
      this.#currentDatabase,
      this.variables,
      this.temporaryFunctions,
      this.pythonFunctions,
      this.pythonSources,
      views,
      databases.all,
      tables.all,
      functions.all,
    ];
  }

  snapshot(): CatalogSnapshot {
    const views = this.#views;
    const { views: globals, databases } = this.shared;
    const tables = this.shared.tables.now();
    const functions = this.shared.functions.now();
    const own = this.temporaryFunctions;
    return {
      currentCatalog: "spark_catalog",
      currentDatabase: this.#currentDatabase,
      databases: [DEFAULT_DATABASE, ...databases.all.keys()].sort(),
      tempView: (name) => views.get(name.toLowerCase()),
      globalTempView: (name) => globals.get(name.toLowerCase()),
      tempViews: [...views.values()],
      globalTempViews: [...globals.values()],
      variables: this.variables,
      table: (database, name) => tables.get(database, name),
      tables: (database) => tables.of(database),
      function: (database, name) => functions.get(database, name),
      functions: (database) => functions.of(database),
      temporaryFunction: (kind, name) => own.get(temporaryKey(kind, name)),
      temporaryFunctions: [...own.values()],
      pythonFunctions: this.pythonFunctions,
      pythonSources: this.pythonSources,
    };
  }

  /** Defines a view. Throws TEMP_TABLE_OR_VIEW_ALREADY_EXISTS unless it may replace. */
  createView(
    view: Omit<View, "identity">,
    options: { readonly global: boolean; readonly replace: boolean; readonly ifNotExists: boolean },
  ): void {
    const key = view.name.toLowerCase();
    const exists = options.global ? this.shared.views.has(key) : this.#views.has(key);
    if (exists && options.ifNotExists) return;
    if (exists && !options.replace) {
      const parts = options.global ? [GLOBAL_TEMP_DATABASE, view.name] : [view.name];
      throw sparkError("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: quoteParts(parts) });
    }
    this.#count++;
    const defined: View = { ...view, identity: `${options.global ? "global" : "temp"}.${key}#${this.#count}` };
    if (options.global) this.shared.set(defined);
    else this.#views = new Map(this.#views).set(key, defined);
  }

  /** Drops a temporary view; false when there is none. */
  dropView(name: string, global: boolean): boolean {
    if (global) return this.shared.delete(name);
    const next = new Map(this.#views);
    const had = next.delete(name.toLowerCase());
    this.#views = next;
    return had;
  }

  /** A database by its name; the default one lies in the warehouse itself. */
  database(name: string, warehouse: string): Database | undefined {
    const key = name.toLowerCase();
    if (key !== DEFAULT_DATABASE) return this.databases.all.get(key);
    return { name: key, comment: "default database", location: warehouse, properties: {} };
  }

  /** Makes a database current. Throws SCHEMA_NOT_FOUND. */
  useDatabase(name: string): void {
    const key = name.toLowerCase();
    if (key !== DEFAULT_DATABASE && !this.databases.all.has(key)) throw databaseNotFound(name);
    // Spark tells it as it was typed.
    this.#currentDatabase = name;
  }
}

export const SESSION_CATALOG = "spark_catalog";

/** SCHEMA_NOT_FOUND. */
export const databaseNotFound = (name: string): Error =>
  sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts([SESSION_CATALOG, name]) });
