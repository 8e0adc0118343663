import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import type { Block } from "./block.ts";
import { emitParquet } from "./scan-parquet.ts";
import { unsupported } from "../../../src/errors/spark-error.ts";

/** Files listed beforehand, each with the values of its partition columns. */
export function emitScan(rel: ReadScan, env: RelEnv): Block {
  switch (rel.source.format) {
    case "parquet":
      return emitParquet(rel, env);
    case "csv":
    case "json":
    case "text":
      throw unsupported(`reading ${rel.source.format}`);
  }
}
