/** Characters of an expression as tests of code points, for engines that read texts themselves. */
import { classSource } from "./regex-java.ts";
import type { RegexNode } from "./regex-syntax.ts";

/** Whether a code point belongs. */
export type PointTest = (point: number) => boolean;

const LINE_ENDS: ReadonlySet<number> = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]);

/** The test of a node that matches one character (of `\R` without `\r\n`). */
export function classTest(node: Extract<RegexNode, { kind: "char" | "class" | "newline" }>): PointTest {
  switch (node.kind) {
    case "newline":
      return (point) => LINE_ENDS.has(point);
    case "char": {
      const [only, ...others] = node.points;
      return others.length === 0 ? (point) => point === only : (point) => node.points.includes(point);
    }
    case "class":
      return sourceTest(classSource(node));
  }
}

/** The test of a class in JavaScript's `v` mode. */
export function sourceTest(source: string): PointTest {
  const regex = new RegExp(`^${source}$`, "v");
  const ascii = Array.from({ length: 128 }, (_, point) => regex.test(String.fromCharCode(point)));
  const known = new Map<number, boolean>();
  return (point) => {
    if (point < 128) return ascii[point] === true;
    let found = known.get(point);
    if (found === undefined) {
      found = regex.test(String.fromCodePoint(point));
      if (known.size >= 4096) known.clear();
      known.set(point, found);
    }
    return found;
  };
}
