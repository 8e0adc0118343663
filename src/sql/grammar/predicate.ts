import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { booleanLiteral, call, not, operator, textLiteral } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { startsOperand, startsQuery } from "./lookahead.ts";
import { acceptNot, isNot } from "./negation.ts";
import { rowFields } from "./row.ts";

const LIKES: ReadonlySet<string> = new Set(["LIKE", "ILIKE"]);

/**
 * The predicate after a value: BETWEEN, IN, LIKE and its kin, IS …; `undefined` where none stands. Its place is from
 * its own first word on, as Spark reports it (`AstBuilder.withPredicate`).
 */
export function predicate(cx: SqlContext, value: Expression): Expression | undefined {
  const from = cx.at;
  if (cx.isWord("IS")) return isPredicate(cx, from, value);
  const negated = isNot(cx);
  const ahead = negated ? 1 : 0;
  const { word } = cx.peek(ahead);
  const applies =
    word === "BETWEEN" || LIKES.has(word) || word === "RLIKE" || word === "REGEXP"
      ? startsOperand(cx, ahead + 1) || (cx.peek(ahead + 1).kind === "word" && negated)
      : word === "IN" && cx.isOp("(", ahead + 1);
  if (!applies) return undefined;
  if (negated) acceptNot(cx);
  cx.next();
  const test =
    word === "BETWEEN"
      ? between(cx, from, value)
      : word === "IN"
        ? inPredicate(cx, from, value)
        : LIKES.has(word)
          ? like(cx, from, value, word === "ILIKE", negated)
          : regexp(cx, from, value);
  if (test.negated === true || !negated) return test.expression;
  return not(test.expression, cx.originFrom(from));
}

/** A predicate; `negated`: its NOT is in it already. */
interface Tested {
  readonly expression: Expression;
  readonly negated?: boolean;
}

function between(cx: SqlContext, from: number, value: Expression): Tested {
  const lower = cx.value();
  cx.expectWord("AND");
  const upper = cx.value();
  const origin = cx.originFrom(from);
  // Before 4.0 there was no such function.
  if (cx.reading.line < 400) {
    const ends = [operator(">=", [value, lower], origin), operator("<=", [value, upper], origin)];
    return { expression: operator("and", ends, origin) };
  }
  return { expression: call("between", [value, lower, upper], origin) };
}

function inPredicate(cx: SqlContext, from: number, value: Expression): Tested {
  if (cx.isOp(")", 1)) {
    if (cx.reading.line < 403) throw cx.fail();
    cx.next();
    cx.next();
    throw sparkError("INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE", {}, { origin: cx.originFrom(from) });
  }
  cx.expectOp("(");
  // `IN (VALUES (1))` calls a function of that name.
  const calls =
    cx.isWord("VALUES") && cx.isOp("(", 1) && [")", ","].includes(cx.peek(cx.closing(cx.at + 1) + 1 - cx.at).text);
  if (!calls && startsQuery(cx)) {
    const plan = cx.query();
    cx.expectOp(")");
    const values = rowFields(cx, value) ?? [value];
    return { expression: { kind: "subquery", mode: "in", plan, values, origin: cx.originFrom(from) } };
  }
  const list = cx.expressions();
  cx.expectOp(")");
  return { expression: { kind: "in", child: value, list, origin: cx.originFrom(from) } };
}

function regexp(cx: SqlContext, from: number, value: Expression): Tested {
  const pattern = cx.value();
  return { expression: operator("rlike", [value, pattern], cx.originFrom(from)) };
}

function like(cx: SqlContext, from: number, value: Expression, ignoreCase: boolean, negated: boolean): Tested {
  const quantifier = cx.peek().word;
  if ((quantifier === "ANY" || quantifier === "SOME" || quantifier === "ALL") && cx.isOp("(", 1))
    return quantified(cx, from, value, ignoreCase, negated);
  const pattern = cx.value();
  const args = [value, pattern];
  if (cx.isWord("ESCAPE") && cx.isString(1)) {
    cx.next();
    const token = cx.peek();
    const escape = cx.string();
    if (escape.length !== 1)
      throw sparkError("INVALID_ESC", { invalidEscape: token.text }, { origin: cx.originFrom(from) });
    args.push(textLiteral(escape, cx.originOf(token)));
  }
  return { expression: operator(ignoreCase ? "ilike" : "like", args, cx.originFrom(from)) };
}

/** So many patterns are a nested chain. */
const MOST_NESTED = 100;

/** `[NOT] LIKE ANY | SOME | ALL (…)`: a chain of LIKEs, joined by OR or by AND. */
function quantified(cx: SqlContext, from: number, value: Expression, ignoreCase: boolean, negated: boolean): Tested {
  const all = cx.next().word === "ALL";
  cx.expectOp("(");
  if (cx.acceptOp(")"))
    throw sparkError(
      "_LEGACY_ERROR_TEMP_0064",
      { msg: "Expected something between '(' and ')'." },
      { origin: cx.originFrom(from) },
    );
  const patterns = cx.expressions();
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  const each = patterns.map((p) => {
    const one = operator(ignoreCase ? "ilike" : "like", [value, p], origin);
    return negated ? not(one, origin) : one;
  });
  const [only] = each;
  const word = all ? "and" : "or";
  const constant = patterns.every((p) => p.kind === "literal" && p.type.kind === "string");
  // Other patterns make a chain that leans to the left, which shows in its name; a long one would be too deep.
  if (!constant && each.length <= MOST_NESTED)
    return { expression: each.reduce((left, right) => operator(word, [left, right], origin)), negated: true };
  const chain = each.length === 1 && only !== undefined ? only : operator(word, each, origin);
  if (!constant) return { expression: chain, negated: true };
  // Spark keeps constant patterns beside the value, and prints the value alone.
  const called = `${negated ? "notlike" : "like"}${all ? "all" : "any"}`;
  const printed = ignoreCase ? call("lower", [value], origin) : value;
  return { expression: operator("quantified_like", [textLiteral(called), printed, chain], origin), negated: true };
}

function isPredicate(cx: SqlContext, from: number, value: Expression): Expression | undefined {
  const negated = isNot(cx, 1);
  const { word } = cx.peek(negated ? 2 : 1);
  if (
    !["NULL", "TRUE", "FALSE", "UNKNOWN"].includes(word) &&
    !(word === "DISTINCT" && cx.isWord("FROM", negated ? 3 : 2))
  )
    return undefined;
  cx.next();
  if (negated) acceptNot(cx);
  cx.next();
  if (word === "DISTINCT") {
    cx.next();
    const right = cx.value();
    const origin = cx.originFrom(from);
    const same = operator("<=>", [value, right], origin);
    return negated ? same : not(same, origin);
  }
  const origin = cx.originFrom(from);
  if (word === "NULL" || word === "UNKNOWN") return operator(negated ? "isnotnull" : "isnull", [value], origin);
  const same = operator("<=>", [value, booleanLiteral(word === "TRUE", origin)], origin);
  return negated ? not(same, origin) : same;
}
