/** A database (schema) of the session catalog. */
export interface Database {
  /** Lower case. */
  readonly name: string;
  readonly comment: string;
  /** A local path. */
  readonly location: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** The database that is always there. */
export const DEFAULT_DATABASE = "default";

/** The databases that all sessions see, but for the default one; what holds them may be another thing than memory. */
export class Databases {
  #all: ReadonlyMap<string, Database> = new Map();

  get all(): ReadonlyMap<string, Database> {
    return this.#all;
  }

  /** Adds a database; false when one of the name is there. */
  add(database: Database): boolean {
    if (database.name === DEFAULT_DATABASE || this.#all.has(database.name)) return false;
    this.#all = new Map(this.#all).set(database.name, database);
    return true;
  }

  /** Puts a definition in the place of the one of its name. */
  set(database: Database): void {
    this.#all = new Map(this.#all).set(database.name, database);
  }

  /** Takes a database away; false when there is none. */
  delete(name: string): boolean {
    const next = new Map(this.#all);
    const had = next.delete(name);
    this.#all = next;
    return had;
  }
}
