/** Kernels that readers and writers of files use; no function of Spark has their names. */
import { invariant } from "../../base/invariant.ts";
import { typeToJson } from "../../types/json.ts";
import type { Value } from "../../types/value.ts";
import { type CsvSyntax, csvRecords, csvTokens } from "../csv-tokens.ts";
import { type CsvTyping, csvType } from "../csv-type.ts";
import { formatterOf, localFormatterOf } from "../datetime-format.ts";
import { jsonOptions } from "../json-options.ts";
import { jsonRecords } from "../json-parse.ts";
import { inferJson } from "../json-schema.ts";
import { isBefore4, kernel, type KernelContext, type KernelTable } from "../kernel.ts";
import { zoneOf } from "../zone.ts";

/** What stands, as JSON, in the constant second argument. */
const constant = (cx: KernelContext): unknown => JSON.parse(String(cx.constants[1]));

const MICROS_PER_DAY = 86_400_000_000n;

export const fileKernels: KernelTable = {
  /** (line, syntax as JSON) → the line's fields. */
  csv_tokens: kernel((cx) => {
    const syntax = constant(cx) as CsvSyntax;
    return (line: Value = null) => csvTokens(line as string, syntax);
  }),
  /** (text, syntax as JSON) → of each record its text, and then its fields. */
  csv_records: kernel((cx) => {
    const syntax = constant(cx) as CsvSyntax;
    return (text: Value = null) => csvRecords(text as string, syntax).map((r) => [r.text, ...r.fields]);
  }),
  /** (field, typing as JSON) → its type as JSON. */
  csv_type: kernel((cx) => {
    const typing = constant(cx) as Omit<CsvTyping, "zone"> & { readonly timeZone: string };
    const full: CsvTyping = { ...typing, zone: zoneOf(typing.timeZone) };
    return (field: Value = null) => typeToJson(csvType(field as string, full));
  }),
  /** (text, options as JSON) → the type of a JSON document as JSON; NULL for what is none. */
  json_type: kernel((cx) => {
    const entries = Object.entries(constant(cx) as Record<string, string>);
    const options = jsonOptions({ entries }, cx.settings);
    return (text: Value = null) => {
      const type = inferJson(text as string, options);
      return type === null ? null : typeToJson(type);
    };
  }),
  /** (document, options as JSON) → its rows. */
  json_records: kernel((cx) => {
    const entries = Object.entries(constant(cx) as Record<string, string>);
    const options = jsonOptions({ entries }, cx.settings);
    const syntax = {
      ...options.syntax,
      lastFieldWins: cx.settings.variantDuplicateKeys === true,
      exactStrings: !isBefore4(cx.settings),
    };
    const row = cx.returnType.kind === "array" ? cx.returnType.element : cx.returnType;
    invariant(row.kind === "struct", "a document's rows are structs");
    const read = jsonRecords(row, { ...options, syntax });
    return (document: Value = null) => [...read(document as string)];
  }),
  /** (date or timestamp, pattern, zone) → text. */
  file_datetime: kernel((cx) => {
    const pattern = String(cx.constants[1]);
    const zone = zoneOf(String(cx.constants[2]));
    const kind = cx.argTypes[0]?.kind;
    if (kind === "timestamp") {
      const format = formatterOf(pattern, zone);
      return (value: Value = null) => format(value as bigint);
    }
    const format = localFormatterOf(pattern, zone);
    return (value: Value = null) =>
      format(kind === "date" ? BigInt(value as number) * MICROS_PER_DAY : (value as bigint));
  }),
};
