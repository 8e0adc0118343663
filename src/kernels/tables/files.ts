/** Kernels that file readers use; no function of Spark has their names. */
import type { Value } from "../../types/value.ts";
import { type CsvSyntax, csvRecords, csvTokens } from "../csv-tokens.ts";
import { kernel, type KernelContext, type KernelTable } from "../kernel.ts";

/** The syntax that stands, as JSON, in the constant second argument. */
function syntaxOf(cx: KernelContext): CsvSyntax {
  const text = cx.constants[1];
  return JSON.parse(String(text)) as CsvSyntax;
}

export const fileKernels: KernelTable = {
  /** (line, syntax as JSON) → the line's fields. */
  csv_tokens: kernel((cx) => {
    const syntax = syntaxOf(cx);
    return (line: Value = null) => csvTokens(line as string, syntax);
  }),
  /** (text, syntax as JSON) → the fields of each record. */
  csv_records: kernel((cx) => {
    const syntax = syntaxOf(cx);
    return (text: Value = null) => csvRecords(text as string, syntax);
  }),
};
