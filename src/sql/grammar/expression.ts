import type { Token } from "../../lex/token.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { not, operator } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { startsExpression, startsQuery } from "./lookahead.ts";
import { predicate } from "./predicate.ts";
import { primary } from "./primary.ts";

/** Binding strengths, weakest first; a rule reads operators down to the strength it is given. */
const OR = 1;
const AND = 2;
const NOT = 3;
const PREDICATE = 4;
const COMPARISON = 5;
const SHIFT = 9;
const UNARY = 12;

const BINARY: Readonly<Record<string, readonly [strength: number, name: string]>> = {
  "=": [COMPARISON, "="],
  "==": [COMPARISON, "="],
  "<=>": [COMPARISON, "<=>"],
  "<>": [COMPARISON, "<>"],
  "!=": [COMPARISON, "<>"],
  "<": [COMPARISON, "<"],
  "<=": [COMPARISON, "<="],
  "!>": [COMPARISON, "<="],
  ">": [COMPARISON, ">"],
  ">=": [COMPARISON, ">="],
  "!<": [COMPARISON, ">="],
  "|": [6, "|"],
  "^": [7, "^"],
  "&": [8, "&"],
  "<<": [SHIFT, "<<"],
  "+": [10, "+"],
  "-": [10, "-"],
  "||": [10, "||"],
  "*": [11, "*"],
  "/": [11, "/"],
  "%": [11, "%"],
};

/** Chains longer than this have the whole tree's height measured at the end. */
const LONG_CHAIN = 200;

interface Operator {
  readonly strength: number;
  readonly name: string;
  readonly tokens: number;
}

const at = (strength: number, name: string, tokens = 1): Operator => ({ strength, name, tokens });

const adjacent = (a: Token, b: Token): boolean => b.kind === "op" && a.end === b.start;

/** The binary operator at the cursor. */
function binary(cx: SqlContext): Operator | undefined {
  const token = cx.peek();
  if (token.kind === "op") {
    if (token.text === ">" && cx.isOp(">", 1) && adjacent(token, cx.peek(1))) {
      cx.require(400, 1);
      const three = cx.isOp(">", 2) && adjacent(cx.peek(1), cx.peek(2));
      return three ? at(SHIFT, ">>>", 3) : at(SHIFT, ">>", 2);
    }
    if (token.text === "<<" || token.text === "|>") cx.require(400, 1);
    const found = Object.hasOwn(BINARY, token.text) ? BINARY[token.text] : undefined;
    return found === undefined ? undefined : at(found[0], found[1]);
  }
  if (token.word === "OR") return at(OR, "or");
  if (token.word === "AND") return at(AND, "and");
  if (token.word === "DIV") return at(11, "div");
  return undefined;
}

/** Operators whose chains are one flat call. */
const FLAT: Readonly<Record<string, string>> = { or: "or", and: "and", "||": "concat" };

/** A whole expression. */
export const expression = (cx: SqlContext): Expression => climb(cx, OR);

/** An expression of values: no boolean operator or predicate at its top. */
export const valueExpression = (cx: SqlContext): Expression => climb(cx, COMPARISON);

/** Reads an expression whose operators bind at least as strongly as `least`. */
function climb(cx: SqlContext, least: number): Expression {
  cx.enter();
  const from = cx.at;
  let ceiling: number = UNARY;
  let left: Expression;
  const first = cx.peek();
  if (least <= NOT && isNegation(cx)) {
    cx.next();
    const child = climb(cx, NOT);
    left = not(child, cx.originFrom(from));
    ceiling = AND;
  } else if (least <= NOT && first.word === "EXISTS" && cx.isOp("(", 1) && startsQuery(cx, 2)) {
    cx.next();
    cx.expectOp("(");
    const plan = cx.query();
    cx.expectOp(")");
    left = { kind: "subquery", mode: "exists", plan, values: [], origin: cx.originFrom(from) };
    ceiling = AND;
  } else {
    left = operand(cx);
  }
  const result = climbOn(cx, from, left, least, ceiling);
  cx.leave();
  return result;
}

const isNegation = (cx: SqlContext): boolean =>
  cx.isOp("!") ||
  (cx.isWord("NOT") && startsExpression(cx, 1) && !cx.isOp("*", 1) && !cx.isWord("FROM", 1) && !cx.isWord("AS", 1));

const SIGNS: Readonly<Record<string, string>> = { "-": "negative", "+": "positive", "~": "~" };

function operand(cx: SqlContext): Expression {
  const from = cx.at;
  const token = cx.peek();
  const sign = token.kind === "op" && Object.hasOwn(SIGNS, token.text) ? SIGNS[token.text] : undefined;
  if (sign === undefined) return primary(cx);
  if (sign === "negative" && isNumberKind(cx.peek(1))) return primary(cx);
  cx.next();
  const child = climb(cx, UNARY);
  return operator(sign, [child], cx.originFrom(from));
}

const isNumberKind = (token: Token): boolean =>
  token.kind !== "op" && token.text !== "" && /^(?:[0-9]|\.[0-9])/.test(token.text) && token.kind !== "word";

/** Goes on reading operators after a left side that is read already. */
export function climbOn(
  cx: SqlContext,
  from: number,
  start: Expression,
  least: number = OR,
  top: number = UNARY,
): Expression {
  let left = start;
  let ceiling = top;
  let links = 0;
  for (;;) {
    if (least <= PREDICATE && ceiling >= PREDICATE) {
      const tested = predicate(cx, left);
      if (tested !== undefined) {
        left = tested;
        ceiling = AND;
        continue;
      }
    }
    const op = binary(cx);
    if (op === undefined || op.strength < least || op.strength > ceiling) return left;
    if (op.tokens === 1 && cx.peek().kind === "word" && !startsExpression(cx, 1)) return left;
    if (links++ > LONG_CHAIN) cx.noteLongChain();
    left = joined(cx, from, left, op);
    ceiling = Math.min(ceiling, op.strength);
  }
}

function joined(cx: SqlContext, from: number, left: Expression, op: Operator): Expression {
  const skip = () => {
    for (let i = 0; i < op.tokens; i++) cx.next();
  };
  const flat = Object.hasOwn(FLAT, op.name) ? FLAT[op.name] : undefined;
  if (flat !== undefined) {
    const args = [left];
    do {
      skip();
      args.push(climb(cx, op.strength + 1));
    } while (binary(cx)?.name === op.name && startsExpression(cx, 1));
    return operator(flat, args, cx.originFrom(from));
  }
  skip();
  const right = climb(cx, op.strength + 1);
  const origin = cx.originFrom(from);
  return op.name === "<>"
    ? not(operator("=", [left, right], origin), origin)
    : operator(op.name, [left, right], origin);
}
