/** Expressions as programs for the engine of `regex-run.ts`. */
import { classTest, type PointTest } from "./regex-set.ts";
import { type Anchor, isNullable, type RegexNode, RegexUnsupported, someRegex } from "./regex-syntax.ts";

/** One step. Numbers are places in the program. */
export type Step =
  | { readonly op: "test"; readonly test: PointTest }
  /** Goes on at `first`, and at `second` when that comes to nothing. `split` numbers these steps. */
  | { readonly op: "split"; first: number; second: number; readonly split: number }
  | { readonly op: "jump"; to: number }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "assert"; readonly at: Anchor }
  | { readonly op: "back"; readonly group: number }
  /** Goes on where the part at `body` matches here, and keeps what it captured. `end` is where this one's sequel stands. */
  | { readonly op: "look"; readonly ahead: boolean; readonly positive: boolean; readonly longest: number; end: number }
  /** Passes over what the part behind matches first, for good. */
  | { readonly op: "atomic"; end: number }
  | { readonly op: "fail" }
  | { readonly op: "done" };

/** A program; it begins at its first step and ends in `done`. */
export interface RegexProgram {
  readonly steps: readonly Step[];
  readonly splits: number;
  readonly groups: number;
  /** Whether a state is more than a step and a place: then nothing can be remembered as failed. */
  readonly hasBackReferences: boolean;
}

/** Steps that a program may have: counted repetitions are written out. */
const MOST_STEPS = 20_000;
const INFINITE = 2_147_483_647;

/** Translates a tree. {@link RegexUnsupported} for one that is too large. */
export function compileRegex(root: RegexNode, groups: number): RegexProgram {
  const compiler = new Compiler();
  compiler.node(root);
  compiler.add({ op: "done" });
  return {
    steps: compiler.steps,
    splits: compiler.splits,
    groups,
    hasBackReferences: someRegex(root, (node) => node.kind === "back"),
  };
}

class Compiler {
  readonly steps: Step[] = [];
  splits = 0;

  add<S extends Step>(step: S): S {
    if (this.steps.length >= MOST_STEPS)
      throw new RegexUnsupported("a regular expression with so large repetitions on a long text");
    this.steps.push(step);
    return step;
  }

  get #here(): number {
    return this.steps.length;
  }

  #split(lazy: boolean): { enter: () => void; leave: () => void } {
    const step = this.add({ op: "split", first: 0, second: 0, split: this.splits++ });
    const [inner, outer] = lazy ? (["second", "first"] as const) : (["first", "second"] as const);
    return {
      enter: () => {
        step[inner] = this.#here;
      },
      leave: () => {
        step[outer] = this.#here;
      },
    };
  }

  node(node: RegexNode): void {
    switch (node.kind) {
      case "sequence":
        for (const item of node.items) this.node(item);
        return;
      case "choice":
        this.#choice(node.options.map((option) => () => this.node(option)));
        return;
      case "char":
      case "class":
        this.add({ op: "test", test: classTest(node) });
        return;
      case "newline":
        this.#choice([
          () => {
            this.add({ op: "test", test: (point) => point === 13 });
            this.add({ op: "test", test: (point) => point === 10 });
          },
          () => this.add({ op: "test", test: classTest(node) }),
        ]);
        return;
      case "anchor":
        this.add({ op: "assert", at: node.at });
        return;
      case "never":
        this.add({ op: "fail" });
        return;
      case "capture":
        this.add({ op: "save", slot: node.index * 2 });
        this.node(node.body);
        this.add({ op: "save", slot: node.index * 2 + 1 });
        return;
      case "back":
        this.add({ op: "back", group: node.index });
        return;
      case "look": {
        const { ahead, positive } = node;
        const step = this.add({ op: "look", ahead, positive, longest: ahead ? 0 : longest(node.body), end: 0 });
        this.#part(node.body, step);
        return;
      }
      case "atomic":
        this.#part(node.body, this.add({ op: "atomic", end: 0 }));
        return;
      case "repeat":
        if (node.mode === "possessive") this.#part({ ...node, mode: "greedy" }, this.add({ op: "atomic", end: 0 }));
        else this.#repeat(node);
    }
  }

  /** A part that is run on its own. */
  #part(body: RegexNode, step: { end: number }): void {
    this.node(body);
    this.add({ op: "done" });
    step.end = this.#here;
  }

  #choice(options: readonly (() => void)[]): void {
    const jumps: { to: number }[] = [];
    for (const [i, option] of options.entries()) {
      if (i === options.length - 1) {
        option();
        continue;
      }
      const split = this.#split(false);
      split.enter();
      option();
      jumps.push(this.add({ op: "jump", to: 0 }));
      split.leave();
    }
    for (const jump of jumps) jump.to = this.#here;
  }

  #repeat({ body, min, max, mode }: Extract<RegexNode, { kind: "repeat" }>): void {
    const lazy = mode === "lazy";
    // Further empty rounds change nothing.
    const rounds = isNullable(body) ? Math.min(min, 1) : min;
    for (let i = 0; i < rounds; i++) this.node(body);
    if (max === INFINITE) {
      const start = this.#here;
      const split = this.#split(lazy);
      split.enter();
      this.node(body);
      this.add({ op: "jump", to: start });
      split.leave();
      return;
    }
    const exits: { leave: () => void }[] = [];
    for (let i = rounds; i < max; i++) {
      const split = this.#split(lazy);
      split.enter();
      this.node(body);
      exits.push(split);
    }
    for (const exit of exits) exit.leave();
  }
}

/** UTF-16 units that a match may have at most. */
function longest(node: RegexNode): number {
  switch (node.kind) {
    case "sequence":
      return node.items.reduce((sum, item) => sum + longest(item), 0);
    case "choice":
      return Math.max(...node.options.map(longest));
    case "char":
    case "class":
    case "newline":
      return 2;
    case "anchor":
    case "never":
    case "look":
      return 0;
    case "back":
      return Number.POSITIVE_INFINITY;
    case "capture":
    case "atomic":
      return longest(node.body);
    case "repeat":
      return node.max === INFINITE ? Number.POSITIVE_INFINITY : node.max * longest(node.body);
  }
}
