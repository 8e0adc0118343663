/**
 * A plain value of a Spark type; which form it takes follows from its {@link DataType} alone:
 *
 * | type | value |
 * |---|---|
 * | any | `null` for SQL NULL |
 * | boolean | boolean |
 * | byte, short, int, float, double | number (float rounded by `Math.fround`) |
 * | long | bigint |
 * | decimal | {@link Decimal}, of exactly the type's scale |
 * | string, char, varchar | string |
 * | binary | Uint8Array |
 * | date | number: days since 1970-01-01 |
 * | timestamp | bigint: microseconds since the epoch, UTC |
 * | timestamp_ntz | bigint: microseconds since the local 1970-01-01T00:00 |
 * | time | bigint: nanoseconds since midnight |
 * | year_month_interval | number: months |
 * | day_time_interval | bigint: microseconds |
 * | calendar_interval | {@link CalendarInterval} |
 * | array | array of values |
 * | map | {@link MapValue} |
 * | struct | {@link StructValue}, by position |
 * | variant | {@link VariantValue} |
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Decimal
  | CalendarInterval
  | MapValue
  | StructValue
  | VariantValue
  | readonly Value[];

/** An exact number: `unscaled × 10^-scale`. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Spark's CalendarInterval: three counts that are never folded into one another. */
export interface CalendarInterval {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

/** A map in insertion order. */
export interface MapValue {
  readonly entries: readonly (readonly [Value, Value])[];
}

/** A struct by position. */
export interface StructValue {
  readonly fields: readonly Value[];
}

/** Spark's VARIANT binary encoding. */
export interface VariantValue {
  readonly value: Uint8Array;
  readonly metadata: Uint8Array;
}
