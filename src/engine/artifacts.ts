import { sparkError, unsupported } from "../errors/spark-error.ts";
import type { ArtifactStore } from "./api.ts";

/** A session's artifacts in memory, no more bytes than `limit`. */
export class MemoryArtifacts implements ArtifactStore {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(name: string): boolean {
    return this.#blobs.has(name);
  }

  get(name: string): Uint8Array | undefined {
    return this.#blobs.get(name);
  }

  put(name: string, data: Uint8Array): void {
    const known = this.#blobs.get(name);
    if (known !== undefined) {
      if (Buffer.compare(known, data) === 0) return;
      throw sparkError("CONNECT_INVALID_PLAN", { reason: `the artifact ${name} is there with another content` });
    }
    if (this.#bytes + data.length > this.#limit) {
      throw unsupported(`more than ${this.#limit} bytes of artifacts in a session`);
    }
    this.#bytes += data.length;
    this.#blobs.set(name, data);
  }

  clear(): void {
    this.#blobs.clear();
    this.#bytes = 0;
  }
}
