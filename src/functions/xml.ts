/** Spark's functions on XML texts. */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  DOUBLE,
  FLOAT,
  INT,
  isText,
  LONG,
  SHORT,
  STRING,
  type StructType,
  struct,
} from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import type { MapValue } from "../types/value.ts";
import { typeAt, unexpectedInput } from "./arg-rules.ts";
import { rowSchema } from "./csv.ts";
import { type ArgInfo, any, type Example, functionGroup, scalar, text } from "./define.ts";
import { checkOptions, notNull } from "./json.ts";

const options = any("options", { optional: true, foldable: true });

/** The column of corrupt records is a STRING, and the last: behind it Spark shifts the fields, one into the next. */
function checkCorruptRecord(schema: StructType, given: ArgInfo | undefined): void {
  const entries = (given?.value as MapValue | null | undefined)?.entries ?? [];
  const named = entries.find(([key]) => String(key).toLowerCase() === "columnnameofcorruptrecord");
  const name = named === undefined ? "_corrupt_record" : String(named[1]);
  const at = schema.fields.findIndex((f) => f.name === name);
  const found = schema.fields[at];
  if (found === undefined) return;
  if (found.type.kind !== "string") {
    throw sparkError("INVALID_CORRUPT_RECORD_TYPE", {
      columnName: `\`${name}\``,
      actualType: `"${sqlType(found.type)}"`,
    });
  }
  if (at < schema.fields.length - 1) throw unsupported("from_xml with the column of corrupt records before others");
}

const byPath = (
  returns: DataType,
  doc: string,
  examples: readonly Example[],
  more: { readonly aliases?: readonly string[] } = {},
) =>
  scalar({
    args: [text("xml"), text("path", { foldable: true })],
    strict: true,
    returns,
    nulls: "always",
    throws: true,
    since: "2.0.0",
    doc,
    examples,
    ...more,
  });

export const xmlFunctions = functionGroup("xml", {
  from_xml: scalar({
    args: [text("xmlStr"), any("schema", { foldable: true }), options],
    coerce: (args) => args.map((a, i) => (i === 0 && a.type.kind === "null" ? STRING : a.type)),
    check: (args, _settings, call) => {
      checkOptions(args[2]);
      if (!isText(typeAt(args, 0))) throw unexpectedInput(args, 0, '"STRING"', call);
    },
    returns: (args, settings) => {
      const schema = rowSchema(args[1], settings);
      checkCorruptRecord(schema, args[2]);
      return schema;
    },
    nulls: "always",
    throws: true,
    since: "4.0.0",
    doc: "The row of an XML text, by a schema: its elements, and its attributes behind `_`.",
    examples: [
      ["from_xml('<p><a>1</a><b>0.8</b></p>', 'a INT, b DOUBLE')", "{1, 0.8}"],
      ["from_xml('<p x=\"1\"><a>2</a><a>3</a></p>', '_x INT, a ARRAY<INT>')", "{1, [2, 3]}"],
    ],
    pretty: (args) => `from_xml(${args[0]})`,
  }),
  to_xml: scalar({
    args: [any("expr"), options],
    coerce: (args) => args.map((a, i) => (i === 0 && a.type.kind === "null" ? struct([]) : a.type)),
    check: (args, _settings, call) => {
      checkOptions(args[1]);
      if (typeAt(args, 0).kind !== "struct") throw unexpectedInput(args, 0, '"STRUCT"', call);
    },
    returns: STRING,
    nulls: "always",
    throws: true,
    since: "4.0.0",
    doc: "A struct as an XML text, with an element for each of its fields.",
    examples: [
      ["to_xml(named_struct('a', 1, 'b', 2))", "<ROW>\n    <a>1</a>\n    <b>2</b>\n</ROW>"],
      ["to_xml(named_struct('_x', 1, '_VALUE', 2), map('rowTag', 'r'))", '<r x="1">2</r>'],
    ],
    pretty: (args) => `to_xml(${args[0]})`,
  }),
  schema_of_xml: scalar({
    args: [text("xml", { foldable: true }), options],
    check: (args, settings, call) => {
      checkOptions(args[1]);
      notNull("xml", args[0], call);
      if (settings.timestampType === "TIMESTAMP_NTZ") throw unsupported("schema_of_xml with timestamps without a zone");
    },
    returns: STRING,
    nulls: "never",
    throws: true,
    since: "4.0.0",
    doc: "The schema of a constant XML text, in DDL.",
    examples: [
      ["schema_of_xml('<p><a>1</a></p>')", "STRUCT<a: BIGINT>"],
      [
        "schema_of_xml('<p><a attr=\"2\">1</a><a>3</a></p>', map('excludeAttribute', 'true'))",
        "STRUCT<a: ARRAY<BIGINT>>",
      ],
    ],
    pretty: (args) => `schema_of_xml(${args[0]})`,
  }),
  xpath: byPath(array(STRING), "The values of the nodes that an XPath finds in an XML text.", [
    ["xpath('<a><b>b1</b><b>b2</b></a>', 'a/b/text()')", "[b1, b2]"],
    ["xpath('<a><b>b1</b></a>', 'a/b')", "[NULL]"],
  ]),
  xpath_boolean: byPath(BOOLEAN, "Whether an XPath is true or finds a node.", [
    ["xpath_boolean('<a><b>1</b></a>', 'a/b')", "true"],
  ]),
  xpath_double: byPath(
    DOUBLE,
    "What an XPath finds as a number; NaN for none.",
    [["xpath_double('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3.0"]],
    { aliases: ["xpath_number"] },
  ),
  xpath_float: byPath(FLOAT, "What an XPath finds as a FLOAT; NaN for none.", [
    ["xpath_float('<a><b>1.5</b></a>', 'a/b')", "1.5"],
  ]),
  xpath_int: byPath(INT, "What an XPath finds as an INT; 0 for none.", [
    ["xpath_int('<a><b>1</b><b>2.9</b></a>', 'sum(a/b)')", "3"],
    ["xpath_int('<a><b>x</b></a>', 'a/b')", "0"],
  ]),
  xpath_long: byPath(LONG, "What an XPath finds as a BIGINT; 0 for none.", [
    ["xpath_long('<a><b>3000000000</b></a>', 'a/b')", "3000000000"],
  ]),
  xpath_short: byPath(SHORT, "What an XPath finds as a SMALLINT; 0 for none.", [
    ["xpath_short('<a><b>70000</b></a>', 'a/b')", "4464"],
  ]),
  xpath_string: byPath(STRING, "The text of the first node that an XPath finds; empty for none.", [
    ["xpath_string('<a>x<b>b</b></a>', 'a')", "xb"],
  ]),
});
