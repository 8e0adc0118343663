/** The release line of a Spark: `major * 100 + minor`, so that lines compare as numbers. */
export type Line = number;

/** The line of a version, whatever follows its first two numbers: `3.5.1`, `4.0`, `4.2.0-preview` → 305, 400, 402. */
export function lineOf(version: string): Line {
  // Asked for every call of a query: nothing is allocated.
  const dot = version.indexOf(".");
  const major = Number.parseInt(version, 10) || 0;
  return major * 100 + (dot < 0 ? 0 : Number.parseInt(version.slice(dot + 1), 10) || 0);
}
