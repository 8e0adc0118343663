import { unsupported } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { CalendarInterval, Decimal, MapValue, StructValue, Value } from "../types/value.ts";
import { murmurBytes, murmurInt, murmurLong } from "./hash-murmur3.ts";
import { xxBytes, xxInt, xxLong } from "./hash-xxhash64.ts";

/** Hashes of typed values, chained by their seeds (`HashExpression`): NULL leaves the seed as it is. */

interface Algorithm<H> {
  readonly int: (value: number, seed: H) => H;
  readonly long: (value: bigint, seed: H) => H;
  readonly bytes: (bytes: Uint8Array, length: number, seed: H) => H;
}

/** One value into a seed. */
export type Hasher<H> = (value: Value, seed: H) => H;

let buffer = new Uint8Array(1024);
const encoder = new TextEncoder();
const float = new DataView(new ArrayBuffer(8));

/** UTF-8 into a shared buffer; answers the number of bytes. */
function encode(text: string): number {
  if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 4);
  if (text.length < 24) {
    let i = 0;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c > 0x7f) break;
      buffer[i] = c;
    }
    if (i === text.length) return i;
  }
  return encoder.encodeInto(text, buffer).written;
}

function hasher<H>(type: DataType, algorithm: Algorithm<H>): Hasher<H> {
  const { int, long, bytes } = algorithm;
  const ofNonNull =
    (hash: Hasher<H>): Hasher<H> =>
    (value, seed) =>
      value === null ? seed : hash(value, seed);
  const text: Hasher<H> = (v, seed) => {
    // The buffer may be replaced while encoding, so that comes first.
    const length = encode(v as string);
    return bytes(buffer, length, seed);
  };
  switch (type.kind) {
    case "null":
      return (_, seed) => seed;
    case "boolean":
      return ofNonNull((v, seed) => int(v === true ? 1 : 0, seed));
    case "byte":
    case "short":
    case "int":
    case "date":
    case "year_month_interval":
      return ofNonNull((v, seed) => int(v as number, seed));
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "day_time_interval":
      return ofNonNull((v, seed) => long(v as bigint, seed));
    case "float":
      return ofNonNull((v, seed) => {
        float.setFloat32(0, v === 0 ? 0 : (v as number));
        return int(v !== v ? 0x7fc00000 : float.getInt32(0), seed);
      });
    case "double":
      return ofNonNull((v, seed) => {
        float.setFloat64(0, v === 0 ? 0 : (v as number));
        return long(v !== v ? 0x7ff8000000000000n : float.getBigInt64(0), seed);
      });
    case "decimal":
      if (type.precision <= 18) return ofNonNull((v, seed) => long((v as Decimal).unscaled, seed));
      return ofNonNull((v, seed) => {
        const wide = bytesOfWhole((v as Decimal).unscaled);
        return bytes(wide, wide.length, seed);
      });
    case "string":
      if (type.collation !== "UTF8_BINARY") throw unsupported(`hash of STRING COLLATE ${type.collation}`);
      return ofNonNull(text);
    case "char":
    case "varchar":
      return ofNonNull(text);
    case "binary":
      return ofNonNull((v, seed) => bytes(v as Uint8Array, (v as Uint8Array).length, seed));
    case "calendar_interval":
      return ofNonNull((v, seed) => {
        const { months, days, micros } = v as CalendarInterval;
        return int(months, int(days, long(micros, seed)));
      });
    case "array": {
      const element = hasher(type.element, algorithm);
      return ofNonNull((v, seed) => (v as readonly Value[]).reduce<H>((h, x) => element(x, h), seed));
    }
    case "map": {
      const key = hasher(type.key, algorithm);
      const item = hasher(type.value, algorithm);
      return ofNonNull((v, seed) => (v as MapValue).entries.reduce<H>((h, [k, x]) => item(x, key(k, h)), seed));
    }
    case "struct": {
      const fields = type.fields.map((f) => hasher(f.type, algorithm));
      return ofNonNull((v, seed) => (v as StructValue).fields.reduce<H>((h, x, i) => fields[i]?.(x, h) ?? h, seed));
    }
    case "udt":
      return hasher(type.sqlType, algorithm);
    case "variant":
      throw unsupported("hash of VARIANT");
  }
}

/** Big-endian two's complement in as few bytes as hold it (`BigInteger.toByteArray`). */
function bytesOfWhole(x: bigint): Uint8Array {
  let length = 1;
  while (BigInt.asIntN(length * 8, x) !== x) length++;
  const out = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, x);
  for (let i = length - 1; i >= 0; i--) {
    out[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return out;
}

/** `hash`'s step: a 32-bit seed to a 32-bit hash. */
export const murmurOf = (type: DataType): Hasher<number> =>
  hasher(type, { int: murmurInt, long: murmurLong, bytes: murmurBytes });

/** `xxhash64`'s step: a 64-bit seed to a 64-bit hash. */
export const xxhash64Of = (type: DataType): Hasher<bigint> =>
  hasher(type, { int: xxInt, long: xxLong, bytes: xxBytes });

/** The seed of both functions in Spark. */
export const HASH_SEED = 42;
