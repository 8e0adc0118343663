import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Value } from "../../types/value.ts";
import { HASH_SEED, murmurOf, xxhash64Of } from "../hash-value.ts";
import { type Kernel, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";

const bytesOf = (v: Value | undefined): Uint8Array | string => (typeof v === "string" ? v : (v as Uint8Array));

const digest = (algorithm: string): Kernel =>
  kernel(() => (v) => createHash(algorithm).update(bytesOf(v)).digest("hex"));

const SHA2: Readonly<Record<number, string>> = {
  0: "sha256",
  224: "sha224",
  256: "sha256",
  384: "sha384",
  512: "sha512",
};

/** Hash functions (`org.apache.spark.sql.catalyst.expressions.hash`). */
export const hashKernels = {
  hash: kernelOfNulls((cx) => {
    const steps = cx.argTypes.map(murmurOf);
    return (...args) => {
      let h = HASH_SEED;
      for (let i = 0; i < args.length; i++) h = steps[i]?.(args[i] ?? null, h) ?? h;
      return h;
    };
  }),
  xxhash64: kernelOfNulls((cx) => {
    const steps = cx.argTypes.map(xxhash64Of);
    return (...args) => {
      let h = BigInt(HASH_SEED);
      for (let i = 0; i < args.length; i++) h = steps[i]?.(args[i] ?? null, h) ?? h;
      return h;
    };
  }),
  md5: digest("md5"),
  sha: digest("sha1"),
  sha1: digest("sha1"),
  sha2: kernel(() => (v, bits) => {
    const algorithm = SHA2[bits as number];
    return algorithm === undefined ? null : createHash(algorithm).update(bytesOf(v)).digest("hex");
  }),
  crc32: kernel(() => (v) => BigInt(crc32(bytesOf(v)))),
} satisfies KernelTable;
