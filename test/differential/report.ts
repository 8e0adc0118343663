/** The longer mode: all answers to many expressions as lines of JSON, for reading and for asking a real Spark. */
import { appendFileSync, writeFileSync } from "node:fs";
import type { Backend } from "../../src/backend/backend.ts";
import { castFunction } from "../../src/kernels/cast.ts";
import { type DataType, STRING, someType } from "../../src/types/data-type.ts";
import { simpleString } from "../../src/types/print.ts";
import { sqlOf } from "../harness/arbitraries/sql-literal.ts";
import { typedSchema } from "../harness/arbitraries/typed-table.ts";
import { type Cell, compare, type Rows } from "./compare.ts";
import { unknownDifferences } from "./differs.ts";

/** The typed table as the text of a query. */
export function tableSql(rows: Rows): string {
  const names = typedSchema.fields.map((f) => f.name);
  const lines = rows.map(
    (row) =>
      `SELECT ${row.map((v, i) => `${sqlOf(v, typedSchema.fields[i]?.type ?? STRING)} AS \`${names[i]}\``).join(", ")}`,
  );
  return lines.join("\nUNION ALL\n");
}

/** A cell as `CAST(… AS STRING)` prints it; bytes as hexadecimal digits. */
function text(cell: Cell | undefined, type: DataType, timeZone: string, ansi: boolean): unknown {
  if (cell === undefined || "error" in cell) return cell;
  if (cell.value === null) return { text: null };
  if (type.kind === "binary")
    return {
      text: Buffer.from(cell.value as Uint8Array)
        .toString("hex")
        .toUpperCase(),
    };
  if (someType(type, (t) => t.kind === "binary")) return undefined;
  return {
    text: castFunction(type, STRING, ansi ? "ansi" : "legacy", { timeZone, mapKeyDedupPolicy: "EXCEPTION" })(
      cell.value,
    ),
  };
}

/** Writes `<file>.sql` (the table) and `<file>` (a line for each expression). */
export async function writeReport(
  file: string,
  duckdb: Backend,
  interpreter: Backend,
  rows: Rows,
  asked: readonly (readonly [string, Readonly<Record<string, string>>])[],
): Promise<void> {
  writeFileSync(`${file}.sql`, tableSql(rows));
  writeFileSync(file, "");
  for (const [sql, conf] of asked) {
    let line: unknown;
    writeFileSync(`${file}.now`, sql);
    try {
      const found = await compare(duckdb, interpreter, sql, rows, conf);
      const type = found.type ?? STRING;
      const shown = (cells: readonly (Cell | undefined)[]) =>
        cells.map((c) =>
          text(c, type, conf["spark.sql.session.timeZone"] ?? "UTC", conf["spark.sql.ansi.enabled"] === "true"),
        );
      line = {
        sql,
        conf,
        skipped: found.skipped,
        type: found.type && simpleString(found.type),
        differs: unknownDifferences(sql, found.differs).slice(0, 3),
        interpreter: found.interpreter && shown(found.interpreter),
        duckdb: shown(found.duckdb),
      };
    } catch (reason) {
      line = { sql, conf, internal: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) };
    }
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }
}
