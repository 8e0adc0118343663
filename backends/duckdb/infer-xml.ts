import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { InferSchema } from "../../src/backend/backend.ts";
import { unsupported } from "../../src/errors/spark-error.ts";
import { xmlOptions } from "../../src/kernels/xml-options.ts";
import { canonicalXmlType, mergeXmlTypes } from "../../src/kernels/xml-schema.ts";
import { BINARY, type DataType, STRING, type StructType, struct } from "../../src/types/data-type.ts";
import { typeFromJson } from "../../src/types/json.ts";
import { queryValues } from "./query.ts";
import { refuseLegacyDates } from "./legacy-dates.ts";
import { bytesOf } from "./rel/lines.ts";
import { refuseLarge, xmlConstant, xmlPacking } from "./rel/scan-xml.ts";
import type { Engine } from "./worker-client.ts";

/** The merged type of all records (`XmlInferSchema`); broken ones add the column of corrupt records. */
export async function inferXmlFiles(engine: Engine, request: InferSchema): Promise<StructType> {
  const { settings, signal } = request;
  const files = request.files.map((path) => ({ path }));
  const ntz = settings.timestampType === "TIMESTAMP_NTZ";
  const constant = xmlConstant(request.options, { ...xmlPacking(files), ntz: String(ntz) });
  const options = xmlOptions({ entries: Object.entries(request.options) }, settings);
  if (options.inferSchema) refuseLegacyDates(settings, "the inference of XML's types");
  if (options.samplingRatio < 1) throw unsupported("the option samplingRatio of XML files");
  refuseLarge(await Promise.all(request.files.map(async (path) => (await stat(path)).size)));
  const caseSensitive = settings.caseSensitive === true;
  const { timeZone, mapKeyDedupPolicy } = settings;
  const id = createHash("sha1").update(`${constant}${timeZone}${caseSensitive}${mapKeyDedupPolicy}`).digest("hex");
  const name = `k_xmltype_${id.slice(0, 16)}`;
  const spec = {
    name,
    kernel: "xml_type",
    argTypes: [BINARY, STRING],
    returnType: STRING,
    constants: [undefined, constant],
    mode: "ansi" as const,
    settings: { timeZone, mapKeyDedupPolicy, caseSensitive },
    deterministic: true,
  };
  const sql = `SELECT ${name}(content) FROM ${bytesOf(files)}`;
  const statement = { maxRows: undefined, kernels: [spec] };
  const rows = await queryValues(engine, sql, [STRING], signal, { statement });
  let merged: DataType = struct([]);
  for (const [spelled] of rows) {
    if (typeof spelled !== "string") continue;
    merged = mergeXmlTypes(merged, typeFromJson(spelled), { options, caseSensitive, ntz });
  }
  const canonical = merged.kind === "struct" ? canonicalXmlType(merged) : merged;
  return canonical.kind === "struct" ? canonical : struct([]);
}
