import type { FileSource } from "../../../src/resolved/relation.ts";
import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import type { Block } from "./block.ts";
import { emitCsv } from "./scan-csv.ts";
import { emitJson } from "./scan-json.ts";
import { emitParquet } from "./scan-parquet.ts";
import { emitText } from "./scan-text.ts";
import { emitXml } from "./scan-xml.ts";

const formats: { readonly [F in FileSource["format"]]: (rel: ReadScan, env: RelEnv) => Block } = {
  parquet: emitParquet,
  csv: emitCsv,
  json: emitJson,
  text: emitText,
  xml: emitXml,
};

/** Files listed beforehand, each with the values of its partition columns. */
export const emitScan = (rel: ReadScan, env: RelEnv): Block => formats[rel.source.format](rel, env);
