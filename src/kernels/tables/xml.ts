import { sparkError } from "../../errors/spark-error.ts";
import { NULL, type StructType, struct } from "../../types/data-type.ts";
import type { StructValue, Value } from "../../types/value.ts";
import { type Kernel, type KernelContext, kernel, type KernelTable } from "../kernel.ts";
import { refuseDropping } from "../refused-options.ts";
import { sqlTypeName } from "../sql-text.ts";
import { type XmlOptions, xmlOptions } from "../xml-options.ts";
import { xmlParser } from "../xml-parse.ts";
import { xmlPrinter } from "../xml-print.ts";
import { canonicalXmlType, xmlTyper } from "../xml-schema.ts";
import { type XPathAnswer, xpathOf } from "../xpath.ts";

/** One XPath function: NULL of an empty text or path, else what is made of the answer. */
const found = (convert: (answer: XPathAnswer) => Value): Kernel =>
  kernel((cx) => {
    const [, path] = cx.constants;
    const evaluate = xpathOf(typeof path === "string" ? path : "");
    return (xml) => (evaluate === undefined || xml === "" ? null : convert(evaluate(xml as string)));
  });

/** A double as Java's `intValue` and its kin cut it: to the nearest that the type has, NaN to 0. */
const saturated = (x: number, bits: number): bigint => {
  const most = 2 ** (bits - 1);
  if (Number.isNaN(x)) return 0n;
  if (x >= most) return (1n << BigInt(bits - 1)) - 1n;
  return x <= -most ? -(1n << BigInt(bits - 1)) : BigInt(Math.trunc(x));
};

function optionsOf(cx: KernelContext, reads: string | undefined): XmlOptions {
  const last = cx.argTypes.length - 1;
  const given = last > 0 && cx.argTypes[last]?.kind === "map" ? cx.constants[last] : undefined;
  const options = xmlOptions(given, cx.settings);
  if (reads !== undefined) refuseDropping(options.mode, reads);
  return options;
}

const rowType = (cx: KernelContext, i?: number): StructType => {
  const type = i === undefined ? cx.returnType : (cx.argTypes[i] ?? NULL);
  return type.kind === "struct" ? type : struct([]);
};

/** Functions on XML texts (`org.apache.spark.sql.catalyst.expressions.xml`, `xmlExpressions`). */
export const xmlKernels = {
  from_xml: kernel((cx) => {
    const parse = xmlParser(rowType(cx), optionsOf(cx, "from_xml"), cx.settings.caseSensitive === true);
    return (xml) => parse(xml as string);
  }),
  to_xml: kernel((cx) => {
    const print = xmlPrinter(rowType(cx, 0), optionsOf(cx, undefined));
    return (row) => print(row as StructValue);
  }),
  schema_of_xml: kernel((cx) => {
    const options = optionsOf(cx, "schema_of_xml");
    const typing = { options, caseSensitive: cx.settings.caseSensitive === true, ntz: false };
    const typeOf = xmlTyper(typing);
    return (xml) => sqlTypeName(canonicalXmlType(typeOf(xml as string) ?? struct([])));
  }),
  xpath: found((answer) => {
    const nodes = answer.toArray?.();
    if (nodes === undefined) throw sparkError("JVM.RUNTIME", { message: "Invalid XPath: it gives no nodes" });
    return nodes.map((node) => node.nodeValue);
  }),
  xpath_boolean: found((answer) => answer.booleanValue()),
  xpath_double: found((answer) => answer.number().numberValue()),
  xpath_float: found((answer) => Math.fround(answer.number().numberValue())),
  xpath_int: found((answer) => Number(saturated(answer.number().numberValue(), 32))),
  xpath_long: found((answer) => saturated(answer.number().numberValue(), 64)),
  xpath_short: found((answer) => Number(BigInt.asIntN(16, saturated(answer.number().numberValue(), 32)))),
  xpath_string: found((answer) => answer.stringValue()),
} satisfies KernelTable;
