/** Flags in memory that both threads see: a thread that is busy in a kernel reads no messages. */
const SLOTS = 1 << 14;

/** Which statements are to stop. A flag is the statement's number, in the slot that the number leads to. */
export class CancelFlags {
  private readonly flags: Int32Array;
  /** Numbers of the statements that run, by their connections'. */
  private readonly running = new Map<number, number>();

  constructor(buffer: SharedArrayBuffer) {
    this.flags = new Int32Array(buffer);
  }

  /** Memory for the flags. */
  static buffer(): SharedArrayBuffer {
    return new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  }

  cancel(statement: number): void {
    Atomics.store(this.flags, statement % SLOTS, statement);
  }

  /** Notes what runs on a connection from now on. */
  begin(connection: number, statement: number): void {
    this.running.set(connection, statement);
  }

  end(connection: number): void {
    this.running.delete(connection);
  }

  /** Whether what runs on a connection is to stop. */
  isCancelled(connection: number): boolean {
    const statement = this.running.get(connection);
    return statement !== undefined && Atomics.load(this.flags, statement % SLOTS) === statement;
  }
}
