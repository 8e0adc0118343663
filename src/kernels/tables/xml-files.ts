/** Kernels of the XML data source; no function of Spark has their names. Each one's second argument is a constant in JSON. */
import { gunzipSync } from "node:zlib";
import { sparkError } from "../../errors/spark-error.ts";
import { type DataType, NULL, type StructType, struct } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { StructValue, Value } from "../../types/value.ts";
import { kernel, type KernelContext, type KernelTable } from "../kernel.ts";
import { MOST_BYTES, needText } from "../room.ts";
import { type XmlOptions, xmlOptions } from "../xml-options.ts";
import { xmlParser } from "../xml-parse.ts";
import { xmlPrinter } from "../xml-print.ts";
import { xmlDecoder, xmlRecords } from "../xml-records.ts";
import { mergeXmlTypes, xmlTyper } from "../xml-schema.ts";

type Given = Readonly<Record<string, string>>;

const given = (cx: KernelContext): Given => JSON.parse(String(cx.constants[1])) as Given;

const optionsOf = (cx: KernelContext): XmlOptions =>
  xmlOptions({ entries: Object.entries(given(cx)) }, cx.settings.timeZone);

const decoderOf = (cx: KernelContext): ((bytes: Uint8Array) => string) => {
  const { encoding, charset = "UTF-8", packing } = given(cx);
  const decode = xmlDecoder(encoding ?? charset);
  return packing === "gzip" ? (bytes) => decode(unpacked(bytes)) : decode;
};

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
    const [decode, { rowTag }] = [decoderOf(cx), optionsOf(cx)];
    return (bytes: Value = null) => xmlRecords(decode(bytes as Uint8Array), rowTag);
  }),
  /** (bytes of a file, options) → the merged type of its records as JSON; NULL without any. `ntz` is among the options. */
  xml_type: kernel((cx) => {
    const [decode, options] = [decoderOf(cx), optionsOf(cx)];
    const typing = { options, caseSensitive: cx.settings.caseSensitive === true, ntz: given(cx)["ntz"] === "true" };
    const typeOf = xmlTyper(typing);
    return (bytes: Value = null) => {
      let merged: DataType | undefined;
      for (const record of xmlRecords(decode(bytes as Uint8Array), options.rowTag)) {
        const type = typeOf(record);
        if (type !== undefined) merged = merged === undefined ? type : mergeXmlTypes(merged, type, typing);
      }
      return merged === undefined ? null : typeToJson(merged);
    };
  }),
  /** (text of a record, options) → its row. Malformed records have the column of corrupt records, in every mode. */
  xml_row: kernel((cx) => {
    const options: XmlOptions = { ...optionsOf(cx), mode: "PERMISSIVE" };
    const parse = xmlParser(rowType(cx.returnType), options, cx.settings.caseSensitive === true);
    return (record: Value = null) => parse(record as string);
  }),
  /** (row, options) → its text inside of the root element of a file. */
  xml_row_text: kernel((cx) => {
    const print = xmlPrinter(rowType(cx.argTypes[0] ?? NULL), optionsOf(cx), 1);
    return (row: Value = null) => print(row as StructValue);
  }),
};
