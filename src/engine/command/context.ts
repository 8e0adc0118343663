import type { SourceText } from "../../errors/origin.ts";
import type { Routine } from "../../analyzer/routine/routine.ts";
import type { LocalScopes } from "../../catalog/local-variables.ts";
import type { Table } from "../table.ts";
import type { SqlFunction } from "../../catalog/functions.ts";
import type { MemoryCatalog } from "../../catalog/memory.ts";
import type { SessionSettings } from "../../settings/session-settings.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import type { Command, ExplainMode, SqlArguments, WriteFiles } from "../../unresolved/command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { Keeping } from "../kept/keeping.ts";
import type { Meant } from "../mean.ts";
import type { Warehouse, WarehouseChange } from "../warehouse/warehouse.ts";
import type { Work } from "../work.ts";
import type { WriteAlong } from "./write-files.ts";

/** What commands and catalog calls act on. */
export interface CommandContext {
  readonly catalog: MemoryCatalog;
  readonly settings: SessionSettings;
  readonly keeping: Keeping;
  readonly run: Work;
  /** The directory of the default database. */
  readonly warehouse: string;
  readonly store: Warehouse;
  readonly sparkVersion: string;
  readonly user: string;
  schemaOf(relation: Relation): Promise<StructType>;
  explain(relation: Relation, mode: ExplainMode): Promise<string>;
  /** Writes a relation's rows to files; answers the directories below the target that they went to. */
  write(command: WriteFiles, along?: WriteAlong): Promise<readonly string[]>;
  /** Makes a change of the catalog and of files. */
  commit(change: WarehouseChange): Promise<void>;
  /** What a relation means. */
  meant(relation: Relation): Promise<Meant>;
  /** What a relation means that calls the function that is being made. */
  meantWith(relation: Relation, being: Routine): Promise<Meant>;
  /** A function with its texts read. */
  routineOf(made: SqlFunction): Routine;
  /** The rows of a relation that are known to be few. */
  rowsOf(relation: Relation): Promise<readonly (readonly Value[])[]>;
  /** A statement as the session reads it; `bodyOf` is what errors call the text. */
  parseStatement(text: string, args: SqlArguments | undefined, bodyOf?: Omit<SourceText, "text">): Command;
  /** Does a statement of a script; answers its rows. */
  execute(command: Command): Promise<Table>;
  /** The same, where the variables of a script are seen. */
  withLocals(locals: LocalScopes | undefined): CommandContext;
  /** An expression as the session reads it. */
  parseExpression(text: string): Expression;
  /** The body of the view that errors name so, its names being of the database, and its texts of the view's collation. */
  parseBody(text: string, database: string, collation: string | undefined, objectName: string): Relation;
  /** Tells that files at or below a path are others now. */
  changed(path: string): void;
}
