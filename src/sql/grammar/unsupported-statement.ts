import { SparkError } from "../../errors/spark-error.ts";
import type { Command, UnsupportedCommand } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";

/** The statements that Spark has and that are refused: how each begins. An empty alternative may be left out. */
const STATEMENTS: readonly string[] = [
  "CREATE TEMPORARY|TEMP TABLE",
  "CREATE [OR REPLACE] VARIABLE",
  "CREATE INDEX|ROLE",
  "CREATE TEMPORARY|TEMP MACRO",
  "DROP INDEX|ROLE",
  "DROP TEMPORARY|TEMP MACRO",
  "ALTER TABLE|VIEW|DATABASE|SCHEMA|NAMESPACE|INDEX",
  "LOAD DATA",
  "ADD *",
  "LIST *",
  "SET ROLE",
  "CALL *",
  "SHOW GRANT|PRINCIPALS|ROLES|ROLE|COMPACTIONS|TRANSACTIONS|INDEXES|LOCKS",
  "GRANT *",
  "REVOKE *",
  "EXPORT TABLE",
  "IMPORT TABLE",
  "LOCK TABLE|DATABASE",
  "UNLOCK TABLE|DATABASE",
  "START TRANSACTION",
  "COMMIT",
  "ROLLBACK",
  "DFS *",
  "BEGIN *",
];

interface Step {
  readonly words: ReadonlySet<string>;
  readonly optional: boolean;
}

const steps = (statement: string): readonly Step[] =>
  [...statement.matchAll(/\[([^\]]+)\]|(\S+)/g)].flatMap(([, optional, plain]) =>
    (optional ?? plain ?? "")
      .split(" ")
      .map((alternatives) => ({ words: new Set(alternatives.split("|")), optional: optional !== undefined })),
  );

const PATTERNS: readonly (readonly Step[])[] = STATEMENTS.map(steps);

/** The words that begin nothing else. */
const FIRST_WORDS: ReadonlySet<string> = new Set(STATEMENTS.map((statement) => statement.split(" ")[0] ?? ""));

/** How many tokens a statement's beginning takes at the cursor; 0 where it does not stand there. */
function matched(cx: SqlContext, pattern: readonly Step[]): number {
  let ahead = 0;
  for (const { words, optional } of pattern) {
    const { kind, word } = cx.peek(ahead);
    const any = words.has("*") && kind !== "eof" && !(kind === "op" && word === "");
    if (any || (word !== "" && words.has(word))) ahead++;
    else if (!optional) return 0;
  }
  return ahead;
}

/** The words that a name must follow, after IF [NOT] EXISTS. */
const NAMED: ReadonlySet<string> = new Set(["TABLE", "VIEW", "DATABASE", "SCHEMA", "NAMESPACE", "FUNCTION", "INTO"]);

function expectObject(cx: SqlContext, last: string): void {
  if (last === "EXTENDED" && !cx.isWord("LIKE") && !cx.isWord("FROM") && !cx.isWord("IN")) throw cx.fail();
  if (!NAMED.has(last)) return;
  if (cx.isWord("IF") && cx.isWord("EXISTS", 1)) cx.acceptWords("IF", "EXISTS");
  else if (cx.isWord("IF") && cx.isWord("EXISTS", 2)) for (let i = 0; i < 3; i++) cx.next();
  if (!cx.isName()) throw cx.fail();
}

/** A statement by its rule; where that refuses a part of it by name, the rest of the text is not read. */
export function orRefused(cx: SqlContext, rule: (cx: SqlContext) => Command): Command {
  try {
    return rule(cx);
  } catch (reason) {
    if (!(reason instanceof SparkError) || reason.condition !== "UNSUPPORTED_FEATURE.FIRESTEEL") throw reason;
    const { feature = "" } = reason.params as { readonly feature?: string };
    while (cx.peek().kind !== "eof") cx.next();
    return { kind: "unsupported", feature };
  }
}

/**
 * A statement that is refused by its first words; the rest of the text is not read. With `maybe`, `undefined` where no
 * statement begins so; else that is a syntax error at the first word that does not fit.
 */
export function unsupportedStatement(cx: SqlContext, maybe: true): UnsupportedCommand | undefined;
export function unsupportedStatement(cx: SqlContext): UnsupportedCommand;
export function unsupportedStatement(cx: SqlContext, maybe = false): UnsupportedCommand | undefined {
  for (const pattern of PATTERNS) {
    const count = matched(cx, pattern);
    if (count === 0) continue;
    const words: string[] = [];
    for (const [i, step] of pattern.entries())
      if (i < count && !step.words.has("*") && cx.peek(i).word !== "") words.push(cx.peek(i).word);
    const last = cx.peek(count - 1).word;
    for (let i = 0; i < count; i++) cx.next();
    expectObject(cx, last);
    while (cx.peek().kind !== "eof") cx.next();
    return { kind: "unsupported", feature: words.join(" ") };
  }
  if (maybe && !FIRST_WORDS.has(cx.peek().word)) return undefined;
  cx.next();
  throw cx.fail();
}
