import { needText } from "./room.ts";
import { rootOf } from "./variant-format.ts";
import { variantJson } from "./variant-json.ts";
import { UTC } from "./zone.ts";
import { SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import { decimalOfDouble } from "./cast-scalar.ts";
import { decimalToPlainString, digitCount, pow10, rescale, roundToDigits } from "./decimal.ts";
import { murmurBytes } from "./hash-murmur3.ts";
import { doubleToString, floatToString } from "./number-text.ts";

/** `format_string`: `java.util.Formatter` in the US locale over Spark's own representations of values. */

const SPECIFIER = /%(?:(\d+)\$)?(<)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/y;

interface Specifier {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly conversion: string;
}

const fail = (message: string): SparkError => sparkError("JVM.ILLEGAL_ARGUMENT", { message });

/** The format with its arguments filled in; a bad specifier throws ILLEGAL_ARGUMENT with the JVM's text. */
export function formatString(format: string, types: readonly DataType[], args: readonly Value[]): string {
  let out = "";
  let at = 0;
  let ordinary = 0;
  let last = -1;
  while (at < format.length) {
    const percent = format.indexOf("%", at);
    if (percent < 0) return out + format.slice(at);
    out += format.slice(at, percent);
    SPECIFIER.lastIndex = percent;
    const found = SPECIFIER.exec(format);
    if (found === null) throw fail(`Conversion = '${format[percent + 1] ?? "%"}'`);
    const [text, index, again, flags = "", width, precision, conversion = ""] = found;
    at = percent + text.length;
    const specifier: Specifier = {
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      conversion,
    };
    if (conversion === "n") {
      out += "\n";
    } else if (conversion === "%") {
      out += justify("%", specifier);
    } else {
      if (!"bBhHsScCdoxXeEfgGaAtT".includes(conversion)) throw fail(`Conversion = '${conversion}'`);
      if (again !== undefined) {
        if (last < 0) throw fail(`Format specifier '${text}'`);
      } else {
        last = index === undefined ? ordinary++ : Number(index) - 1;
      }
      if (specifier.width !== undefined) needText(specifier.width, "format_string");
      if (last >= args.length) throw fail(`Format specifier '${text}'`);
      out += render(specifier, types[last] ?? { kind: "null" }, args[last] ?? null);
    }
  }
  return out;
}

function justify(text: string, { flags, width }: Specifier): string {
  if (width === undefined) return text;
  return flags.includes("-") ? text.padEnd(width) : text.padStart(width);
}

function render(specifier: Specifier, type: DataType, value: Value): string {
  const { conversion, precision } = specifier;
  const lower = conversion.toLowerCase();
  const finish = (text: string): string => justify(conversion === lower ? text : text.toUpperCase(), specifier);
  const cut = (text: string): string => (precision === undefined ? text : text.slice(0, precision));
  if (lower === "b") return finish(cut(value === null ? "false" : typeof value === "boolean" ? String(value) : "true"));
  if (value === null) return finish(cut("null"));
  switch (lower) {
    case "s":
      return finish(cut(internalText(type, value)));
    case "h":
      return finish(cut((hashCode(type, value) >>> 0).toString(16)));
    case "c": {
      if (typeof value !== "number" || type.kind === "float" || type.kind === "double")
        throw mismatch(conversion, type);
      return finish(String.fromCodePoint(value));
    }
    case "d":
    case "o":
    case "x":
      if (typeof value !== "bigint" && !isSmall(type)) throw mismatch(conversion, type);
      return finish(
        lower === "d"
          ? decimalDigits(specifier, BigInt(value as number | bigint))
          : radixDigits(specifier, lower, type, value),
      );
    case "e":
    case "f":
    case "g":
      if (type.kind !== "float" && type.kind !== "double") throw mismatch(conversion, type);
      return finish(fractional(specifier, lower, type, value as number));
    case "a":
      if (type.kind !== "float" && type.kind !== "double") throw mismatch(conversion, type);
      return finish(hexDouble(value as number));
    default:
      throw unsupported(`format_string with the conversion %${conversion}`);
  }
}

// Dates and year-month intervals are plain ints inside Spark.
const isSmall = (type: DataType): boolean =>
  ["byte", "short", "int", "date", "year_month_interval"].includes(type.kind);

const JAVA_CLASS: Partial<Record<DataType["kind"], string>> = {
  boolean: "java.lang.Boolean",
  byte: "java.lang.Byte",
  short: "java.lang.Short",
  int: "java.lang.Integer",
  date: "java.lang.Integer",
  long: "java.lang.Long",
  timestamp: "java.lang.Long",
  float: "java.lang.Float",
  double: "java.lang.Double",
  decimal: "org.apache.spark.sql.types.Decimal",
  string: "org.apache.spark.unsafe.types.UTF8String",
};

const mismatch = (conversion: string, type: DataType): SparkError =>
  fail(`${conversion} != ${JAVA_CLASS[type.kind] ?? "java.lang.Object"}`);

/** What Java's toString gives for Spark's internal form of a value. */
export function internalText(type: DataType, value: Value): string {
  if (value === null) return "null";
  switch (type.kind) {
    case "float":
      return floatToString(value as number);
    case "double":
      return doubleToString(value as number);
    case "decimal":
      return decimalToPlainString(value as Decimal);
    case "array":
      return `[${(value as readonly Value[]).map((v) => internalText(type.element, v)).join(",")}]`;
    case "struct":
      return `[${(value as StructValue).fields.map((v, i) => internalText(type.fields[i]?.type ?? { kind: "null" }, v)).join(",")}]`;
    case "map": {
      const { entries } = value as MapValue;
      const keys = entries.map(([k]) => internalText(type.key, k)).join(",");
      return `keys: [${keys}], values: [${entries.map(([, v]) => internalText(type.value, v)).join(",")}]`;
    }
    case "variant":
      return variantJson(rootOf(value as VariantValue), UTC);
    case "binary":
    case "calendar_interval":
      throw unsupported(`format_string with ${type.kind.toUpperCase()} arguments`);
    default:
      return String(value);
  }
}

function hashCode(type: DataType, value: Value): number {
  switch (type.kind) {
    case "string": {
      const bytes = new TextEncoder().encode(value as string);
      return murmurBytes(bytes, bytes.length, 42);
    }
    case "boolean":
      return value === true ? 1231 : 1237;
    case "long":
    case "timestamp": {
      const bits = BigInt.asUintN(64, value as bigint);
      return Number(BigInt.asIntN(32, bits ^ (bits >> 32n)));
    }
    case "byte":
    case "short":
    case "int":
    case "date":
      return value as number;
    default:
      throw unsupported(`format_string with %h of ${type.kind.toUpperCase()}`);
  }
}

/** Sign, grouping and zero padding around the digits of a number. */
function dress({ flags, width }: Specifier, negative: boolean, digits: string): string {
  const [integer = "", ...fraction] = digits.split(".");
  const grouped = flags.includes(",") ? integer.replace(/\B(?=(\d{3})+$)/g, ",") : integer;
  let body = [grouped, ...fraction].join(".");
  const paren = negative && flags.includes("(");
  const prefix = negative ? (paren ? "(" : "-") : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const suffix = paren ? ")" : "";
  if (flags.includes("0") && width !== undefined) body = body.padStart(width - prefix.length - suffix.length, "0");
  return prefix + body + suffix;
}

const decimalDigits = (specifier: Specifier, value: bigint): string =>
  dress(specifier, value < 0n, (value < 0n ? -value : value).toString());

function radixDigits({ flags, width }: Specifier, lower: string, type: DataType, value: Value): string {
  const bits = type.kind === "long" ? 64 : type.kind === "byte" ? 8 : type.kind === "short" ? 16 : 32;
  const text = BigInt.asUintN(bits, BigInt(value as number | bigint)).toString(lower === "x" ? 16 : 8);
  const prefix = flags.includes("#") ? (lower === "x" ? "0x" : "0") : "";
  return flags.includes("0") && width !== undefined
    ? prefix + text.padStart(width - prefix.length, "0")
    : prefix + text;
}

function fractional(specifier: Specifier, lower: string, type: DataType, value: number): string {
  const negative = value < 0 || Object.is(value, -0);
  if (value !== value) return "NaN";
  if (!Number.isFinite(value))
    return dress({ ...specifier, flags: specifier.flags.replace(/[0,]/g, "") }, negative, "Infinity");
  const precision = specifier.precision ?? 6;
  // Java formats the decimal it would print, HALF_UP.
  const printed = type.kind === "float" ? Number(floatToString(value)) : value;
  const exact = decimalOfDouble(Math.abs(printed)) ?? { unscaled: 0n, scale: 0 };
  if (lower === "e") return dress(specifier, negative, scientific(exact, precision));
  if (lower === "f") return dress(specifier, negative, fixed(exact, precision));
  const significant = precision === 0 ? 1 : precision;
  const rounded = roundToDigits(exact, significant);
  const magnitude = rounded.unscaled === 0n ? 0 : digitCount(rounded.unscaled) - rounded.scale - 1;
  if (rounded.unscaled === 0n) return dress(specifier, negative, fixed(exact, significant - 1));
  if (magnitude >= -4 && magnitude < significant)
    return dress(specifier, negative, fixed(rounded, significant - magnitude - 1));
  return dress(specifier, negative, scientific(exact, significant - 1));
}

const fixed = (exact: Decimal, digits: number): string =>
  decimalToPlainString({ unscaled: rescale(exact.unscaled, exact.scale, digits), scale: digits });

function scientific(exact: Decimal, digits: number): string {
  if (exact.unscaled === 0n) return `${fixed(exact, digits)}e+00`;
  const rounded = roundToDigits(exact, digits + 1);
  const count = digitCount(rounded.unscaled);
  const exponent = count - rounded.scale - 1;
  const mantissa = count < digits + 1 ? rounded.unscaled * pow10(digits + 1 - count) : rounded.unscaled;
  const power = Math.abs(exponent).toString().padStart(2, "0");
  return `${decimalToPlainString({ unscaled: mantissa, scale: digits })}e${exponent < 0 ? "-" : "+"}${power}`;
}

function hexDouble(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const raw = view.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = (raw & 0xfffffffffffffn).toString(16).padStart(13, "0").replace(/0+$/, "") || "0";
  const sign = raw >> 63n === 1n ? "-" : "";
  if (x === 0) return `${sign}0x0.0p0`;
  return exponent === 0 ? `${sign}0x0.${fraction}p-1022` : `${sign}0x1.${fraction}p${exponent - 1023}`;
}
