import { sparkError } from "../../errors/spark-error.ts";
import type { Value } from "../../types/value.ts";
import { type Kernel, kernel, type KernelTable } from "../kernel.ts";
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

/** Functions on XML texts (`org.apache.spark.sql.catalyst.expressions.xml`). */
export const xmlKernels = {
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
