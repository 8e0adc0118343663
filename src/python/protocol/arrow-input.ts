import { unwritten } from "../../base/free-memory.ts";
import { FlatTable } from "../../arrow/flatbuffer.ts";
import { readStream } from "../../arrow/read.ts";
import type { Rows } from "../rows.ts";
import type { Channel } from "../worker/channel.ts";

const RECORD_BATCH = 3;
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/**
 * The batches of a stream that comes over a channel, each as soon as it is there. A stream's end is only found by
 * following its messages, so they are framed here, and read by the Arrow reader as streams of one batch.
 */
export async function* readArrowStream(channel: Channel): AsyncGenerator<Rows> {
  let prefix = new Uint8Array(0);
  for (;;) {
    const head = await channel.read(8);
    const view = new DataView(head.buffer);
    const size = view.getInt32(4, true);
    if (view.getUint32(0, true) !== 0xffffffff || size < 0) throw new Error("an Arrow message without its mark");
    if (size === 0) return;
    const metadata = await channel.read(size);
    const message = FlatTable.root(metadata);
    const body = message.long(3);
    const isBatch = message.byte(1) === RECORD_BATCH;
    const memory = unwritten(prefix.length + 8 + size + body + (isBatch ? END.length : 0));
    const bytes = new Uint8Array(memory);
    bytes.set(prefix);
    bytes.set(head, prefix.length);
    bytes.set(metadata, prefix.length + 8);
    const start = prefix.length + 8 + size;
    await channel.readInto(bytes.subarray(start, start + body));
    if (!isBatch) {
      prefix = bytes;
      continue;
    }
    bytes.set(END, start + body);
    const { fields, batches } = readStream(bytes);
    for (const batch of batches) yield { fields, columns: batch.columns, rows: batch.rows, memory };
  }
}
