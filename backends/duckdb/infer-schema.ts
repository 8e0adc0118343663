import type { InferSchema } from "../../src/backend/backend.ts";
import type { StructType } from "../../src/types/data-type.ts";
import { inferParquet } from "./infer-parquet.ts";
import type { Engine } from "./worker-client.ts";
import { inferCsv } from "./infer-csv.ts";
import { inferJson } from "./infer-json.ts";
import { inferXmlFiles } from "./infer-xml.ts";

/** The schema that files tell of themselves, by Spark's rules for each format. */
export function inferSchema(engine: Engine, request: InferSchema): Promise<StructType> {
  switch (request.format) {
    case "parquet":
      return inferParquet(engine, request);
    case "csv":
      return inferCsv(engine, request);
    case "json":
      return inferJson(engine, request);
    case "xml":
      return inferXmlFiles(engine, request);
  }
}
