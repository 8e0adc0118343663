import { crc32 } from "node:zlib";
import { create } from "@bufbuild/protobuf";
import type {
  AddArtifactsRequest,
  AddArtifactsRequest_ArtifactChunk,
  AddArtifactsResponse,
} from "../../gen/spark/connect/base_pb.ts";
import { AddArtifactsResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { Session } from "../session.ts";
import { invalidArgument } from "../status.ts";
import type { ServiceContext } from "./call.ts";

/** Bytes that one artifact may have. */
const MAX_ARTIFACT = 1024 * 1024 * 1024;

interface Open {
  readonly name: string;
  readonly totalBytes: number;
  readonly chunks: number;
  readonly parts: Uint8Array[];
  bytes: number;
  intact: boolean;
}

interface Summary {
  readonly name: string;
  readonly isCrcSuccessful: boolean;
}

const isIntact = ({ data, crc }: AddArtifactsRequest_ArtifactChunk): boolean => BigInt(crc32(data)) === crc;

/** The artifacts of one stream, put together and handed to the session. Damaged ones are told of and not kept. */
class Upload {
  readonly summaries: Summary[] = [];
  readonly #session: Session;
  #open: Open | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  add({ payload }: AddArtifactsRequest): void {
    switch (payload.case) {
      case "batch":
        this.#expectNone();
        for (const { name, data } of payload.value.artifacts) {
          if (data === undefined) throw invalidArgument(`the artifact ${name} has no data`);
          this.#keep(name, data.data, isIntact(data));
        }
        return;
      case "beginChunk": {
        this.#expectNone();
        const { name, totalBytes, numChunks, initialChunk } = payload.value;
        if (totalBytes < 0n || totalBytes > MAX_ARTIFACT)
          throw invalidArgument(`the artifact ${name} is larger than ${MAX_ARTIFACT} bytes`);
        this.#open = {
          name,
          totalBytes: Number(totalBytes),
          chunks: Number(numChunks),
          parts: [],
          bytes: 0,
          intact: true,
        };
        if (initialChunk !== undefined) this.#addChunk(initialChunk);
        return;
      }
      case "chunk":
        this.#addChunk(payload.value);
        return;
      case undefined:
        throw invalidArgument("a message of the upload is empty");
    }
  }

  #addChunk(chunk: AddArtifactsRequest_ArtifactChunk): void {
    const open = this.#open;
    if (open === undefined) throw invalidArgument("a chunk belongs to no artifact");
    open.bytes += chunk.data.length;
    if (open.bytes > open.totalBytes)
      throw invalidArgument(`the artifact ${open.name} is longer than it was said to be`);
    open.parts.push(chunk.data);
    open.intact &&= isIntact(chunk);
    if (open.parts.length < open.chunks) return;
    if (open.bytes !== open.totalBytes)
      throw invalidArgument(`the artifact ${open.name} is shorter than it was said to be`);
    this.#open = undefined;
    this.#keep(open.name, Buffer.concat(open.parts), open.intact);
  }

  #keep(name: string, data: Uint8Array, intact: boolean): void {
    if (name.startsWith("forward_to_fs/")) throw unsupported("spark.copyFromLocalToFs");
    if (name === "" || name.startsWith("/") || name.split("/").includes(".."))
      throw invalidPlan(`${JSON.stringify(name)} is no name of an artifact`);
    this.summaries.push({ name, isCrcSuccessful: intact });
    // A copy: the data is a view of a message that may hold many artifacts.
    if (intact) this.#session.putArtifact(name, Uint8Array.from(data));
  }

  end(): void {
    this.#expectNone();
  }

  #expectNone(): void {
    if (this.#open !== undefined) throw invalidArgument(`the artifact ${this.#open.name} is not complete`);
  }
}

/** Takes the files, local data and code that a client uploads. */
export const addArtifacts =
  ({ sessions }: ServiceContext) =>
  async (requests: AsyncIterable<AddArtifactsRequest>): Promise<AddArtifactsResponse> => {
    let session: Session | undefined;
    let upload: Upload | undefined;
    for await (const request of requests) {
      session ??= sessions.open(request);
      upload ??= new Upload(session);
      upload.add(request);
    }
    if (session === undefined || upload === undefined) throw invalidArgument("the upload is empty");
    upload.end();
    return create(AddArtifactsResponseSchema, {
      sessionId: session.sessionId,
      serverSideSessionId: session.serverSideId,
      artifacts: upload.summaries,
    });
  };
