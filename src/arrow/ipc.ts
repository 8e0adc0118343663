/**
 * Arrow's IPC stream format, written: schema message, record batch message, end mark. No dictionaries, no compression,
 * metadata version 5, bodies aligned to 8 bytes, little endian.
 */
import { unwritten } from "../base/free-memory.ts";
import { invariant } from "../base/invariant.ts";
import type { StructType } from "../types/data-type.ts";
import type { ArrowColumn } from "./column.ts";
import { type ArrowField, type ArrowOptions, type ArrowType, arrowFields, type TimeUnit } from "./field.ts";
import { FlatBuilder } from "./flatbuffer.ts";

const VERSION_5 = 4;
const HEADER = { schema: 1, recordBatch: 3 } as const;
const UNITS: Readonly<Record<TimeUnit, number>> = { s: 0, ms: 1, us: 2, ns: 3 };
const pad8 = (n: number) => (n + 7) & ~7;

/** Writes streams of one schema; the schema message is encoded once. */
export interface StreamEncoder {
  /** A complete stream of one batch. The result owns its memory, so it may be transferred to another thread. */
  encode(columns: readonly ArrowColumn[], rows: number): Uint8Array<ArrayBuffer>;
  /** The schema's message, with which a stream begins. */
  readonly schema: Uint8Array;
  /** A batch of a stream in pieces that follow each other: long buffers are the columns' own memory. */
  batch(columns: readonly ArrowColumn[], rows: number): readonly Uint8Array[];
  /** The mark at the end of a stream. */
  readonly end: Uint8Array;
  /** A complete stream of one batch without rows. */
  empty(): Uint8Array<ArrayBuffer>;
}

/** The mark at the end of a stream. */
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

/** Bytes of a buffer that are cheaper to write on their own than to copy. */
const WORTH_A_PIECE = 1 << 14;

/** The encoder of a Spark schema. */
export function streamEncoder(schema: StructType, options: ArrowOptions): StreamEncoder {
  const fields = arrowFields(schema, options);
  const prefix = framed(schemaMessage(fields));
  const encode = (columns: readonly ArrowColumn[], rows: number) => encodeStream(prefix, fields, columns, rows);
  return {
    encode,
    schema: prefix,
    batch: (columns, rows) => batchPieces(fields, columns, rows),
    end: END,
    empty: () => encode(fields.map(emptyColumn), 0),
  };
}

/** The column of a field with no rows; variable-width layouts keep their one offset. */
export function emptyColumn(field: ArrowField): ArrowColumn {
  const t = field.type;
  const offsets = new Uint8Array("large" in t && t.large ? 8 : 4);
  const none = new Uint8Array(0);
  const buffers: Readonly<Record<ArrowType["kind"], readonly Uint8Array[]>> = {
    null: [],
    bool: [none],
    int: [none],
    float: [none],
    decimal: [none],
    date: [none],
    time: [none],
    timestamp: [none],
    duration: [none],
    interval: [none],
    fixed_size_binary: [none],
    utf8: [offsets, none],
    binary: [offsets, none],
    list: [offsets],
    map: [offsets],
    struct: [],
    fixed_size_list: [],
  };
  return {
    rows: 0,
    nulls: 0,
    validity: undefined,
    buffers: buffers[t.kind],
    children: field.children.map(emptyColumn),
  };
}

/** The message of a batch and the buffers of its body, each of which is padded to 8 bytes. */
function encodedBatch(fields: readonly ArrowField[], columns: readonly ArrowColumn[], rows: number) {
  const nodes: number[] = [];
  const spans: number[] = [];
  const parts: Uint8Array[] = [];
  let body = 0;
  const addBuffer = (bytes: Uint8Array | undefined) => {
    const length = bytes?.byteLength ?? 0;
    spans.push(body, length);
    if (bytes !== undefined && length > 0) {
      parts.push(bytes);
      body += pad8(length);
    }
  };
  const addColumn = (field: ArrowField, column: ArrowColumn | undefined) => {
    invariant(column !== undefined, `no column for the field ${field.name}`);
    nodes.push(column.rows, column.nulls);
    if (field.type.kind !== "null") addBuffer(column.nulls === 0 ? undefined : column.validity);
    for (const b of column.buffers) addBuffer(b);
    field.children.forEach((f, i) => addColumn(f, column.children[i]));
  };
  fields.forEach((f, i) => addColumn(f, columns[i]));
  return { message: framed(batchMessage(rows, nodes, spans, body)), parts, body };
}

function encodeStream(
  prefix: Uint8Array,
  fields: readonly ArrowField[],
  columns: readonly ArrowColumn[],
  rows: number,
): Uint8Array<ArrayBuffer> {
  const { message, parts, body } = encodedBatch(fields, columns, rows);
  const out = new Uint8Array(unwritten(prefix.length + message.length + body + 8));
  out.set(prefix);
  let at = prefix.length;
  out.set(message, at);
  at += message.length;
  for (const part of parts) {
    out.set(part, at);
    const next = at + pad8(part.byteLength);
    out.fill(0, at + part.byteLength, next);
    at = next;
  }
  out.set(END, at);
  return out;
}

/** A batch as pieces: long buffers as they are, what lies between them joined. */
function batchPieces(fields: readonly ArrowField[], columns: readonly ArrowColumn[], rows: number): Uint8Array[] {
  const { message, parts } = encodedBatch(fields, columns, rows);
  const pieces: Uint8Array[] = [];
  let short: Uint8Array[] = [message];
  const join = () => {
    const size = short.reduce((n, p) => n + p.byteLength, 0);
    const out = new Uint8Array(size);
    let at = 0;
    for (const part of short) {
      out.set(part, at);
      at += part.byteLength;
    }
    if (size > 0) pieces.push(out);
    short = [];
  };
  for (const part of parts) {
    const padding = new Uint8Array(pad8(part.byteLength) - part.byteLength);
    if (part.byteLength < WORTH_A_PIECE) short.push(part, padding);
    else {
      join();
      pieces.push(part);
      short.push(padding);
    }
  }
  join();
  return pieces;
}

/** A message with its continuation mark and length, padded to 8 bytes. */
function framed(message: Uint8Array): Uint8Array {
  const size = pad8(message.length);
  const out = new Uint8Array(8 + size);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setInt32(4, size, true);
  out.set(message, 8);
  return out;
}

function message(b: FlatBuilder, header: number, kind: number, body: number): Uint8Array {
  b.startTable();
  b.long(3, body);
  b.child(2, header);
  b.short(0, VERSION_5);
  b.byte(1, kind);
  return b.finish(b.endTable());
}

function batchMessage(rows: number, nodes: readonly number[], buffers: readonly number[], body: number): Uint8Array {
  const b = new FlatBuilder();
  const bufferVector = b.pairs(buffers);
  const nodeVector = b.pairs(nodes);
  b.startTable();
  b.long(0, rows);
  b.child(1, nodeVector);
  b.child(2, bufferVector);
  return message(b, b.endTable(), HEADER.recordBatch, body);
}

function schemaMessage(fields: readonly ArrowField[]): Uint8Array {
  const b = new FlatBuilder();
  const vector = b.refs(fields.map((f) => fieldTable(b, f)));
  b.startTable();
  b.child(1, vector);
  b.short(0, 0);
  return message(b, b.endTable(), HEADER.schema, 0);
}

function fieldTable(b: FlatBuilder, field: ArrowField): number {
  const children = b.refs(field.children.map((c) => fieldTable(b, c)));
  const metadata = Object.entries(field.metadata ?? {}).map(([key, value]) => {
    const [k, v] = [b.string(key), b.string(value)];
    b.startTable();
    b.child(0, k);
    b.child(1, v);
    return b.endTable();
  });
  const metadataVector = metadata.length > 0 ? b.refs(metadata) : undefined;
  const name = b.string(field.name);
  const [typeId, type] = typeTable(b, field.type);
  b.startTable();
  b.child(0, name);
  b.child(3, type);
  b.child(5, children);
  if (metadataVector !== undefined) b.child(6, metadataVector);
  b.bool(1, field.nullable);
  b.byte(2, typeId);
  return b.endTable();
}

/** The type's number in Arrow's Type union and its table. */
function typeTable(b: FlatBuilder, t: ArrowType): readonly [number, number] {
  const zone = t.kind === "timestamp" && t.zone !== undefined ? b.string(t.zone) : undefined;
  b.startTable();
  let id: number;
  switch (t.kind) {
    case "null":
      id = 1;
      break;
    case "int":
      b.int(0, t.bits);
      b.bool(1, t.signed);
      id = 2;
      break;
    case "float":
      b.short(0, t.bits === 16 ? 0 : t.bits === 32 ? 1 : 2);
      id = 3;
      break;
    case "binary":
      id = t.large ? 19 : 4;
      break;
    case "utf8":
      id = t.large ? 20 : 5;
      break;
    case "bool":
      id = 6;
      break;
    case "decimal":
      b.int(0, t.precision);
      b.int(1, t.scale);
      b.int(2, t.bits);
      id = 7;
      break;
    case "date":
      b.short(0, t.unit === "day" ? 0 : 1);
      id = 8;
      break;
    case "time":
      b.int(1, t.bits);
      b.short(0, UNITS[t.unit]);
      id = 9;
      break;
    case "timestamp":
      if (zone !== undefined) b.child(1, zone);
      b.short(0, UNITS[t.unit]);
      id = 10;
      break;
    case "interval":
      b.short(0, t.unit === "year_month" ? 0 : t.unit === "day_time" ? 1 : 2);
      id = 11;
      break;
    case "list":
      id = t.large ? 21 : 12;
      break;
    case "struct":
      id = 13;
      break;
    case "fixed_size_binary":
      b.int(0, t.width);
      id = 15;
      break;
    case "fixed_size_list":
      b.int(0, t.size);
      id = 16;
      break;
    case "map":
      b.bool(0, false);
      id = 17;
      break;
    case "duration":
      b.short(0, UNITS[t.unit]);
      id = 18;
      break;
  }
  return [id, b.endTable()];
}
