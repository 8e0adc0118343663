import type { Socket } from "node:net";

/** The other end went away in the middle of a conversation. */
export class ChannelClosed extends Error {
  constructor(cause?: unknown) {
    super("the connection to the Python worker ended", cause === undefined ? {} : { cause });
  }
}

/** Bytes that are read ahead of who wants them: beyond it the other end is made to wait. */
const READ_AHEAD = 1 << 20;

/** Bytes that are written before others have their turn. */
const PAUSE_AFTER = 1 << 18;

/** A socket as a conversation: exact reads, writes that wait for the other end. */
export class Channel {
  readonly #socket: Socket;
  #chunks: Uint8Array[] = [];
  #offset = 0;
  #held = 0;
  #unpaused = 0;
  #moved = Date.now();
  #closed: ChannelClosed | undefined;
  #wakeReader: (() => void) | undefined;
  readonly #wakeWriters = new Set<() => void>();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
      this.#held += chunk.length;
      this.#moved = Date.now();
      if (this.#held > READ_AHEAD) socket.pause();
      this.#wakeReader?.();
    });
    socket.on("drain", () => {
      this.#moved = Date.now();
      this.#wakeAllWriters();
    });
    socket.on("error", (error) => this.#end(error));
    socket.on("end", () => this.#end());
    socket.on("close", () => this.#end());
  }

  /** When bytes last went either way, as `Date.now()` counts. */
  get moved(): number {
    return this.#moved;
  }

  /** Whether the other end has gone; what it sent before may still be read. */
  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Fills `target`. Throws {@link ChannelClosed} where fewer bytes come. */
  async readInto(target: Uint8Array): Promise<void> {
    let filled = 0;
    while (filled < target.length) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) {
        if (this.#closed !== undefined) throw this.#closed;
        if (this.#socket.isPaused()) this.#socket.resume();
        await new Promise<void>((wake) => {
          this.#wakeReader = wake;
        });
        this.#wakeReader = undefined;
        continue;
      }
      const count = Math.min(chunk.length - this.#offset, target.length - filled);
      target.set(chunk.subarray(this.#offset, this.#offset + count), filled);
      filled += count;
      this.#offset += count;
      this.#held -= count;
      if (this.#offset === chunk.length) {
        this.#chunks.shift();
        this.#offset = 0;
      }
    }
  }

  async read(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    await this.readInto(bytes);
    return bytes;
  }

  async readInt(): Promise<number> {
    const bytes = await this.read(4);
    return new DataView(bytes.buffer).getInt32(0);
  }

  /** Bytes behind their length. */
  async readBlob(): Promise<Uint8Array> {
    return this.read(Math.max(0, await this.readInt()));
  }

  async readText(): Promise<string> {
    return new TextDecoder().decode(await this.readBlob());
  }

  /** Sends bytes, and waits while the other end has enough. Throws {@link ChannelClosed} when it has gone. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#closed !== undefined) throw this.#closed;
    const hasRoom = this.#socket.write(bytes);
    // A reader that is fast enough would let a writer go on without a pause, and nothing else would have its turn.
    this.#unpaused += bytes.length;
    if (this.#unpaused > PAUSE_AFTER) {
      this.#unpaused = 0;
      await new Promise((next) => setImmediate(next));
    }
    if (!hasRoom && this.#socket.writableNeedDrain && !this.closed)
      await new Promise<void>((wake) => this.#wakeWriters.add(wake));
    if (this.#closed !== undefined) throw this.#closed;
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.#socket.destroy();
    this.#end();
  }

  #end(cause?: unknown): void {
    this.#closed ??= new ChannelClosed(cause);
    this.#wakeReader?.();
    this.#wakeAllWriters();
  }

  #wakeAllWriters(): void {
    for (const wake of this.#wakeWriters) wake();
    this.#wakeWriters.clear();
  }
}
