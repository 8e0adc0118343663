import { readFileSync } from "node:fs";
import { analyze } from "../../src/analyzer/analyze.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { prepare } from "../../src/engine/prepare/prepare.ts";
import { produceSubstrait } from "../../src/substrait/produce.ts";
import { readSubstrait } from "../../src/substrait/read/read.ts";
import { emit } from "../../backends/duckdb/emit.ts";
import { loweringOf } from "../../backends/duckdb/functions/index.ts";
import { registryFacts } from "../../backends/duckdb/function-facts.ts";
const session = new SessionSettings({ sparkVersion: process.argv[2] ?? "4.0.4" });
for (const q of readFileSync(0, "utf8").split("\n").filter((l) => l.trim())) {
  try {
    const s = session.snapshot();
    const found = analyze(sqlDoor.parseQuery(q), { settings: s, currentDatabase: "default", user: "u", sparkVersion: "4.0.4", now: 0n, table: () => ({ kind: "missing" }), files: () => undefined, local: () => undefined, values: () => undefined, parseExpression: sqlDoor.parseExpression } as any) as any;
    const plan = readSubstrait(produceSubstrait(prepare(found.plan, s.kernelSettings), found.schema.fields.map((f: any) => f.name)));
    const st = emit(plan, { settings: s.kernelSettings, lowerings: loweringOf, functions: registryFacts, ...(process.argv[3] ? { wideDecimals: true } : {}) } as any);
    console.log("--", q, "\n  ", (st as any).sql.replace(/SELECT \* FROM \(VALUES.*?\)\s/g, "[V] "), "\n");
  } catch (e: any) { console.log("--", q, "\n   ERR", String(e.message).slice(0, 300)); }
}
