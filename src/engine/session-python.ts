import { randomUUID } from "node:crypto";
import type { PythonSourceFact, PythonSourceNeed, PythonTableNeed, PythonTableShape } from "../analyzer/facts.ts";
import type { RecordBatchBytes } from "../backend/backend.ts";
import type { PythonRuntime, PythonSession } from "../python/api.ts";
import { pickleValue } from "../python/pickle/encode.ts";
import type { WriteSource } from "../python/source-api.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { BINARY, type StructType } from "../types/data-type.ts";
import type { PythonSource } from "../types/python-function.ts";
import type { FileRead } from "../unresolved/relation.ts";
import type { ArtifactStore, EngineEvent } from "./api.ts";
import { noPython, type PythonAccess, pythonSettings } from "./stage/python-access.ts";

/** The name of metrics that are updates of accumulators (`SparkConnectPlanExecution`). */
const ACCUMULATED = "__python_accumulator__";

/** One session's part of the server's Python: its workers, and the files that they see. */
export class SessionPython {
  /** Absent: the server has no Python. */
  readonly access: PythonAccess | undefined;
  readonly #runtime: PythonRuntime | undefined;
  readonly #key = randomUUID();
  readonly #artifacts: ArtifactStore;
  readonly #sparkVersion: string;
  #updates: Uint8Array[] = [];

  constructor(runtime: PythonRuntime | undefined, artifacts: ArtifactStore, sparkVersion: string) {
    this.#runtime = runtime;
    this.#artifacts = artifacts;
    this.#sparkVersion = sparkVersion.split(".").slice(0, 2).join(".");
    this.access = runtime && {
      runtime,
      session: () => this.#session(),
      accumulated: (update) => void this.#updates.push(update),
    };
  }

  /** Has a worker ready for functions that are about to be called. */
  warm(pythonVersion?: string): void {
    const runtime = this.#runtime;
    // Whether there will be a call is not known, and what is wrong is told then.
    if (runtime !== undefined)
      void this.#session().then(
        (session) => runtime.warm(session, pythonVersion),
        () => undefined,
      );
  }

  /** What workers added to accumulators since this was asked last, for the client, whose profilers wait for it. */
  *accumulated(): Generator<EngineEvent> {
    const row = this.#updates;
    if (row.length === 0) return;
    this.#updates = [];
    const fields = row.map((_, i) => ({ name: String(i), type: BINARY, nullable: false }));
    yield { kind: "observed", name: ACCUMULATED, planId: undefined, schema: { kind: "struct", fields }, row };
  }

  async #session(): Promise<PythonSession> {
    const { directory, includes } = await this.#artifacts.files();
    return { key: this.#key, sparkVersion: this.#sparkVersion, files: directory, includes };
  }

  /** Asks a table function what a call of it gives. */
  async analyze(
    { udf, args }: PythonTableNeed,
    settings: SparkSettings,
    signal: AbortSignal,
  ): Promise<PythonTableShape> {
    if (this.#runtime === undefined) throw noPython();
    return this.#runtime.analyze({
      session: await this.#session(),
      pythonVersion: udf.pythonVersion,
      command: udf.command,
      name: udf.name,
      args: args.map(({ name, type, isTable, value }) => ({
        name,
        type,
        isTable,
        value: value === undefined ? undefined : pickleValue(type, value),
      })),
      settings: pythonSettings(settings),
      signal,
    });
  }

  /** Makes a data source of a read's options. `parse` reads a schema that is a text. */
  async createSource(
    { read, source }: PythonSourceNeed,
    settings: SparkSettings,
    signal: AbortSignal,
    parse: (schema: string) => StructType,
  ): Promise<PythonSourceFact> {
    if (this.#runtime === undefined) throw noPython();
    const { instance, schema } = await this.#runtime.createSource({
      ...(await this.#request(source, settings, signal)),
      name: read.format ?? source.name,
      options: withPaths(read),
      schema: read.schema,
    });
    return { source, instance, schema: typeof schema === "string" ? parse(schema) : schema };
  }

  /** Writes rows to a data source. */
  async writeSource(
    source: PythonSource,
    write: Pick<WriteSource, "name" | "options" | "schema" | "overwrite">,
    rows: AsyncIterable<RecordBatchBytes>,
    settings: SparkSettings,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#runtime === undefined) throw noPython();
    await this.#runtime.writeSource({ ...(await this.#request(source, settings, signal)), ...write }, rows);
  }

  async #request(source: PythonSource, settings: SparkSettings, signal: AbortSignal) {
    const { name, command, pythonVersion } = source;
    const session = await this.#session();
    return { name, command, pythonVersion, session, settings: pythonSettings(settings), signal };
  }

  async close(): Promise<void> {
    await this.#runtime?.forget(this.#key);
  }
}

/** The options of a read; where it reads is one of them (`DataSourceV2Utils.loadV2Source`). */
function withPaths({ options, paths: [first, ...more], paths }: FileRead): Record<string, string> {
  if (first === undefined) return { ...options };
  return more.length === 0 ? { ...options, path: first } : { ...options, paths: JSON.stringify(paths) };
}
