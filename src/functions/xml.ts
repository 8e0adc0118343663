/** Spark's functions on XML texts. */
import { array, BOOLEAN, type DataType, DOUBLE, FLOAT, INT, LONG, SHORT, STRING } from "../types/data-type.ts";
import { type Example, functionGroup, scalar, text } from "./define.ts";

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
