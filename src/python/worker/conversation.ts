import { freed } from "../../base/free-memory.ts";
import { InternalError } from "../../base/invariant.ts";
import { SparkError } from "../../errors/spark-error.ts";
import { protocolBroken, taskTimedOut, workerCrashed } from "../errors.ts";
import { ByteWriter } from "../protocol/byte-writer.ts";
import type { Dialect } from "../protocol/dialect.ts";
import { END_OF_STREAM, type Reply, readReplies } from "../protocol/reply.ts";
import { type Bytes, ChannelClosed } from "./channel.ts";
import type { Lease } from "./pool.ts";

/** Memory that is done with as soon as all that was sent before has left. */
export interface Spent {
  readonly spent: ArrayBuffer;
}

/** A task as bytes: what is sent, and what its answers become. */
export interface Conversation<T> {
  readonly name: string;
  readonly header: Uint8Array;
  data(): AsyncIterable<Bytes | Spent>;
  results(replies: AsyncIterable<Reply>): AsyncIterable<T>;
}

/** Bytes that are gathered before they leave, as many as a real Spark gathers: each write wakes the worker. */
const WORTH_A_WRITE = 1 << 16;

/** What a conversation runs under. */
export interface ConversationContext {
  readonly dialect: Dialect;
  readonly signal: AbortSignal;
  /** Longest that the worker may neither take nor give anything while it has work, in milliseconds. */
  readonly taskTime?: number | undefined;
  readonly accumulated?: ((update: Uint8Array) => void) | undefined;
}

/**
 * Runs a task on a worker: sends and receives at once, each as fast as the other side takes it. The worker is ended when
 * the task fails, is given up, or is left early; else it waits for the next task. Errors are the function's, the input's
 * or the signal's, whichever came first.
 */
export async function* converse<T>(
  lease: Lease,
  talk: Conversation<T>,
  { dialect, signal, taskTime, accumulated }: ConversationContext,
): AsyncGenerator<T> {
  const { channel } = lease.process;
  let failure: { readonly reason: unknown } | undefined;
  const fail = (reason: unknown) => {
    failure ??= { reason };
    lease.discard();
  };
  const giveUp = () => fail(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();

  const watch = new Watch(taskTime, channel, () => fail(taskTimedOut(talk.name, taskTime ?? 0)));
  const source = talk.data()[Symbol.asyncIterator]();
  const sending = send(lease, talk.header, source, watch).catch((reason: unknown) => {
    // The reader tells better why a worker is gone.
    if (!(reason instanceof ChannelClosed)) fail(reason);
  });
  let isReusable = false;
  let isDone = false;
  const replies = async function* (): AsyncGenerator<Reply> {
    const reader = readReplies(channel, dialect, accumulated);
    for (;;) {
      const next = await reader.next();
      if (next.done === true) {
        isReusable = next.value;
        return;
      }
      watch.rest("consumer");
      yield next.value;
      watch.go("consumer");
    }
  };
  try {
    for await (const result of talk.results(replies())) {
      if (failure !== undefined) throw failure.reason;
      watch.rest("consumer");
      yield result;
      watch.go("consumer");
    }
    if (failure !== undefined) throw failure.reason;
    isDone = true;
  } catch (reason) {
    throw failure === undefined ? translated(reason, talk.name) : failure.reason;
  } finally {
    watch.end();
    signal.removeEventListener("abort", giveUp);
    if (isDone && isReusable) {
      await sending;
      lease.release();
    } else {
      lease.discard();
      void source.return?.().then(undefined, () => {});
    }
  }
}

async function send(
  lease: Lease,
  header: Uint8Array,
  source: AsyncIterator<Bytes | Spent>,
  watch: Watch,
): Promise<void> {
  const { channel } = lease.process;
  let held: Uint8Array[] = [header];
  let bytes = 0;
  const leave = async (): Promise<void> => {
    const pieces = held;
    held = [];
    bytes = 0;
    if (pieces.length > 0) await channel.write(pieces);
  };
  for (;;) {
    watch.rest("producer");
    const next = await source.next();
    watch.go("producer");
    if (next.done === true) break;
    if ("spent" in next.value) {
      await leave();
      await channel.written();
      freed(next.value.spent);
      continue;
    }
    for (const piece of next.value instanceof Uint8Array ? [next.value] : next.value) {
      held.push(piece);
      bytes += piece.length;
    }
    if (bytes >= WORTH_A_WRITE) await leave();
  }
  held.push(new ByteWriter().int(END_OF_STREAM).done());
  await leave();
}

function translated(reason: unknown, name: string): unknown {
  if (reason instanceof ChannelClosed) return workerCrashed(name, reason);
  if (reason instanceof SparkError || reason instanceof InternalError) return reason;
  return protocolBroken(name, reason instanceof Error ? reason.message : String(reason), reason);
}

/** Tells when a worker has stood still for too long: time in which others keep it waiting does not count. */
class Watch {
  readonly #resting = new Set<"producer" | "consumer">();
  readonly #timer: NodeJS.Timeout | undefined;
  #since = Date.now();

  constructor(limit: number | undefined, channel: { readonly moved: number }, expired: () => void) {
    if (limit === undefined) return;
    this.#timer = setInterval(
      () => {
        const still = Date.now() - Math.max(this.#since, channel.moved);
        if (this.#resting.size === 0 && still > limit) expired();
      },
      Math.max(10, Math.min(1000, limit / 4)),
    );
    this.#timer.unref();
  }

  rest(who: "producer" | "consumer"): void {
    this.#resting.add(who);
  }

  go(who: "producer" | "consumer"): void {
    this.#resting.delete(who);
    this.#since = Date.now();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
