/** Levenshtein distance of two strings in UTF-16 units. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The candidates ordered by their distance to `name`, at most `limit`: the order of Spark's suggestions
 * (`StringUtils.orderSuggestedIdentifiersBySimilarity`: distance ignoring case, ties by the alphabet, or as they come).
 * Spark measures candidates with their quotes.
 */
export function suggest(
  name: string,
  candidates: readonly string[],
  limit = 5,
  ties: "alphabet" | "given" = "alphabet",
): string[] {
  const lower = name.toLowerCase();
  const compare = (a: string, b: string): number => (ties === "given" || a === b ? 0 : a < b ? -1 : 1);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || compare(a.candidate, b.candidate))
    .slice(0, limit)
    .map((scored) => scored.candidate);
}
