/** SQL functions as analysis sees them. */
import type { FunctionKind, SessionNames } from "../../catalog/functions.ts";
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { SparkSettings } from "../../settings/snapshot.ts";
import type { DataType, StructType } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";

/** A parameter with what it is where a call leaves it out. */
export interface RoutineParameter {
  readonly name: string;
  readonly type: DataType;
  readonly byDefault?: Expression | undefined;
}

/** A SQL function with its texts read. */
export interface Routine {
  readonly name: string;
  /** Absent: a temporary function. */
  readonly database?: string | undefined;
  readonly parameters: readonly RoutineParameter[];
  /** Without type or columns, while it is being made: those of its body. */
  readonly returns:
    | { readonly kind: "value"; readonly type?: DataType | undefined }
    | { readonly kind: "table"; readonly columns?: StructType | undefined };
  readonly body:
    | { readonly kind: "expression"; readonly expression: Expression }
    | { readonly kind: "query"; readonly query: Relation };
  /** The body as it was written. */
  readonly text: string;
  /** What unqualified names in it are of. */
  readonly within: string;
  /** The session's own names that it may use; `all` while it is being made. */
  readonly session: SessionNames | "all";
  /** What it is meant under. */
  readonly settings: SparkSettings;
}

/** Which functions a name can mean at a place. */
export interface RoutineScope {
  /** The database of names without one. */
  readonly database: string;
  /** The temporary functions that can be named, folded. */
  readonly temporary: "all" | ReadonlySet<string>;
}

/** A function's kind: whether it stands among expressions or in FROM. */
export const otherKind = (kind: FunctionKind): FunctionKind => (kind === "value" ? "table" : "value");

/** The name of a function as columns and messages show it: a lasting one's with all its parts. */
export const routineName = ({ name, database }: Pick<Routine, "name" | "database">): string =>
  partsOf({ name, database }).join(".");

/** {@link routineName} with each part in quotes. */
export const quotedName = ({ name, database }: Pick<Routine, "name" | "database">): string =>
  quoteParts(partsOf({ name, database }));

const partsOf = ({ name, database }: Pick<Routine, "name" | "database">): readonly string[] =>
  database === undefined ? [name] : [SESSION_CATALOG, database, name];
