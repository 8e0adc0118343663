import type { PythonBatch } from "../api.ts";
import { Ahead } from "./ahead.ts";
import { BYTES_AHEAD, bytesOf, LANE_BYTES, type Lanes } from "./lanes.ts";
import { type PartSize, Splitter } from "./split.ts";

/**
 * A task cut in parts that run at once, each on a worker of its own; what they make leaves in the order of the input.
 * Long inputs alone are cut, so that short ones cost one worker. The input of a part is read as fast as it comes, not as
 * its worker takes it, and its results wait until those before them have left: else the next part would wait for it.
 */
export async function* inParts(
  input: AsyncIterable<PythonBatch>,
  size: PartSize,
  lanes: Lanes,
  run: (part: AsyncIterable<PythonBatch>) => AsyncIterable<PythonBatch>,
): AsyncGenerator<PythonBatch> {
  const most = Math.min(LANE_BYTES, Math.ceil(BYTES_AHEAD / lanes.most));
  const splitter = new Splitter(input, size);
  const running = new Set<Ahead<PythonBatch>>();
  let isOver = false;
  const parts = async function* (): AsyncGenerator<Ahead<PythonBatch>> {
    for (let isFirst = true; ; isFirst = false) {
      while (running.size > 0 && !isOver && (running.size >= lanes.most || !lanes.hasRoom()))
        await Promise.race([...running].map((part) => part.finished));
      const next = isOver ? undefined : await splitter.next(isFirst);
      if (next === undefined) return;
      const part = new Ahead(run(new Ahead(next, most, bytesOf)), most, bytesOf);
      running.add(part);
      void part.finished.then(() => running.delete(part));
      yield part;
    }
  };
  const started = new Ahead(parts(), lanes.most);
  const seen: Ahead<PythonBatch>[] = [];
  try {
    for await (const part of started) {
      seen.push(part);
      yield* part;
      seen.pop();
    }
  } finally {
    isOver = true;
    // What an input waits for must not keep the workers alive.
    void Promise.allSettled([...running, ...seen].map((part) => part.end()));
    void started.end().catch(() => {});
    void splitter.end().catch(() => {});
  }
}
