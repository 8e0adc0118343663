/** What Spark's unpickler makes of calls: of a few classes of Python's own. All others are refused in its words. */
import { pickleException } from "../errors.ts";
import { doubleText } from "./java-text.ts";
import { PyArray, PyDecimal, PyDict, PyFloat, PyObject, PySet, type PythonValue } from "./python-value.ts";

type Construct = (args: readonly PythonValue[]) => PythonValue;

const constructors: Readonly<Record<string, Construct>> = {
  "decimal.Decimal": ([text]) => decimalOf(String(text)),
  "builtins.bytearray": bytesOf,
  "__builtin__.bytearray": bytesOf,
  "builtins.bytes": bytesOf,
  "__builtin__.bytes": bytesOf,
  "_codecs.encode": ([text]) => Uint8Array.from(String(text), (c) => c.charCodeAt(0)),
  "builtins.set": setOf,
  "__builtin__.set": setOf,
  "builtins.complex": ([real, imaginary]) =>
    new PyObject(
      complexText(real instanceof PyFloat ? real.value : 0, imaginary instanceof PyFloat ? imaginary.value : 0),
    ),
  "array._array_reconstructor": ([, typecode, machine, bytes]) =>
    arrayOf(String(typecode), Number(machine), bytes instanceof Uint8Array ? bytes : new Uint8Array(0)),
  "datetime.date": () => new PyObject(undefined),
  "datetime.datetime": () => new PyObject(undefined),
  "datetime.time": ([bytes]) => new PyObject(timeText(bytes)),
  "datetime.timedelta": ([days, seconds, micros]) => new PyObject(timedeltaText(days, seconds, micros)),
};

/** The result of calling a class or function, `module.name`. */
export function construct(name: string, args: readonly PythonValue[]): PythonValue {
  const known = constructors[name];
  if (known !== undefined) return known(args);
  if (args.length === 0) return classDict(name);
  throw pickleException(
    `expected zero arguments for construction of ClassDict (for ${name}). This happens when an unsupported/unregistered ` +
      "class is being unpickled that requires construction arguments. Fix it by registering a custom IObjectConstructor " +
      "for this class.",
  );
}

/** An object whose class Spark's unpickler does not know: a map that names it. */
function classDict(name: string): PyDict {
  const dict = new PyDict();
  dict.entries.push(["__class__", name]);
  return dict;
}

function bytesOf([first]: readonly PythonValue[]): PythonValue {
  if (first === undefined) return new Uint8Array(0);
  if (first instanceof Uint8Array) return first;
  throw pickleException("bytes of what is no bytes");
}

function setOf([items]: readonly PythonValue[]): PythonValue {
  const set = new PySet();
  if (Array.isArray(items)) set.items.push(...items);
  return set;
}

/** A `BigDecimal` of Python's text; NaN and the infinities are doubles. */
function decimalOf(text: string): PythonValue {
  if (/^[+-]?s?nan/i.test(text)) return new PyFloat(Number.NaN);
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw pickleException(`problem construction decimal: ${text}`);
  const [, sign, whole = "", part = "", exponent = "0"] = match;
  const unscaled = BigInt(`${whole}${part}` || "0");
  return new PyDecimal(sign === "-" ? -unscaled : unscaled, part.length - Number(exponent));
}

/** Python's arrays by their machine format (`array._array_reconstructor`). */
function arrayOf(typecode: string, machine: number, bytes: Uint8Array): PythonValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const formats: Readonly<Record<number, readonly [number, (at: number) => PythonValue]>> = {
    0: [1, (at) => view.getUint8(at)],
    2: [2, (at) => view.getUint16(at, true)],
    4: [2, (at) => view.getInt16(at, true)],
    6: [4, (at) => BigInt(view.getUint32(at, true))],
    8: [4, (at) => view.getInt32(at, true)],
    12: [8, (at) => view.getBigInt64(at, true)],
    14: [4, (at) => new PyFloat(view.getFloat32(at, true))],
    16: [8, (at) => new PyFloat(view.getFloat64(at, true))],
  };
  const format = formats[machine];
  // Signed bytes are what bytes are in Java.
  if (machine === 1) return bytes;
  if (format === undefined) throw pickleException(`unsupported machine code type: ${machine}`);
  const [width, read] = format;
  const items: PythonValue[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) items.push(read(at));
  return new PyArray(typecode, items);
}

const complexText = (real: number, imaginary: number): string =>
  `${doubleText(real)}${imaginary >= 0 ? "+" : ""}${doubleText(imaginary)}i`;

function timeText(bytes: PythonValue | undefined): string {
  if (!(bytes instanceof Uint8Array)) return "";
  const [h = 0, m = 0, s = 0, a = 0, b = 0, c = 0] = bytes;
  return `Time: ${h} hours, ${m} minutes, ${s} seconds, ${(a << 16) | (b << 8) | c} microseconds`;
}

function timedeltaText(...parts: readonly (PythonValue | undefined)[]): string {
  const [days = 0, seconds = 0, micros = 0] = parts.map(Number);
  const total = doubleText(days * 86_400 + seconds + micros / 1e6);
  return `Timedelta: ${days} days, ${seconds} seconds, ${micros} microseconds (total: ${total} seconds)`;
}
