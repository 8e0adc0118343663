import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import { openMetastore } from "../../../src/catalog/duckdb-metastore.ts";
import type { Engine, EngineSession } from "../../../src/engine/api.ts";
import { metastorePath } from "../../../src/engine/warehouse/warehouse.ts";
import type { Value } from "../../../src/types/value.ts";
import type { Relation } from "../../../src/unresolved/relation.ts";
import { openTestEngine, runSql } from "../../harness/server.ts";

type Rows = readonly (readonly Value[])[];

/** An engine and a session over a warehouse directory of their own, which outlasts restarts of the engine. */
export class Lasting {
  readonly directory = mkdtempSync(join(tmpdir(), "lasting-"));
  engine!: Engine;
  session!: EngineSession;

  async open(): Promise<void> {
    const metastore = openMetastore(metastorePath(this.directory));
    this.engine = await openTestEngine({}, { warehouse: this.directory, metastore });
    this.session = this.engine.newSession({
      userId: "test",
      sessionId: "test",
      sparkVersion: "4.0.4",
      artifacts: this.engine.newArtifacts(),
    });
  }

  /** Ends the engine and takes the directory away. */
  async close(): Promise<void> {
    await this.engine.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Ends the engine and opens another over the same directory; `between` is run while there is none. */
  async restart(between: () => Promise<void> = async () => undefined): Promise<void> {
    await this.engine.close();
    await between();
    await this.open();
  }

  /** The rows of a statement, be it a query or a command. */
  async rows(sql: string): Promise<Rows> {
    const statement = this.session.door.parseStatement(sql);
    if (statement.kind === "query") return (await runSql(sql, this.session)).values;
    const found: (readonly Value[])[] = [];
    const relation: Relation = { kind: "command_rows", command: statement };
    const running = this.session.run({ kind: "query", relation }, { signal: new AbortController().signal });
    for await (const event of running) if (event.kind === "batch") found.push(...streamToValues(event.data).rows);
    return found;
  }
}
