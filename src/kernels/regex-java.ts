import { sparkError, unsupported } from "../errors/spark-error.ts";
import { parseJavaRegex } from "./regex-parse.ts";
import {
  type Anchor,
  type ClassItem,
  type ClassNode,
  isNullable,
  type RegexNode,
  regexParts,
  RegexSyntaxFault,
  RegexUnsupported,
  someRegex,
} from "./regex-syntax.ts";
import { sqlString } from "./sql-text.ts";

/** A Java regular expression in JavaScript's terms. */
export interface JavaRegex {
  /** With the flags `gv`; its `lastIndex` is the caller's. */
  readonly regex: RegExp;
  /** For texts of ASCII only: the same meaning, cheaper; often the same object. */
  readonly asciiRegex: RegExp;
  /** Whether a match may be empty. */
  readonly nullable: boolean;
  /** Whether it looks at what stands before a match. */
  readonly looksBehind: boolean;
  /** How many groups Java counts. */
  readonly groups: number;
  /** JavaScript's index of each of Java's groups. */
  readonly groupIndex: readonly number[];
  readonly names: ReadonlyMap<string, number>;
  /** Groups whose text JavaScript may report otherwise than Java. */
  readonly unstable: ReadonlySet<number>;
  /** What it holds, as Java wrote it. */
  readonly root: RegexNode;
}

const cache = new Map<string, JavaRegex>();

/**
 * Translates a Java 17 regular expression to JavaScript's `v` mode, such that every match, and every group but the
 * `unstable` ones, is the same. `functionName` is Spark's name for INVALID_PARAMETER_VALUE.PATTERN, which is raised for
 * what Java refuses too; what only JavaScript cannot say raises UNSUPPORTED_FEATURE by its name.
 */
export function javaRegex(pattern: string, functionName: string): JavaRegex {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  let made: JavaRegex;
  try {
    made = translate(pattern);
  } catch (error) {
    if (error instanceof RegexUnsupported) throw unsupported(error.message);
    if (!(error instanceof RegexSyntaxFault)) throw error;
    throw sparkError("INVALID_PARAMETER_VALUE.PATTERN", {
      parameter: "`regexp`",
      functionName: `\`${functionName}\``,
      value: sqlString(pattern),
    });
  }
  if (cache.size >= 200) cache.clear();
  cache.set(pattern, made);
  return made;
}

/** Translates, with {@link RegexSyntaxFault} and {@link RegexUnsupported} as they come. */
export function translate(pattern: string): JavaRegex {
  const { root, groups, names } = parseJavaRegex(pattern);
  checkBackReferences(root, groups);
  const unstable = new Set<number>();
  findUnstable(root, unstable);
  checkLoops(root);
  const wide = new Emitter(false);
  const source = wide.node(root, false);
  const narrow = new Emitter(true).node(root, false);
  const groupIndex = Array.from({ length: groups + 1 }, (_, i) => wide.groupIndex.get(i) ?? 0);
  const regex = new RegExp(source, "gv");
  const looksBehind = someRegex(
    root,
    (n) => (n.kind === "look" && !n.ahead) || (n.kind === "anchor" && n.at !== "end"),
  );
  const asciiRegex = narrow === source ? regex : new RegExp(narrow, "gv");
  return { regex, asciiRegex, nullable: isNullable(root), looksBehind, groups, groupIndex, names, unstable, root };
}

const INFINITE = 2_147_483_647;

/** An empty round ends a loop in Java; JavaScript tries the body's other ways first. */
function checkLoops(node: RegexNode): void {
  if (node.kind === "repeat" && node.max > 1 && isNullable(node.body)) {
    const hasOtherWays = someRegex(
      node.body,
      (n) =>
        n.kind === "choice" || n.kind === "look" || n.kind === "back" || (n.kind === "repeat" && n.mode === "lazy"),
    );
    if (hasOtherWays)
      throw new RegexUnsupported("a repetition of alternatives that may be empty in a regular expression");
  }
  for (const part of regexParts(node)) checkLoops(part);
}

/** JavaScript forgets groups at each round of a loop and in look-arounds; Java keeps them. */
function findUnstable(node: RegexNode, out: Set<number>): void {
  switch (node.kind) {
    case "repeat":
      if (node.max > 1) {
        const loose = isNullable(node.body);
        for (const inner of capturesOf(node.body)) if (loose || inner.maySkip) out.add(inner.index);
      }
      break;
    case "look":
      if (!node.ahead || !node.positive) for (const inner of capturesOf(node.body)) out.add(inner.index);
      break;
    default:
      break;
  }
  for (const part of regexParts(node)) findUnstable(part, out);
}

/** The groups of a body, and whether a match of the body may leave them out. */
function capturesOf(
  node: RegexNode,
  maySkip = false,
): readonly { readonly index: number; readonly maySkip: boolean }[] {
  const inner = maySkip || node.kind === "choice" || (node.kind === "repeat" && node.min === 0);
  const own = node.kind === "capture" ? [{ index: node.index, maySkip }] : [];
  return [...own, ...regexParts(node).flatMap((part) => capturesOf(part, inner))];
}

/** In Java a reference to a group that took no part fails; in JavaScript it is empty. */
function checkBackReferences(root: RegexNode, groups: number): void {
  const walk = (node: RegexNode, sure: Set<number>): void => {
    switch (node.kind) {
      case "back":
        if (node.index <= groups && !sure.has(node.index)) {
          throw new RegexUnsupported("a back-reference to a group that may have taken no part in a regular expression");
        }
        return;
      case "capture":
        walk(node.body, sure);
        sure.add(node.index);
        return;
      case "choice":
        for (const option of node.options) walk(option, new Set(sure));
        return;
      case "look":
        walk(node.body, node.ahead && node.positive ? sure : new Set(sure));
        return;
      case "repeat":
        walk(node.body, node.min === 0 ? new Set(sure) : sure);
        return;
      default:
        for (const part of regexParts(node)) walk(part, sure);
    }
  };
  walk(root, new Set());
}

const WORD_LEFT = "(?<=[\\p{L}\\p{Nd}_]|[\\p{L}\\p{Nd}]\\p{Mn}+)";
const NOT_WORD_LEFT = "(?<![\\p{L}\\p{Nd}_]|[\\p{L}\\p{Nd}]\\p{Mn}+)";
const WORD_RIGHT = "(?:(?=[\\p{L}\\p{Nd}_])|(?<=[\\p{L}\\p{Nd}]\\p{Mn}*)(?=\\p{Mn}))";
const NOT_WORD_RIGHT = `(?!${WORD_RIGHT})`;

const ANCHORS: Readonly<Record<Anchor, string>> = {
  begin: "^",
  line_begin: "(?:(?<!\\p{Any})|(?<=[\\n\\u{85}\\u{2028}\\u{2029}])|(?<=\\r)(?!\\n))(?=\\p{Any})",
  unix_line_begin: "(?<![\\p{Any}--\\n])(?=\\p{Any})",
  end: "$",
  last_line_end: `(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u{85}\\u{2028}\\u{2029}])?$)`,
  unix_last_line_end: "(?=\\n?$)",
  line_end: "(?=(?<!\\r)\\n|[\\r\\u{85}\\u{2028}\\u{2029}]|$)",
  unix_line_end: "(?=\\n|$)",
  word: `(?:${WORD_LEFT}${NOT_WORD_RIGHT}|${NOT_WORD_LEFT}${WORD_RIGHT})`,
  not_word: `(?:${WORD_LEFT}${WORD_RIGHT}|${NOT_WORD_LEFT}${NOT_WORD_RIGHT})`,
};

const ASCII_ANCHORS: Readonly<Partial<Record<Anchor, string>>> = { word: "\\b", not_word: "\\B" };

/** Writes a tree as JavaScript source; one per variant. */
class Emitter {
  readonly #ascii: boolean;
  #groups = 0;
  readonly groupIndex = new Map<number, number>();

  constructor(ascii: boolean) {
    this.#ascii = ascii;
  }

  node(node: RegexNode, behind: boolean): string {
    switch (node.kind) {
      case "sequence":
        return node.items
          .map((n) => (n.kind === "choice" ? `(?:${this.node(n, behind)})` : this.node(n, behind)))
          .join("");
      case "choice":
        return node.options.map((n) => this.node(n, behind)).join("|");
      case "class":
        return classSource(node);
      case "char":
        return node.points.length === 1
          ? pointSource(node.points[0] ?? 0)
          : `[${node.points.map(pointSource).join("")}]`;
      case "anchor":
        return (this.#ascii ? ASCII_ANCHORS[node.at] : undefined) ?? ANCHORS[node.at];
      case "newline":
        return `(?:\\r\\n|[\\n\\v\\f\\r\\u{85}\\u{2028}\\u{2029}])`;
      case "never":
        return "(?!)";
      case "capture": {
        const index = ++this.#groups;
        this.groupIndex.set(node.index, index);
        return `(${this.node(node.body, behind)})`;
      }
      case "look":
        return `(?${node.ahead ? "" : "<"}${node.positive ? "=" : "!"}${this.node(node.body, !node.ahead)})`;
      case "atomic":
        return this.#atomic(node.body, behind);
      case "back": {
        const index = this.groupIndex.get(node.index);
        return index === undefined ? "(?!)" : `(?:\\${index})`;
      }
      case "repeat":
        return this.#repeat(node, behind);
    }
  }

  /** A look-ahead does not give back what it found, and a reference then passes over it. */
  #atomic(body: RegexNode, behind: boolean): string {
    if (behind) throw new RegexUnsupported("an atomic group in a look-behind in a regular expression");
    const index = ++this.#groups;
    return `(?:(?=(${this.node(body, behind)}))\\${index})`;
  }

  #repeat(node: Extract<RegexNode, { kind: "repeat" }>, behind: boolean): string {
    if (node.mode === "possessive") return this.#atomic({ ...node, mode: "greedy" }, behind);
    const { min, max } = node;
    const bare = node.body.kind === "char" || node.body.kind === "class" || node.body.kind === "capture";
    const inner = this.node(node.body, behind);
    // JavaScript never takes an empty round of `?`, Java does.
    if (max === 1 && min === 0 && isNullable(node.body)) {
      return node.mode === "lazy" ? `(?:|${inner})` : `(?:${inner}|)`;
    }
    const quantifier =
      max === INFINITE
        ? min === 0
          ? "*"
          : min === 1
            ? "+"
            : `{${min},}`
        : min === 0 && max === 1
          ? "?"
          : `{${min},${max}}`;
    return `${bare ? inner : `(?:${inner})`}${quantifier}${node.mode === "lazy" ? "?" : ""}`;
  }
}

/** A code point as JavaScript writes it in `v` mode. */
export const pointSource = (point: number): string =>
  (point >= 48 && point <= 57) || (point >= 65 && point <= 90) || (point >= 97 && point <= 122)
    ? String.fromCodePoint(point)
    : `\\u{${point.toString(16)}}`;

const unionSource = (items: readonly ClassItem[]): string =>
  items
    .map((item) => {
      switch (item.kind) {
        case "range":
          return item.low === item.high ? pointSource(item.low) : `${pointSource(item.low)}-${pointSource(item.high)}`;
        case "set":
          return item.text;
        case "class":
          return classSource(item);
      }
    })
    .join("");

/**
 * A class as JavaScript writes it in `v` mode. Negation is a difference: where a loop's body holds `[^a]`, V8 negates it
 * once for each copy that it makes of the body.
 */
export function classSource(node: ClassNode): string {
  const [only] = node.all;
  const inside =
    node.all.length === 1 && only !== undefined
      ? unionSource(only)
      : node.all.map((union) => `[${unionSource(union)}]`).join("&&");
  return node.negated ? `[\\p{Any}--[${inside}]]` : `[${inside}]`;
}
