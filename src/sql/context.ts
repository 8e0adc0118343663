import type { SourceText } from "../errors/origin.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { type ConstantText, Cursor, type Reading } from "../lex/cursor.ts";
import type { SqlArguments } from "../unresolved/command.ts";
import type { Expression } from "../unresolved/expression.ts";
import type { Relation } from "../unresolved/relation.ts";
import { spelledArgument } from "./spelled-argument.ts";

/** The rules that other rules reach for across files: expressions hold queries, and queries expressions. */
export interface Rules {
  /** A whole expression: boolean operators, predicates, values. */
  readonly expression: (cx: SqlContext) => Expression;
  /** An expression without boolean operators and predicates at its top (`valueExpression`). */
  readonly value: (cx: SqlContext) => Expression;
  /** The rest of an expression whose left side, begun at the token `from`, is read already. */
  readonly continued: (cx: SqlContext, from: number, left: Expression) => Expression;
  /** `IDENTIFIER(text)` to the parts of the name that the constant text spells. */
  readonly identifierClause: (cx: SqlContext) => string[];
  /** A query with its WITH, set operations, ordering and limits. */
  readonly query: (cx: SqlContext) => Relation;
}

/** A cursor with the rules and the arguments of parameter markers. */
export class SqlContext extends Cursor {
  readonly rules: Rules;
  readonly #args: SqlArguments | undefined;
  #positional = 0;
  #longChain = false;
  #parameters = 0;
  #computed = 0;
  #selected = 0;
  /** The fields of the calls that were written as rows: `(a, b)`. */
  readonly rows = new Map<Expression, readonly Expression[]>();

  constructor(source: SourceText, rules: Rules, args?: SqlArguments, reading?: Reading) {
    super(source, reading);
    this.rules = rules;
    this.#args = args;
  }

  expression(): Expression {
    return this.rules.expression(this);
  }

  value(): Expression {
    return this.rules.value(this);
  }

  continued(from: number, left: Expression): Expression {
    return this.rules.continued(this, from, left);
  }

  query(): Relation {
    return this.rules.query(this);
  }

  /** Runs a rule for an item of a SELECT list. */
  selected<T>(rule: () => T): T {
    this.#selected++;
    const result = rule();
    this.#selected--;
    return result;
  }

  /** Whether an item of a SELECT list is being read, at any depth. */
  get isInSelectList(): boolean {
    return this.#selected > 0;
  }

  /** Expressions between commas. */
  expressions(): Expression[] {
    return this.list(() => this.expression());
  }

  /** A left-deep chain of operators was long: the finished tree's height has to be measured. */
  noteLongChain(): void {
    this.#longChain = true;
  }

  get longChain(): boolean {
    return this.#longChain;
  }

  /** What an expression is that only the session can compute. */
  computed(e: Expression): ConstantText | undefined {
    this.#computed++;
    if (this.reading.constant === undefined)
      throw unsupported("IDENTIFIER() of anything but a constant text", { origin: e.origin });
    return this.reading.constant(e);
  }

  /**
   * Runs a rule whose text is kept beside its meaning: it may have no parameter markers, since Spark 4.3 those that have
   * no value at least, and names that the session computes are refused, which would be others later.
   */
  kept<T>(statement: string, rule: () => T, from = this.at): T {
    const [parameters, computed] = [this.#parameters, this.#computed];
    const result = rule();
    const origin = this.originFrom(from);
    if (this.#computed > computed) throw unsupported(`IDENTIFIER() of what is computed in ${statement}`, { origin });
    if (this.#parameters > parameters && this.reading.line < 403) {
      throw sparkError("UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT", { statement }, { origin });
    }
    return result;
  }

  /** The value of `:name`, or of the next `?`; the marker itself where no arguments were given. */
  parameter(from: number, name?: string): Expression {
    const origin = this.originFrom(from);
    this.#parameters++;
    const key = name ?? this.#positional++;
    if (this.#args === undefined) return { kind: "parameter", name: key, origin };
    const isSpelled = this.reading.line >= 403;
    const { refused } = this.#args;
    if (isSpelled && refused !== undefined) {
      throw sparkError("INVALID_SQL_ARG", { name: refused.name }, { origin: refused.origin ?? null });
    }
    const value =
      typeof key === "string"
        ? Object.hasOwn(this.#args.named, key)
          ? this.#args.named[key]
          : undefined
        : this.#args.positional[key];
    if (value === undefined && isSpelled && this.#mixesMarkers()) {
      throw sparkError("INVALID_QUERY_MIXED_QUERY_PARAMETERS", {}, { origin: null });
    }
    if (value === undefined)
      throw sparkError(
        "UNBOUND_SQL_PARAMETER",
        { name: typeof key === "string" ? key : `_${this.tokens[from]?.start}` },
        { origin },
      );
    return isSpelled ? spelledArgument(value) : value;
  }

  /** Fails at the operator here, `known` characters after its start, unless the session's Spark has it: since `line`. */
  require(line: number, known = 0): void {
    const token = this.peek();
    if (this.reading.line >= line) return;
    throw this.fail({ ...token, start: token.start + known, text: token.text.slice(known) || token.text });
  }

  /** Whether markers of parameters were given values. */
  get hasArguments(): boolean {
    return this.#args !== undefined;
  }

  /** Whether the text has both `?` and `:name`. */
  #mixesMarkers(): boolean {
    const isMarker = (i: number) => this.tokens[i]?.text === ":" && this.tokens[i + 1]?.kind === "word";
    return this.tokens.some((t) => t.text === "?") && this.tokens.some((_, i) => isMarker(i));
  }
}
