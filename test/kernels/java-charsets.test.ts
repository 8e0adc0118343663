import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { decodeAsJava, encodeAsJava } from "../../src/kernels/java-charsets.ts";

/** SHA-1 beginnings of what JDK 17 reads in the bytes 0 to 255, as four hexadecimal digits each. */
const TABLES = [
  ["windows-1250", "7b2c031970c7"],
  ["windows-1251", "94362d5bf8fb"],
  ["windows-1252", "43c333642da5"],
  ["windows-1253", "74747a1af979"],
  ["windows-1254", "471ea0e474dc"],
  ["windows-1255", "2d5cb3f3a1e7"],
  ["windows-1256", "dee1eef41eb4"],
  ["windows-1257", "5ba6a38b5ba0"],
  ["windows-1258", "46bda11c964b"],
  ["ISO-8859-2", "389dfe8aa6b1"],
  ["ISO-8859-3", "4a5f46491362"],
  ["ISO-8859-4", "912108cc8221"],
  ["ISO-8859-5", "8defa468f99a"],
  ["ISO-8859-6", "e8862ec4cefd"],
  ["ISO-8859-7", "3db4fcb31845"],
  ["ISO-8859-8", "5fdac1a304f9"],
  ["ISO-8859-9", "e249b3444661"],
  ["ISO-8859-13", "184fa2a15927"],
  ["ISO-8859-15", "2b0a2466097d"],
  ["KOI8-R", "d943811915f5"],
  ["KOI8-U", "863607929514"],
  ["IBM866", "afdf5ab0988a"],
  ["x-MacRoman", "6e4c2ac97628"],
  ["ISO-8859-1", "808d2ea4b939"],
  ["US-ASCII", "11e6ab3fddb8"],
] as const;

const units = (text: string): string =>
  text
    .split("")
    .map((c) => c.charCodeAt(0).toString(16).padStart(4, "0"))
    .join("");

describe("the JDK's character sets", () => {
  test.each(TABLES)("%s", (name, digest) => {
    const text = decodeAsJava(
      Uint8Array.from({ length: 256 }, (_, i) => i),
      name,
    );
    expect(createHash("sha1").update(units(text)).digest("hex").slice(0, 12)).toBe(digest);
    const known = Array.from(text).filter((c) => c !== "\ufffd");
    expect(decodeAsJava(encodeAsJava(known.join(""), name), name)).toBe(known.join(""));
  });

  test.each([
    ["UTF-8", "90a0edbfef", "fffdfffdfffdfffd"],
    ["UTF-8", "edbbbfbfbff5", "fffdfffdfffdfffd"],
    ["UTF-8", "8fedbb", "fffdfffd"],
    ["UTF-8", "8080c2edbb61", "fffdfffdfffdfffd0061"],
    ["UTF-32", "f0e1a0f5e1", "fffdfffd"],
    ["UTF-32LE", "00ffe1c2", "fffd"],
  ])("%s reads %s", (name, hex, expected) => {
    expect(units(decodeAsJava(Buffer.from(hex, "hex"), name))).toBe(expected);
  });

  test("what cannot be written is a question mark", () => {
    expect(encodeAsJava("aé€😀\ufffd", "latin1")).toEqual(new Uint8Array([0x61, 0xe9, 0x3f, 0x3f, 0x3f]));
  });

  test("names", () => {
    expect(() => encodeAsJava("a", "Big5")).toThrow("UNSUPPORTED_FEATURE.FIRESTEEL");
    expect(() => encodeAsJava("a", "nope")).toThrow("INVALID_PARAMETER_VALUE.CHARSET");
  });
});
