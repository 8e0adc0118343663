/**
 * Room for results that are read whole although they are not small: DuckDB makes them in one go, on all of its threads,
 * and chunks are read without waiting for any of them, which costs a tenth of what a stream's do. DuckDB does not count
 * their memory, so it is counted here.
 */
export class WholeRoom {
  private readonly most: number;
  private readonly total: number;
  private taken = 0;

  /** `total`: bytes of all such results at once, of which one may take half. */
  constructor(total: number) {
    this.total = Math.min(total, MOST);
    this.most = this.total / 2;
  }

  /** Whether so many bytes have room; if so, they are the caller's until {@link leave}. */
  take(bytes: number): boolean {
    if (bytes > this.most || this.taken + bytes > this.total) return false;
    this.taken += bytes;
    return true;
  }

  leave(bytes: number): void {
    this.taken -= bytes;
  }
}

const MOST = 384 * 1024 * 1024;
