/** Kernels of the XML data source; no function of Spark has their names. Each one's second argument is a constant in JSON. */
import { isAscii, isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { type DataType, NULL, type StructType, struct } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { StructValue, Value } from "../../types/value.ts";
import { kernel, type KernelContext, type KernelTable } from "../kernel.ts";
import { MOST_BYTES, needText } from "../room.ts";
import { type XmlOptions, xmlOptions } from "../xml-options.ts";
import { xmlParser } from "../xml-parse.ts";
import { xmlPrinter } from "../xml-print.ts";
import { xmlDecoder, xmlElements, xmlRecords } from "../xml-records.ts";
import { mergeXmlTypes, xmlTyper } from "../xml-schema.ts";

type Given = Readonly<Record<string, string>>;

const given = (cx: KernelContext): Given => JSON.parse(String(cx.constants[1])) as Given;

const optionsOf = (cx: KernelContext): XmlOptions => xmlOptions({ entries: Object.entries(given(cx)) }, cx.settings);

/** Finds the records of a file's bytes: letter by letter, or with the option `records` as `elements`. */
function recordsOf(cx: KernelContext): (bytes: Uint8Array) => readonly string[] {
  const options = optionsOf(cx);
  const { encoding, charset = "UTF-8", packing, records } = given(cx);
  const decode = xmlDecoder(encoding ?? charset);
  const unpack = packing === "gzip" ? unpacked : (bytes: Uint8Array) => bytes;
  if (records !== "elements") return (bytes) => xmlRecords(decode(unpack(bytes)), options.rowTag);
  return (packed) => {
    const bytes = unpack(packed);
    refuseOtherEncodings(bytes, encoding ?? charset);
    return xmlElements(decode(bytes), options);
  };
}

/** Since 4.1 a file tells its encoding itself, whatever the options say. */
function refuseOtherEncodings(bytes: Uint8Array, asked: string): void {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const declared = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([^"']*)/.exec(start)?.[1] ?? "UTF-8";
  const fits = [asked, declared].every((name) => /^utf-?8$/i.test(name)) ? isUtf8(bytes) : isAscii(bytes);
  if (!fits) throw unsupported("XML files that are not in UTF-8 since Spark 4.1");
}

/** A gzip file's bytes, of which there may not be too many. */
function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES / 4 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") needText(MOST_BYTES, "xml");
    throw sparkError("JVM.RUNTIME", { message: "A compressed file is broken." }, { cause });
  }
}

const rowType = (type: DataType): StructType => (type.kind === "struct" ? type : struct([]));

export const xmlFileKernels: KernelTable = {
  /** (bytes of a file, options) → the texts of its records. */
  xml_records: kernel((cx) => {
    const records = recordsOf(cx);
    return (bytes: Value = null) => records(bytes as Uint8Array);
  }),
  /** (bytes of a file, options) → the merged type of its records as JSON; NULL without any. `ntz` is among the options. */
  xml_type: kernel((cx) => {
    const [records, options] = [recordsOf(cx), optionsOf(cx)];
    const typing = { options, caseSensitive: cx.settings.caseSensitive === true, ntz: given(cx)["ntz"] === "true" };
    const typeOf = xmlTyper(typing);
    return (bytes: Value = null) => {
      let merged: DataType | undefined;
      for (const record of records(bytes as Uint8Array)) {
        const type = typeOf(record);
        if (type !== undefined) merged = merged === undefined ? type : mergeXmlTypes(merged, type, typing);
      }
      return merged === undefined ? null : typeToJson(merged);
    };
  }),
  /** (text of a record, options) → its row. Malformed records have the column of corrupt records, in every mode. */
  xml_row: kernel((cx) => {
    const options: XmlOptions = { ...optionsOf(cx), mode: "PERMISSIVE" };
    const type = rowType(cx.returnType);
    const parse = xmlParser(type, options, cx.settings.caseSensitive === true);
    if (given(cx)["corrupt"] !== "refused") return (record: Value = null) => parse(record as string);
    const at = type.fields.findIndex((f) => f.name === options.corruptRecord);
    return (record: Value = null) => {
      const row = parse(record as string);
      if ((row.fields[at] ?? null) !== null) throw unsupported("corrupt records of XML files since Spark 4.1");
      return row;
    };
  }),
  /** (row, options) → its text inside of the root element of a file. */
  xml_row_text: kernel((cx) => {
    const print = xmlPrinter(rowType(cx.argTypes[0] ?? NULL), optionsOf(cx), 1);
    return (row: Value = null) => print(row as StructValue);
  }),
};
