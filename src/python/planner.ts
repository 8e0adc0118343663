/** Questions that workers answer while a query is planned: each kind is a module of PySpark's (`pyspark.sql.worker`). */
import { SparkError } from "../errors/spark-error.ts";
import type { PythonSession, PythonSettings } from "./api.ts";
import { protocolBroken, workerCrashed } from "./errors.ts";
import { ByteWriter } from "./protocol/byte-writer.ts";
import type { Dialect } from "./protocol/dialect.ts";
import { END_OF_STREAM, EXCEPTION, readAccumulators } from "./protocol/reply.ts";
import { type Channel, ChannelClosed } from "./worker/channel.ts";
import type { Lease } from "./worker/pool.ts";

/** One question. */
export interface PlannerQuestion<T> {
  /** The module that answers, below `pyspark.sql.worker`. */
  readonly module: string;
  readonly session: PythonSession;
  readonly settings: PythonSettings;
  readonly signal: AbortSignal;
  /** The client's Python, `3.11`. */
  readonly pythonVersion: string;
  /** Whose code it is, for messages. */
  readonly name: string;
  readonly write: (w: ByteWriter, dialect: Dialect) => void;
  readonly read: (reply: PlannerReply) => Promise<T>;
}

/** Asks a worker. */
export type AskPlanner = <T>(question: PlannerQuestion<T>) => Promise<T>;

/** What a worker answers, piece by piece; its exception may stand in the place of any number. */
export class PlannerReply {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** A number. `failed` makes the error of an exception's traceback. */
  async int(failed: (traceback: string) => SparkError): Promise<number> {
    const value = await this.#channel.readInt();
    if (value === EXCEPTION) throw failed(await this.#channel.readText());
    return value;
  }

  /** Bytes behind their length. */
  async blob(failed: (traceback: string) => SparkError): Promise<Uint8Array> {
    return this.#channel.read(await this.int(failed));
  }

  async text(failed: (traceback: string) => SparkError): Promise<string> {
    return new TextDecoder().decode(await this.blob(failed));
  }

  /** As many items as a number before them says. */
  async each<T>(failed: (traceback: string) => SparkError, read: () => Promise<T>): Promise<T[]> {
    const items: T[] = [];
    for (let count = await this.int(failed); count > 0; count--) items.push(await read());
    return items;
  }
}

/** Asks a worker that runs the question's module. `files`: where the session's files are. */
export async function askPlanner<T>(
  lease: Lease,
  dialect: Dialect,
  question: PlannerQuestion<T>,
  files: string,
): Promise<T> {
  const { channel } = lease.process;
  const { signal, name, session, pythonVersion } = question;
  const giveUp = () => lease.discard();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    signal.throwIfAborted();
    const w = new ByteWriter().text(pythonVersion).text(files).int(session.includes.length);
    for (const include of session.includes) w.text(include);
    w.bool(false).int(0); // no broadcast values
    if (dialect.evalConf) w.int(0); // no settings
    question.write(w, dialect);
    await channel.write(w.int(END_OF_STREAM).done());
    const answer = await question.read(new PlannerReply(channel));
    await readAccumulators(channel);
    if ((await channel.readInt()) === END_OF_STREAM) lease.release();
    return answer;
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof SparkError) throw reason;
    if (reason instanceof ChannelClosed) throw workerCrashed(name, reason);
    throw protocolBroken(name, reason instanceof Error ? reason.message : String(reason), reason);
  } finally {
    signal.removeEventListener("abort", giveUp);
    lease.discard();
  }
}
