/** How many steps a backtracking search may take: a guess by the shape of an expression. */
import { classTest } from "./regex-set.ts";
import { isNullable, type RegexNode, regexParts } from "./regex-syntax.ts";

/** What makes a search take long. */
export interface RegexRisk {
  /** Loops whose rounds can be dealt out in several ways: each multiplies the steps by the text's length. */
  readonly ambiguous: number;
  /** Whether such loops stand in each other: steps double with each character. */
  readonly exponential: boolean;
  /** Whether only the text's start is tried. */
  readonly anchored: boolean;
}

/** ASCII characters, and as the last one all others. */
type FirstSet = readonly boolean[];
const OTHERS = 128;
/** Characters that stand for all beyond ASCII. */
const SAMPLES = [0xe9, 0x3b1, 0x4e00, 0x2028, 0x1f600].map((point) => String.fromCodePoint(point));
const NONE: FirstSet = Array.from({ length: OTHERS + 1 }, () => false);
const ALL: FirstSet = NONE.map(() => true);
const union = (a: FirstSet, b: FirstSet): FirstSet => a.map((has, i) => has || (b[i] ?? false));
const meet = (a: FirstSet, b: FirstSet): boolean => a.some((has, i) => has && b[i] === true);

/** Many choices of one round each are as bad as loops in loops. */
const MOST_OPTIONAL = 16;

/** Looks an expression over. */
export function regexRisk(root: RegexNode): RegexRisk {
  const found = { ambiguous: 0, optional: 0, exponential: false };
  walk(root, NONE, false, found);
  const exponential = found.exponential || found.optional > MOST_OPTIONAL;
  return { ambiguous: found.ambiguous, exponential, anchored: startsAnchored(root) };
}

interface Found {
  ambiguous: number;
  optional: number;
  exponential: boolean;
}

function startsAnchored(node: RegexNode): boolean {
  if (node.kind === "anchor") return node.at === "begin";
  if (node.kind === "sequence") {
    const [first] = node.items;
    return first !== undefined && startsAnchored(first);
  }
  return node.kind === "capture" && startsAnchored(node.body);
}

function first(node: RegexNode): FirstSet {
  switch (node.kind) {
    case "char":
    case "class":
    case "newline": {
      const test = classTest(node);
      const others = SAMPLES.some((text) => test(text.codePointAt(0) ?? 0));
      return Array.from({ length: OTHERS + 1 }, (_, i) => (i === OTHERS ? others : test(i)));
    }
    case "sequence": {
      let set = NONE;
      for (const item of node.items) {
        set = union(set, first(item));
        if (!isNullable(item)) break;
      }
      return set;
    }
    case "choice":
      return node.options.map(first).reduce(union, NONE);
    case "capture":
    case "atomic":
    case "repeat":
      return first(node.body);
    case "back":
      return ALL;
    case "anchor":
    case "look":
    case "never":
      return NONE;
  }
}

/** `follow`: what may come behind the node; `inLoop`: whether it stands in rounds whose number varies. */
function walk(node: RegexNode, follow: FirstSet, inLoop: boolean, found: Found): void {
  switch (node.kind) {
    case "sequence": {
      let behind = follow;
      for (const item of node.items.toReversed()) {
        walk(item, behind, inLoop, found);
        behind = isNullable(item) ? union(first(item), behind) : first(item);
      }
      return;
    }
    case "choice": {
      if (inLoop && overlap(node.options)) found.exponential = true;
      for (const option of node.options) walk(option, follow, inLoop, found);
      return;
    }
    case "repeat": {
      const loops = node.max > 1;
      const varies = node.min !== node.max;
      if (varies && meet(first(node.body), follow)) {
        if (inLoop) found.exponential = true;
        else if (loops) found.ambiguous++;
        else found.optional++;
      }
      walk(node.body, loops ? union(first(node.body), follow) : follow, inLoop || loops, found);
      return;
    }
    case "look":
    case "atomic":
      walk(node.body, NONE, inLoop, found);
      return;
    default:
      for (const part of regexParts(node)) walk(part, follow, inLoop, found);
  }
}

const overlap = (options: readonly RegexNode[]): boolean => {
  const sets = options.map((option) => (isNullable(option) ? ALL : first(option)));
  return sets.some((set, i) => sets.slice(i + 1).some((other) => meet(set, other)));
};
