import { randomUUID } from "node:crypto";
import type { PythonTableNeed, PythonTableShape } from "../analyzer/facts.ts";
import type { PythonRuntime, PythonSession } from "../python/api.ts";
import { pickleValue } from "../python/pickle/encode.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { ArtifactStore } from "./api.ts";
import { noPython, type PythonAccess, pythonSettings } from "./stage/python-access.ts";

/** One session's part of the server's Python: its workers, and the files that they see. */
export class SessionPython {
  /** Absent: the server has no Python. */
  readonly access: PythonAccess | undefined;
  readonly #runtime: PythonRuntime | undefined;
  readonly #key = randomUUID();
  readonly #artifacts: ArtifactStore;
  readonly #sparkVersion: string;

  constructor(runtime: PythonRuntime | undefined, artifacts: ArtifactStore, sparkVersion: string) {
    this.#runtime = runtime;
    this.#artifacts = artifacts;
    this.#sparkVersion = sparkVersion.split(".").slice(0, 2).join(".");
    this.access = runtime && { runtime, session: () => this.#session() };
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

  async close(): Promise<void> {
    await this.#runtime?.forget(this.#key);
  }
}
