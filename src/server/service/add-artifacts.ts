import { writeFile } from "node:fs/promises";
import { posix } from "node:path";
import { crc32 } from "node:zlib";
import { create } from "@bufbuild/protobuf";
import type {
  AddArtifactsRequest,
  AddArtifactsRequest_ArtifactChunk,
  AddArtifactsResponse,
} from "../../gen/spark/connect/base_pb.ts";
import { AddArtifactsResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import type { ArtifactStore } from "../../engine/api.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Session } from "../session.ts";
import type { ServiceContext } from "./call.ts";
import { allowedPlace } from "./upload-place.ts";

interface Open {
  readonly name: string;
  readonly totalBytes: number;
  readonly chunks: number;
  readonly parts: Uint8Array[];
  /** Gives back the room that is held for it. */
  readonly free: () => void;
  bytes: number;
  intact: boolean;
}

interface Summary {
  readonly name: string;
  readonly isCrcSuccessful: boolean;
}

const isIntact = ({ data, crc }: AddArtifactsRequest_ArtifactChunk): boolean => BigInt(crc32(data)) === crc;

const FORWARDED = "forward_to_fs/";

/** A name without detours; INVALID_ARTIFACT_PATH for one that leaves the session's directory. */
function normalized(name: string): string {
  const path = posix.normalize(name).replace(/\/$/, "");
  if (name === "" || path.startsWith("/") || path === "" || path.split("/")[0] === ".." || name.includes("\0"))
    throw sparkError("INVALID_ARTIFACT_PATH", { name });
  return path;
}

/** The artifacts of one stream, put together and handed to the session. Damaged ones are told of and not kept. */
class Upload {
  readonly summaries: Summary[] = [];
  readonly #artifacts: ArtifactStore;
  readonly #uploadDirectory: string | undefined;
  #open: Open | undefined;

  constructor(artifacts: ArtifactStore, uploadDirectory: string | undefined) {
    this.#artifacts = artifacts;
    this.#uploadDirectory = uploadDirectory;
  }

  async add({ payload }: AddArtifactsRequest): Promise<void> {
    switch (payload.case) {
      case "batch":
        this.#expectNone();
        for (const { name, data } of payload.value.artifacts) {
          if (data === undefined) throw invalidPlan(`the artifact ${name} has no data`);
          await this.#keep(name, data.data, isIntact(data));
        }
        return;
      case "beginChunk": {
        this.#expectNone();
        const { name, totalBytes, numChunks, initialChunk } = payload.value;
        if (totalBytes <= 0n || numChunks <= 1n || initialChunk === undefined)
          throw invalidPlan(`the artifact ${name} does not come in chunks`);
        const free = this.#artifacts.reserve(name, Number(totalBytes));
        this.#open = {
          name,
          totalBytes: Number(totalBytes),
          chunks: Number(numChunks),
          parts: [],
          free,
          bytes: 0,
          intact: true,
        };
        await this.#addChunk(initialChunk);
        return;
      }
      case "chunk":
        await this.#addChunk(payload.value);
        return;
      case undefined:
        throw invalidPlan("a message of an upload is empty");
    }
  }

  async #addChunk(chunk: AddArtifactsRequest_ArtifactChunk): Promise<void> {
    const open = this.#open;
    if (open === undefined) throw invalidPlan("a chunk belongs to no artifact");
    open.bytes += chunk.data.length;
    if (open.bytes > open.totalBytes) throw invalidPlan(`the artifact ${open.name} is longer than it was said to be`);
    open.parts.push(chunk.data);
    open.intact &&= isIntact(chunk);
    if (open.parts.length < open.chunks) return;
    if (open.bytes !== open.totalBytes)
      throw invalidPlan(`the artifact ${open.name} is shorter than it was said to be`);
    this.#open = undefined;
    open.free();
    await this.#keep(open.name, Buffer.concat(open.parts), open.intact);
  }

  async #keep(name: string, data: Uint8Array, intact: boolean): Promise<void> {
    const path = normalized(name);
    if (path.startsWith(FORWARDED)) {
      const place = await allowedPlace(this.#uploadDirectory, path.slice(FORWARDED.length - 1));
      if (intact) await writeFile(place, data);
    } else if (intact) await this.#artifacts.put(path, data);
    this.summaries.push({ name, isCrcSuccessful: intact });
  }

  end(): void {
    this.#expectNone();
  }

  /** Gives back what an upload holds that was given up. */
  drop(): void {
    this.#open?.free();
    this.#open = undefined;
  }

  #expectNone(): void {
    if (this.#open !== undefined) throw invalidPlan(`the artifact ${this.#open.name} is not complete`);
  }
}

/** Takes the files, local data and code that a client uploads (`SparkConnectAddArtifactsHandler`). */
export const addArtifacts =
  ({ sessions, uploadDirectory }: ServiceContext) =>
  async (requests: AsyncIterable<AddArtifactsRequest>): Promise<AddArtifactsResponse> => {
    let session: Session | undefined;
    let upload: Upload | undefined;
    try {
      for await (const request of requests) {
        session ??= sessions.open(request);
        upload ??= new Upload(session.artifacts, uploadDirectory);
        await upload.add(request);
      }
      if (session === undefined || upload === undefined) throw invalidPlan("an upload is empty");
      upload.end();
    } finally {
      upload?.drop();
    }
    return create(AddArtifactsResponseSchema, {
      sessionId: session.sessionId,
      serverSideSessionId: session.serverSideId,
      artifacts: upload.summaries,
    });
  };
