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

/** The databases that all sessions see, but for the default one. */
export class Databases {
  #all: ReadonlyMap<string, Database> = new Map();

  get all(): ReadonlyMap<string, Database> {
    return this.#all;
  }

  /** Puts a definition in the place of the one of its name. */
  set(database: Database): void {
    this.#all = new Map(this.#all).set(database.name, database);
  }

  /** Takes a database away, if it is there. */
  delete(name: string): void {
    const next = new Map(this.#all);
    next.delete(name);
    this.#all = next;
  }
}
