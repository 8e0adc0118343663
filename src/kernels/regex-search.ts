/** Which engine searches a text: V8's, unless that may take too long; then the one that cannot run away. */
import type { JavaRegex } from "./regex-java.ts";
import { compileRegex, type RegexProgram } from "./regex-program.ts";
import { type RegexRisk, regexRisk } from "./regex-risk.ts";
import { RegexRun } from "./regex-run.ts";
import { RegexUnsupported } from "./regex-syntax.ts";
import { unsupported } from "../errors/spark-error.ts";

/** What a match tells: its place and, under JavaScript's numbers, the texts of its groups. */
export interface Found {
  readonly index: number;
  readonly 0: string;
  readonly [group: number]: string | undefined;
}

/** A search that goes on where it ended, like a RegExp with the flag `g`. */
export interface Search {
  lastIndex: number;
  exec(text: string): Found | null;
  test(text: string): boolean;
}

/** Steps that V8 may be let in for: about a quarter of a second. */
const MOST_STEPS = 2.5e8;
/** Texts that are no trouble whatever is searched. */
const SHORT = 20;

interface Slow {
  readonly risk: RegexRisk;
  program: RegexProgram | undefined;
}

const slow = new WeakMap<JavaRegex, Slow>();

function slowOf(java: JavaRegex): Slow {
  let found = slow.get(java);
  if (found === undefined) {
    found = { risk: regexRisk(java.root), program: undefined };
    slow.set(java, found);
  }
  return found;
}

/** The steps that V8 may take at worst. */
function guess({ ambiguous, exponential, anchored }: RegexRisk, length: number): number {
  return exponential ? 2 ** length : length ** (ambiguous + (anchored ? 1 : 2));
}

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
};

/** The search to run on a text, wound back to its start. */
export function searchFor(java: JavaRegex, text: string): Search {
  if (text.length > SHORT && guess(slowOf(java).risk, text.length) > MOST_STEPS)
    return new BoundedSearch(java, text, false);
  const { regex, asciiRegex } = java;
  const chosen = regex !== asciiRegex && isAscii(text) ? asciiRegex : regex;
  chosen.lastIndex = 0;
  return chosen;
}

/** Whether the text begins with a match. */
export function matchesAtStart(java: JavaRegex, text: string): boolean {
  if (text.length > SHORT && guess(slowOf(java).risk, text.length) > MOST_STEPS)
    return new BoundedSearch(java, text, true).test();
  return new RegExp(java.regex.source, "yv").test(text);
}

class BoundedSearch implements Search {
  lastIndex = 0;
  readonly #java: JavaRegex;
  readonly #text: string;
  readonly #sticky: boolean;
  readonly #run: RegexRun;

  constructor(java: JavaRegex, text: string, sticky: boolean) {
    this.#java = java;
    this.#text = text;
    this.#sticky = sticky;
    this.#run = new RegexRun(programOf(java), text);
  }

  exec(): Found | null {
    const slots = this.#run.find(this.lastIndex, this.#sticky);
    if (slots === undefined) {
      this.lastIndex = 0;
      return null;
    }
    this.lastIndex = slots[1] ?? 0;
    const [start, end] = [slots[0] ?? 0, slots[1] ?? 0];
    const found: { index: number; 0: string; [group: number]: string | undefined } = {
      index: start,
      0: this.#text.slice(start, end),
    };
    for (let group = 1; group <= this.#java.groups; group++) {
      const [from, to] = [slots[group * 2] ?? -1, slots[group * 2 + 1] ?? -1];
      found[this.#java.groupIndex[group] ?? 0] = from < 0 || to < 0 ? undefined : this.#text.slice(from, to);
    }
    return found;
  }

  test(): boolean {
    return this.#run.find(this.lastIndex, this.#sticky) !== undefined;
  }
}

function programOf(java: JavaRegex): RegexProgram {
  const known = slowOf(java);
  try {
    known.program ??= compileRegex(java.root, java.groups);
  } catch (error) {
    if (error instanceof RegexUnsupported) throw unsupported(error.message);
    throw error;
  }
  return known.program;
}
