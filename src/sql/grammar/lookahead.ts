import type { Cursor } from "../../lex/cursor.ts";
import { SET_OPERATORS, STRICT_NON_RESERVED } from "../../lex/keywords.ts";
import { isNumber, isStringLiteral } from "../../lex/token.ts";

const EXPRESSION_STARTS: ReadonlySet<string> = new Set(["(", "-", "+", "~", "!", "*", ":", "?"]);

/** Words that follow a whole query or operand rather than begin one; nearly always, so never taken for a name there. */
const CONTINUATIONS: ReadonlySet<string> = new Set([
  "FROM",
  "WHERE",
  "GROUP",
  "HAVING",
  "ORDER",
  "LIMIT",
  "UNION",
  "EXCEPT",
  "INTERSECT",
  "MINUS",
  "AS",
  "AND",
  "OR",
  "THEN",
  "ELSE",
  "END",
  "WHEN",
  "ON",
  "USING",
  "JOIN",
  "IN",
  "IS",
  "BETWEEN",
  "LIKE",
  "ILIKE",
  "RLIKE",
  "ASC",
  "DESC",
]);

/** Whether the token `ahead` can begin an expression. */
export function startsExpression(cx: Cursor, ahead = 0): boolean {
  const token = cx.peek(ahead);
  if (token.kind === "op") return EXPRESSION_STARTS.has(token.text);
  return token.kind === "word" || token.kind === "quoted" || isNumber(token) || isStringLiteral(token);
}

/** As {@link startsExpression}, but a word that usually continues what stands before it does not count. */
export const startsOperand = (cx: Cursor, ahead = 0): boolean =>
  startsExpression(cx, ahead) && !CONTINUATIONS.has(cx.peek(ahead).word);

/** Whether a query, not an expression or relation, begins at the token `ahead`. */
export function startsQuery(cx: Cursor, ahead = 0): boolean {
  const first = cx.at + ahead;
  let at = first;
  while (cx.tokens[at]?.kind === "op" && cx.tokens[at]?.text === "(") at++;
  if (!startsPlainQuery(cx, at - cx.at)) return false;
  // `((SELECT 1) + 1)` is an expression: what follows each closing parenthesis on the way out tells.
  for (let open = at - 1; open >= first; open--) {
    const close = cx.closing(open);
    if (close === -1) return true;
    if (!continuesQuery(cx, close + 1 - cx.at)) return false;
  }
  return true;
}

function startsPlainQuery(cx: Cursor, ahead: number): boolean {
  switch (cx.peek(ahead).word) {
    case "SELECT":
      return startsExpression(cx, ahead + 1) || cx.isOp("/*+", ahead + 1);
    case "WITH":
      return cx.isName(ahead + 1) && (cx.isWord("AS", ahead + 2) || cx.isOp("(", ahead + 2) || cx.isName(ahead + 2));
    case "VALUES":
      return (
        startsOperand(cx, ahead + 1) && !cx.isOp("*", ahead + 1) && !cx.isOp("-", ahead + 1) && !cx.isOp("+", ahead + 1)
      );
    case "TABLE":
      return cx.isName(ahead + 1);
    case "FROM":
      return cx.isName(ahead + 1) || cx.isOp("(", ahead + 1);
    case "MAP":
    case "REDUCE":
      return cx.isName(ahead + 1) && !cx.isWord("AS", ahead + 1) && !cx.isWord("FROM", ahead + 1);
    default:
      return false;
  }
}

function continuesQuery(cx: Cursor, ahead: number): boolean {
  const { kind, text, word } = cx.peek(ahead);
  if (kind === "eof") return true;
  if (kind === "op") return text === ")" || text === ";" || text === "|>";
  if (SET_OPERATORS.has(word)) return true;
  if (word === "ORDER" || word === "SORT" || word === "CLUSTER" || word === "DISTRIBUTE")
    return cx.isWord("BY", ahead + 1);
  return word === "LIMIT" || word === "OFFSET" || word === "WINDOW";
}

/** Words and signs that go on with an expression in parentheses. */
const OPERATORS: ReadonlySet<string> = new Set(
  "= == <> != < <= > >= <=> + - * / % DIV | & ^ || :: . [ IN IS BETWEEN LIKE ILIKE RLIKE REGEXP AND OR NOT COLLATE".split(
    " ",
  ),
);

/** Whether QUALIFY, which may be an alias, is followed by its condition at the token `ahead`. */
function startsQualification(cx: Cursor, ahead: number): boolean {
  if (!startsOperand(cx, ahead) || cx.isOp("*", ahead) || startsClause(cx, ahead)) return false;
  if (STRICT_NON_RESERVED.has(cx.peek(ahead).word)) return cx.isOp("(", ahead + 1);
  if (!cx.isOp("(", ahead)) return true;
  // `(a, b)` alone names the columns of a relation.
  const close = cx.closing(cx.at + ahead) - cx.at;
  if (close < 0) return true;
  for (let at = ahead + 1; at < close; at++) {
    const isSeparator = (at - ahead) % 2 === 0;
    if (isSeparator ? !cx.isOp(",", at) : !cx.isName(at)) return true;
  }
  const { kind, text, word } = cx.peek(close + 1);
  return OPERATORS.has(kind === "op" ? text : word);
}

/**
 * Whether the keyword `ahead` begins a clause after a query's or relation's part, rather than being an alias. Spark's
 * grammar reserves none of them; what follows tells.
 */
export function startsClause(cx: Cursor, ahead = 0): boolean {
  const { word } = cx.peek(ahead);
  switch (word) {
    case "GROUP":
    case "ORDER":
    case "SORT":
    case "CLUSTER":
    case "DISTRIBUTE":
      return cx.isWord("BY", ahead + 1);
    case "WHERE":
    case "HAVING":
    case "LIMIT":
    case "OFFSET":
      return startsExpression(cx, ahead + 1);
    case "SELECT":
      return startsExpression(cx, ahead + 1) || cx.isOp("/*+", ahead + 1);
    case "FROM":
      return cx.isName(ahead + 1) || cx.isOp("(", ahead + 1) || cx.isString(ahead + 1);
    case "UNION":
    case "EXCEPT":
    case "INTERSECT":
    case "MINUS":
      return (
        ["ALL", "DISTINCT", "SELECT", "VALUES", "TABLE", "FROM", "MAP", "REDUCE", "WITH"].includes(
          cx.peek(ahead + 1).word,
        ) || cx.isOp("(", ahead + 1)
      );
    case "WINDOW":
      return cx.isName(ahead + 1) && cx.isWord("AS", ahead + 2);
    case "QUALIFY":
      return cx.reading.line >= 403 && startsQualification(cx, ahead + 1);
    case "LATERAL":
      return cx.isWord("VIEW", ahead + 1) || cx.isName(ahead + 1) || cx.isOp("(", ahead + 1);
    case "PIVOT":
    case "TABLESAMPLE":
      return cx.isOp("(", ahead + 1);
    case "UNPIVOT":
      return cx.isOp("(", ahead + 1) || cx.isWord("INCLUDE", ahead + 1) || cx.isWord("EXCLUDE", ahead + 1);
    case "INSERT":
      return cx.isWord("INTO", ahead + 1) || cx.isWord("OVERWRITE", ahead + 1);
    case "FOR":
      return ["VERSION", "SYSTEM_VERSION", "TIMESTAMP", "SYSTEM_TIME"].includes(cx.peek(ahead + 1).word);
    case "VERSION":
    case "SYSTEM_VERSION":
    case "TIMESTAMP":
    case "SYSTEM_TIME":
      return cx.isWord("AS", ahead + 1) && cx.isWord("OF", ahead + 2);
    case "WITH":
      return cx.isOp("(", ahead + 1) || ["ROLLUP", "CUBE"].includes(cx.peek(ahead + 1).word);
    case "SET":
      return cx.isName(ahead + 1);
    case "WHEN":
      return cx.isWord("MATCHED", ahead + 1) || cx.isWord("NOT", ahead + 1);
    default:
      return false;
  }
}
