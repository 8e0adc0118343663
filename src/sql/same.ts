/** Deep equality of two unresolved nodes (expressions, relations, commands), wherever they were written. */
export function sameNode(a: unknown, b: unknown): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [x, y] = pair;
    if (Object.is(x, y)) continue;
    if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) return false;
    if (Array.isArray(x) !== Array.isArray(y)) return false;
    const left = entries(x);
    const right = entries(y);
    if (left.size !== right.size) return false;
    for (const [key, value] of left) {
      if (!right.has(key)) return false;
      pairs.push([value, right.get(key)]);
    }
  }
  return true;
}

/** What only messages tell: places, and the names that an alias gives an inline table's columns. */
const TOLD: ReadonlySet<string> = new Set([
  "origin",
  "groupingOrigin",
  "nameOrigin",
  "targetOrigins",
  "textAt",
  "toldNames",
]);

/** What counts in a node: everything but what only messages tell and what is not set. */
const entries = (node: object): Map<string, unknown> =>
  new Map(Object.entries(node).filter(([key, value]) => !TOLD.has(key) && value !== undefined));

/** How deep a node's parts nest, counted without recursion; `limit` ends the count. */
export function isDeeperThan(root: unknown, limit: number): boolean {
  const stack: [node: object, depth: number][] = typeof root === "object" && root !== null ? [[root, 0]] : [];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, depth] = top;
    if (depth > limit) return true;
    const below = "kind" in node ? depth + 1 : depth;
    for (const [key, value] of Object.entries(node))
      if (
        key !== "origin" &&
        key !== "type" &&
        typeof value === "object" &&
        value !== null &&
        !(value instanceof Uint8Array)
      )
        stack.push([value, below]);
  }
  return false;
}
