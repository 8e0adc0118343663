import type { SparkSettings } from "../settings/snapshot.ts";
import type { DataType, StructType } from "../types/data-type.ts";

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
  /** What unqualified names in it are of. */
  readonly within: string;
  readonly session: SessionNames;
  /** The session's settings of the moment it was made at, which its body is meant under. */
  readonly settings: SparkSettings;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The functions of a database that share no names: those that stand in FROM, and the others. */
export type FunctionKind = SqlFunction["returns"]["kind"];

const keyOf = (database: string, name: string): string => `${database.toLowerCase()}\0${name.toLowerCase()}`;

/** The functions of databases, which all sessions see. */
export class Functions {
  #all: ReadonlyMap<string, SqlFunction> = new Map();

  get(database: string, name: string): SqlFunction | undefined {
    return this.#all.get(keyOf(database, name));
  }

  /** The functions of a database by name. */
  of(database: string): readonly SqlFunction[] {
    return [...this.#all.values()]
      .filter((f) => f.database === database.toLowerCase())
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Puts a definition in the place of whatever has its name. */
  set(database: string, made: SqlFunction): void {
    this.#all = new Map(this.#all).set(keyOf(database, made.name), made);
  }

  /** Takes a definition away; false when there is none. */
  delete(database: string, name: string): boolean {
    const next = new Map(this.#all);
    const had = next.delete(keyOf(database, name));
    this.#all = next;
    return had;
  }
}

/** A session's own functions by their folded names, those of FROM apart from the others; immutable. */
export type TemporaryFunctions = ReadonlyMap<string, SqlFunction>;

/** The key of a temporary function. */
export const temporaryKey = (kind: FunctionKind, name: string): string => `${kind}\0${name.toLowerCase()}`;
