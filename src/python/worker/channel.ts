import { connect, type Socket } from "node:net";

/** The other end went away in the middle of a conversation. */
export class ChannelClosed extends Error {
  constructor(cause?: unknown) {
    super("the connection to the Python worker ended", cause === undefined ? {} : { cause });
  }
}

/** Bytes that are read ahead of who wants them: beyond it the other end is made to wait. */
const READ_AHEAD = 1 << 18;

/** Bytes that are written before others have their turn. */
const PAUSE_AFTER = 1 << 18;

const NOTHING = new Uint8Array(0);

/** Bytes in one piece, or in several that follow each other and leave at once. */
export type Bytes = Uint8Array | readonly Uint8Array[];

/**
 * A connection to a port of this machine as a conversation: exact reads, writes that wait for the other end. What
 * arrives stays in one buffer until it is read, so that a stream of any length costs no memory but its reader's.
 */
export class Channel {
  readonly #socket: Socket;
  readonly #arrived = Buffer.allocUnsafeSlow(READ_AHEAD);
  #from = 0;
  #to = 0;
  #unpaused = 0;
  #moved = Date.now();
  #closed: ChannelClosed | undefined;
  #wakeReader: (() => void) | undefined;
  readonly #wakeWriters = new Set<() => void>();

  constructor(port: number) {
    const onread = {
      buffer: this.#arrived,
      // The buffer is filled from its start, so it is to be empty before more comes.
      callback: (count: number) => {
        this.#from = 0;
        this.#to = count;
        this.#moved = Date.now();
        this.#wakeReader?.();
        return false;
      },
    };
    const socket = connect({ host: "127.0.0.1", port, noDelay: true, onread });
    this.#socket = socket;
    socket.on("drain", () => {
      this.#moved = Date.now();
      this.#wakeAllWriters();
    });
    socket.on("error", (error) => this.#end(error));
    socket.on("end", () => this.#end());
    socket.on("close", () => this.#end());
    socket.resume();
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
      const count = Math.min(this.#to - this.#from, target.length - filled);
      if (count === 0) {
        if (this.#closed !== undefined) throw this.#closed;
        await new Promise<void>((wake) => {
          this.#wakeReader = wake;
        });
        this.#wakeReader = undefined;
        continue;
      }
      target.set(this.#arrived.subarray(this.#from, this.#from + count), filled);
      filled += count;
      this.#from += count;
      if (this.#from === this.#to) this.#socket.resume();
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

  /**
   * Sends bytes, and waits while the other end has enough. They are not copied, so nobody may change them any more.
   * Throws {@link ChannelClosed} when the other end has gone.
   */
  async write(bytes: Bytes): Promise<void> {
    if (this.#closed !== undefined) throw this.#closed;
    const hasRoom = this.#send(bytes);
    if (this.#unpaused > PAUSE_AFTER) {
      this.#unpaused = 0;
      await new Promise((next) => setImmediate(next));
    }
    if (!hasRoom && this.#socket.writableNeedDrain && !this.closed)
      await new Promise<void>((wake) => this.#wakeWriters.add(wake));
    if (this.#closed !== undefined) throw this.#closed;
  }

  /** Settles when all that was written before has left: its memory is read no more. Throws like {@link write}. */
  async written(): Promise<void> {
    await new Promise<void>((done) => this.#socket.write(NOTHING, () => done()));
    if (this.#closed !== undefined) throw this.#closed;
  }

  /** Hands bytes to the socket; gives whether it takes more. */
  #send(bytes: Bytes): boolean {
    // A reader that is fast enough would let a writer go on without a pause, and nothing else would have its turn.
    const count = (piece: Uint8Array) => {
      this.#unpaused += piece.length;
      return this.#socket.write(piece);
    };
    if (bytes instanceof Uint8Array) return count(bytes);
    this.#socket.cork();
    const rooms = bytes.map(count);
    this.#socket.uncork();
    return rooms.every(Boolean);
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
