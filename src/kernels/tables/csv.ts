import { unsupported } from "../../errors/spark-error.ts";
import { invariant } from "../../base/invariant.ts";
import { type DataType, NULL, type StructType } from "../../types/data-type.ts";
import type { StructValue, Value } from "../../types/value.ts";
import { type CsvOptions, csvOptions } from "../csv-options.ts";
import { csvParser, csvPrinter, inferCsv } from "../csv-values.ts";
import { isBefore4, type KernelContext, kernel, type KernelTable } from "../kernel.ts";
import { refuseDropping } from "../refused-options.ts";
import { sqlTypeName } from "../sql-text.ts";

function optionsOf(cx: KernelContext): CsvOptions {
  const last = cx.argTypes.length - 1;
  const options: Value | undefined = last > 0 && cx.argTypes[last]?.kind === "map" ? cx.constants[last] : undefined;
  return csvOptions(options, cx.settings);
}

function rowType(type: DataType): StructType {
  invariant(type.kind === "struct", "CSV functions work on structs");
  return type;
}

/** Types whose values Spark printed as objects of the JVM before 4.0. */
const isObject = (type: DataType): boolean => ["binary", "array", "map", "struct"].includes(type.kind);

/** Functions on CSV texts (`org.apache.spark.sql.catalyst.expressions.csvExpressions`). */
export const csvKernels = {
  from_csv: kernel((cx) => {
    const options = optionsOf(cx);
    refuseDropping(options.mode, "from_csv");
    const parse = csvParser(rowType(cx.returnType), options);
    return (text) => parse(text as string);
  }),
  to_csv: kernel((cx) => {
    const type = rowType(cx.argTypes[0] ?? NULL);
    const nested = isBefore4(cx.settings) ? type.fields.find((f) => isObject(f.type)) : undefined;
    if (nested !== undefined) throw unsupported(`to_csv of the type ${nested.type.kind} as the JVM prints it`);
    const print = csvPrinter(type, optionsOf(cx));
    return (row) => print(row as StructValue);
  }),
  schema_of_csv: kernel((cx) => {
    const options = optionsOf(cx);
    return (text) => sqlTypeName(inferCsv(text as string, options));
  }),
} satisfies KernelTable;
