import { boolHash, doubleHash, longHash, textHash } from "./hash-order.ts";
import { PyFloat, type PythonValue } from "./python-value.ts";

/** `hashCode` of what an unpickled value is in Java, where it does not depend on an address. */
export function javaHash(value: PythonValue): number | undefined {
  if (value === null) return 0;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return boolHash(value);
  if (typeof value === "string") return textHash(value);
  if (typeof value === "bigint") return value === BigInt.asIntN(64, value) ? longHash(value) : undefined;
  return value instanceof PyFloat ? doubleHash(value.value) : undefined;
}
