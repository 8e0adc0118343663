import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Command } from "../../unresolved/command.ts";
import type { ScriptBlock, ScriptCondition, ScriptHandler, ScriptStatement } from "../../unresolved/script.ts";
import type { SqlContext } from "../context.ts";
import { declarationAt, declareCondition, type Declared, declareHandler } from "./script-declarations.ts";
import { setInScript } from "./variable.ts";

/** The labels around a statement: what LEAVE and ITERATE may name. */
export interface Around {
  readonly labels: readonly { readonly label: string; readonly of: "block" | "loop" | "variable" }[];
  readonly statement: (cx: SqlContext) => Command;
}

/** `BEGIN … END` of a whole text (`singleCompoundStatement`), which has no label. */
export function script(cx: SqlContext, statement: (cx: SqlContext) => Command): Command {
  const body = block(cx, undefined, { labels: [], statement });
  if (cx.acceptOp(";") && cx.peek().kind !== "eof") throw cx.fail();
  return { kind: "script", body };
}

/** `BEGIN [declarations] [statements] END`. */
export function block(cx: SqlContext, label: string | undefined, outer: Around): ScriptBlock {
  cx.enter();
  cx.expectWord("BEGIN");
  const around = within(label, "block", outer);
  const conditions: Record<string, string> = {};
  const handlers: ScriptHandler[] = [];
  const statements: ScriptStatement[] = [];
  let latest: Declared = "variable";
  while (!cx.isWord("END")) {
    if (cx.peek().kind === "eof") throw cx.fail(cx.peek(), { missing: "'END'" });
    const declared = declarationAt(cx);
    if (declared !== undefined) refuseLate(cx, declared, latest === "handler", statements);
    if (declared !== undefined) latest = declared;
    if (declared === "condition") Object.assign(conditions, declareCondition(cx, conditions));
    else if (declared === "handler") handlers.push(declareHandler(cx, handlers, () => scriptStatement(cx, around)));
    else statements.push(scriptStatement(cx, around));
    semicolon(cx);
  }
  cx.next();
  endLabel(cx, label);
  cx.leave();
  return { kind: "block", label, conditions, handlers, statements };
}

/** The one that every statement ends with. */
function semicolon(cx: SqlContext): void {
  cx.expectOp(";");
  if (cx.isOp(";")) throw cx.fail(cx.peek(), "extra");
}

/** Variables and conditions come first, then handlers, then all else. */
function refuseLate(
  cx: SqlContext,
  declared: Declared,
  isAfterHandler: boolean,
  statements: readonly ScriptStatement[],
): void {
  const isVariable = (s: ScriptStatement) => s.kind === "statement" && s.command.kind === "declare_variable";
  const isAfterStatement = !statements.every(isVariable);
  if (!isAfterStatement && (declared === "handler" || !isAfterHandler)) return;
  if (declared === "handler")
    throw sparkError("INVALID_HANDLER_DECLARATION.WRONG_PLACE_OF_DECLARATION", {}, { origin: null });
  if (declared === "condition") throw unsupported("DECLARE CONDITION after statements");
  throw sparkError("INVALID_VARIABLE_DECLARATION.ONLY_AT_BEGINNING", { varName: declaredName(cx) }, { origin: null });
}

/** The name that the DECLARE at the cursor gives, in quotes. */
function declaredName(cx: SqlContext): string {
  const at = cx.isWord("OR", 1) ? 3 : 1;
  return quoteIdentifier(cx.peek(cx.isWord("VARIABLE", at) || cx.isWord("VAR", at) ? at + 1 : at).text);
}

/** The label that stands behind the END of what has it. */
function endLabel(cx: SqlContext, label: string | undefined): void {
  if (label === undefined || !cx.isName()) return;
  const end = cx.names().join(".");
  if (end.toLowerCase() === label) return;
  throw sparkError(
    "LABELS_MISMATCH",
    { beginLabel: quoteIdentifier(label), endLabel: quoteIdentifier(end.toLowerCase()) },
    { origin: null },
  );
}

function within(label: string | undefined, of: Around["labels"][number]["of"], around: Around): Around {
  if (label === undefined) return around;
  if (around.labels.some((l) => l.label === label))
    throw sparkError("LABEL_OR_FOR_VARIABLE_ALREADY_EXISTS", { label: quoteIdentifier(label) }, { origin: null });
  return { ...around, labels: [...around.labels, { label, of }] };
}

const LABELLED: ReadonlySet<string> = new Set(["BEGIN", "WHILE", "REPEAT", "LOOP", "FOR"]);

/** A statement, with or without a label. */
export function scriptStatement(cx: SqlContext, around: Around): ScriptStatement {
  const hasLabel = cx.isName() && cx.isOp(":", 1) && LABELLED.has(cx.peek(2).word);
  const label = hasLabel ? cx.name().toLowerCase() : undefined;
  if (hasLabel) cx.next();
  switch (cx.peek().word) {
    case "BEGIN":
      return block(cx, label, around);
    case "IF":
      return ifStatement(cx, around);
    case "CASE":
      return caseStatement(cx, around);
    case "WHILE":
      return whileStatement(cx, label, around);
    case "REPEAT":
      if (!cx.isOp("(", 1)) return repeatStatement(cx, label, around);
      break;
    case "LOOP":
      return loopStatement(cx, label, around);
    case "FOR":
      return forStatement(cx, label, around);
    case "LEAVE":
    case "ITERATE":
      return jump(cx, around);
  }
  const from = cx.at;
  const command = setInScript(cx) ?? around.statement(cx);
  if (command.kind === "unsupported") throw unsupported(command.feature, { origin: cx.originFrom(from) });
  return { kind: "statement", command, origin: cx.originFrom(from) };
}

/** Statements up to one of the words, which is not taken. */
function statementsTo(cx: SqlContext, words: readonly string[], around: Around): ScriptStatement[] {
  cx.enter();
  const statements: ScriptStatement[] = [];
  do {
    if (cx.peek().kind === "eof") throw cx.fail();
    if (cx.isWord("END") && cx.isName(1)) throw cx.fail(cx.peek(1));
    if (declarationAt(cx) !== undefined)
      throw sparkError(
        "INVALID_VARIABLE_DECLARATION.NOT_ALLOWED_IN_SCOPE",
        { varName: declaredName(cx) },
        { origin: null },
      );
    statements.push(scriptStatement(cx, around));
    semicolon(cx);
  } while (!words.some((word) => cx.isWord(word)));
  cx.leave();
  return statements;
}

function condition(cx: SqlContext): ScriptCondition {
  const from = cx.at;
  const expression = cx.expression();
  const { start, end } = cx.spanFrom(from);
  return { expression, text: cx.source.text.slice(start, end) };
}

function ifStatement(cx: SqlContext, around: Around): ScriptStatement {
  const branches = [];
  do {
    cx.next();
    const tested = condition(cx);
    cx.expectWord("THEN");
    branches.push({ condition: tested, statements: statementsTo(cx, ["ELSE", "ELSEIF", "END"], around) });
  } while (cx.isWord("ELSEIF"));
  const otherwise = cx.acceptWords("ELSE") ? statementsTo(cx, ["END"], around) : undefined;
  cx.expectWord("END");
  cx.expectWord("IF");
  return { kind: "if", branches, otherwise };
}

function caseStatement(cx: SqlContext, around: Around): ScriptStatement {
  cx.next();
  const value = cx.isWord("WHEN") ? undefined : cx.expression();
  const branches = [];
  if (!cx.isWord("WHEN")) throw cx.fail();
  while (cx.acceptWords("WHEN")) {
    const tested = condition(cx);
    cx.expectWord("THEN");
    branches.push({ condition: tested, statements: statementsTo(cx, ["WHEN", "ELSE", "END"], around) });
  }
  const otherwise = cx.acceptWords("ELSE") ? statementsTo(cx, ["END"], around) : undefined;
  cx.expectWord("END");
  cx.expectWord("CASE");
  if (value === undefined) return { kind: "if", branches, otherwise };
  const values = branches.map((b) => ({ value: b.condition.expression, statements: b.statements }));
  return { kind: "case", value, branches: values, otherwise };
}

function whileStatement(cx: SqlContext, label: string | undefined, around: Around): ScriptStatement {
  cx.next();
  const tested = condition(cx);
  cx.expectWord("DO");
  const statements = statementsTo(cx, ["END"], within(label, "loop", around));
  ended(cx, "WHILE", label);
  return { kind: "while", label, condition: tested, statements };
}

function repeatStatement(cx: SqlContext, label: string | undefined, around: Around): ScriptStatement {
  cx.next();
  const statements = statementsTo(cx, ["UNTIL"], within(label, "loop", around));
  cx.expectWord("UNTIL");
  const tested = condition(cx);
  ended(cx, "REPEAT", label);
  return { kind: "repeat", label, condition: tested, statements };
}

function loopStatement(cx: SqlContext, label: string | undefined, around: Around): ScriptStatement {
  cx.next();
  const statements = statementsTo(cx, ["END"], within(label, "loop", around));
  ended(cx, "LOOP", label);
  return { kind: "loop", label, statements };
}

function forStatement(cx: SqlContext, label: string | undefined, around: Around): ScriptStatement {
  cx.next();
  const isNamed = cx.isName() && cx.isWord("AS", 1);
  const variable = isNamed ? cx.name().toLowerCase() : undefined;
  if (isNamed) cx.next();
  const query = cx.before(placeOfDo(cx), () => cx.query());
  cx.expectWord("DO");
  const inner = within(variable, "variable", within(label, "loop", around));
  const statements = statementsTo(cx, ["END"], inner);
  ended(cx, "FOR", label);
  return { kind: "for", label, variable, query, statements };
}

/** The DO behind a query, which could be an alias in it. */
function placeOfDo(cx: SqlContext): number {
  let ahead = 0;
  while (!cx.isWord("DO", ahead)) {
    if (cx.peek(ahead).kind === "eof") throw cx.fail(cx.peek(ahead));
    const close = cx.isOp("(", ahead) ? cx.closing(cx.at + ahead) - cx.at : -1;
    ahead = close > ahead ? close + 1 : ahead + 1;
  }
  return cx.at + ahead;
}

function ended(cx: SqlContext, word: string, label: string | undefined): void {
  cx.expectWord("END");
  cx.expectWord(word);
  endLabel(cx, label);
}

function jump(cx: SqlContext, around: Around): ScriptStatement {
  const statementType = cx.next().word;
  const label = cx.wholeName().toLowerCase();
  const found = around.labels.find((l) => l.label === label && l.of !== "variable");
  const params = { labelName: label.toUpperCase(), statementType };
  if (found === undefined) throw sparkError("INVALID_LABEL_USAGE.DOES_NOT_EXIST", params, { origin: null });
  if (statementType === "LEAVE") return { kind: "leave", label };
  if (found.of === "block")
    throw sparkError("INVALID_LABEL_USAGE.ITERATE_IN_COMPOUND", { labelName: label.toUpperCase() }, { origin: null });
  return { kind: "iterate", label };
}
