/** A test of names by SHOW's patterns: `*` any characters, `|` alternatives, case ignored (`StringUtils.filterPattern`). */
export function namePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const alternatives = pattern
    .trim()
    .split("|")
    .map((part) => {
      const source = part
        .trim()
        .replace(/[.+?^${}()[\]\\]/g, "\\$&")
        .replaceAll("*", ".*");
      return new RegExp(`^${source}$`, "is");
    });
  return (name) => alternatives.some((a) => a.test(name));
}
