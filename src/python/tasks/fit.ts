/** What functions return, brought to the layout of the type they declare. */
import { type ArrowColumn, asInt32, asInt64, bytesOf } from "../../arrow/column.ts";
import { type ArrowField, sparkType } from "../../arrow/field.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { type DataType, sameType } from "../../types/data-type.ts";

/**
 * The column in the target's layout. What a worker converts itself has it already; Arrow functions may return wider
 * offsets. Another type is refused as Spark's readers of vectors refuse it.
 */
export function fit(source: ArrowField, column: ArrowColumn, target: ArrowField, type: DataType): ArrowColumn {
  if (!sameType(plain(sparkType(source)), plain(type), { names: false, nullability: false })) throw noAccessor(type);
  return laidOut(source, column, target, type);
}

function laidOut(source: ArrowField, column: ArrowColumn, target: ArrowField, type: DataType): ArrowColumn {
  const [s, t] = [source.type, target.type];
  if (s.kind !== t.kind) throw noAccessor(type);
  if (s.kind === "timestamp" && t.kind === "timestamp" && s.unit !== t.unit) throw noAccessor(type);
  if (s.kind === "duration" && t.kind === "duration" && s.unit !== t.unit) throw noAccessor(type);
  if (s.kind === "time" && t.kind === "time" && s.unit !== t.unit) throw noAccessor(type);
  if (s.kind === "date" && t.kind === "date" && s.unit !== t.unit) throw noAccessor(type);
  const isMoved = "large" in s && "large" in t && s.large !== t.large;
  const offsets = isMoved ? moved(column, "large" in t && t.large) : column.buffers[0];
  const buffers = isMoved && offsets !== undefined ? [offsets, ...column.buffers.slice(1)] : column.buffers;
  const children = column.children.map((child, i) => {
    const [from, to] = [source.children[i], target.children[i]];
    return from === undefined || to === undefined ? child : laidOut(from, child, to, type);
  });
  return { ...column, buffers, children };
}

/** Offsets of the other width. */
function moved(column: ArrowColumn, toLarge: boolean): Uint8Array {
  const bytes = column.buffers[0] ?? new Uint8Array(0);
  if (bytes.length === 0) return new Uint8Array((column.rows + 1) * (toLarge ? 8 : 4));
  if (toLarge) return bytesOf(BigInt64Array.from(asInt32(bytes).subarray(0, column.rows + 1), BigInt));
  const wide = asInt64(bytes).subarray(0, column.rows + 1);
  if ((wide[column.rows] ?? 0n) > 0x7fffffffn) throw noAccessor({ kind: "binary" });
  return bytesOf(Int32Array.from(wide, Number));
}

/** Types as Arrow tells them apart: texts have no collation or length, intervals no fields, own types their SQL type. */
function plain(type: DataType): DataType {
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return { kind: "string", collation: "UTF8_BINARY" };
    case "time":
      return { ...type, precision: 6 };
    case "day_time_interval":
      return { ...type, start: "day", end: "second" };
    case "year_month_interval":
      return { ...type, start: "year", end: "month" };
    case "udt":
      return plain(type.sqlType);
    case "array":
      return { ...type, element: plain(type.element) };
    case "map":
      return { ...type, key: plain(type.key), value: plain(type.value) };
    case "struct":
      return { ...type, fields: type.fields.map((f) => ({ ...f, type: plain(f.type) })) };
    default:
      return type;
  }
}

const ACCESSORS: { readonly [K in DataType["kind"]]?: string } = {
  boolean: "getBoolean",
  byte: "getByte",
  short: "getShort",
  int: "getInt",
  date: "getInt",
  year_month_interval: "getInt",
  long: "getLong",
  timestamp: "getLong",
  timestamp_ntz: "getLong",
  time: "getLong",
  day_time_interval: "getLong",
  float: "getFloat",
  double: "getDouble",
  decimal: "getDecimal",
  string: "getUTF8String",
  char: "getUTF8String",
  varchar: "getUTF8String",
  binary: "getBinary",
  array: "getArray",
  map: "getMap",
  struct: "getStruct",
  calendar_interval: "getInterval",
};

const noAccessor = (type: DataType) =>
  sparkError("UNSUPPORTED_CALL.WITHOUT_SUGGESTION", {
    methodName: ACCESSORS[type.kind] ?? "get",
    className: "org.apache.spark.sql.vectorized.ArrowColumnVector$ArrowVectorAccessor",
  });
