/** Spark's functions that belong nowhere else. What depends on the session alone is the analyzer's. */
import { BINARY, BOOLEAN, INT, LONG, NULL, STRING } from "../types/data-type.ts";
import { any, type Declaration, type Example, functionGroup, of, scalar, text } from "./define.ts";
import { javaMethod } from "./java-method.ts";

const answer = (
  returns: Declaration["returns"],
  since: string,
  doc: string,
  examples: readonly Example[],
  more: Partial<Declaration> = {},
) => scalar({ args: [], returns, nulls: "never", since, doc, examples, ...more });

const quoted = (s: string): string => `'${s.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const aesDecrypt = {
  args: [
    of("expr", BINARY),
    of("key", BINARY),
    text("mode", { default: "'GCM'" }),
    text("padding", { default: "'DEFAULT'" }),
    of("aad", BINARY, { default: "''" }),
  ],
  returns: BINARY,
  nulls: "always",
} as const;

export const miscFunctions = functionGroup("misc", {
  raise_error: scalar({
    args: [text("errorMsg")],
    returns: NULL,
    nulls: "always",
    since: "3.1.0",
    doc: "Raises an error with a message.",
    examples: [],
    throws: true,
    pretty: (args) => `raise_error(USER_RAISED_EXCEPTION, map(errorMessage, ${args.join(", ")}))`,
  }),
  assert_true: scalar({
    args: [of("expr", BOOLEAN), text("message", { optional: true })],
    returns: NULL,
    nulls: "always",
    since: "2.0.0",
    doc: "NULL where the condition is true, else an error.",
    examples: [["assert_true(0 < 1)", "NULL"]],
    throws: true,
    pretty: (args) => `assert_true(${args.length > 1 ? args.join(", ") : `${args[0]}, '${args[0]}' is not true!`})`,
    replacedBy: (args) =>
      `if($0, NULL, raise_error(${args.length > 1 ? "$1" : quoted(`'${args[0]?.sql ?? ""}' is not true!`)}))`,
  }),
  uuid: answer(STRING, "2.3.0", "A random UUID.", [["length(uuid())", "36"]], {
    args: [of("seed", LONG, { optional: true, foldable: true })],
    deterministic: false,
  }),
  monotonically_increasing_id: answer(
    LONG,
    "1.4.0",
    "A number that grows from row to row.",
    [["monotonically_increasing_id()", "0"]],
    { deterministic: false },
  ),
  spark_partition_id: answer(INT, "1.4.0", "The number of the partition of a row.", [["spark_partition_id()", "0"]], {
    deterministic: false,
    pretty: () => "SPARK_PARTITION_ID()",
  }),
  input_file_name: answer(
    STRING,
    "1.5.0",
    "The name of the file that a row was read from; empty when there is none.",
    [],
    { deterministic: false },
  ),
  bitmap_bit_position: answer(
    LONG,
    "3.5.0",
    "The position of a number's bit in its bucket of a bitmap.",
    [
      ["bitmap_bit_position(1)", "0"],
      ["bitmap_bit_position(123)", "122"],
    ],
    { args: [of("child", LONG)], nulls: "mirror" },
  ),
  bitmap_bucket_number: answer(
    LONG,
    "3.5.0",
    "The number of a number's bucket of a bitmap.",
    [
      ["bitmap_bucket_number(123)", "1"],
      ["bitmap_bucket_number(0)", "0"],
    ],
    { args: [of("child", LONG)], nulls: "mirror" },
  ),
  bitmap_count: answer(LONG, "3.5.0", "How many bits of a bitmap are set.", [["bitmap_count(X'1010')", "2"]], {
    args: [of("child", BINARY)],
    strict: true,
    nulls: "mirror",
  }),
  aes_encrypt: scalar({
    args: [
      of("expr", BINARY),
      of("key", BINARY),
      text("mode", { default: "'GCM'" }),
      text("padding", { default: "'DEFAULT'" }),
      of("iv", BINARY, { default: "''" }),
      of("aad", BINARY, { default: "''" }),
    ],
    returns: BINARY,
    nulls: "always",
    throws: true,
    since: "3.3.0",
    doc: "The bytes encrypted by AES in the mode `GCM`, `CBC` or `ECB`, behind the initialisation vector.",
    examples: [
      ["hex(aes_encrypt('Spark', '0000111122223333', 'ECB'))", "348FF37EBDE05B7880BA339068FBDA5E"],
      [
        "hex(aes_encrypt('Spark', '0000111122223333', 'CBC', 'PKCS', unhex('00000000000000000000000000000000')))",
        "00000000000000000000000000000000348FF37EBDE05B7880BA339068FBDA5E",
      ],
      [
        "hex(aes_encrypt('Spark', '0000111122223333', 'GCM', 'DEFAULT', unhex('000000000000000000000000'), 'aad'))",
        "00000000000000000000000046C4EF1C6A58C82E08A2D6B5AA23225CD5DAB67E32",
      ],
    ],
  }),
  aes_decrypt: scalar({
    ...aesDecrypt,
    throws: true,
    since: "3.3.0",
    doc: "The bytes that AES encrypted.",
    examples: [
      ["CAST(aes_decrypt(unhex('348FF37EBDE05B7880BA339068FBDA5E'), '0000111122223333', 'ECB') AS STRING)", "Spark"],
    ],
  }),
  try_aes_decrypt: scalar({
    ...aesDecrypt,
    mode: "try",
    since: "3.5.0",
    doc: "The bytes that AES encrypted, or NULL where they cannot be decrypted.",
    examples: [
      [
        "CAST(try_aes_decrypt(unhex('348FF37EBDE05B7880BA339068FBDA5E'), '0000111122223333', 'ECB') AS STRING)",
        "Spark",
      ],
      ["try_aes_decrypt(unhex('83F1'), '0000111122223333')", "NULL"],
    ],
  }),
  java_method: scalar({
    ...javaMethod,
    aliases: ["reflect"],
    throws: true,
    since: "2.0.0",
    doc: "What a static method of a class of Java's answers, as text. There is no JVM: a few methods are known.",
    examples: [
      [
        "java_method('java.util.UUID', 'fromString', 'a5cf6c42-0c85-418f-af6c-3e4e5b1328f2')",
        "a5cf6c42-0c85-418f-af6c-3e4e5b1328f2",
      ],
      ["reflect('java.lang.Math', 'max', 2, 3)", "3"],
    ],
  }),
  try_reflect: scalar({
    ...javaMethod,
    mode: "try",
    since: "4.0.0",
    doc: "As `reflect`, but NULL where the method throws.",
    examples: [
      ["try_reflect('java.net.URLDecoder', 'decode', '%25')", "%"],
      ["try_reflect('java.net.URLDecoder', 'decode', '%')", "NULL"],
    ],
  }),
  collate: scalar({
    args: [text("expr"), text("collationName")],
    returns: STRING,
    nulls: "mirror",
    strict: true,
    since: "4.0.0",
    doc: "A text under a collation.",
    examples: [
      ["collate('a', 'UNICODE_CI') = 'A'", "true"],
      ["collation('Spark' COLLATE UTF8_LCASE)", "SYSTEM.BUILTIN.UTF8_LCASE"],
    ],
  }),
  collation: answer(
    STRING,
    "4.0.0",
    "The full name of a text's collation.",
    [["collation('Spark SQL')", "SYSTEM.BUILTIN.UTF8_BINARY"]],
    { args: [text("expr")], strict: true },
  ),
  typeof: answer(
    STRING,
    "3.0.0",
    "The type of a value, in DDL.",
    [
      ["typeof(1)", "int"],
      ["typeof(array(1))", "array<int>"],
    ],
    { args: [any("expr")] },
  ),
  version: answer(STRING, "3.0.0", "The version of Spark, and the revision it was built from.", []),
  current_user: answer(STRING, "3.2.0", "The name of the user.", [], { aliases: ["user", "session_user"] }),
  current_catalog: answer(STRING, "3.1.0", "The current catalog.", [["current_catalog()", "spark_catalog"]]),
  current_schema: answer(STRING, "3.4.0", "The current schema.", [["current_schema()", "default"]], {
    aliases: ["current_database"],
  }),
});
