let last = 0n;
let looks = 0;

/** The present in milliseconds since 1970: what reads it does not mean the same another time. */
export function presentMillis(): number {
  looks++;
  return Date.now();
}

/** How often this thread has looked at the clock: what leaves it as it was depends on no time. */
export const clockLooks = (): number => looks;

/** The present in microseconds since 1970, each time later than before: no two plans are of the same instant. */
export function nextInstant(): bigint {
  const now = BigInt(presentMillis()) * 1000n;
  last = now > last ? now : last + 1n;
  return last;
}
