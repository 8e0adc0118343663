import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { ReadPlan, ReadRel, ReadScan, ReadExpr } from "../../src/substrait/read/plan.ts";
import { STRING } from "../../src/types/data-type.ts";
import { type FileColumn, scanKey } from "./context.ts";
import { exprParts, relExprs, relInputs } from "./expr/facts.ts";
import { queryValues } from "./query.ts";
import { text } from "./sql.ts";
import type { Engine } from "./worker-client.ts";

/** All scans of a plan. */
export function scansOf(plan: ReadPlan): readonly ReadScan[] {
  const found: ReadScan[] = [];
  const visitExpr = (expr: ReadExpr): void => {
    if (expr.kind === "subquery") visit(expr.rel);
    exprParts(expr).forEach(visitExpr);
  };
  const visit = (rel: ReadRel): void => {
    if (rel.kind === "scan") found.push(rel);
    relExprs(rel).forEach(visitExpr);
    relInputs(rel).forEach(visit);
  };
  visit(plan.root);
  plan.shared.forEach(visit);
  return found;
}

/** A key that changes when a local file is written over. */
async function versionOf(files: ReadScan["source"]["files"], key: string): Promise<string> {
  const hash = createHash("sha1").update(key);
  const times = await Promise.all(
    files.map(async ({ path }) =>
      /^[a-z][a-z0-9+.-]+:/i.test(path) ? 0 : (await stat(path).catch(() => undefined))?.mtimeMs,
    ),
  );
  return hash.update(times.join(" ")).digest("hex");
}

/** What columns Parquet files hold, remembered by their paths, sizes and times. Bounded. */
export class FileColumns {
  readonly #known = new Map<string, readonly FileColumn[]>();
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The columns of all Parquet scans of a plan. */
  async of(plan: ReadPlan, signal: AbortSignal): Promise<ReadonlyMap<string, readonly FileColumn[]>> {
    const out = new Map<string, readonly FileColumn[]>();
    for (const { source } of scansOf(plan)) {
      if (source.format !== "parquet" || source.files.length === 0) continue;
      const key = scanKey(source.files);
      if (out.has(key)) continue;
      const version = await versionOf(source.files, key);
      const columns = this.#known.get(version) ?? (await this.#read(source.files, signal));
      out.set(key, columns);
      this.#known.set(version, columns);
      const [oldest] = this.#known.keys();
      if (this.#known.size > 1000 && oldest !== undefined) this.#known.delete(oldest);
    }
    return out;
  }

  async #read(files: ReadScan["source"]["files"], signal: AbortSignal): Promise<readonly FileColumn[]> {
    const list = files.map((f) => text(f.path).text).join(", ");
    const union = files.length > 1 ? ", union_by_name = true" : "";
    const sql = `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet([${list}]${union}, hive_partitioning = false))`;
    const rows = await queryValues(this.#engine, sql, [STRING, STRING], signal);
    return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  }

  /** Drops what is known: files were written over. */
  forget(): void {
    this.#known.clear();
  }
}
