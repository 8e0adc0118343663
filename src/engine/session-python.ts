import { randomUUID } from "node:crypto";
import type { PythonRuntime, PythonSession } from "../python/api.ts";
import type { ArtifactStore } from "./api.ts";
import type { PythonAccess } from "./stage/stages.ts";

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

  async #session(): Promise<PythonSession> {
    const { directory, includes } = await this.#artifacts.files();
    return { key: this.#key, sparkVersion: this.#sparkVersion, files: directory, includes };
  }

  async close(): Promise<void> {
    await this.#runtime?.forget(this.#key);
  }
}
