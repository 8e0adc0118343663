import type { InferSchema } from "../../src/backend/backend.ts";
import { createHash } from "node:crypto";
import { sparkError } from "../../src/errors/spark-error.ts";
import { compareText } from "../../src/kernels/string-order.ts";
import { canonicalJsonType, mergeJsonTypes } from "../../src/kernels/json-schema.ts";
import { type DataType, field, NULL, STRING, struct, type StructType } from "../../src/types/data-type.ts";
import { typeFromJson } from "../../src/types/json.ts";
import { queryValues } from "./query.ts";
import { contentsOf, flag, linesOf } from "./rel/lines.ts";
import type { Engine } from "./worker-client.ts";

/** The merged type of all documents (`JsonInferSchema`); broken ones add the column of corrupt records. */
export async function inferJson(engine: Engine, request: InferSchema): Promise<StructType> {
  const { options, signal } = request;
  const files = request.files.map((path) => ({ path }));
  const constant = JSON.stringify(Object.fromEntries(Object.entries(options).filter(([name]) => name !== "path")));
  const settings = { timeZone: request.settings.timeZone, mapKeyDedupPolicy: request.settings.mapKeyDedupPolicy };
  const name = `k_jsontype_${createHash("sha1").update(`${constant}${settings.timeZone}`).digest("hex").slice(0, 16)}`;
  const whole = flag(options, "multiline") || flag(options, "wholefile");
  const document = whole ? "content" : "line";
  const from = whole ? contentsOf(files, options) : linesOf(files, options, false);
  const rows = await queryValues(
    engine,
    `SELECT DISTINCT ${name}(${document}) FROM ${from} WHERE trim(${document}) <> ''`,
    [STRING],
    signal,
    {
      statement: {
        maxRows: undefined,
        kernels: [
          {
            name,
            kernel: "json_type",
            argTypes: [STRING, STRING],
            returnType: STRING,
            constants: [undefined, constant],
            mode: "ansi",
            settings,
            deterministic: true,
          },
        ],
      },
    },
  );
  let merged: DataType = NULL;
  let broken = false;
  for (const [spelled] of rows) {
    if (typeof spelled !== "string") broken = true;
    else {
      const type = typeFromJson(spelled);
      const row = type.kind === "array" ? type.element : type;
      if (row.kind === "struct") merged = mergeJsonTypes(merged, row);
      else if (row.kind !== "null") broken = true;
    }
  }
  const mode = (options["mode"] ?? "PERMISSIVE").toUpperCase();
  if (broken && mode === "FAILFAST") {
    throw sparkError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", {
      badRecord: options["columnnameofcorruptrecord"] ?? "_corrupt_record",
      failFastMode: "FAILFAST",
    });
  }
  const canonical = canonicalJsonType(merged, flag(options, "dropfieldifallnull"));
  const fields = canonical.kind === "struct" ? canonical.fields : [];
  const corrupt = options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  if (!broken || mode !== "PERMISSIVE" || fields.some((f) => f.name === corrupt)) return struct(fields);
  return struct([...fields, field(corrupt, STRING)].sort((a, b) => compareText(a.name, b.name)));
}
