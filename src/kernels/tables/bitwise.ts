import { sparkError } from "../../errors/spark-error.ts";
import type { DataType } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { type Kernel, kernel, type KernelTable } from "../kernel.ts";

const bitwise = (small: (a: number, b: number) => number, long: (a: bigint, b: bigint) => bigint): Kernel =>
  kernel((cx) =>
    cx.argTypes[0]?.kind === "long"
      ? (a, b) => long(a as bigint, b as bigint)
      : (a, b) => small(a as number, b as number),
  );

const widthOf = (type: DataType | undefined): number =>
  type?.kind === "long" ? 64 : type?.kind === "int" ? 32 : type?.kind === "short" ? 16 : 8;

/** A shift by the low 5 or 6 bits of its distance. */
const shift = (small: (a: number, n: number) => number, long: (a: bigint, n: bigint) => bigint): Kernel =>
  kernel((cx) =>
    cx.argTypes[0]?.kind === "long"
      ? (a, n) => BigInt.asIntN(64, long(a as bigint, BigInt((n as number) & 63)))
      : (a, n) => small(a as number, n as number),
  );

function bitCount(v: Value | undefined): number {
  if (typeof v === "boolean") return v ? 1 : 0;
  let rest = BigInt.asUintN(64, BigInt(v as number | bigint));
  let count = 0;
  for (; rest > 0n; rest &= rest - 1n) count++;
  return count;
}

const bitGet = (name: string): Kernel =>
  kernel((cx) => {
    const width = widthOf(cx.argTypes[0]);
    return (v, position) => {
      const at = position as number;
      if (at >= 0 && at < width) return Number((BigInt(v as number | bigint) >> BigInt(at)) & 1n);
      throw sparkError("INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE", {
        parameter: "`pos`",
        functionName: `\`${name}\``,
        upper: String(width),
        invalidValue: String(at),
      });
    };
  });

const left = shift(
  (a, n) => a << n,
  (a, n) => a << n,
);
const right = shift(
  (a, n) => a >> n,
  (a, n) => a >> n,
);
const unsigned = shift(
  (a, n) => (a >>> n) | 0,
  (a, n) => BigInt.asUintN(64, a) >> n,
);

/** Functions on bits (`org.apache.spark.sql.catalyst.expressions.bitwiseExpressions` and the shifts). */
export const bitwiseKernels = {
  "&": bitwise(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  "|": bitwise(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  "^": bitwise(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  "~": kernel((cx) => (cx.argTypes[0]?.kind === "long" ? (a) => ~(a as bigint) : (a) => ~(a as number))),
  bit_count: kernel(() => (v) => bitCount(v)),
  bit_get: bitGet("bit_get"),
  getbit: bitGet("getbit"),
  shiftleft: left,
  "<<": left,
  shiftright: right,
  ">>": right,
  shiftrightunsigned: unsigned,
  ">>>": unsigned,
} satisfies KernelTable;
