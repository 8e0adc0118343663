/**
 * Quantiles as Spark's sketch gives them (`org.apache.spark.sql.catalyst.util.QuantileSummaries`, after Greenwald and
 * Khanna) when all values lie in one partition, in their order.
 */

/** How many values are gathered before they are merged into the samples. */
const HEAD_SIZE = 50_000;
/** How many samples there may be after a merge before they are compressed. */
const COMPRESS_THRESHOLD = 10_000;

/** A value, the ranks between the sample before and it, and the span of its own rank. */
interface Sample {
  readonly value: number;
  readonly g: number;
  readonly delta: number;
}

interface Summary {
  readonly samples: readonly Sample[];
  readonly count: number;
}

/** The samples with some more values among them. */
function inserted({ samples, count }: Summary, head: Float64Array, relativeError: number): Summary {
  if (head.length === 0) return { samples, count };
  const sorted = head.sort();
  const merged: Sample[] = [];
  let total = count;
  let at = 0;
  sorted.forEach((value, i) => {
    for (let next = samples[at]; next !== undefined && next.value <= value; next = samples[++at]) merged.push(next);
    total++;
    const isEdge = merged.length === 0 || (at === samples.length && i === sorted.length - 1);
    merged.push({ value, g: 1, delta: isEdge ? 0 : Math.floor(2 * relativeError * total) });
  });
  for (; at < samples.length; at++) merged.push(samples[at] as Sample);
  return { samples: merged, count: total };
}

/** The samples with neighbours put together as far as the error allows; first and last stay. */
function compressed({ samples, count }: Summary, relativeError: number): Summary {
  const [first] = samples;
  let head = samples.at(-1);
  if (first === undefined || head === undefined) return { samples, count };
  const threshold = 2 * relativeError * count;
  const kept: Sample[] = [];
  for (let i = samples.length - 2; i >= 1; i--) {
    const sample = samples[i] as Sample;
    if (sample.g + head.g + head.delta < threshold) head = { ...head, g: head.g + sample.g };
    else {
      kept.push(head);
      head = sample;
    }
  }
  kept.push(head);
  if (first.value <= head.value && samples.length > 1) kept.push(first);
  return { samples: kept.reverse(), count };
}

function summarize(values: readonly number[], relativeError: number): Summary {
  let summary: Summary = { samples: [], count: 0 };
  for (let from = 0; from < values.length; from += HEAD_SIZE) {
    const head = Float64Array.from(values.slice(from, from + HEAD_SIZE));
    const isFull = head.length === HEAD_SIZE;
    summary = inserted(summary, head, relativeError);
    if (isFull && summary.samples.length >= COMPRESS_THRESHOLD) summary = compressed(summary, relativeError);
  }
  return summary;
}

/**
 * The values at some shares (each in [0, 1]), within an error of `relativeError` times their number; none of no values.
 * `passes`: how often Spark compresses on the way, once in an aggregate and twice in `approxQuantile`.
 */
export function quantiles(
  values: readonly number[],
  shares: readonly number[],
  relativeError: number,
  passes: number,
): number[] {
  let summary = summarize(values, relativeError);
  for (let i = 0; i < passes; i++) summary = compressed(summary, relativeError);
  const { samples, count } = summary;
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return [];
  const error = Math.trunc(samples.reduce((most, s) => Math.max(most, s.delta + s.g), 0) / 2);
  const out = shares.map(() => 0);
  let index = 0;
  let rank = first.g;
  const find = (share: number): number => {
    const wanted = Math.ceil(share * count);
    for (; index < samples.length - 1; rank += (samples[++index] as Sample).g) {
      const sample = samples[index] as Sample;
      if (rank + sample.delta - error <= wanted && wanted <= rank + error) return sample.value;
    }
    // What follows is asked from the last sample on, with no rank below it.
    rank = 0;
    return last.value;
  };
  const order = shares.map((share, position) => ({ share, position })).sort((a, b) => a.share - b.share);
  for (const { share, position } of order) {
    if (share <= relativeError) out[position] = first.value;
    else out[position] = share >= 1 - relativeError ? last.value : find(share);
  }
  return out;
}
