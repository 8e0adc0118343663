/**
 * Arrow's IPC stream format, read: the schema and the batches as columns over the message's own bytes. Dictionaries
 * are decoded; compressed bodies are refused.
 */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import type { StructType } from "../types/data-type.ts";
import { type ArrowColumn, asInt16, asInt32, asInt64, isValid } from "./column.ts";
import { type ArrowField, type ArrowType, sparkType, type TimeUnit } from "./field.ts";
import { FlatTable } from "./flatbuffer.ts";
import { takeRows } from "./take.ts";

/** A batch's columns by position. */
export interface ArrowBatch {
  readonly rows: number;
  readonly columns: readonly ArrowColumn[];
}

/** A stream's contents. */
export interface ArrowStream {
  readonly fields: readonly ArrowField[];
  readonly batches: readonly ArrowBatch[];
}

const UNITS: readonly TimeUnit[] = ["s", "ms", "us", "ns"];
const malformed = (reason: string) => sparkError("CONNECT_INVALID_PLAN", { reason: `malformed Arrow data: ${reason}` });

/** A stream's bytes after its schema: equal for equal rows whatever names their columns have. */
export function bytesOfRows(stream: Uint8Array): Uint8Array {
  if (stream.length < 8) return stream;
  const size = new DataView(stream.buffer, stream.byteOffset).getInt32(4, true);
  return stream.subarray(8 + size);
}

/** A stream's bytes before {@link bytesOfRows}. */
export const bytesOfSchema = (stream: Uint8Array): Uint8Array =>
  stream.subarray(0, stream.length - bytesOfRows(stream).length);

/** Reads a whole stream. Columns view `bytes` where alignment allows. Throws CONNECT_INVALID_PLAN on malformed bytes. */
export function readStream(bytes: Uint8Array): ArrowStream {
  try {
    return readMessages(bytes);
  } catch (reason) {
    if (reason instanceof RangeError)
      throw sparkError("CONNECT_INVALID_PLAN", { reason: "malformed Arrow data: it ends early" }, { cause: reason });
    throw reason;
  }
}

/** The Spark schema of a stream, by Spark's inference. */
export const schemaOfStream = (bytes: Uint8Array): StructType => ({
  kind: "struct",
  fields: readStream(bytes).fields.map((f) => ({ name: f.name, type: sparkType(f), nullable: f.nullable })),
});

function readMessages(source: Uint8Array): ArrowStream {
  // Bodies are aligned relative to the stream's start, so an odd start is moved once instead of per buffer.
  // A Buffer becomes a plain array, whose `slice` copies.
  const bytes =
    source.byteOffset % 8 === 0
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let fields: ArrowField[] | undefined;
  const dictionaries = new Map<number, ArrowColumn>();
  const batches: ArrowBatch[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    if (view.getUint32(at, true) !== 0xffffffff)
      throw malformed("no continuation mark (streams older than Arrow 0.15 are not supported)");
    const size = view.getInt32(at + 4, true);
    if (size === 0) break;
    const message = FlatTable.root(bytes.subarray(at + 8, at + 8 + size));
    const body = bytes.subarray(at + 8 + size, at + 8 + size + message.long(3));
    if (body.length !== message.long(3)) throw malformed("it ends early");
    at += 8 + size + body.length;
    const header = message.table(2);
    if (header === undefined) throw malformed("a message without header");
    switch (message.byte(1)) {
      case 1:
        if (header.short(0) !== 0) throw unsupported("big-endian Arrow data");
        fields = header.tables(1).map(readField);
        break;
      case 2: {
        const data = header.table(1);
        const field = fields && findDictionary(fields, header.long(0));
        if (data === undefined || field === undefined) throw malformed("a dictionary that no field uses");
        if (header.bool(2)) throw unsupported("delta dictionaries in Arrow data");
        const column = readBatch(data, body, [{ ...field, dictionary: undefined }], dictionaries).columns[0];
        if (column === undefined) throw malformed("a dictionary without values");
        dictionaries.set(header.long(0), column);
        break;
      }
      case 3:
        if (fields === undefined) throw malformed("a batch before the schema");
        batches.push(readBatch(header, body, fields, dictionaries));
        break;
      default:
        throw unsupported(`Arrow message kind ${message.byte(1)}`);
    }
  }
  if (fields === undefined) throw malformed("no schema");
  return { fields, batches };
}

function findDictionary(fields: readonly ArrowField[], id: number): ArrowField | undefined {
  for (const f of fields) {
    if (f.dictionary?.id === id) return f;
    const found = findDictionary(f.children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readBatch(
  batch: FlatTable,
  body: Uint8Array,
  fields: readonly ArrowField[],
  dictionaries: ReadonlyMap<number, ArrowColumn>,
): ArrowBatch {
  const compression = batch.table(3);
  if (compression !== undefined)
    throw unsupported(`${compression.byte(0) === 0 ? "LZ4" : "ZSTD"} compressed Arrow data`);
  const nodes = batch.pairs(1);
  const spans = batch.pairs(2);
  let node = 0;
  let span = 0;
  const buffer = (): Uint8Array => {
    const start = spans[span];
    const length = spans[span + 1];
    span += 2;
    if (start === undefined || length === undefined || start + length > body.length)
      throw malformed("a buffer outside its body");
    return body.subarray(start, start + length);
  };
  const column = (field: ArrowField): ArrowColumn => {
    const rows = nodes[node];
    const nulls = nodes[node + 1];
    node += 2;
    if (rows === undefined || nulls === undefined) throw malformed("fewer columns than the schema");
    const type = field.dictionary?.index ?? field.type;
    if (type.kind === "null") return { rows, nulls: rows, validity: undefined, buffers: [], children: [] };
    const bitmap = buffer();
    if (nulls > 0 && bitmap.length * 8 < rows) throw malformed("a validity bitmap that is too short");
    const validity = nulls === 0 ? undefined : bitmap;
    const buffers = Array.from({ length: bufferCount[type.kind] }, buffer);
    const children = field.dictionary === undefined ? field.children.map(column) : [];
    const read: ArrowColumn = { rows, nulls, validity, buffers, children };
    return field.dictionary === undefined
      ? read
      : decoded(read, field, field.dictionary.index, dictionaries.get(field.dictionary.id));
  };
  const rows = batch.long(0);
  return { rows, columns: fields.map(column) };
}

/** Buffers behind the validity. */
const bufferCount: Readonly<Record<ArrowType["kind"], number>> = {
  null: 0,
  bool: 1,
  int: 1,
  float: 1,
  decimal: 1,
  date: 1,
  time: 1,
  timestamp: 1,
  duration: 1,
  interval: 1,
  fixed_size_binary: 1,
  utf8: 2,
  binary: 2,
  list: 1,
  map: 1,
  struct: 0,
  fixed_size_list: 0,
};

function decoded(
  indexes: ArrowColumn,
  field: ArrowField,
  type: ArrowType,
  dictionary: ArrowColumn | undefined,
): ArrowColumn {
  if (dictionary === undefined) throw malformed("a batch before its dictionary");
  if (type.kind !== "int") throw malformed("dictionary indexes that are no integers");
  const bytes = indexes.buffers[0] ?? new Uint8Array(0);
  const at: (i: number) => number =
    type.bits === 8
      ? (i) => bytes[i] ?? 0
      : type.bits === 16
        ? (
            (v) => (i: number) =>
              v[i] ?? 0
          )(asInt16(bytes))
        : type.bits === 32
          ? (
              (v) => (i: number) =>
                v[i] ?? 0
            )(asInt32(bytes))
          : (
              (v) => (i: number) =>
                Number(v[i] ?? 0n)
            )(asInt64(bytes));
  const rows = Int32Array.from({ length: indexes.rows }, (_, i) => (isValid(indexes, i) ? at(i) : -1));
  return takeRows(dictionary, field.type, rows);
}

function readField(t: FlatTable): ArrowField {
  const name = t.string(0) ?? "";
  const metadata = Object.fromEntries(t.tables(6).map((kv) => [kv.string(0) ?? "", kv.string(1) ?? ""]));
  const dictionary = t.table(4);
  return {
    name,
    nullable: t.bool(1),
    type: readType(name, t.byte(2), t.table(3)),
    children: t.tables(5).map(readField),
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    dictionary:
      dictionary === undefined ? undefined : { id: dictionary.long(0), index: readType(name, 2, dictionary.table(1)) },
  };
}

function readType(name: string, id: number, t: FlatTable | undefined): ArrowType {
  const unit = (otherwise: number) => UNITS[t?.short(0, otherwise) ?? otherwise] ?? "us";
  switch (id) {
    case 1:
      return { kind: "null" };
    case 2: {
      const bits = t?.int(0) ?? 32;
      if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) throw malformed(`an integer of ${bits} bits`);
      return { kind: "int", bits, signed: t?.bool(1) ?? true };
    }
    case 3: {
      const precision = t?.short(0) ?? 0;
      return { kind: "float", bits: precision === 0 ? 16 : precision === 1 ? 32 : 64 };
    }
    case 4:
      return { kind: "binary", large: false };
    case 5:
      return { kind: "utf8", large: false };
    case 6:
      return { kind: "bool" };
    case 7: {
      const bits = t?.int(2, 128) ?? 128;
      if (bits !== 128) throw unsupported(`Arrow type decimal${bits}`);
      return { kind: "decimal", precision: t?.int(0) ?? 0, scale: t?.int(1) ?? 0, bits };
    }
    case 8:
      return { kind: "date", unit: (t?.short(0, 1) ?? 1) === 0 ? "day" : "ms" };
    case 9:
      return { kind: "time", unit: unit(1), bits: t?.int(1, 32) ?? 32 };
    case 10:
      return { kind: "timestamp", unit: unit(0), zone: t?.string(1) };
    case 11:
      return {
        kind: "interval",
        unit: (["year_month", "day_time", "month_day_nano"] as const)[t?.short(0) ?? 0] ?? "day_time",
      };
    case 12:
      return { kind: "list", large: false };
    case 13:
      return { kind: "struct" };
    case 15:
      return { kind: "fixed_size_binary", width: t?.int(0) ?? 0 };
    case 16:
      return { kind: "fixed_size_list", size: t?.int(0) ?? 0 };
    case 17:
      return { kind: "map" };
    case 18:
      return { kind: "duration", unit: unit(1) };
    case 19:
      return { kind: "binary", large: true };
    case 20:
      return { kind: "utf8", large: true };
    case 21:
      return { kind: "list", large: true };
    default:
      throw unsupported(`Arrow type number ${id} of the column ${name} (union, run-end encoded and view types)`);
  }
}
