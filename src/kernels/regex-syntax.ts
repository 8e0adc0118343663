/** What a Java regular expression says (`java.util.regex.Pattern`), as a tree; and why it may be refused. */

/** Code points by union (inner) and intersection (outer), in Java's character class. */
export interface ClassNode {
  readonly kind: "class";
  readonly negated: boolean;
  readonly all: readonly (readonly ClassItem[])[];
}

export type ClassItem =
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  /** A class as JavaScript writes it inside brackets in `v` mode, e.g. `\p{Lu}` or `[a-z]`. */
  | { readonly kind: "set"; readonly text: string }
  | ClassNode;

/** The places that match no character. */
export type Anchor =
  | "begin"
  | "line_begin"
  | "unix_line_begin"
  | "end"
  | "last_line_end"
  | "unix_last_line_end"
  | "line_end"
  | "unix_line_end"
  | "word"
  | "not_word";

export type RegexNode =
  | { readonly kind: "sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly options: readonly RegexNode[] }
  | ClassNode
  /** A literal code point, or several that differ in case only. */
  | { readonly kind: "char"; readonly points: readonly number[] }
  | { readonly kind: "anchor"; readonly at: Anchor }
  | { readonly kind: "newline" }
  | { readonly kind: "never" }
  | { readonly kind: "capture"; readonly index: number; readonly body: RegexNode }
  | { readonly kind: "look"; readonly ahead: boolean; readonly positive: boolean; readonly body: RegexNode }
  | { readonly kind: "atomic"; readonly body: RegexNode }
  | { readonly kind: "back"; readonly index: number }
  | {
      readonly kind: "repeat";
      readonly min: number;
      readonly max: number;
      readonly mode: "greedy" | "lazy" | "possessive";
      readonly body: RegexNode;
    };

/** A parsed expression. */
export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Java refuses the expression too. */
export class RegexSyntaxFault extends Error {}

/** Java takes the expression, but JavaScript cannot say the same; the message names the feature. */
export class RegexUnsupported extends Error {}

/** Whether a node can match the empty text. */
export function isNullable(node: RegexNode): boolean {
  switch (node.kind) {
    case "sequence":
      return node.items.every(isNullable);
    case "choice":
      return node.options.some(isNullable);
    case "class":
    case "char":
    case "newline":
    case "never":
      return false;
    case "anchor":
    case "look":
    case "back":
      return true;
    case "capture":
    case "atomic":
      return isNullable(node.body);
    case "repeat":
      return node.min === 0 || isNullable(node.body);
  }
}

/** The direct parts of a node. */
export function regexParts(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case "sequence":
      return node.items;
    case "choice":
      return node.options;
    case "capture":
    case "look":
    case "atomic":
    case "repeat":
      return [node.body];
    default:
      return [];
  }
}

/** Whether a node or any part of it satisfies the predicate. */
export const someRegex = (node: RegexNode, test: (node: RegexNode) => boolean): boolean =>
  test(node) || regexParts(node).some((part) => someRegex(part, test));
