import { pythonException } from "../errors.ts";
import type { Rows } from "../rows.ts";
import type { Channel } from "../worker/channel.ts";
import { readArrowStream } from "./arrow-input.ts";
import type { Dialect } from "./dialect.ts";

/** What a worker sends as results: rows, or pickled values. */
export type Reply =
  | { readonly kind: "rows"; readonly rows: Rows }
  | { readonly kind: "pickled"; readonly bytes: Uint8Array };

const END_OF_DATA = -1;
/** What stands in the place of an answer, before a traceback. */
export const EXCEPTION = -2;
const TIMES = -3;
/** The mark that ends a task on both sides. */
export const END_OF_STREAM = -4;
const ARROW_STREAM = -6;

/**
 * The results of a task. Returns whether the worker may take another task: it read all that it was sent. Throws the
 * function's error as PythonException.
 */
export async function* readReplies(
  channel: Channel,
  dialect: Dialect,
  accumulated?: (update: Uint8Array) => void,
): AsyncGenerator<Reply, boolean> {
  for (;;) {
    const code = await channel.readInt();
    switch (code) {
      case ARROW_STREAM:
        for await (const rows of readArrowStream(channel)) yield { kind: "rows", rows };
        break;
      case TIMES:
        await channel.read((dialect.times + 2) * 8);
        break;
      case EXCEPTION:
        throw pythonException(await channel.readText());
      case END_OF_DATA: {
        await readAccumulators(channel, accumulated);
        return (await channel.readInt()) === END_OF_STREAM;
      }
      default:
        if (code < 0) throw new Error(`it sent the number ${code}`);
        yield { kind: "pickled", bytes: await channel.read(code) };
    }
  }
}

/** What was added to accumulators; only profilers have some. */
export async function readAccumulators(channel: Channel, take?: (update: Uint8Array) => void): Promise<void> {
  const count = await channel.readInt();
  for (let i = 0; i < count; i++) {
    const update = await channel.readBlob();
    take?.(Uint8Array.from(update));
  }
}
