import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import { isNumber } from "../../lex/token.ts";
import { dataType } from "../../types/ddl.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { booleanLiteral, call, nullLiteral, operator, textLiteral } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { functionCall } from "./function-call.ts";
import { extractCall, trimCall, unitCall } from "./function-forms.ts";
import { intervalLiteral, startsInterval } from "./interval.ts";
import { isLiteralType, numberLiteral, stringLiteral, typedLiteral } from "./literal.ts";
import { startsOperand, startsQuery } from "./lookahead.ts";
import { rowConstructor } from "./row.ts";

/** A value with its subscripts, fields, `::` casts and COLLATE (`primaryExpression` of Spark's grammar). */
export function primary(cx: SqlContext): Expression {
  const from = cx.at;
  let value = atom(cx);
  for (let steps = 0; ; steps++) {
    if (steps === 200) cx.noteLongChain();
    if (cx.isOp(".")) {
      cx.next();
      const pattern = value.kind === "attribute" ? columnPattern(cx) : undefined;
      const name = cx.name();
      const origin = cx.originFrom(from);
      value =
        pattern !== undefined && value.kind === "attribute"
          ? { kind: "column_regex", table: value.nameParts.map(quoteIfNeeded).join("."), pattern, origin }
          : value.kind === "attribute"
            ? { ...value, nameParts: [...value.nameParts, name], origin }
            : { kind: "extract_value", child: value, extraction: textLiteral(name, origin), origin };
    } else if (cx.isOp("[")) {
      cx.next();
      const extraction = cx.value();
      cx.close("]");
      value = { kind: "extract_value", child: value, extraction, origin: cx.originFrom(from) };
    } else if (cx.isOp("::")) {
      cx.require(400);
      cx.next();
      const to = dataType(cx);
      value = { kind: "cast", child: value, to, mode: "session", origin: cx.originFrom(from) };
    } else if (cx.isWord("COLLATE") && cx.isName(1) && !cx.isWord("FROM", 1)) {
      cx.next();
      const name = cx.names().at(-1) ?? "";
      const origin = cx.originFrom(from);
      value = call("collate", [value, textLiteral(name, origin)], origin);
    } else return value;
  }
}

function atom(cx: SqlContext): Expression {
  const from = cx.at;
  const token = cx.peek();
  if (cx.isString()) return stringLiteral(cx);
  if (isNumber(token) || (cx.isOp("-") && isNumber(cx.peek(1)))) return numberLiteral(cx);
  if (token.kind === "word" || token.kind === "quoted") {
    const rule = token.kind === "word" && Object.hasOwn(WORD_FORMS, token.word) ? WORD_FORMS[token.word] : undefined;
    return rule?.(cx, from) ?? named(cx, from);
  }
  if (cx.isOp("(")) return parenthesized(cx, from);
  if (cx.acceptOp("*")) return star(cx, from);
  if (cx.isOp(":") && cx.isName(1)) {
    cx.next();
    const name = cx.name();
    return cx.parameter(from, name);
  }
  if (cx.acceptOp("?")) return cx.parameter(from);
  if (cx.isOp(":")) cx.next();
  throw cx.fail();
}

function star(cx: SqlContext, from: number, target?: readonly string[]): Expression {
  let except: string[][] | undefined;
  if (cx.reading.line >= 400 && cx.isWord("EXCEPT") && cx.isOp("(", 1) && !startsQuery(cx, 1)) {
    cx.next();
    except = cx.parenthesized(() => cx.names());
  }
  return { kind: "star", target, except, origin: cx.originFrom(from) };
}

function parenthesized(cx: SqlContext, from: number): Expression {
  const params = lambdaParams(cx);
  if (params !== undefined) return lambda(cx, from, params);
  cx.expectOp("(");
  if (startsQuery(cx)) {
    const plan = cx.query();
    cx.expectOp(")");
    return { kind: "subquery", mode: "scalar", plan, values: [], origin: cx.originFrom(from) };
  }
  const first = rowField(cx);
  if (!cx.isOp(",")) {
    if (first.kind === "alias") throw cx.fail();
    cx.expectOp(")");
    return first;
  }
  const fields = [first];
  while (cx.acceptOp(",")) fields.push(rowField(cx));
  if (!cx.acceptOp(")")) throw cx.fail(cx.peek(), "extra");
  return rowConstructor(cx, from, fields);
}

/** A field of a row: an expression with or without a name. */
function rowField(cx: SqlContext): Expression {
  const from = cx.at;
  const child = cx.expression();
  if (cx.acceptWords("AS") || cx.isName())
    return { kind: "alias", child, names: [cx.wholeName()], origin: cx.originFrom(from) };
  return child;
}

/** The parameters of `(x, y) ->` at the cursor, taken up to the arrow. */
function lambdaParams(cx: SqlContext): string[] | undefined {
  let ahead = 1;
  if (!cx.isName(ahead)) return undefined;
  while (cx.isName(ahead) && cx.isOp(",", ahead + 1)) ahead += 2;
  if (ahead === 1 || !cx.isName(ahead) || !cx.isOp(")", ahead + 1) || !cx.isOp("->", ahead + 2)) return undefined;
  return cx.parenthesized(() => cx.name());
}

function lambda(cx: SqlContext, from: number, params: readonly string[]): Expression {
  cx.expectOp("->");
  const body = cx.expression();
  return { kind: "lambda", params, body, origin: cx.originFrom(from) };
}

/** A column, a function's call, `t.*`, a lambda of one parameter or a typed literal. */
function named(cx: SqlContext, from: number): Expression {
  if (cx.isString(1)) return typedLiteral(cx);
  // Spark begins to read a literal, whose text no name can be.
  if (isLiteralType(cx.peek()) && cx.peek(1).kind === "quoted" && cx.peek(1).text.startsWith('"'))
    throw cx.fail(cx.peek(1));
  const first = columnPattern(cx);
  const parts = [cx.name()];
  if (cx.isOp("->")) return lambda(cx, from, parts);
  if (first !== undefined && !cx.isOp("("))
    return { kind: "column_regex", pattern: first, origin: cx.originFrom(from) };
  while (cx.isOp(".") && cx.isName(1) && !isColumnPattern(cx, 1)) {
    cx.next();
    parts.push(cx.name());
  }
  if (cx.isOp(".") && isColumnPattern(cx, 1))
    return { kind: "attribute", nameParts: parts, origin: cx.originFrom(from) };
  if (cx.isOp(".") && cx.isOp("*", 1)) {
    cx.next();
    cx.next();
    return star(cx, from, parts);
  }
  if (cx.acceptOp(".")) throw cx.fail();
  if (cx.isOp("(")) return functionCall(cx, from, parts);
  return { kind: "attribute", nameParts: parts, origin: cx.originFrom(from) };
}

/** The pattern that the name at the cursor is, where the session takes such names for patterns (`AstBuilder.isRegex`). */
const columnPattern = (cx: SqlContext): string | undefined =>
  isColumnPattern(cx, 0) ? cx.peek().text.slice(1, -1) : undefined;

const isColumnPattern = (cx: SqlContext, ahead: number): boolean =>
  cx.reading.dialect.regexNames && cx.isInSelectList && /^`.*[^\p{L}\p{Nd}_].*`$/su.test(cx.peek(ahead).text);

type Form = (cx: SqlContext, from: number) => Expression | undefined;

const constant =
  (make: (cx: SqlContext, from: number) => Expression): Form =>
  (cx, from) => {
    if (cx.isOp("(", 1) || cx.isOp(".", 1) || cx.isOp("->", 1)) return undefined;
    cx.next();
    return make(cx, from);
  };

/** The forms that begin with a word of their own; each answers `undefined` where the word is but a name. */
const WORD_FORMS: Readonly<Record<string, Form>> = {
  NULL: constant((cx, from) => nullLiteral(cx.originFrom(from))),
  TRUE: constant((cx, from) => booleanLiteral(true, cx.originFrom(from))),
  FALSE: constant((cx, from) => booleanLiteral(false, cx.originFrom(from))),
  CASE: caseForm,
  CAST: castForm,
  TRY_CAST: castForm,
  INTERVAL: (cx) => (startsInterval(cx) ? intervalLiteral(cx) : undefined),
  IDENTIFIER: identifierForm,
  EXTRACT: extractCall,
  TRIM: trimCall,
  TIMESTAMPADD: unitCall("timestampadd"),
  DATEADD: unitCall("timestampadd"),
  DATE_ADD: unitCall("timestampadd"),
  TIMESTAMPDIFF: unitCall("timestampdiff"),
  DATEDIFF: unitCall("timestampdiff"),
  DATE_DIFF: unitCall("timestampdiff"),
  TIMEDIFF: unitCall("timestampdiff"),
};

// oxlint-disable unicorn/no-thenable -- `then` is the name of a branch's value; no branch is awaited.
function caseForm(cx: SqlContext, from: number): Expression | undefined {
  const named = cx.isName(1) && cx.isWord("WHEN", 2);
  if (!cx.isWord("WHEN", 1) && !named && (!startsOperand(cx, 1) || cx.isOp("*", 1))) return undefined;
  if (cx.isOp("(", 1) && !cx.isWord("WHEN", cx.closing(cx.at + 1) + 1 - cx.at) && isCallOfCase(cx)) return undefined;
  cx.enter();
  cx.next();
  const subject = cx.isWord("WHEN") ? undefined : cx.expression();
  const tests: { readonly when: Expression; readonly then: Expression }[] = [];
  if (!cx.isWord("WHEN")) throw cx.fail();
  while (cx.acceptWords("WHEN")) {
    const when = cx.expression();
    cx.expectWord("THEN");
    tests.push({ when, then: cx.expression() });
  }
  const otherwise = cx.acceptWords("ELSE") ? cx.expression() : undefined;
  cx.expectWord("END");
  cx.leave();
  const origin = cx.originFrom(from);
  const branches =
    subject === undefined
      ? tests
      : tests.map(({ when, then }) => ({ when: operator("=", [subject, when], origin), then }));
  return { kind: "case", branches, otherwise, origin };
}

// oxlint-enable unicorn/no-thenable

/** `case(…)` with nothing of a CASE after it: a function of that name. */
function isCallOfCase(cx: SqlContext): boolean {
  const after = cx.closing(cx.at + 1) + 1 - cx.at;
  return (
    after > 0 &&
    (cx.isOp(",", after) ||
      cx.isOp(")", after) ||
      cx.isWord("FROM", after) ||
      cx.isWord("AS", after) ||
      cx.peek(after).kind === "eof")
  );
}

function castForm(cx: SqlContext, from: number): Expression | undefined {
  if (!cx.isOp("(", 1)) return undefined;
  const mode = cx.next().word === "CAST" ? "session" : "try";
  cx.expectOp("(");
  const child = cx.expression();
  cx.expectWord("AS");
  const to = dataType(cx);
  cx.close(")");
  return { kind: "cast", child, to, mode, origin: cx.originFrom(from) };
}

/** `IDENTIFIER('a.b')`: the name that a constant text spells, as a column or as the function that is called. */
function identifierForm(cx: SqlContext, from: number): Expression | undefined {
  if (!cx.isOp("(", 1)) return undefined;
  const parts = cx.rules.identifierClause(cx);
  if (cx.isOp("(")) return functionCall(cx, from, parts);
  return { kind: "attribute", nameParts: parts, origin: cx.originFrom(from) };
}
