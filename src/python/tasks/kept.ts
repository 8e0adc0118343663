import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { ArrowColumn } from "../../arrow/column.ts";
import type { ArrowOptions } from "../../arrow/field.ts";
import { type StreamEncoder, streamEncoder } from "../../arrow/ipc.ts";
import { invariant } from "../../base/invariant.ts";
import type { StructType } from "../../types/data-type.ts";
import { cut, type Rows, rowsOf } from "../rows.ts";

/** Bytes of waiting rows that are held in memory; what comes on top of them waits in a file. */
const HELD_BYTES = 64 << 20;

/** Where rows wait that are too many for memory. */
export interface Spill {
  readonly directory: string;
  /** The schema of the rows. */
  readonly schema: StructType;
  readonly options: ArrowOptions;
  /** Bytes that stay in memory; absent: 64 MB. */
  readonly heldBytes?: number | undefined;
}

interface Piece {
  readonly rows: number;
  readonly bytes: number;
  /** Absent: it is in the file. */
  held: Rows | undefined;
  /** Where in the file, once it is written. */
  place?: Promise<{ readonly position: number; readonly length: number }>;
}

/**
 * Rows that went to the worker and wait for its answers, in order. A function may take all its input before it gives
 * anything: with a place to spill to, memory holds a part of what waits.
 */
export class KeptRows {
  readonly #queue: Piece[] = [];
  readonly #spill: Spill | undefined;
  #offset = 0;
  #waiting = 0;
  #held = 0;
  #encoder: StreamEncoder | undefined;
  #file: Promise<FileHandle> | undefined;
  #end = 0;
  #writing: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(spill?: Spill) {
    this.#spill = spill;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  push(rows: Rows): void {
    if (rows.rows === 0 || this.#closed) return;
    const piece: Piece = { rows: rows.rows, bytes: bytesOf(rows.columns), held: rows };
    this.#queue.push(piece);
    this.#waiting += rows.rows;
    const spill = this.#spill;
    if (spill === undefined || this.#held + piece.bytes <= (spill.heldBytes ?? HELD_BYTES)) this.#held += piece.bytes;
    else {
      piece.held = undefined;
      piece.place = this.#write(rows, spill);
      this.#writing = piece.place;
      // Who waits for it is told.
      this.#writing.catch(() => {});
    }
  }

  /** What was pushed is in memory or in the file; who pushes waits for it, so that writing keeps up. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Has the oldest piece in memory, for {@link ahead} and {@link take}. */
  async load(): Promise<void> {
    const head = this.#queue[0];
    if (head === undefined || head.held !== undefined) return;
    const place = await head.place;
    const file = await this.#file;
    invariant(place !== undefined && file !== undefined, "rows that are nowhere");
    const data = new Uint8Array(place.length);
    const { bytesRead } = await file.read(data, 0, place.length, place.position);
    if (bytesRead < place.length) throw new Error("rows that waited in a file are lost");
    head.held = rowsOf({ data, rows: head.rows });
    this.#held += head.bytes;
  }

  /** How many rows are left of the oldest piece; 0: none waits. */
  get ahead(): number {
    return (this.#queue[0]?.rows ?? 0) - this.#offset;
  }

  /** The worker has said all. Throws where rows have no answer: a short result is never taken for a whole one. */
  end(): void {
    if (this.#waiting > 0) throw new Error("it made fewer rows than it was given");
  }

  /** The next `count` rows, which are no more than {@link ahead}. */
  take(count: number): Rows {
    const head = this.#queue[0];
    invariant(head !== undefined && count <= head.rows - this.#offset, "answers to rows that were never asked");
    invariant(head.held !== undefined, "rows that are still in a file");
    const taken = cut(head.held, this.#offset, count);
    this.#offset += count;
    this.#waiting -= count;
    if (this.#offset === head.rows) {
      this.#queue.shift();
      this.#held -= head.bytes;
      this.#offset = 0;
    }
    return taken;
  }

  /** Nothing is asked for any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.length = 0;
    await this.#writing.catch(() => {});
    await (await this.#file?.catch(() => undefined))?.close();
  }

  async #write({ columns, rows }: Rows, spill: Spill): Promise<{ position: number; length: number }> {
    this.#encoder ??= streamEncoder(spill.schema, spill.options);
    const data = this.#encoder.encode(columns, rows);
    const position = this.#end;
    this.#end += data.length;
    this.#file ??= opened(spill.directory);
    await (await this.#file).write(data, 0, data.length, position);
    return { position, length: data.length };
  }
}

/** A new file that has no name any more, so that nothing is left of it, however the server ends. */
async function opened(directory: string): Promise<FileHandle> {
  const path = join(directory, `rows-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  await unlink(path);
  return file;
}

function bytesOf(columns: readonly ArrowColumn[]): number {
  return columns.reduce(
    (sum, c) =>
      sum +
      (c.validity?.byteLength ?? 0) +
      c.buffers.reduce((n, b) => n + (b?.byteLength ?? 0), 0) +
      bytesOf(c.children),
    0,
  );
}
