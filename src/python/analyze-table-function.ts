import { type SparkError, sparkError } from "../errors/spark-error.ts";
import type { StructType } from "../types/data-type.ts";
import { typeFromJson, typeToJson } from "../types/json.ts";
import type { AnalyzeTableFunction, TableFunctionOrder, TableFunctionShape } from "./api.ts";
import type { AskPlanner, PlannerReply } from "./planner.ts";
import type { ByteWriter } from "./protocol/byte-writer.ts";

/** The answer of a table function's `analyze`. */
export const analyzeTableFunction = (ask: AskPlanner, request: AnalyzeTableFunction): Promise<TableFunctionShape> =>
  ask({ ...request, module: "analyze_udtf", write: (w) => writeCall(w, request), read: readShape });

function writeCall(w: ByteWriter, { args, name, command }: AnalyzeTableFunction): void {
  w.text(name).blob(command).int(args.length);
  for (const { type, value, isTable, name: keyword } of args) {
    w.text(typeToJson(type)).bool(value !== undefined);
    if (value !== undefined) w.blob(value);
    w.bool(isTable).bool(keyword !== undefined);
    if (keyword !== undefined) w.text(keyword);
  }
}

async function readShape(reply: PlannerReply): Promise<TableFunctionShape> {
  const text = () => reply.text(analysisFailed);
  const int = () => reply.int(analysisFailed);
  const schema = typeFromJson(await text()) as StructType;
  const pickled = await reply.blob(analysisFailed);
  const withSinglePartition = (await int()) === 1;
  const partitionBy = await reply.each(analysisFailed, text);
  const orderBy = await reply.each(analysisFailed, async (): Promise<TableFunctionOrder> => {
    const expression = await text();
    const ascending = (await int()) === 1;
    const nulls = await int();
    return { expression, ascending, nullsFirst: nulls === 0 ? undefined : nulls === 1 };
  });
  const select = await reply.each(analysisFailed, async () => ({ expression: await text(), alias: await text() }));
  return { schema, pickled, withSinglePartition, partitionBy, orderBy, select };
}

/** What PySpark itself finds wrong is told without the way to it (`UserDefinedPythonTableFunctionAnalyzeRunner`). */
function analysisFailed(traceback: string): SparkError {
  const msg = traceback.split("PySparkValueError:").at(-1)?.trim() ?? "";
  return sparkError("TABLE_VALUED_FUNCTION_FAILED_TO_ANALYZE_IN_PYTHON", { msg });
}
