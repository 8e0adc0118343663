/** SQL scripts: `BEGIN … END` (`CompoundBody` and what stands in it). */
import type { Origin } from "../errors/origin.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";

/** A whole script. */
export interface Script {
  readonly kind: "script";
  readonly body: ScriptBlock;
}

interface Labelled {
  /** In lower case; absent: it has none. */
  readonly label?: string | undefined;
}

/** A condition with its text, which errors tell. */
export interface ScriptCondition {
  readonly expression: Expression;
  readonly text: string;
}

/** `BEGIN … END`: a scope of variables, conditions and handlers of its own. */
export interface ScriptBlock extends Labelled {
  readonly kind: "block";
  /** Names of conditions to their SQLSTATEs. */
  readonly conditions: Readonly<Record<string, string>>;
  readonly handlers: readonly ScriptHandler[];
  readonly statements: readonly ScriptStatement[];
}

/** What a handler is for. */
export type HandledCondition =
  | { readonly kind: "state"; readonly state: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "exception" }
  | { readonly kind: "not_found" };

/** `DECLARE EXIT HANDLER FOR …`. */
export interface ScriptHandler {
  readonly handles: readonly HandledCondition[];
  readonly action: ScriptStatement;
}

/** Some statements for each of which a condition tells whether they are run. */
export interface ScriptBranch {
  readonly condition: ScriptCondition;
  readonly statements: readonly ScriptStatement[];
}

/** One statement of a script. */
export type ScriptStatement =
  | ScriptBlock
  /** A `Command`: its file names scripts, so this one cannot name it. */
  | { readonly kind: "statement"; readonly command: { readonly kind: string }; readonly origin: Origin }
  /** IF, and CASE without a value. */
  | {
      readonly kind: "if";
      readonly branches: readonly ScriptBranch[];
      readonly otherwise?: readonly ScriptStatement[] | undefined;
    }
  /** CASE of a value. */
  | {
      readonly kind: "case";
      readonly value: Expression;
      readonly branches: readonly { readonly value: Expression; readonly statements: readonly ScriptStatement[] }[];
      readonly otherwise?: readonly ScriptStatement[] | undefined;
    }
  | (Labelled & ScriptBranch & { readonly kind: "while" | "repeat" })
  | (Labelled & { readonly kind: "loop"; readonly statements: readonly ScriptStatement[] })
  | (Labelled & {
      readonly kind: "for";
      /** In lower case; absent: the columns have no name around them. */
      readonly variable?: string | undefined;
      readonly query: Relation;
      readonly statements: readonly ScriptStatement[];
    })
  | { readonly kind: "leave" | "iterate"; readonly label: string };
