/**
 * A search that cannot run away. It tries ways in Java's order like any backtracking engine, but remembers which step
 * failed at which place, so that nothing is tried twice: its time grows with the text's length. Where an expression
 * has back-references, and where look-arounds succeed over and over, a budget of steps ends it.
 */
import { unsupported } from "../errors/spark-error.ts";
import { holdsAt } from "./regex-anchor.ts";
import type { RegexProgram } from "./regex-program.ts";

/** Steps that one text may take, whatever its length, and more for each of its characters. */
const STEPS = 10_000_000;
const STEPS_PER_UNIT = 200;
/** Bits to remember failures in. */
const MOST_BITS = 2 ** 30;

const runaway = () => unsupported("a regular expression that takes too many steps on a text");

/** The places of all groups of a match, two numbers each; -1 where a group took no part. */
export type Slots = Int32Array;

/** Searches of one text. */
export class RegexRun {
  readonly #program: RegexProgram;
  readonly #text: string;
  readonly #failed: Uint32Array | undefined;
  /** The marks that were set since the last success. */
  readonly #marks: number[] = [];
  readonly #slots: Slots;
  #left: number;

  constructor(program: RegexProgram, text: string) {
    this.#program = program;
    this.#text = text;
    this.#left = STEPS + text.length * STEPS_PER_UNIT;
    this.#slots = new Int32Array((program.groups + 1) * 2);
    if (program.hasBackReferences || program.splits === 0) return;
    const bits = program.splits * (text.length + 1);
    if (bits > MOST_BITS) throw runaway();
    this.#failed = new Uint32Array((bits >> 5) + 1);
  }

  /** The first match from a place on, at that place only if `sticky`. */
  find(from: number, sticky: boolean): Slots | undefined {
    const text = this.#text;
    const slots = this.#slots;
    for (let start = from; start <= text.length; start += unitsAt(text, start)) {
      slots.fill(-1);
      const end = this.#run(0, start);
      if (end >= 0) {
        slots[0] = start;
        slots[1] = end;
        this.#forget(0);
        return slots;
      }
      if (sticky) break;
    }
    this.#forget(0);
    return undefined;
  }

  /** Takes back the marks from an index on: after a success they are no failures. */
  #forget(from: number): void {
    const failed = this.#failed;
    if (failed === undefined) return;
    for (let i = from; i < this.#marks.length; i++) {
      const bit = this.#marks[i] ?? 0;
      failed[bit >> 5] = (failed[bit >> 5] ?? 0) & ~(1 << (bit & 31));
    }
    this.#marks.length = from;
  }

  /** Whether a split was at a place before; it is from now on. */
  #wasAt(split: number, at: number): boolean {
    const failed = this.#failed;
    if (failed === undefined) return false;
    const bit = split * (this.#text.length + 1) + at;
    const word = failed[bit >> 5] ?? 0;
    const mask = 1 << (bit & 31);
    if ((word & mask) !== 0) return true;
    failed[bit >> 5] = word | mask;
    this.#marks.push(bit);
    return false;
  }

  /** Runs a part of the program at a place; where its match ends, or -1. Captures of a match stay. `mustEnd`: the only end that counts. */
  #run(start: number, place: number, mustEnd = -1): number {
    const { steps } = this.#program;
    const text = this.#text;
    const slots = this.#slots;
    // What is to be tried still: a step and a place; or a slot (as -1 - slot) and what it held.
    const open: number[] = [start, place];
    while (open.length > 0) {
      let at = open.pop() ?? 0;
      let pc = open.pop() ?? 0;
      if (pc < 0) {
        slots[-1 - pc] = at;
        continue;
      }
      way: for (;;) {
        if (--this.#left < 0) throw runaway();
        const step = steps[pc];
        switch (step?.op) {
          case "test": {
            if (at >= text.length) break way;
            const point = text.codePointAt(at) ?? 0;
            if (!step.test(point)) break way;
            at += point > 0xffff ? 2 : 1;
            pc++;
            break;
          }
          case "split":
            if (this.#wasAt(step.split, at)) break way;
            open.push(step.second, at);
            pc = step.first;
            break;
          case "jump":
            pc = step.to;
            break;
          case "save":
            open.push(-1 - step.slot, slots[step.slot] ?? -1);
            slots[step.slot] = at;
            pc++;
            break;
          case "assert":
            if (!holdsAt(step.at, text, at)) break way;
            pc++;
            break;
          case "back": {
            const [from, to] = [slots[step.group * 2] ?? -1, slots[step.group * 2 + 1] ?? -1];
            if (from < 0 || to < 0 || !text.startsWith(text.slice(from, to), at)) break way;
            at += to - from;
            pc++;
            break;
          }
          case "look": {
            const held = slots.slice();
            const found = step.ahead ? this.#part(pc + 1, at) >= 0 : this.#behind(pc + 1, at, step.longest);
            if (!found || !step.positive) slots.set(held);
            else keep(open, held, slots);
            if (found !== step.positive) break way;
            pc = step.end;
            break;
          }
          case "atomic": {
            const held = slots.slice();
            const end = this.#part(pc + 1, at);
            if (end < 0) {
              slots.set(held);
              break way;
            }
            keep(open, held, slots);
            at = end;
            pc = step.end;
            break;
          }
          case "done":
            if (mustEnd === -1 || at === mustEnd) return at;
            break way;
          default:
            break way;
        }
      }
    }
    return -1;
  }

  /** A part on its own: what it marked on its way to a success is forgotten. */
  #part(start: number, at: number): number {
    const marks = this.#marks.length;
    const end = this.#run(start, at);
    if (end >= 0) this.#forget(marks);
    return end;
  }

  /** Whether a part matches up to a place, from anywhere before it. */
  #behind(start: number, place: number, longest: number): boolean {
    const marks = this.#marks.length;
    let found = false;
    for (let from = place; from >= 0 && place - from <= longest && !found; from--) {
      if (!isInsidePair(this.#text, from)) found = this.#run(start, from, place) >= 0;
    }
    // What failed to end here may end elsewhere.
    this.#forget(marks);
    return found;
  }
}

/** Notes what slots held before, where they changed. */
function keep(open: number[], held: Slots, slots: Slots): void {
  for (const [slot, value] of held.entries()) if (slots[slot] !== value) open.push(-1 - slot, value);
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

const isInsidePair = (text: string, at: number): boolean =>
  at > 0 && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));

const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
