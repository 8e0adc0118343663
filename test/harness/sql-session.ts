/** A session as far as it decides how texts are read: its settings, and the variables that are texts. */
import { MemoryCatalog, SharedCatalog } from "../../src/catalog/memory.ts";
import { constantText } from "../../src/engine/constant-text.ts";
import { dialectOf } from "../../src/engine/dialect.ts";
import { Routines } from "../../src/engine/routines.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { isZoneId } from "../../src/kernels/zone.ts";
import type { ConstantText, Reading } from "../../src/lex/cursor.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoorFor } from "../../src/sql/door.ts";
import { withVariables } from "../../src/sql/variables.ts";
import { STRING } from "../../src/types/data-type.ts";
import type { Command, SqlDoor } from "../../src/unresolved/command.ts";
import type { Expression } from "../../src/unresolved/expression.ts";

export class SqlSession {
  readonly #settings: SessionSettings;
  readonly #catalog = new MemoryCatalog(new SharedCatalog(""));

  constructor(initial: Readonly<Record<string, string>>) {
    this.#settings = new SessionSettings({ sparkVersion: "4.0.4", initial, isZone: isZoneId });
  }

  /** What texts mean something else by: the same for sessions that read alike. */
  get key(): string {
    return JSON.stringify(dialectOf(this.#settings.snapshot()));
  }

  /** The door that reads as the session does at this moment. */
  door(): SqlDoor {
    const snapshot = this.#settings.snapshot();
    const catalog = this.#catalog.snapshot();
    const timestampIsNtz = snapshot.timestampType === "TIMESTAMP_NTZ";
    const reading: Reading = { timestampIsNtz, line: snapshot.line, dialect: dialectOf(snapshot) };
    const plain = sqlDoorFor(reading);
    const constant = (e: object): ConstantText | undefined =>
      constantText(e as Expression, {
        settings: snapshot,
        catalog,
        user: "",
        sparkVersion: "4.0.4",
        routines: new Routines(
          () => plain,
          () => snapshot.line,
          () => catalog.currentDatabase,
        ),
        parseExpression: (text) => plain.parseExpression(text),
      });
    return withVariables(sqlDoorFor({ ...reading, constant }), this.#settings);
  }

  /** Does what a text does to settings and variables; what fails does nothing. */
  follow(sql: string): void {
    try {
      this.#done(this.door().parseStatement(sql));
    } catch (reason) {
      if (!(reason instanceof SparkError)) throw reason;
    }
  }

  #done(command: Command): void {
    switch (command.kind) {
      case "set_config":
        if (command.key !== undefined && command.value !== undefined)
          this.#settings.set(command.key.replace(/^hivevar:/, ""), command.value);
        return;
      case "reset_config":
        if (command.key === undefined) this.#settings.reset();
        else this.#settings.unset(command.key);
        return;
      case "declare_variable":
        this.#assign(command.nameParts, command.byDefault);
        return;
      case "set_variables":
        if (command.source.kind !== "values") return;
        for (const [i, parts] of command.targets.entries()) this.#assign(parts, command.source.values[i]);
    }
  }

  #assign(nameParts: readonly string[], e: Expression | undefined): void {
    if (e?.kind !== "literal" || typeof e.value !== "string") return;
    const name = (nameParts.at(-1) ?? "").toLowerCase();
    const next = new Map(this.#catalog.variables);
    this.#catalog.variables = next.set(name, { name, type: STRING, value: e.value, byDefault: e });
  }
}
