import { map, STRING, struct } from "../../src/types/data-type.ts";
import type { Env } from "./context.ts";
import { kernelCall } from "./expr/kernel-call.ts";
import { atom, type Sql } from "./sql.ts";
import type { WriteColumn } from "./write.ts";

/** A row as one JSON document, by the kernel of to_json (`JacksonGenerator`). */
export function jsonLine(columns: readonly WriteColumn[], options: Readonly<Record<string, string>>, env: Env): Sql {
  if (columns.length === 0) return atom("'{}'");
  const row = struct(columns.map((c) => c.field));
  const fields = columns.map((c, i) => `'f${i}': ${c.sql.text}`).join(", ");
  const given = Object.entries(options).filter(([name]) => name !== "path" && name !== "compression");
  return kernelCall(
    "to_json",
    [
      { type: row, constant: undefined, sql: atom(`{${fields}}`) },
      { type: map(STRING, STRING), constant: { entries: given }, sql: undefined },
    ],
    { function: "to_json", type: STRING, mode: "ansi" },
    env,
  );
}
