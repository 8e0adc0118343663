let last = 0n;

/** The present in microseconds since 1970, each time later than before: no two plans are of the same instant. */
export function nextInstant(): bigint {
  const now = BigInt(Date.now()) * 1000n;
  last = now > last ? now : last + 1n;
  return last;
}
