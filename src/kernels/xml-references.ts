/** What `&lt;`, `&#10;` and `&#x41;` stand for: there are no entities but the five of XML. */

/** A reference, or what begins like one: the code of a character, or the name of an entity. */
export const XML_REFERENCE = /&(?:#(\d+|x[\da-fA-F]+);|([^#;\s&<][^;\s&<]*);|[^;\s&<]*)/g;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", apos: "'", quot: '"' };

/** The character of a found reference; undefined where there is none. */
export function referredTo([, code, entity]: RegExpExecArray | RegExpMatchArray): string | undefined {
  if (code !== undefined) return characterOf(code);
  return entity !== undefined && Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
}

/** The character of a number in a reference; undefined where XML has none. */
function characterOf(code: string): string | undefined {
  const point = code.startsWith("x") ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  const valid =
    point === 0x9 ||
    point === 0xa ||
    point === 0xd ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0x10ffff);
  return valid ? String.fromCodePoint(point) : undefined;
}
