import { sparkError } from "../errors/spark-error.ts";
import { quoteParts } from "../lex/multipart-names.ts";
import type { Relation } from "../unresolved/relation.ts";

/** A temporary view: a plan under a name. */
export interface View {
  readonly name: string;
  readonly plan: Relation;
  readonly columns?: readonly string[] | undefined;
  /** The SQL text of its body, where it had one. */
  readonly text?: string | undefined;
  /** New for each definition. */
  readonly identity: string;
}

/** A session's names at one moment; immutable. */
export interface CatalogSnapshot {
  readonly currentCatalog: string;
  readonly currentDatabase: string;
  readonly databases: readonly string[];
  /** A temporary view by its folded name. */
  tempView(name: string): View | undefined;
  globalTempView(name: string): View | undefined;
  readonly tempViews: readonly View[];
  readonly globalTempViews: readonly View[];
}

/** Where global temporary views live (`spark.sql.globalTempDatabase`). */
export const GLOBAL_TEMP_DATABASE = "global_temp";

/** Views that all sessions of a server see. */
export class GlobalViews {
  #views: ReadonlyMap<string, View> = new Map();

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

/** One session's catalog: in memory, with temporary views only. */
export class MemoryCatalog {
  readonly #global: GlobalViews;
  #views: ReadonlyMap<string, View> = new Map();
  #currentDatabase = "default";
  #count = 0;

  constructor(global: GlobalViews) {
    this.#global = global;
  }

  /** An independent catalog with the same names. */
  clone(): MemoryCatalog {
    const copy = new MemoryCatalog(this.#global);
    copy.#views = this.#views;
    copy.#currentDatabase = this.#currentDatabase;
    copy.#count = this.#count;
    return copy;
  }

  snapshot(): CatalogSnapshot {
    const views = this.#views;
    const globals = this.#global.views;
    return {
      currentCatalog: "spark_catalog",
      currentDatabase: this.#currentDatabase,
      databases: ["default"],
      tempView: (name) => views.get(name.toLowerCase()),
      globalTempView: (name) => globals.get(name.toLowerCase()),
      tempViews: [...views.values()],
      globalTempViews: [...globals.values()],
    };
  }

  /** Defines a view. Throws TEMP_TABLE_OR_VIEW_ALREADY_EXISTS unless it may replace. */
  createView(
    view: Omit<View, "identity">,
    options: { readonly global: boolean; readonly replace: boolean; readonly ifNotExists: boolean },
  ): void {
    const key = view.name.toLowerCase();
    const exists = options.global ? this.#global.views.has(key) : this.#views.has(key);
    if (exists && options.ifNotExists) return;
    if (exists && !options.replace) {
      const parts = options.global ? [GLOBAL_TEMP_DATABASE, view.name] : [view.name];
      throw sparkError("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", { relationName: quoteParts(parts) });
    }
    this.#count++;
    const defined: View = { ...view, identity: `${options.global ? "global" : "temp"}.${key}#${this.#count}` };
    if (options.global) this.#global.set(defined);
    else this.#views = new Map(this.#views).set(key, defined);
  }

  /** Drops a temporary view; false when there is none. */
  dropView(name: string, global: boolean): boolean {
    if (global) return this.#global.delete(name);
    const next = new Map(this.#views);
    const had = next.delete(name.toLowerCase());
    this.#views = next;
    return had;
  }

  /** Makes a database current. Throws SCHEMA_NOT_FOUND. */
  useDatabase(name: string): void {
    if (name.toLowerCase() !== "default") {
      throw sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts(["spark_catalog", name]) });
    }
    this.#currentDatabase = name.toLowerCase();
  }
}
