/** Spark's hashes and checksums. */
import { sparkError } from "../errors/spark-error.ts";
import { BINARY, type DataType, INT, LONG, STRING, someType } from "../types/data-type.ts";
import { type ArgInfo, any, type Example, functionGroup, of, scalar } from "./define.ts";

const digest = (
  since: string,
  doc: string,
  examples: readonly Example[],
  more: { readonly aliases?: readonly string[]; readonly returns?: DataType } = {},
) => scalar({ args: [of("expr", BINARY)], returns: STRING, nulls: "mirror", since, doc, examples, ...more });

const hashed = (name: string, returns: DataType, since: string, doc: string, examples: readonly Example[]) =>
  scalar({
    args: [any("expr", { variadic: true })],
    check: (args: readonly ArgInfo[], _settings, call) => {
      const params = { sqlExpr: `"${call.sql}"`, functionName: `\`${name}\`` };
      const has = (kind: DataType["kind"]) => args.some((a) => someType(a.type, (t) => t.kind === kind));
      if (has("map")) throw sparkError("DATATYPE_MISMATCH.HASH_MAP_TYPE", params);
      if (has("variant")) throw sparkError("DATATYPE_MISMATCH.HASH_VARIANT_TYPE", params);
    },
    returns,
    nulls: "never",
    since,
    doc,
    examples,
    plain: (args) => `${name}(${[...args, "42"].join(", ")})`,
  });

export const hashFunctions = functionGroup("hash", {
  md5: digest("1.5.0", "The MD5 digest as 32 hexadecimal digits.", [
    ["md5('Spark')", "8cde774d6f7333752ed72cacddb05126"],
  ]),
  sha1: digest(
    "1.5.0",
    "The SHA-1 digest as hexadecimal digits.",
    [["sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c"]],
    { aliases: ["sha"] },
  ),
  sha2: scalar({
    args: [of("expr", BINARY), of("bitLength", INT)],
    returns: STRING,
    nulls: "always",
    since: "1.5.0",
    doc: "The SHA-2 digest of 224, 256 (also 0), 384 or 512 bits as hexadecimal digits; NULL of other lengths.",
    examples: [
      ["sha2('Spark', 256)", "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b"],
      ["sha2('Spark', 7)", "NULL"],
    ],
  }),
  crc32: digest("1.5.0", "The cyclic redundancy check as a BIGINT.", [["crc32('Spark')", "1557323817"]], {
    returns: LONG,
  }),
  hash: hashed("hash", INT, "2.0.0", "A 32-bit hash (Murmur3, seed 42) of the arguments.", [
    ["hash('Spark', array(123), 2)", "-1321691492"],
  ]),
  xxhash64: hashed("xxhash64", LONG, "3.0.0", "A 64-bit hash (xxHash, seed 42) of the arguments.", [
    ["xxhash64('Spark', array(123), 2)", "5602566077635097486"],
  ]),
});
