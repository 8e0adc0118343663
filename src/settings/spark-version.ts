/** The release line of a Spark: `major * 100 + minor`, so that lines compare as numbers. */
export type Line = number;

/** The line of a version, whatever follows its first two numbers: `3.5.1`, `4.0`, `4.2.0-preview` → 305, 400, 402. */
export function lineOf(version: string): Line {
  const [major = 4, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return major * 100 + minor;
}
