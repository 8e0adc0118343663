import type { SparkSettings } from "../settings/snapshot.ts";
import type { DataType, StructType } from "../types/data-type.ts";
import type { PythonFunction, PythonSource, PythonTableFunction } from "../types/python-function.ts";

/** One parameter of a SQL function. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: DataType;
  /** The text of what it is where a call leaves it out. */
  readonly byDefault?: string | undefined;
  readonly comment?: string | undefined;
}

/** What a SQL function gives: one value, or the rows of a table. */
export type FunctionReturns =
  | { readonly kind: "value"; readonly type: DataType }
  | { readonly kind: "table"; readonly columns: StructType };

/** The names of a session's own that the body of a temporary function was made with, in lower case. */
export interface SessionNames {
  readonly views: readonly string[];
  readonly functions: readonly string[];
  /** As variables are kept. */
  readonly variables: readonly string[];
}

/** A function whose body is SQL (`SQLFunction`): a plain record, immutable, that says all its calls depend on. */
export interface SqlFunction {
  /** A lasting function's in lower case, a temporary one's as it was written. */
  readonly name: string;
  /** In lower case; absent: a temporary function. */
  readonly database?: string | undefined;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: FunctionReturns;
  readonly body: { readonly kind: "expression" | "query"; readonly text: string };
  readonly comment?: string | undefined;
  /** As it was declared, or as its body is. */
  readonly deterministic: boolean;
  /** READS SQL DATA; else CONTAINS SQL. */
  readonly readsData: boolean;
  /** What unqualified names in it were of when it was made. */
  readonly within: string;
  readonly session: SessionNames;
  /** The session's settings of the moment it was made at, which its body is meant under. */
  readonly settings: SparkSettings;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A function of a database. */
export type LastingFunction = SqlFunction & { readonly database: string };

/** The functions of a database that share no names: those that stand in FROM, and the others. */
export type FunctionKind = SqlFunction["returns"]["kind"];

const keyOf = (database: string, name: string): string => `${database.toLowerCase()}\0${name.toLowerCase()}`;

/** Functions of databases at one moment. */
export interface FunctionList {
  get(database: string, name: string): LastingFunction | undefined;
  /** The functions of a database by name. */
  of(database: string): readonly LastingFunction[];
}

/** The functions of databases, which all sessions see. */
export class Functions implements FunctionList {
  #all: ReadonlyMap<string, LastingFunction> = new Map();

  get(database: string, name: string): LastingFunction | undefined {
    return this.now().get(database, name);
  }

  of(database: string): readonly LastingFunction[] {
    return this.now().of(database);
  }

  /** All of them, another map with each change. */
  get all(): ReadonlyMap<string, LastingFunction> {
    return this.#all;
  }

  /** What is there now, whatever comes. */
  now(): FunctionList {
    const all = this.#all;
    return {
      get: (database, name) => all.get(keyOf(database, name)),
      of: (database) =>
        [...all.values()]
          .filter((f) => f.database === database.toLowerCase())
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  /** Puts a definition in the place of whatever has its name. */
  set(made: LastingFunction): void {
    this.#all = new Map(this.#all).set(keyOf(made.database, made.name), made);
  }

  /** Takes a definition away, if it is there. */
  delete(database: string, name: string): void {
    const next = new Map(this.#all);
    next.delete(keyOf(database, name));
    this.#all = next;
  }
}

/** A session's own functions by their folded names, those of FROM apart from the others; immutable. */
export type TemporaryFunctions = ReadonlyMap<string, SqlFunction>;

/** A session's own data sources in Python by their folded names; immutable. */
export type PythonSources = ReadonlyMap<string, PythonSource>;

/** A session's own functions in Python by their folded names, those of FROM apart from the others; immutable. */
export type PythonFunctions = ReadonlyMap<string, PythonFunction | PythonTableFunction>;

/** The key of a temporary function. */
export const temporaryKey = (kind: FunctionKind, name: string): string => `${kind}\0${name.toLowerCase()}`;
