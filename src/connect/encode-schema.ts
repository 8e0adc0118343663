import { create, toBinary } from "@bufbuild/protobuf";
import {
  type DataType as PbType,
  DataTypeSchema,
  DataType_StructFieldSchema,
  DataType_StructSchema,
} from "../gen/spark/connect/types_pb.ts";
import type { DataType, StructField, StructType } from "../types/data-type.ts";
import { encodeType } from "./type.ts";

/** Protobuf's wire types. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

const tag = (field: { readonly number: number }, wireType: number): number => (field.number << 3) | wireType;
const { name: nameField, dataType, nullable, metadata } = DataType_StructFieldSchema.field;
const NAME = tag(nameField, LENGTH_DELIMITED);
const DATA_TYPE = tag(dataType, LENGTH_DELIMITED);
const NULLABLE = tag(nullable, VARINT);
const METADATA = tag(metadata, LENGTH_DELIMITED);
const FIELDS = tag(DataType_StructSchema.field.fields, LENGTH_DELIMITED);

/**
 * A schema as {@link encodeType} spells it, its fields already as bytes: what reads the message sees none. A schema of
 * hundreds of columns is most of what an AnalyzePlan writes.
 */
export function encodeSchema(type: DataType): PbType {
  if (type.kind !== "struct") return encodeType(type);
  const body = structBytes(type);
  const prefixed = Buffer.allocUnsafe(body.length + 5);
  const end = body.copy(prefixed, writeLength(prefixed, 0, body.length)) + lengthSize(body.length);
  const message = create(DataTypeSchema);
  const data = prefixed.subarray(0, end);
  message.$unknown = [{ no: DataTypeSchema.field.struct.number, wireType: LENGTH_DELIMITED, data }];
  return message;
}

/** The bytes of a `DataType.Struct`. */
function structBytes({ fields }: StructType): Buffer {
  const types = fields.map((f) => typeBytes(f.type));
  const sizes = fields.map((f, i) => fieldSize(f, types[i]?.length ?? 0));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 1 + lengthSize(size) + size, 0));
  let at = 0;
  fields.forEach((f, i) => {
    at = writeLength(bytes, bytes.writeUInt8(FIELDS, at), sizes[i] ?? 0);
    if (f.name !== "") at = writeText(bytes, at, NAME, f.name);
    const type = types[i] ?? Buffer.alloc(0);
    at = writeLength(bytes, bytes.writeUInt8(DATA_TYPE, at), type.length);
    bytes.set(type, at);
    at += type.length;
    if (f.nullable) at = bytes.writeUInt8(1, bytes.writeUInt8(NULLABLE, at));
    if (f.metadata !== undefined) at = writeText(bytes, at, METADATA, f.metadata);
  });
  return bytes;
}

const textSize = (text: string): number => {
  const size = Buffer.byteLength(text);
  return 1 + lengthSize(size) + size;
};

const fieldSize = (f: StructField, typeSize: number): number =>
  (f.name === "" ? 0 : textSize(f.name)) +
  (1 + lengthSize(typeSize) + typeSize) +
  (f.nullable ? 2 : 0) +
  (f.metadata === undefined ? 0 : textSize(f.metadata));

const lengthSize = (length: number): number => {
  let size = 1;
  for (let rest = length >>> 7; rest > 0; rest >>>= 7) size++;
  return size;
};

function writeLength(bytes: Buffer, at: number, length: number): number {
  let rest = length;
  let to = at;
  for (; rest > 0x7f; rest >>>= 7) bytes[to++] = (rest & 0x7f) | 0x80;
  bytes[to++] = rest;
  return to;
}

function writeText(bytes: Buffer, at: number, tagByte: number, text: string): number {
  const from = writeLength(bytes, bytes.writeUInt8(tagByte, at), Buffer.byteLength(text));
  return from + bytes.write(text, from);
}

// Wide schemas say the same few types over and over.
const written = new WeakMap<DataType, Uint8Array>();

/** The bytes of a `DataType`. */
function typeBytes(type: DataType): Uint8Array {
  let bytes = written.get(type);
  if (bytes === undefined) {
    bytes = toBinary(DataTypeSchema, type.kind === "struct" ? encodeSchema(type) : encodeType(type));
    written.set(type, bytes);
  }
  return bytes;
}
