import { unsupported } from "../errors/spark-error.ts";
import type { TextRules } from "./collation.ts";

/** A place in an order that others can be put before, behind and between: numbers compared one after the other. */
type Label = readonly number[];

interface Entry {
  readonly text: string;
  readonly label: Label;
  readonly key: string;
}

/** Digits in the order of their bytes. */
const DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const WIDTH = 7;
const MOST = 64 ** WIDTH - 1;
const MIDDLE = 2 ** 41;
/** Between neighbours at an end: room for 2^21 of them, and for 20 halvings. */
const STEP = 2 ** 20;

/** Texts of one query under one collation that are kept at most, and their UTF-16 units. */
const MOST_TEXTS = 1_000_000;
const MOST_UNITS = 64 * 1024 * 1024;
const CHUNK = 512;

/**
 * Keys of the texts of one query by ICU's rules, which Node's collator compares but gives no keys of: equal texts have
 * one key, and keys are ordered by their bytes as the texts are. Each text that is new is looked for among those that
 * are known and gets a label between its neighbours'.
 */
export class CollationKeys {
  readonly #compare: TextRules["compare"];
  readonly #name: string;
  readonly #known = new Map<string, string>();
  readonly #chunks: Entry[][] = [[]];
  #units = 0;

  constructor({ compare, collation }: TextRules) {
    this.#compare = compare;
    this.#name = collation.name;
  }

  /** The text's key. Throws UNSUPPORTED_FEATURE for more different texts than are kept. */
  keyOf(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#units += text.length;
    if (this.#known.size >= MOST_TEXTS || this.#units > MOST_UNITS)
      throw unsupported(
        `more than ${MOST_TEXTS} different texts, or ${MOST_UNITS} characters of them, in one query under the collation ${this.#name}`,
      );
    const key = this.#place(text);
    this.#known.set(text, key);
    return key;
  }

  #place(text: string): string {
    const c =
      firstWhere(this.#chunks.length, (i) => i > 0 && this.#compare(this.#chunks[i]?.[0]?.text ?? "", text) > 0) - 1;
    const chunk = this.#chunks[Math.max(0, c)] ?? [];
    const at = firstWhere(chunk.length, (i) => this.#compare(chunk[i]?.text ?? "", text) >= 0);
    const found = chunk[at];
    if (found !== undefined && this.#compare(found.text, text) === 0) return found.key;
    const below = at > 0 ? chunk[at - 1] : this.#chunks[c - 1]?.at(-1);
    const label = between(below?.label, (found ?? this.#chunks[Math.max(0, c) + 1]?.[0])?.label);
    const key = label.map(digitsOf).join("");
    chunk.splice(at, 0, { text, label, key });
    if (chunk.length > CHUNK) this.#chunks.splice(Math.max(0, c) + 1, 0, chunk.splice(CHUNK / 2));
    return key;
  }
}

/** The first index for which a test holds that holds for all behind it; the size where it holds for none. */
function firstWhere(size: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A label above one and below the other; absent ones are no bound. */
function between(a: Label | undefined, b: Label | undefined): Label {
  if (b === undefined) return a === undefined ? [MIDDLE] : above(a);
  if (a === undefined) return below(b);
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const shared = b.slice(0, i);
  const [low, high] = [a[i], b[i] as number];
  if (low === undefined) return [...shared, ...below(b.slice(i))];
  if (high - low > 1) return [...shared, low + Math.floor((high - low) / 2)];
  return [...a.slice(0, i + 1), ...above(a.slice(i + 1))];
}

function above(a: Label): Label {
  const [first, ...rest] = a;
  if (first === undefined) return [MIDDLE];
  if (first + STEP <= MOST) return [first + STEP];
  return first < MOST ? [first + Math.ceil((MOST - first) / 2)] : [first, ...above(rest)];
}

// 0 ends no label, so that there is room below each of them.
function below(b: Label): Label {
  const [first = MIDDLE, ...rest] = b;
  if (first > STEP) return [first - STEP];
  if (first > 1) return [Math.floor(first / 2)];
  return first === 1 ? [0, MIDDLE] : [0, ...below(rest)];
}

function digitsOf(n: number): string {
  let out = "";
  for (let rest = n, i = 0; i < WIDTH; i++, rest = Math.floor(rest / 64)) out = (DIGITS[rest % 64] ?? "") + out;
  return out;
}
