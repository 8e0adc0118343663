import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { xmlOptions } from "../../src/kernels/xml-options.ts";
import { xmlParser } from "../../src/kernels/xml-parse.ts";
import { XmlError, XmlReader } from "../../src/kernels/xml-reader.ts";
import { xmlRecords } from "../../src/kernels/xml-records.ts";
import { xmlTyper } from "../../src/kernels/xml-schema.ts";
import { array, field, INT, STRING, struct } from "../../src/types/data-type.ts";

const options = xmlOptions(undefined, { timeZone: "UTC", timeParserPolicy: "CORRECTED" });
const schema = struct([
  field("a", INT),
  field("s", struct([field("a", array(INT)), field("_x", STRING), field("_VALUE", STRING)])),
  field("_corrupt_record", STRING),
]);
const parse = xmlParser(schema, options, false);
const typeOf = xmlTyper({ options, caseSensitive: false, ntz: false });

const PIECES =
  "<a> </a> <s_x='1'> </s> <a/> <!-- --> <![CDATA[ ]]> <?x ?> <!DOCTYPE_a_[ ]> &lt; &x; &#0; &#x41; & < > \" = 1 x _ \u0001 <p </p> é"
    .split(" ")
    .map((piece) => piece.replaceAll("_", " "));
/** Texts that are nearly XML. */
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 });
const texts = fc.oneof(
  pieces.map((all) => all.join("")),
  pieces.map((all) => `<p>${all.join("")}</p>`),
  fc.string(),
);

describe("texts that are no XML", () => {
  it("end in faults of their own", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reader = new XmlReader(text);
        // Some faults are met again by who reads on, so that nobody may do so for ever.
        for (let left = text.length + 2; left > 0; left--) {
          try {
            if (reader.next().kind === "end of text") return;
          } catch (error) {
            expect(error).toBeInstanceOf(XmlError);
          }
        }
      }),
    );
  });

  it("are corrupt records, and have a type", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { fields } = parse(text);
        expect(fields).toHaveLength(3);
        expect([null, text]).toContain(fields[2]);
        expect(typeOf(text)?.kind).toBe("struct");
        for (const record of xmlRecords(text, "a")) expect(record.startsWith("<a")).toBe(true);
      }),
    );
  });
});

describe("large texts", () => {
  it("with many elements take time in proportion", () => {
    const text = `<p><s>${"<a>1</a>".repeat(200_000)}</s></p>`;
    const started = performance.now();
    const [, nested] = parse(text).fields as [unknown, { fields: readonly [readonly number[]] }];
    expect(nested.fields[0]).toHaveLength(200_000);
    expect(xmlRecords(text, "a")).toHaveLength(200_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("nest no deeper than Woodstox lets them", () => {
    const deep = (n: number) => `<p>${"<s>".repeat(n)}${"</s>".repeat(n)}</p>`;
    expect(parse(deep(999)).fields[2]).toBeNull();
    expect(parse(deep(100_000)).fields[2]).not.toBeNull();
    expect(typeOf(deep(100_000))).toEqual(struct([field("_corrupt_record", STRING)]));
    expect(typeOf(deep(999))?.fields[0]?.name).toBe("s");
  });

  it("hold numbers of any length", () => {
    expect(parse(`<p><a>${"9".repeat(1_000_000)}</a></p>`).fields[0]).toBeNull();
    expect(parse(`<p><a>${"0".repeat(1000)}7</a></p>`).fields[0]).toBe(7);
  });
});
