/** Bytes of results that may be under way from the engine's thread to the server's: a bound for each statement, and one for all. */
export class FlowControl {
  private readonly limits: FlowLimits;
  private readonly flows = new Map<number, Flow>();
  private bytes = 0;

  constructor(limits: FlowLimits) {
    this.limits = limits;
  }

  /** Begins to count for a statement. */
  open(id: number): void {
    this.flows.set(id, { bytes: 0, ended: false, proceed: undefined });
  }

  sent(id: number, bytes: number): void {
    const flow = this.flows.get(id);
    if (flow === undefined) return;
    flow.bytes += bytes;
    this.bytes += bytes;
  }

  /** The server has taken so many bytes, or has thrown them away. */
  taken(id: number, bytes: number): void {
    const flow = this.flows.get(id);
    if (flow === undefined) return;
    flow.bytes -= bytes;
    this.bytes -= bytes;
    if (flow.ended && flow.bytes <= 0) this.flows.delete(id);
    const wasFull = this.bytes + bytes > this.limits.total;
    if (!wasFull) return this.wake(flow);
    for (const each of this.flows.values()) this.wake(each);
  }

  /**
   * Resolves when a statement may send more, undefined: at once. Where all together have too much under way, each still
   * may have one batch there, so that none stands still.
   */
  credit(id: number): Promise<void> | undefined {
    const flow = this.flows.get(id);
    if (flow === undefined || !this.isFull(flow)) return undefined;
    return new Promise((resolve) => {
      flow.proceed = resolve;
    });
  }

  /** The statement sends no more; what is under way counts until it is taken. */
  close(id: number): void {
    const flow = this.flows.get(id);
    if (flow === undefined) return;
    flow.ended = true;
    if (flow.bytes <= 0) this.flows.delete(id);
    this.wake(flow);
  }

  private isFull({ bytes, ended }: Flow): boolean {
    return !ended && (bytes > this.limits.perStatement || (bytes > 0 && this.bytes > this.limits.total));
  }

  private wake(flow: Flow): void {
    if (this.isFull(flow)) return;
    const { proceed } = flow;
    flow.proceed = undefined;
    proceed?.();
  }
}

/** In bytes. */
export interface FlowLimits {
  readonly perStatement: number;
  readonly total: number;
}

interface Flow {
  bytes: number;
  ended: boolean;
  proceed: (() => void) | undefined;
}
