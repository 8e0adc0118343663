/** SQL scripts, statement by statement (`SqlScriptingInterpreter`, `SqlScriptingExecution`). */
import { LocalScopes } from "../../catalog/local-variables.ts";
import type { Variable, Variables } from "../../catalog/variables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { nullLiteral, operator } from "../../unresolved/build.ts";
import type { Command } from "../../unresolved/command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { Script, ScriptBlock, ScriptCondition, ScriptStatement } from "../../unresolved/script.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { immediateStatement } from "./execute-immediate.ts";
import { checkHandlers, handlerFor } from "./script-handlers.ts";

/** Where LEAVE or ITERATE goes on; `undefined`: with the next statement. */
type Jump = { readonly kind: "leave" | "iterate"; readonly label: string } | undefined;

/** Runs a script: the answer is that of its last query, nothing where it has none. */
export async function runScript(c: Script, cx: CommandContext): Promise<Table> {
  if (!cx.settings.snapshot().isTrue("spark.sql.scripting.enabled")) {
    const sqlScriptingEnabled = '"spark.sql.scripting.enabled"';
    throw sparkError("UNSUPPORTED_FEATURE.SQL_SCRIPTING", { sqlScriptingEnabled }, { origin: null });
  }
  checkHandlers(c.body, []);
  const running = new Running(cx);
  await running.block(c.body);
  return running.answer;
}

class Running {
  answer: Table = EMPTY_TABLE;
  readonly #cx: CommandContext;
  readonly #locals = new LocalScopes();

  constructor(cx: CommandContext) {
    this.#cx = cx.withLocals(this.#locals);
  }

  block(block: ScriptBlock): Promise<Jump> {
    const scope = { label: block.label ?? crypto.randomUUID(), variables: new Map<string, Variable>() };
    return this.#locals.within(scope, async () => {
      try {
        return this.#past(await this.#all(block.statements), block.label);
      } catch (reason) {
        const handler = handlerFor(reason, block);
        if (handler === undefined) throw reason;
        return this.#past(await this.#one(handler.action), block.label);
      }
    });
  }

  /** A LEAVE of what has the label ends there. */
  #past(jump: Jump, label: string | undefined): Jump {
    return jump?.kind === "leave" && jump.label === label ? undefined : jump;
  }

  async #all(statements: readonly ScriptStatement[]): Promise<Jump> {
    for (const statement of statements) {
      this.#cx.run.signal.throwIfAborted();
      const jump = await this.#one(statement);
      if (jump !== undefined) return jump;
    }
    return undefined;
  }

  async #one(s: ScriptStatement): Promise<Jump> {
    switch (s.kind) {
      case "block":
        return this.block(s);
      case "statement":
        await this.#statement(s.command as Command);
        return undefined;
      case "if": {
        for (const { condition, statements } of s.branches)
          if (await this.#holds(condition)) return this.#all(statements);
        return this.#all(s.otherwise ?? []);
      }
      case "case":
        return this.#case(s);
      case "while":
        return this.#loop(s.label, s.statements, () => this.#holds(s.condition));
      case "repeat": {
        let isFirst = true;
        return this.#loop(s.label, s.statements, async () => {
          const goesOn = isFirst || !(await this.#holds(s.condition));
          isFirst = false;
          return goesOn;
        });
      }
      case "loop":
        return this.#loop(s.label, s.statements, async () => true);
      case "for":
        return this.#for(s);
      case "leave":
      case "iterate":
        return { kind: s.kind, label: s.label };
    }
  }

  /** Runs statements while `goesOn` says so; what jumps further out ends the loop. */
  async #loop(
    label: string | undefined,
    statements: readonly ScriptStatement[],
    goesOn: () => Promise<boolean>,
  ): Promise<Jump> {
    while (await goesOn()) {
      this.#cx.run.signal.throwIfAborted();
      const jump = await this.#all(statements);
      if (jump === undefined || (jump.kind === "iterate" && jump.label === label)) continue;
      return this.#past(jump, label);
    }
    return undefined;
  }

  async #case(s: Extract<ScriptStatement, { kind: "case" }>): Promise<Jump> {
    for (const { value, statements } of s.branches) {
      const [[equals] = []] = await this.#cx.rowsOf(selected(operator("=", [s.value, value])));
      if (equals === true) return this.#all(statements);
    }
    return this.#all(s.otherwise ?? []);
  }

  async #for(s: Extract<ScriptStatement, { kind: "for" }>): Promise<Jump> {
    const { schema, rows } = await this.#cx.execute({ kind: "query", relation: s.query });
    const label = s.variable ?? crypto.randomUUID();
    const { caseSensitive } = this.#cx.settings.snapshot();
    const names = schema.fields.map((f) => (caseSensitive ? f.name : f.name.toLowerCase()));
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined && rows.length > 0)
      throw sparkError("VARIABLE_ALREADY_EXISTS", { variableName: quoteParts([label, twice]) });
    const scopeOf = (row: (typeof rows)[number]): Variables =>
      new Map(
        schema.fields.map(({ type }, i) => {
          const name = names[i] ?? "";
          return [name, { name, type, value: row[i] ?? null, byDefault: nullLiteral(), scope: label }];
        }),
      );
    for (const row of rows) {
      this.#cx.run.signal.throwIfAborted();
      const jump = await this.#locals.within({ label, variables: scopeOf(row) }, () => this.#all(s.statements));
      if (jump === undefined || (jump.kind === "iterate" && jump.label === s.label)) continue;
      const past = this.#past(jump, s.label);
      return this.#past(past, s.variable);
    }
    return undefined;
  }

  /** Queries alone have answers. */
  async #statement(asked: Command): Promise<void> {
    if (asked.kind !== "execute_immediate") return this.#kept(asked, this.#cx);
    const command = await immediateStatement(asked, this.#cx);
    // The statement itself sees no variables of the script, unless it sets some.
    return this.#kept(command, asked.into.length > 0 ? this.#cx : this.#cx.withLocals(undefined));
  }

  async #kept(command: Command, cx: CommandContext): Promise<void> {
    const answer = await cx.execute(command);
    if (command.kind === "query") this.answer = answer;
  }

  async #holds({ expression, text }: ScriptCondition): Promise<boolean> {
    const relation = selected(expression);
    const { fields } = await this.#cx.schemaOf(relation);
    if (fields[0]?.type.kind !== "boolean")
      throw sparkError("INVALID_BOOLEAN_STATEMENT", { invalidStatement: text.toUpperCase() }, { origin: null });
    const [row] = await this.#cx.rowsOf(relation);
    return row?.[0] === true;
  }
}

const selected = (e: Expression): Relation => ({
  kind: "project",
  input: { kind: "one_row" },
  expressions: [{ kind: "alias", child: e, names: ["condition"] }],
});
