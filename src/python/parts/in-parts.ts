import type { PythonBatch } from "../api.ts";
import { Ahead } from "./ahead.ts";
import { type PartSize, Splitter } from "./split.ts";

/** Batches of a part that wait for their turn. */
const BATCHES_AHEAD = 16;

/** How many parts may run at once. */
export interface Lanes {
  readonly most: number;
  /** Whether there is room for one more now. */
  hasRoom(): boolean;
}

/**
 * A task cut in parts that run at once, each on a worker of its own; what they make leaves in the order of the input.
 * Long inputs alone are cut, so that short ones cost one worker.
 */
export async function* inParts(
  input: AsyncIterable<PythonBatch>,
  size: PartSize,
  lanes: Lanes,
  run: (part: AsyncIterable<PythonBatch>) => AsyncIterable<PythonBatch>,
): AsyncGenerator<PythonBatch> {
  const splitter = new Splitter(input, size);
  const running = new Set<Ahead<PythonBatch>>();
  let isOver = false;
  const parts = async function* (): AsyncGenerator<Ahead<PythonBatch>> {
    for (let isFirst = true; ; isFirst = false) {
      while (running.size > 0 && !isOver && (running.size >= lanes.most || !lanes.hasRoom()))
        await Promise.race([...running].map((part) => part.finished));
      const next = isOver ? undefined : await splitter.next(isFirst);
      if (next === undefined) return;
      const part = new Ahead(run(next), BATCHES_AHEAD);
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
