import type { DescField, DescMessage, MessageShape } from "@bufbuild/protobuf";
import { create, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { sparkError } from "../errors/spark-error.ts";

/** Message levels that may nest unless another limit is given; a chain of `withColumn` takes two a step. */
export const MAX_MESSAGE_DEPTH = 20_000;

/** Messages inside a request: each becomes objects that take many times its bytes. */
const MAX_MESSAGES = 2_000_000;

type Fields = Record<string, unknown>;
type Place = (target: Fields) => unknown;

/** A reader that also gives views of what it reads. */
class WireReader extends BinaryReader {
  readonly maxDepth: number;
  messages = 0;

  constructor(bytes: Uint8Array, maxDepth: number) {
    super(bytes);
    this.maxDepth = maxDepth;
  }

  slice(start: number, end: number): Uint8Array {
    return this.buf.subarray(start, end);
  }
}

interface Frame {
  readonly target: Fields;
  readonly table: FieldTable;
  readonly end: number;
  /** Runs when the message is complete (map entries, messages whose bytes are kept). */
  readonly done: (() => void) | undefined;
}

type FieldTable = ReadonlyMap<number, DescField>;

const tables = new WeakMap<DescMessage, FieldTable>();
const kept = new WeakMap<object, Uint8Array>();

/** The wire form of a message that its reader was asked to keep: a request's plan, and the relation inside a SQL command. */
export const keptBytes = (message: object): Uint8Array | undefined => kept.get(message);

const keepsBytes = ({ parent, name }: DescField): boolean =>
  (parent.typeName === "spark.connect.SqlCommand" && name === "input") ||
  (parent.typeName === "spark.connect.ExecutePlanRequest" && name === "plan");

function tableOf(desc: DescMessage): FieldTable {
  let table = tables.get(desc);
  if (table === undefined) {
    table = new Map(desc.fields.map((field) => [field.number, field]));
    tables.set(desc, table);
  }
  return table;
}

/**
 * Reads a message. Unlike protobuf-es's own reader it nests on an explicit stack, so that depth costs no call stack;
 * bytes fields are views of the input. Unknown fields are skipped. Malformed input throws CONNECT_INVALID_PLAN,
 * what nests deeper than `maxDepth` MAX_DEPTH_EXCEEDED.
 */
export function readMessage<D extends DescMessage>(
  desc: D,
  bytes: Uint8Array,
  maxDepth: number = MAX_MESSAGE_DEPTH,
): MessageShape<D> {
  const message = create(desc);
  const reader = new WireReader(bytes, maxDepth);
  guarded(() =>
    readNested(reader, [{ target: message as Fields, table: tableOf(desc), end: bytes.length, done: undefined }]),
  );
  return message;
}

function guarded(read: () => void): void {
  try {
    read();
  } catch (cause) {
    if (cause instanceof Error && cause.name === "SparkError") throw cause;
    throw sparkError("CONNECT_INVALID_PLAN", { reason: "the message is malformed" }, { cause });
  }
}

function readNested(reader: WireReader, stack: Frame[]): void {
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (reader.pos >= frame.end) {
      if (reader.pos > frame.end) throw new RangeError("a message ends inside a field");
      frame.done?.();
      stack.pop();
      continue;
    }
    const [no, wireType] = reader.tag();
    const field = frame.table.get(no);
    if (field === undefined) reader.skip(wireType, no);
    else readField(reader, frame.target, field, wireType, stack);
  }
}

function readField(reader: WireReader, target: Fields, field: DescField, wireType: WireType, stack: Frame[]): void {
  switch (field.fieldKind) {
    case "message":
      push(reader, stack, field.message, singular(field, wireType), target, field);
      return;
    case "list": {
      const list = target[field.localName] as unknown[];
      if (field.listKind === "message") {
        expect(wireType, WireType.LengthDelimited);
        push(reader, stack, field.message, () => list[list.push(create(field.message)) - 1], target, field);
        return;
      }
      const type = field.listKind === "enum" ? ScalarType.INT32 : field.scalar;
      if (wireType === WireType.LengthDelimited && type !== ScalarType.STRING && type !== ScalarType.BYTES) {
        const end = reader.uint32() + reader.pos;
        while (reader.pos < end) list.push(scalar(reader, type));
      } else list.push(checked(reader, type, wireType));
      return;
    }
    case "map":
      pushEntry(reader, stack, field, target, wireType);
      return;
    case "enum":
      put(target, field, checked(reader, ScalarType.INT32, wireType));
      return;
    case "scalar":
      put(target, field, checked(reader, field.scalar, wireType));
  }
}

function put(target: Fields, field: DescField, value: unknown): void {
  if (field.oneof === undefined) target[field.localName] = value;
  else target[field.oneof.localName] = { case: field.localName, value };
}

/** The message of a singular field: one that stands already is read on, as protobuf merges repeated occurrences. */
function singular(field: DescField & { fieldKind: "message" }, wireType: WireType): Place {
  expect(wireType, WireType.LengthDelimited);
  return (target) => {
    if (field.oneof === undefined) return (target[field.localName] ??= create(field.message));
    const chosen = target[field.oneof.localName] as { case?: string; value?: unknown };
    if (chosen.case === field.localName) return chosen.value;
    const value = create(field.message);
    put(target, field, value);
    return value;
  };
}

function push(
  reader: WireReader,
  stack: Frame[],
  desc: DescMessage,
  place: Place,
  parent: Fields,
  field: DescField,
): void {
  if (++reader.messages > MAX_MESSAGES)
    throw sparkError("FIRESTEEL_LIMIT_EXCEEDED.PLAN_SIZE", { limit: String(MAX_MESSAGES) });
  if (stack.length >= reader.maxDepth) throw sparkError("MAX_DEPTH_EXCEEDED", { limit: String(reader.maxDepth) });
  const length = reader.uint32();
  const start = reader.pos;
  const end = bounded(start + length, stack, reader);
  const message = place(parent) as Fields;
  const done = keepsBytes(field) ? () => kept.set(message, reader.slice(start, end)) : undefined;
  stack.push({ target: message, table: tableOf(desc), end, done });
}

function bounded(end: number, stack: readonly Frame[], reader: WireReader): number {
  if (end > (stack.at(-1)?.end ?? reader.len)) throw new RangeError("a message is longer than what holds it");
  return end;
}

const entryTables = new WeakMap<DescField, FieldTable>();

/** A map entry: a message of `key = 1` and `value = 2`, put into the map when it is complete. */
function pushEntry(
  reader: WireReader,
  stack: Frame[],
  field: DescField & { fieldKind: "map" },
  target: Fields,
  wireType: WireType,
): void {
  expect(wireType, WireType.LengthDelimited);
  const entry: Fields = { key: undefined, value: undefined };
  let table = entryTables.get(field);
  if (table === undefined) {
    const common = { kind: "field", parent: field.parent, oneof: undefined } as const;
    const key = { ...common, name: "key", localName: "key", number: 1, fieldKind: "scalar", scalar: field.mapKey };
    const value =
      field.mapKind === "message"
        ? { ...common, name: "value", localName: "value", number: 2, fieldKind: "message", message: field.message }
        : {
            ...common,
            name: "value",
            localName: "value",
            number: 2,
            fieldKind: "scalar",
            scalar: field.scalar ?? ScalarType.INT32,
          };
    table = new Map([key, value].map((part) => [part.number, part as unknown as DescField]));
    entryTables.set(field, table);
  }
  const length = reader.uint32();
  const end = bounded(reader.pos + length, stack, reader);
  const done = () => {
    const map = target[field.localName] as object;
    const { key, value: found } = entry;
    const value =
      found ??
      (field.mapKind === "message" ? create(field.message) : field.mapKind === "scalar" ? zero(field.scalar) : 0);
    // Not an assignment: a key may be `__proto__`.
    Object.defineProperty(map, typeof key === "string" ? key : "", {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  };
  stack.push({ target: entry, table, end, done });
}

const zero = (type: ScalarType): unknown =>
  type === ScalarType.STRING
    ? ""
    : type === ScalarType.BOOL
      ? false
      : type === ScalarType.INT64
        ? 0n
        : type === ScalarType.BYTES
          ? new Uint8Array(0)
          : 0;

function expect(actual: WireType, wanted: WireType): void {
  if (actual !== wanted) throw new TypeError(`wire type ${actual} where ${wanted} is expected`);
}

function wireTypeOf(type: ScalarType): WireType {
  switch (type) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    case ScalarType.BOOL:
    case ScalarType.INT32:
    case ScalarType.INT64:
    case ScalarType.UINT32:
    case ScalarType.UINT64:
    case ScalarType.SINT32:
    case ScalarType.SINT64:
      return WireType.Varint;
  }
}

function checked(reader: WireReader, type: ScalarType, wireType: WireType): unknown {
  expect(wireType, wireTypeOf(type));
  return scalar(reader, type);
}

function scalar(reader: WireReader, type: ScalarType): unknown {
  switch (type) {
    case ScalarType.STRING:
      return reader.string(true);
    case ScalarType.BOOL:
      return reader.bool();
    case ScalarType.INT32:
      return reader.int32();
    case ScalarType.UINT32:
      return reader.uint32();
    case ScalarType.INT64:
      return reader.int64();
    case ScalarType.DOUBLE:
      return reader.double();
    case ScalarType.FLOAT:
      return reader.float();
    case ScalarType.BYTES:
      return reader.bytes();
    default:
      // The protocol has no field of the other kinds.
      throw new TypeError(`scalar type ${type}`);
  }
}

/** A message's fields as they stand on the wire, for an answer that repeats them word for word. */
export function rawFields(bytes: Uint8Array): { no: number; wireType: WireType; data: Uint8Array }[] {
  const reader = new WireReader(bytes, MAX_MESSAGE_DEPTH);
  const fields = [];
  while (reader.pos < reader.len) {
    const [no, wireType] = reader.tag();
    fields.push({ no, wireType, data: reader.skip(wireType, no) });
  }
  return fields;
}
