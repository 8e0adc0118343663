import type { Backend } from "../backend/backend.ts";
import { type GlobalViews, MemoryCatalog } from "../catalog/memory.ts";
import { unsupported } from "../errors/spark-error.ts";
import { isZoneId } from "../kernels/zone.ts";
import type { Relation as Resolved } from "../resolved/relation.ts";
import { inputsOf } from "../resolved/visit.ts";
import { SessionSettings } from "../settings/session-settings.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { StructType } from "../types/data-type.ts";
import type { Command, ExplainMode, SqlDoor } from "../unresolved/command.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { ArtifactStore, EngineEvent, EngineSession, RunContext, StorageLevel } from "./api.ts";
import type { CatalogCallContext } from "./catalog-calls.ts";
import { catalogCall } from "./catalog-calls.ts";
import { collectValues } from "./collect.ts";
import { runCommand } from "./command/index.ts";
import { writeFiles } from "./command/write-files.ts";
import { explainText } from "./explain.ts";
import type { SchemaCache } from "./files.ts";
import { type LocalDoors, LocalInputs } from "./local-data.ts";
import { type Meant, mean } from "./mean.ts";
import { observeNothing } from "./observe.ts";
import { run } from "./run.ts";
import { canonicalText } from "./semantics.ts";
import { rowsToShow, showEvents, type Shown, shownSchema } from "./show.ts";
import { type Table, tableStream } from "./table.ts";

/** What a session is made of; the engine fills it in. */
export interface SessionParts {
  readonly userId: string;
  readonly sparkVersion: string;
  readonly backend: Backend;
  /** The backend as another session of the user sees it. */
  readonly backendOf: (sessionId: string) => Backend;
  readonly doors: Readonly<Record<SparkSettings["timestampType"], SqlDoor>>;
  readonly local: LocalDoors;
  readonly schemas: SchemaCache;
  readonly globalViews: GlobalViews;
  readonly warehouse: string;
  readonly artifacts: ArtifactStore;
  readonly initialSettings: Readonly<Record<string, string>>;
  /** Told of every session that begins, clones too, and ends. */
  readonly onOpen: (session: EngineSession) => void;
  readonly onClose: (session: EngineSession) => void;
}

/** A session's state and the two halves of every query: what it means, and its rows. */
export class Session implements EngineSession {
  readonly sparkVersion: string;
  readonly settings: SessionSettings;
  readonly artifacts: ArtifactStore;
  readonly #parts: SessionParts;
  readonly #catalog: MemoryCatalog;

  constructor(parts: SessionParts, original?: Session) {
    this.#parts = parts;
    this.sparkVersion = parts.sparkVersion;
    this.settings =
      original?.settings.clone() ??
      new SessionSettings({
        sparkVersion: parts.sparkVersion,
        initial: parts.initialSettings,
        isZone: isZoneId,
      });
    this.artifacts = parts.artifacts;
    this.#catalog = original === undefined ? new MemoryCatalog(parts.globalViews) : original.#catalog.clone();
    parts.onOpen(this);
  }

  clone(sessionId: string): EngineSession {
    const { backendOf } = this.#parts;
    return new Session({ ...this.#parts, backend: backendOf(sessionId), artifacts: this.artifacts.clone() }, this);
  }

  /** The SQL door that reads TIMESTAMP as the session means it. */
  get door(): SqlDoor {
    return this.#parts.doors[this.settings.snapshot().timestampType];
  }

  async *run(command: Command, cx: RunContext): AsyncGenerator<EngineEvent> {
    switch (command.kind) {
      case "query":
        yield* this.#query(command.relation, cx);
        return;
      case "sql_command":
        yield* this.#sql(command.statement, cx);
        return;
      case "write_files":
        await writeFiles(command, await this.#mean(command.input, cx), this.#runContext(cx));
        return;
      default:
        await this.#tableOf(command, cx);
    }
  }

  /** A SQL text: queries are checked and given back to the client as they are, commands run now. */
  async *#sql(statement: Command, cx: RunContext): AsyncGenerator<EngineEvent> {
    if (statement.kind === "query") {
      await this.schemaOf(statement.relation, cx);
      yield { kind: "sql_query" };
      return;
    }
    if (statement.kind === "sql_command" || statement.kind === "write_files")
      throw unsupported("a command inside a command");
    const table = await this.#tableOf(statement, cx);
    const { timeZone } = this.settings.snapshot();
    yield { kind: "sql_rows", data: tableStream(table, timeZone), rows: table.rows.length };
  }

  async *#query(relation: Relation, cx: RunContext): AsyncGenerator<EngineEvent> {
    if (relation.kind === "show_string" || relation.kind === "html_string") {
      yield* this.#show(relation, cx);
      return;
    }
    if (relation.kind === "catalog") {
      yield* this.#table(await catalogCall(relation.call, this.#catalogContext(cx)));
      return;
    }
    const meant = await this.#mean(relation, cx);
    yield { kind: "schema", schema: meant.schema };
    for await (const batch of run(meant, this.#runContext(cx))) yield { kind: "batch", ...batch };
  }

  async *#show(shown: Shown, cx: RunContext): AsyncGenerator<EngineEvent> {
    const meant = await this.#mean(rowsToShow(shown), cx);
    const rows = await collectValues(run(meant, this.#runContext(cx)));
    yield* showEvents(shown, meant.schema, rows, meant.settings.kernelSettings);
  }

  *#table(table: Table): Generator<EngineEvent> {
    const { timeZone } = this.settings.snapshot();
    yield { kind: "schema", schema: table.schema };
    yield { kind: "batch", data: tableStream(table, timeZone), rows: table.rows.length };
  }

  #tableOf(
    command: Exclude<Command, { kind: "query" | "sql_command" | "write_files" }>,
    cx: RunContext,
  ): Promise<Table> {
    return runCommand(command, {
      catalog: this.#catalog,
      settings: this.settings,
      calls: this.#catalogContext(cx),
      schemaOf: (relation) => this.schemaOf(relation, cx),
      explain: (relation, mode) => this.explain(relation, mode, cx),
    });
  }

  #catalogContext(cx: RunContext): CatalogCallContext {
    return {
      catalog: this.#catalog,
      warehouse: this.#parts.warehouse,
      sparkVersion: this.sparkVersion,
      schemaOf: (relation) => this.schemaOf(relation, cx),
    };
  }

  #mean(relation: Relation, cx: RunContext): Promise<Meant> {
    const { backend, schemas, local, userId } = this.#parts;
    const { door } = this;
    return mean(relation, {
      settings: this.settings.snapshot(),
      catalog: this.#catalog.snapshot(),
      user: userId,
      sparkVersion: this.sparkVersion,
      backend,
      schemas,
      local: new LocalInputs(this.artifacts, local),
      parseExpression: (text) => door.parseExpression(text),
      signal: cx.signal,
      observe: observeNothing,
    });
  }

  #runContext(cx: RunContext) {
    return { backend: this.#parts.backend, signal: cx.signal, report: cx.report, observe: observeNothing };
  }

  async schemaOf(relation: Relation, cx: RunContext): Promise<StructType> {
    if (relation.kind === "show_string" || relation.kind === "html_string") return shownSchema(relation);
    if (relation.kind === "catalog") return (await catalogCall(relation.call, this.#catalogContext(cx))).schema;
    return (await this.#mean(relation, cx)).schema;
  }

  async explain(relation: Relation, mode: ExplainMode, cx: RunContext): Promise<string> {
    return explainText(await this.#mean(relation, cx), mode, undefined);
  }

  async inputFiles(relation: Relation, cx: RunContext): Promise<readonly string[]> {
    const files = new Set<string>();
    const visit = (r: Resolved): void => {
      if (r.kind === "scan") for (const file of r.source.files) files.add(`file://${file.path}`);
      for (const input of inputsOf(r)) visit(input);
    };
    visit((await this.#mean(relation, cx)).plan);
    return [...files];
  }

  async semanticText(relation: Relation, cx: RunContext): Promise<string> {
    return canonicalText((await this.#mean(relation, cx)).plan);
  }

  async isLocal(relation: Relation, cx: RunContext): Promise<boolean> {
    const { plan } = await this.#mean(relation, cx);
    return plan.kind === "local_data" || plan.kind === "values";
  }

  async persist(): Promise<void> {
    throw unsupported("DataFrame.persist");
  }

  async unpersist(): Promise<void> {
    // Nothing is ever kept, so there is nothing to give up.
  }

  async storageLevel(): Promise<StorageLevel> {
    return NOT_STORED;
  }

  async close(): Promise<void> {
    this.#parts.onClose(this);
  }
}

const NOT_STORED: StorageLevel = {
  useDisk: false,
  useMemory: false,
  useOffHeap: false,
  deserialized: false,
  replication: 1,
};
