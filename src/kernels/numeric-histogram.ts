import { JavaRandom } from "./java-random.ts";

/** A bin of a histogram: its centre and its height. */
export interface Bin {
  x: number;
  y: number;
}

/** A streaming histogram: bins are put in order, and the two nearest become one when there are too many (`NumericHistogram`). */
export function numericHistogram(values: Iterable<number>, most: number): readonly Bin[] {
  // Ties are broken by chance, always the same.
  const random = new JavaRandom(31_183n);
  const bins: Bin[] = [];
  for (const v of values) {
    const at = placeOf(bins, v);
    const found = bins[at];
    if (found !== undefined && found.x === v) found.y++;
    else {
      bins.splice(at, 0, { x: v, y: 1 });
      if (bins.length > most) mergeNearest(bins, random);
    }
  }
  return bins;
}

/** Where a value belongs; beside NaN, which is neither more nor less, the search ends where it meets it. */
function placeOf(bins: readonly Bin[], value: number): number {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const x = bins[middle]?.x ?? 0;
    if (x > value) high = middle;
    else if (x < value) low = middle + 1;
    else return middle;
  }
  return low;
}

function mergeNearest(bins: Bin[], random: JavaRandom): void {
  const gap = (i: number): number => (bins[i + 1]?.x ?? 0) - (bins[i]?.x ?? 0);
  let least = gap(0);
  let at = 0;
  let ties = 1;
  for (let i = 1; i < bins.length - 1; i++) {
    const diff = gap(i);
    if (diff < least) {
      least = diff;
      at = i;
      ties = 1;
    } else if (diff === least && random.nextDouble() <= 1 / ++ties) at = i;
  }
  const [a, b] = [bins[at], bins[at + 1]];
  if (a === undefined || b === undefined) return;
  const height = a.y + b.y;
  a.x *= a.y / height;
  a.x += (b.x / height) * b.y;
  a.y = height;
  bins.splice(at + 1, 1);
}
