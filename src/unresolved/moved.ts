import type { Origin, SourceText } from "../errors/origin.ts";
import type { Relation } from "./relation.ts";

/** What has no places in it, though it may be large. */
const WITHOUT_PLACES: ReadonlySet<string> = new Set(["type", "value"]);

const isPlain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

const isOrigin = (node: object): node is Origin => "kind" in node && node.kind === "sql" && "span" in node;

/**
 * A query that stands at `start` in a longer text, as one of a text of its own: all its places are of that text, as
 * Spark has them that reads a view's text anew.
 */
export function moved(query: Relation, start: number, source: SourceText): Relation {
  const copies = new Map<object, object>();
  const pending: [from: object, to: Record<string, unknown>][] = [];
  const copyOf = (value: unknown): unknown => {
    if (!isPlain(value)) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    const made = isOrigin(value) ? movedOrigin(value, start, source) : Array.isArray(value) ? [] : {};
    copies.set(value, made);
    if (!isOrigin(value)) pending.push([value, made as Record<string, unknown>]);
    return made;
  };
  const copy = copyOf(query) as Relation;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, to] = next;
    for (const [key, value] of Object.entries(from)) to[key] = WITHOUT_PLACES.has(key) ? value : copyOf(value);
  }
  return copy;
}

function movedOrigin(origin: Origin, start: number, source: SourceText): Origin {
  if (origin.kind !== "sql" || origin.source.text === "" || origin.span.start < start) return origin;
  return { kind: "sql", source, span: { start: origin.span.start - start, end: origin.span.end - start } };
}
