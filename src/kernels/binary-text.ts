import type { KernelSettings } from "./kernel.ts";

/** How bytes are shown and written as text (`spark.sql.binaryOutputStyle`, `ToStringBase.getBinaryFormatter`). */
export type BinaryStyle = NonNullable<KernelSettings["binaryStyle"]>;

const STYLES: Readonly<Record<BinaryStyle, (bytes: Uint8Array) => string>> = {
  "UTF-8": (bytes) => Buffer.from(bytes).toString("utf8"),
  // Java's bytes have signs.
  BASIC: (bytes) => `[${Array.from(new Int8Array(bytes)).join(", ")}]`,
  BASE64: (bytes) => Buffer.from(bytes).toString("base64").replace(/=+$/, ""),
  HEX: (bytes) => Buffer.from(bytes).toString("hex").toUpperCase(),
  HEX_DISCRETE: (bytes) => `[${hexPairs(bytes)}]`,
};

const hexPairs = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

/** A writer of bytes in a style; by default two hexadecimal digits for each byte, in brackets. */
export const binaryText = (style: BinaryStyle = "HEX_DISCRETE"): ((bytes: Uint8Array) => string) => STYLES[style];
