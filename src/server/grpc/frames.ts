import { gunzipSync, inflateSync } from "node:zlib";
import { GrpcFailure, grpcCodes } from "./status-codes.ts";

/** Bytes before each message: a flag for compression, and the length. */
const PREFIX = 5;

/** Bytes of messages that are not complete yet, of all streams together. */
export class IncomingBytes {
  readonly #limit: number;
  readonly #onLarge: () => void;
  #bytes = 0;

  /** `onLarge` is called when a message turns out to be large, before it is whole. */
  constructor(limit: number, onLarge: () => void) {
    this.#limit = limit;
    this.#onLarge = onLarge;
  }

  /** Counts what a stream holds more or less than before. Where that is too much, who holds much is RESOURCE_EXHAUSTED. */
  change(bytes: number, held: number): void {
    this.#bytes += bytes;
    if (held > SMALL && held - bytes <= SMALL) this.#onLarge();
    if (bytes > 0 && held > SMALL && this.#bytes > this.#limit)
      throw new GrpcFailure(
        grpcCodes.resourceExhausted,
        "the server has too many large requests at once: try again later",
      );
  }
}

/** Requests of no more bytes come in whatever happens. */
const SMALL = 256 * 1024;

/** Messages as they come in on a stream, cut out of its chunks. */
export class FrameReader {
  readonly #limit: number;
  readonly #incoming: IncomingBytes;
  readonly #encoding: string | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** `encoding` is the request's `grpc-encoding`; messages over `limit` bytes are RESOURCE_EXHAUSTED. */
  constructor(limit: number, encoding: string | undefined, incoming: IncomingBytes) {
    this.#limit = limit;
    this.#incoming = incoming;
    this.#encoding = encoding;
  }

  /** Adds what arrived. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#incoming.change(chunk.length, this.#bytes);
    if (this.#chunks.length === 1 || this.#bytes - chunk.length < PREFIX) this.#checkLength();
  }

  /** The next whole message; a view of what arrived where that is possible. */
  next(): Uint8Array | undefined {
    if (this.#bytes < PREFIX) return undefined;
    const length = this.#checkLength();
    if (this.#bytes < PREFIX + length) return undefined;
    const whole = this.#whole();
    const message = whole.subarray(PREFIX, PREFIX + length);
    const rest = whole.subarray(PREFIX + length);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    this.#incoming.change(-(PREFIX + length), rest.length);
    return whole[0] === 0 ? message : this.#decompressed(message);
  }

  /** Forgets what makes no whole message. */
  clear(): void {
    this.#incoming.change(-this.#bytes, 0);
    this.#chunks = [];
    this.#bytes = 0;
  }

  /** Whether bytes are left that make no whole message. */
  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  #whole(): Buffer {
    const [only] = this.#chunks;
    const whole = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks, this.#bytes);
    this.#chunks = [whole];
    return whole;
  }

  #checkLength(): number {
    if (this.#bytes < PREFIX) return 0;
    const [first] = this.#chunks;
    const head = first !== undefined && first.length >= PREFIX ? first : this.#whole();
    const length = head.readUInt32BE(1);
    if (length > this.#limit) {
      throw new GrpcFailure(
        grpcCodes.resourceExhausted,
        `a message of ${length} bytes is larger than the limit of ${this.#limit}`,
      );
    }
    return length;
  }

  #decompressed(message: Uint8Array): Uint8Array {
    const maxOutputLength = this.#limit;
    try {
      switch (this.#encoding) {
        case "gzip":
          return gunzipSync(message, { maxOutputLength });
        case "deflate":
          return inflateSync(message, { maxOutputLength });
        default:
      }
    } catch (cause) {
      throw new GrpcFailure(grpcCodes.internal, "a compressed message cannot be read", undefined, { cause });
    }
    throw new GrpcFailure(
      grpcCodes.unimplemented,
      `messages compressed by ${this.#encoding ?? "nothing"} are not supported`,
    );
  }
}

/** A message to send, in pieces that are written one after another; the first has room for the frame's prefix. */
export interface Outgoing {
  readonly head: Uint8Array;
  /** A large piece behind the head, sent as it is. */
  readonly tail?: Uint8Array | undefined;
}

/** The frame's prefix and the head of a message. */
export function framed({ head, tail }: Outgoing): Buffer {
  const frame = Buffer.allocUnsafe(PREFIX + head.length);
  frame[0] = 0;
  frame.writeUInt32BE(head.length + (tail?.length ?? 0), 1);
  frame.set(head, PREFIX);
  return frame;
}
