import { randomUUID } from "node:crypto";
import { MemoryCatalog } from "../catalog/memory.ts";
import { invariant } from "../base/invariant.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { isZoneId } from "../kernels/zone.ts";
import { SessionSettings } from "../settings/session-settings.ts";
import { localPath } from "../sources/listing.ts";
import { evolvedViews } from "./view-modes.ts";
import { withVariables } from "../sql/variables.ts";
import type { StructType } from "../types/data-type.ts";
import type { PythonSource } from "../types/python-function.ts";
import type { Command, ExplainMode, SqlDoor, WriteFiles } from "../unresolved/command.ts";
import type { StorageLevel } from "../unresolved/storage-level.ts";
import type { CatalogCall, CommandRows, Relation } from "../unresolved/relation.ts";
import type { ArtifactStore, EngineEvent, EngineSession, RunContext } from "./api.ts";
import { catalogCall } from "./catalog-calls.ts";
import { isImmediate } from "../unresolved/variable-command.ts";
import { constantText } from "./constant-text.ts";
import { collectValues } from "./collect.ts";
import type { CommandContext } from "./command/context.ts";
import { immediateStatement } from "./command/execute-immediate.ts";
import { runCommand, type TableCommand } from "./command/index.ts";
import { type WriteAlong, writeFiles } from "./command/write-files.ts";
import type { ConstantText, Reading } from "../lex/cursor.ts";
import type { Expression } from "../unresolved/expression.ts";
import { PLAIN_DIALECT } from "../lex/dialect.ts";
import { dialectOf } from "./dialect.ts";
import { explainText } from "./explain.ts";
import { Keeping } from "./kept/keeping.ts";
import { NOT_STORED } from "./kept/storage-levels.ts";
import { LocalInputs } from "./local-data.ts";
import { type Meant, mean, type MeaningContext } from "./mean.ts";
import { observeNothing } from "./observe.ts";
import { observed } from "./observed.ts";
import type { RunPlanContext } from "./run.ts";
import { askedColumns } from "./semantics/asked-columns.ts";
import { planKeys } from "./semantics/plan-keys.ts";
import type { Routine } from "../analyzer/routine/routine.ts";
import { PATH_OPTION } from "./files.ts";
import { pythonSourceOf, sourceWrite, structOf } from "./python-sources.ts";
import { Routines } from "./routines.ts";
import { SessionPython } from "./session-python.ts";
import { rowsToShow, showEvents, type Shown, shownSchema } from "./show.ts";
import type { SessionParts } from "./session-parts.ts";
import { scannedFiles } from "./scanned-files.ts";
import { type Table, tableStream } from "./table.ts";
import type { Work } from "./work.ts";

/** A session's state and the two halves of every query: what it means, and its rows. */
export class Session implements EngineSession {
  readonly sparkVersion: string;
  readonly settings: SessionSettings;
  readonly artifacts: ArtifactStore;
  readonly #parts: SessionParts;
  /** Whose the remembered plans are. */
  readonly #key = randomUUID();
  readonly #catalog: MemoryCatalog;
  readonly #keeping: Keeping;
  readonly #routines: Routines;
  readonly #python: SessionPython;

  constructor(parts: SessionParts, original?: Session) {
    this.#parts = parts;
    this.sparkVersion = parts.sparkVersion;
    this.settings =
      original?.settings.clone() ??
      new SessionSettings({
        sparkVersion: parts.sparkVersion,
        initial: { "spark.sql.warehouse.dir": `file:${parts.warehouse}`, ...parts.initialSettings },
        isZone: isZoneId,
      });
    this.artifacts = parts.artifacts;
    this.#python = new SessionPython(parts.python, this.artifacts, parts.sparkVersion);
    this.#catalog = original === undefined ? new MemoryCatalog(parts.sharedCatalog) : original.#catalog.clone();
    this.#routines = new Routines(
      parts.doorFor,
      () => this.settings.snapshot().line,
      () => this.#catalog.snapshot().currentDatabase,
    );
    this.#keeping = new Keeping({
      space: parts.keptSpace,
      mean: (relation, cx) => this.#mean(relation, cx),
      runContext: (cx) => this.#runContext(cx),
      checkpointDirectory: () => this.settings.snapshot().get("spark.checkpoint.dir"),
    });
    parts.onOpen(this);
  }

  clone(sessionId: string): EngineSession {
    const { backendOf } = this.#parts;
    return new Session({ ...this.#parts, backend: backendOf(sessionId), artifacts: this.artifacts.clone() }, this);
  }

  /** The SQL door that reads TIMESTAMP and variables as the session means them. */
  get door(): SqlDoor {
    return { ...this.#doorOf(undefined), standing: () => this.#standing() };
  }

  /** What names and settings mean, as values that are others as soon as they may mean something else. */
  #standing(): readonly unknown[] {
    return [this.settings.snapshot(), ...this.#catalog.standing()];
  }

  #doorOf(bodyOf: Reading["bodyOf"]): SqlDoor {
    return withVariables(this.#doorWithin(undefined, undefined, bodyOf), this.settings);
  }

  #doorWithin(database: string | undefined, collation?: string, bodyOf?: Reading["bodyOf"]): SqlDoor {
    const settings = this.settings.snapshot();
    const { timestampType, line } = settings;
    const timestampIsNtz = timestampType === "TIMESTAMP_NTZ";
    const dialect = dialectOf(settings);
    // The body of a lasting view computes no names.
    const constant = database === undefined ? (e: object) => this.#constant(e as Expression) : undefined;
    return this.#parts.doorFor({ timestampIsNtz, line, dialect, database, constant, collation, bodyOf });
  }

  /** What IDENTIFIER's expression is, which names nothing but variables. */
  #constant(e: Expression): ConstantText | undefined {
    const internal = this.#internalDoor();
    return constantText(e, {
      settings: this.settings.snapshot(),
      catalog: this.#catalog.snapshot(),
      user: this.#parts.userId,
      sparkVersion: this.sparkVersion,
      routines: this.#routines,
      parseExpression: (text) => internal.parseExpression(text),
    });
  }

  async *run(command: Command, cx: RunContext): AsyncGenerator<EngineEvent> {
    const reading = await this.#parts.store.read();
    try {
      yield* this.#run(command, { ...cx, reading });
      yield* this.#python.accumulated();
    } finally {
      reading.end();
    }
  }

  /** A question about plans: what it looks at stays as it is until the answer. */
  async #asked<T>(cx: RunContext, answer: (work: Work) => T | Promise<T>): Promise<T> {
    const reading = await this.#parts.store.read();
    try {
      return await answer({ ...cx, reading });
    } finally {
      reading.end();
    }
  }

  async *#run(command: Command, cx: Work): AsyncGenerator<EngineEvent> {
    switch (command.kind) {
      case "query":
        yield* this.#query(command.relation, cx);
        return;
      case "sql_command":
        yield* this.#sql(command.statement, cx);
        return;
      case "write_files": {
        if (command.isPathTwice === true && !this.settings.snapshot().isTrue(PATH_OPTION))
          throw sparkError("_LEGACY_ERROR_TEMP_1307", { config: PATH_OPTION });
        const source = pythonSourceOf(command.format, this.#catalog);
        const meant =
          source === undefined ? (await this.#write(command, cx)).meant : await this.#writeTo(source, command, cx);
        yield* this.#observed(meant, cx);
        return;
      }
      case "execute_immediate":
        throw unsupported("EXECUTE IMMEDIATE outside of SQL");
      case "checkpoint":
        yield { kind: "checkpoint", id: await this.#keeping.checkpoint(command, cx) };
        return;
      default:
        await this.#tableOf(command, cx);
    }
  }

  async #write(
    command: WriteFiles,
    cx: Work,
    along?: WriteAlong,
  ): Promise<{ readonly meant: Meant; readonly directories: readonly string[] }> {
    const meant = await this.#mean(command.input, cx);
    const held = await this.#keeping.hold(meant, cx);
    try {
      const { store: warehouse, sharedCatalog: catalog } = this.#parts;
      const directories = await writeFiles(command, held.meant, { ...this.#runContext(cx), warehouse, catalog }, along);
      return { meant, directories };
    } finally {
      held.release();
      this.#parts.onWritten(localPath(command.path));
    }
  }

  /** Rows to a data source in Python. */
  async #writeTo(source: PythonSource, command: WriteFiles, cx: Work): Promise<Meant> {
    const meant = await this.#mean(command.input, cx);
    const write = sourceWrite(command, meant.schema);
    await this.#python.writeSource(source, write, this.#keeping.rows(meant, cx), meant.settings, cx.signal);
    return meant;
  }

  /** A SQL text: queries are checked and given back to the client as they are, commands run now. */
  async *#sql(asked: Command, cx: Work): AsyncGenerator<EngineEvent> {
    const isImmediate = asked.kind === "execute_immediate";
    const statement = isImmediate ? await immediateStatement(asked, this.#commandContext(cx)) : asked;
    if (statement.kind === "query") {
      const { sqlText } = statement.relation;
      // The client gets it back, and sends it with its action.
      if (sqlText !== undefined) this.#parts.plans.expect(this.#key, sqlText.text);
      await this.#schemaOf(statement.relation, cx);
      yield { kind: "sql_query" };
      return;
    }
    const table = await this.#rowsOf({ kind: "command_rows", command: statement }, cx);
    const { timeZone } = this.settings.snapshot();
    // The stream cannot carry what is noted of columns.
    const schema = table.schema.fields.some((f) => f.metadata !== undefined) ? table.schema : undefined;
    yield { kind: "sql_rows", data: tableStream(table, timeZone), schema, rows: table.rows.length };
  }

  async *#query(relation: Relation, cx: Work): AsyncGenerator<EngineEvent> {
    if (relation.kind === "show_string" || relation.kind === "html_string") {
      yield* this.#show(relation, cx);
      return;
    }
    if (isAnswer(relation)) {
      yield* this.#table(await this.#rowsOf(relation, cx));
      return;
    }
    const meant = await this.#mean(relation, cx);
    yield { kind: "schema", schema: meant.schema };
    for await (const batch of this.#keeping.rows(meant, cx)) yield { kind: "batch", ...batch };
    yield* this.#observed(meant, cx);
  }

  async *#show(shown: Shown, cx: Work): AsyncGenerator<EngineEvent> {
    const meant = await this.#mean(rowsToShow(shown), cx);
    const rows = await collectValues(this.#keeping.rows(meant, cx));
    yield* showEvents(shown, meant.schema, rows, meant.settings);
    yield* this.#observed(meant, cx);
  }

  #observed(meant: Meant, cx: Work): AsyncGenerator<EngineEvent> {
    return observed(meant, (asked) => this.#keeping.rows(asked, cx));
  }

  *#table(table: Table): Generator<EngineEvent> {
    const { timeZone } = this.settings.snapshot();
    yield { kind: "schema", schema: table.schema };
    yield { kind: "batch", data: tableStream(table, timeZone), rows: table.rows.length };
  }

  /** The answer of a catalog call or of a command in SQL. */
  #rowsOf(relation: CatalogCall | CommandRows, cx: Work): Promise<Table> {
    if (relation.kind === "catalog") return catalogCall(relation.call, this.#commandContext(cx));
    const command = relation.command as Command;
    if (
      command.kind === "query" ||
      command.kind === "sql_command" ||
      command.kind === "write_files" ||
      command.kind === "execute_immediate" ||
      command.kind === "checkpoint"
    )
      throw unsupported("a command inside a command");
    return this.#tableOf(command, cx);
  }

  /** The whole answer of a statement of a script. */
  async #executed(command: Command, cx: Work): Promise<Table> {
    switch (command.kind) {
      case "query": {
        const meant = await this.#mean(command.relation, cx);
        return { schema: meant.schema, rows: await collectValues(this.#keeping.rows(meant, cx)) };
      }
      case "sql_command":
      case "write_files":
      case "checkpoint":
      case "execute_immediate":
        throw unsupported("a command inside a command");
      default:
        return this.#tableOf(command, cx);
    }
  }

  #tableOf(command: TableCommand, cx: Work): Promise<Table> {
    if (command.kind === "register_python") this.#python.warm(command.udf.pythonVersion);
    if (command.kind === "register_python_source") this.#python.warm(command.source.pythonVersion);
    return runCommand(command, this.#commandContext(cx));
  }

  #commandContext(cx: Work): CommandContext {
    return {
      catalog: this.#catalog,
      settings: this.settings,
      keeping: this.#keeping,
      run: cx,
      warehouse: this.#parts.warehouse,
      store: this.#parts.store,
      sparkVersion: this.sparkVersion,
      user: this.#parts.userId,
      schemaOf: (relation) => this.#schemaOf(relation, cx),
      explain: (relation, mode) => this.#explain(relation, mode, cx),
      write: async (command, along) => (await this.#write(command, cx, along)).directories,
      commit: (change) => this.#parts.store.commit(this.#parts.sharedCatalog, change),
      meant: (relation) => this.#mean(relation, cx),
      meantWith: (relation, being) => this.#mean(relation, cx, being),
      routineOf: (made) => this.#routines.of(made),
      rowsOf: async (relation) => collectValues(this.#keeping.rows(await this.#mean(relation, cx), cx)),
      parseStatement: (text, args, bodyOf) => this.#doorOf(bodyOf).parseStatement(text, args),
      execute: (command) => this.#executed(command, cx),
      withLocals: (locals) => this.#commandContext({ ...cx, locals }),
      parseExpression: (text) => this.door.parseExpression(text),
      parseBody: (text, database, collation, objectName) =>
        this.#doorWithin(database, collation, { objectType: "VIEW", objectName }).parseQuery(text),
      changed: (path) => this.#parts.onWritten(path),
    };
  }

  /** The door of what functions spell their meanings in: Spark's default grammar. */
  #internalDoor(): SqlDoor {
    const { line, timestampType } = this.settings.snapshot();
    return this.#parts.doorFor({
      timestampIsNtz: timestampType === "TIMESTAMP_NTZ",
      line,
      dialect: PLAIN_DIALECT,
    });
  }

  #mean(relation: Relation, cx: Work, being?: Routine): Promise<Meant> {
    const { backend, schemas, local, userId, plans } = this.#parts;
    const internal = this.#internalDoor();
    const context: MeaningContext = {
      settings: this.settings.snapshot(),
      catalog: () => this.#catalog.snapshot(),
      look: (paths, look) => this.#parts.store.look(cx.reading, paths, look),
      locals: cx.locals,
      user: userId,
      sparkVersion: this.sparkVersion,
      backend,
      schemas,
      local: new LocalInputs(this.artifacts, local),
      tableOf: (rows) => this.#rowsOf(rows, cx),
      statement: async (c) => {
        const command = await immediateStatement(c, this.#commandContext(cx));
        return command.kind === "query" ? command.relation : { kind: "command_rows", command };
      },
      routines: this.#routines,
      being,
      checkpoint: (id) => this.#keeping.checkpointFact(id),
      parseExpression: (text) => internal.parseExpression(text),
      evolved: async (views) => {
        const { store, sharedCatalog } = this.#parts;
        await store.commit(sharedCatalog, { edits: () => evolvedViews(views, sharedCatalog.tables) });
      },
      analyzePython: (need) => this.#python.analyze(need, this.settings.snapshot(), cx.signal),
      createSource: (need) =>
        this.#python.createSource(need, this.settings.snapshot(), cx.signal, (text) => structOf(text, internal)),
      rows: (meant) => collectValues(this.#keeping.rows(meant, cx)),
      signal: cx.signal,
      observe: observeNothing,
    };
    if (being !== undefined || cx.locals !== undefined) return mean(relation, context);
    return plans.mean(relation, this.#key, () => this.#standing(), context);
  }

  #runContext(cx: Work): RunPlanContext {
    const { backend } = this.#parts;
    return { backend, signal: cx.signal, report: cx.report, observe: observeNothing, python: this.#python.access };
  }

  schemaOf(relation: Relation, cx: RunContext): Promise<StructType> {
    return this.#asked(cx, (work) => this.#schemaOf(relation, work));
  }

  async #schemaOf(relation: Relation, cx: Work): Promise<StructType> {
    if (relation.kind === "show_string" || relation.kind === "html_string") return shownSchema(relation);
    if (isAnswer(relation)) return (await this.#rowsOf(relation, cx)).schema;
    const { schema, usesPython } = await this.#mean(relation, cx);
    if (usesPython) this.#python.warm();
    return schema;
  }

  explain(relation: Relation, mode: ExplainMode, cx: RunContext): Promise<string> {
    return this.#asked(cx, (work) => this.#explain(relation, mode, work));
  }

  async #explain(relation: Relation, mode: ExplainMode, cx: Work): Promise<string> {
    return explainText(relation, this.#keeping.shown(await this.#mean(relation, cx)), mode);
  }

  inputFiles(relation: Relation, cx: RunContext): Promise<readonly string[]> {
    return this.#asked(cx, async (work) => {
      // Of what is kept Spark names no files.
      return scannedFiles(this.#keeping.shown(await this.#mean(relation, work)).plan);
    });
  }

  planKey(relation: Relation, cx: RunContext): Promise<string> {
    return this.#asked(cx, async (work) => {
      const { plan, settings } = await this.#mean(relation, work);
      const key = planKeys(settings, "compare").of(askedColumns(plan));
      invariant(key !== undefined, "a plan refers to columns around it");
      return key;
    });
  }

  async isLocal(relation: Relation, cx: RunContext): Promise<boolean> {
    if (relation.kind === "checkpoint_read") return false;
    return this.#asked(cx, async (work) => {
      const { plan } = await this.#mean(relation, work);
      return plan.kind === "local_data" || plan.kind === "values";
    });
  }

  persist(relation: Relation, level: StorageLevel, cx: RunContext): Promise<void> {
    return this.#asked(cx, (work) => this.#keeping.persist(relation, level, work));
  }

  unpersist(relation: Relation, cx: RunContext): Promise<void> {
    return this.#asked(cx, (work) => this.#keeping.unpersist(relation, false, work));
  }

  storageLevel(relation: Relation, cx: RunContext): Promise<StorageLevel> {
    return this.#asked(cx, async (work) => (await this.#keeping.levelOf(relation, work)) ?? NOT_STORED);
  }

  filesChanged(path: string): void {
    this.#keeping.plans.refreshPath(path, true);
  }

  async close(): Promise<void> {
    this.#keeping.close();
    await this.#python.close();
    this.#parts.plans.forget(this.#key);
    this.#parts.onClose(this);
  }
}

/** What answers with rows of its own and has no plan. EXECUTE IMMEDIATE may stand for a query. */
const isAnswer = (relation: Relation): relation is CatalogCall | CommandRows =>
  relation.kind === "catalog" || (relation.kind === "command_rows" && !isImmediate(relation));
