import { isNullable, RegexSyntaxFault, RegexUnsupported, regexParts, type RegexNode } from "./regex-syntax.ts";
import { parseJavaRegex } from "./regex-parse.ts";

/** The most rounds that RE2 takes, nested ones multiplied. */
const MOST_ROUNDS = 1000;

const ESCAPE = String.raw`\\[-tnrfdDwW.^$|?*+()[\]{}\\/"'!#%&,:;<=>@~]`;
const CLASS_ITEM = String.raw`(?:[^\\[\]^&-]-[^\\[\]^&-]|[^\\[\]^&-]|${ESCAPE})`;
const SAFE = new RegExp(
  String.raw`^(?:[^\\^$.|?*+()[\]{}]|${ESCAPE}|\[\^?${CLASS_ITEM}+-?\]|\((?:\?:|(?!\?))|\)|\||\^(?![?*+{])|[?*+]\??(?![?*+{])|\{\d+(?:,\d*)?\}\??(?![?*+{]))*$`,
  "su",
);

/**
 * Whether RE2 (DuckDB's engine) gives a Java regular expression exactly Java's meaning, groups included: literals,
 * classes of plain characters and of \d \D \w \W, groups, greedy and lazy quantifiers of at most 1000 rounds,
 * alternatives and ^. Not among them, because the two differ: $ before a final newline, the dot and other line ends,
 * \s and the vertical tab, \b beyond ASCII, groups in repetitions, repetitions of what may be empty, flags.
 */
export function isRe2Safe(pattern: string): boolean {
  if (!SAFE.test(pattern)) return false;
  try {
    return isPlain(parseJavaRegex(pattern).root, 1, false);
  } catch (error) {
    if (error instanceof RegexSyntaxFault || error instanceof RegexUnsupported) return false;
    throw error;
  }
}

function isPlain(node: RegexNode, rounds: number, repeated: boolean): boolean {
  switch (node.kind) {
    case "look":
    case "back":
    case "atomic":
    case "newline":
      return false;
    case "anchor":
      return node.at === "begin";
    case "capture":
      if (repeated) return false;
      break;
    case "repeat": {
      if (node.mode === "possessive") return false;
      if (isNullable(node.body)) return false;
      const counted = node.max === 2_147_483_647 ? Math.max(node.min, 1) : node.max;
      const all = rounds * Math.max(counted, 1);
      return all <= MOST_ROUNDS && isPlain(node.body, all, repeated || node.max > 1);
    }
    default:
      break;
  }
  return regexParts(node).every((part) => isPlain(part, rounds, repeated));
}
