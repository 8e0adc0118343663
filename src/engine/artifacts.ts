import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import type { ArtifactStore } from "./api.ts";
import { ArtifactFiles, type SessionFiles } from "./artifact-files.ts";

/** Artifacts of up to so many bytes stay in memory; larger ones are files. */
const MOST_IN_MEMORY = 64 * 1024;

/** Where the client's rows lie. */
const ROWS = "cache/";
/** Where artifacts lie that may come again with another content. */
const replaceable = /^(?:cache|classes)\//;

/** What a store is made of. */
export interface ArtifactsOptions {
  /** Most bytes of all artifacts together. */
  readonly limit: number;
  /** Where stores make their own directories. */
  readonly directory: string;
  /** Told when rows for a plan are on their way: the plan will follow. */
  readonly onRows: () => void;
}

interface Kept {
  readonly bytes: number;
  /** The content, or the file that holds it. */
  readonly content: Uint8Array | string;
}

/** A session's artifacts, no more bytes than the limit: small ones in memory, large ones in files that go with the session. */
export class SessionArtifacts implements ArtifactStore {
  readonly #options: ArtifactsOptions;
  readonly #directory: string;
  readonly #kept = new Map<string, Kept>();
  #files: ArtifactFiles | undefined;
  #bytes = 0;
  #cleared = false;

  constructor(options: ArtifactsOptions) {
    this.#options = options;
    this.#directory = join(options.directory, `artifacts-${randomUUID()}`);
  }

  has(name: string): boolean {
    return this.#kept.has(name);
  }

  get(name: string): Uint8Array | undefined {
    const kept = this.#kept.get(name);
    return kept === undefined ? undefined : contentOf(kept);
  }

  files(): Promise<SessionFiles> {
    this.#files ??= new ArtifactFiles(join(this.#directory, "files"));
    return this.#files.with([...this.#kept].map(([name, { content }]) => [name, content] as const));
  }

  reserve(name: string, bytes: number): () => void {
    if (name.startsWith(ROWS)) this.#options.onRows();
    if (this.#bytes + bytes > this.#options.limit)
      throw unsupported(`more than ${this.#options.limit} bytes of artifacts in a session`);
    this.#bytes += bytes;
    let held = bytes;
    return () => {
      this.#bytes -= held;
      held = 0;
    };
  }

  async put(name: string, data: Uint8Array): Promise<void> {
    const known = this.#kept.get(name);
    if (known !== undefined) {
      if (Buffer.compare(contentOf(known), data) === 0) return;
      if (!replaceable.test(name)) throw sparkError("ARTIFACT_ALREADY_EXISTS", { normalizedRemoteRelativePath: name });
    }
    const free = this.reserve(name, data.length);
    let content: Kept["content"];
    try {
      content = await this.#written(data);
    } catch (reason) {
      free();
      throw reason;
    }
    if (this.#cleared) {
      if (typeof content === "string") await rm(content, { force: true });
      return;
    }
    this.#forget(name);
    this.#kept.set(name, { bytes: data.length, content });
  }

  async #written(data: Uint8Array): Promise<Kept["content"]> {
    // A copy: the data may be a view of a message that holds many artifacts.
    if (data.length <= MOST_IN_MEMORY) return Uint8Array.from(data);
    const file = join(this.#directory, randomUUID());
    await mkdir(this.#directory, { recursive: true });
    await writeFile(file, data, { mode: 0o600 });
    return file;
  }

  #forget(name: string): void {
    const known = this.#kept.get(name);
    if (known === undefined) return;
    this.#kept.delete(name);
    this.#bytes -= known.bytes;
    if (typeof known.content === "string") rmSync(known.content, { force: true });
  }

  clone(): SessionArtifacts {
    const copy = new SessionArtifacts(this.#options);
    for (const [name, { bytes, content }] of this.#kept) {
      if (name.startsWith(ROWS)) continue;
      copy.#bytes += bytes;
      copy.#kept.set(name, { bytes, content: typeof content === "string" ? copy.#linked(content) : content });
    }
    return copy;
  }

  #linked(file: string): string {
    const link = join(this.#directory, randomUUID());
    mkdirSync(this.#directory, { recursive: true });
    linkSync(file, link);
    return link;
  }

  /** Gives up all artifacts, for good. */
  clear(): void {
    this.#cleared = true;
    this.#kept.clear();
    this.#bytes = 0;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

const contentOf = ({ content }: Kept): Uint8Array => (typeof content === "string" ? readFileSync(content) : content);
