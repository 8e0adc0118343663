import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { tableFromArrays, tableFromIPC, tableToIPC, vectorFromArray, Int64, Int32, Table } from "apache-arrow";
import { SessionArtifacts } from "../../src/engine/artifacts.ts";
import type { Engine, EngineEvent, EngineSession, RunContext } from "../../src/engine/api.ts";
import { sparkError, unsupported } from "../../src/errors/spark-error.ts";
import { parseAttributeName } from "../../src/lex/multipart-names.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import * as t from "../../src/types/data-type.ts";
import { parseDataType, parseTableSchema } from "../../src/types/ddl.ts";
import type { Command, SqlDoor } from "../../src/unresolved/command.ts";
import type { Relation } from "../../src/unresolved/relation.ts";

/** What the fake was asked, for tests to look at. */
export interface FakeLog {
  readonly commands: Command[];
  running: number;
  aborted: number;
}

const sqlTable = (text: string): Relation => ({ kind: "named_table", nameParts: ["sql", text], options: {} });

export const fakeDoor: SqlDoor = {
  parseStatement: (text) => {
    if (/^\s*selec /i.test(text)) {
      const span = { start: 0, end: 5 };
      throw sparkError(
        "PARSE_SYNTAX_ERROR",
        { error: "'selec'", hint: "" },
        { origin: { kind: "sql", source: { text }, span } },
      );
    }
    return /^\s*select/i.test(text) ? { kind: "query", relation: sqlTable(text) } : { kind: "show_tables" };
  },
  parseQuery: (text) => sqlTable(text),
  parseExpression: (text) => ({ kind: "attribute", nameParts: [text] }),
  parseIdentifier: (text) => parseAttributeName(text),
  parseType: parseDataType,
  parseSchema: parseTableSchema,
};

const idType = t.struct([t.field("id", t.LONG, false)]);

function ids(start: bigint, end: bigint): EngineEvent {
  const values: bigint[] = [];
  for (let i = start; i < end; i++) values.push(i);
  const table = new Table({ id: vectorFromArray(values, new Int64()) });
  return { kind: "batch", data: tableToIPC(table, "stream"), rows: values.length };
}

const one = (): EngineEvent => ({
  kind: "batch",
  data: tableToIPC(new Table({ "1": vectorFromArray([1], new Int32()) }), "stream"),
  rows: 1,
});

/** An engine of fixed answers: ranges, `select 1`, local data as it came, errors and slow queries by name. */
export function fakeEngine(options: { readonly bigBatches?: number } = {}): Engine & { readonly log: FakeLog } {
  const log: FakeLog = { commands: [], running: 0, aborted: 0 };
  const bigRows = 512 * 1024;
  let bigData: Uint8Array | undefined;
  const big = () => (bigData ??= tableToIPC(new Table({ id: vectorFromArray(new BigInt64Array(bigRows)) }), "stream"));

  async function* rows(relation: Relation, cx: RunContext): AsyncGenerator<EngineEvent> {
    switch (relation.kind) {
      case "range": {
        yield { kind: "schema", schema: idType };
        for (let at = relation.start; at < relation.end || at === relation.start; at += 1000n) {
          yield ids(at, at + 1000n < relation.end ? at + 1000n : relation.end);
        }
        return;
      }
      case "local_data":
        yield { kind: "schema", schema: relation.schema?.kind === "struct" ? relation.schema : idType };
        for (const data of relation.streams) yield { kind: "batch", data, rows: tableFromIPC(data).numRows };
        return;
      case "show_string": {
        yield { kind: "schema", schema: t.struct([t.field("show_string", t.STRING, false)]) };
        yield { kind: "batch", data: tableToIPC(tableFromArrays({ show_string: ["+--+\n"] }), "stream"), rows: 1 };
        return;
      }
      case "named_table": {
        const text = relation.nameParts.at(-1) ?? "";
        if (text.includes("divide")) {
          const span = { start: 7, end: 12 };
          throw sparkError(
            "DIVIDE_BY_ZERO",
            { config: '"spark.sql.ansi.enabled"' },
            { origin: { kind: "sql", source: { text }, span } },
          );
        }
        if (text.includes("nope")) throw sparkError("TABLE_OR_VIEW_NOT_FOUND", { relationName: "`nope`" });
        if (text.includes("long text"))
          throw sparkError("USER_RAISED_EXCEPTION", { errorMessage: "\u{1f600} ü漢".repeat(3000) });
        if (text.includes("bug")) throw new TypeError("this is a bug");
        if (text.includes("big")) {
          yield { kind: "schema", schema: idType };
          for (let i = 0; i < (options.bigBatches ?? 50); i++) yield { kind: "batch", data: big(), rows: bigRows };
          return;
        }
        if (text.includes("slow")) {
          yield { kind: "schema", schema: idType };
          for (let i = 0n; ; i++) {
            if (cx.signal.aborted) throw new Error("aborted");
            yield ids(i, i + 1n);
            await sleep(50, undefined, { signal: cx.signal });
          }
        }
        yield { kind: "schema", schema: t.struct([t.field("1", t.INT, false)]) };
        yield one();
        return;
      }
      default:
        throw unsupported(`the relation ${relation.kind}`);
    }
  }

  async function* run(command: Command, cx: RunContext): AsyncGenerator<EngineEvent> {
    log.commands.push(command);
    log.running++;
    try {
      if (command.kind === "query") yield* rows(command.relation, cx);
      else if (command.kind === "sql_command") {
        if (command.statement.kind === "query") yield { kind: "sql_query" };
        else yield { kind: "sql_rows", data: tableToIPC(tableFromArrays({ tableName: ["t"] }), "stream"), rows: 1 };
      } else if (command.kind === "unsupported") throw unsupported(command.feature);
    } finally {
      log.running--;
      if (cx.signal.aborted) log.aborted++;
    }
  }

  const newArtifacts = () => new SessionArtifacts({ limit: 1 << 28, directory: tmpdir(), onRows: () => {} });
  const newSession: Engine["newSession"] = ({ sparkVersion, artifacts }) => {
    const session: EngineSession = {
      sparkVersion,
      settings: new SessionSettings({ sparkVersion }),
      artifacts,
      clone: () => ({ ...session, artifacts: artifacts.clone(), settings: session.settings.clone() }),
      door: fakeDoor,
      run,
      schemaOf: (relation) => {
        if (relation.kind === "named_table" && relation.nameParts.at(-1) === "nope") {
          return Promise.reject(sparkError("TABLE_OR_VIEW_NOT_FOUND", { relationName: "`nope`" }));
        }
        return Promise.resolve(idType);
      },
      explain: () => Promise.resolve("== Physical Plan ==\n"),
      inputFiles: () => Promise.resolve([]),
      planKey: (relation) => Promise.resolve(relation.kind),
      isLocal: () => Promise.resolve(true),
      persist: () => Promise.resolve(),
      unpersist: () => Promise.resolve(),
      storageLevel: () =>
        Promise.resolve({ useDisk: false, useMemory: false, useOffHeap: false, deserialized: false, replication: 1 }),
      filesChanged: () => undefined,
      close: () => Promise.resolve(),
    };
    return session;
  };
  return {
    log,
    ready: Promise.resolve(),
    newArtifacts,
    expectRows: () => {},
    newSession,
    close: () => Promise.resolve(),
  };
}
