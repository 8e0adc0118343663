import { DOMParser } from "@xmldom/xmldom";
import * as library from "xpath";
import { sparkError } from "../errors/spark-error.ts";

/** XPath 1.0 over XML texts (`UDFXPathUtil`). */

/** What an expression gives of a document; a set of nodes answers as its first node in the document's order. */
export interface XPathAnswer {
  booleanValue(): boolean;
  /** As XPath reads numbers: digits and a point, all else is NaN. */
  number(): { numberValue(): number };
  stringValue(): string;
  /** The nodes in the document's order; absent where the answer is no set of nodes. */
  toArray?(): readonly { readonly nodeValue: string | null }[];
}

/** The part of the library that its types leave out. */
interface XPathParser {
  parse(path: string): {
    evaluate(options: {
      readonly node: unknown;
      readonly namespaces: (prefix: string) => string | undefined;
      readonly allowAnyNamespaceForNoPrefix: boolean;
    }): XPathAnswer;
  };
  readonly XNodeSet: { readonly prototype: XPathAnswer };
  readonly XNumber: {
    new (text: string): { numberValue(): number };
    readonly prototype: { numberFormat: RegExp };
  };
}

const { parse, XNodeSet, XNumber } = library as unknown as XPathParser;

// The library takes nodes without text for 0, and does not read `5.`; by XPath they are NaN and 5.
XNodeSet.prototype.number = function number(this: XPathAnswer) {
  return new XNumber(this.stringValue());
};
XNumber.prototype.numberFormat = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$/;

/** A node as far as its namespace goes. */
interface Named {
  namespaceURI?: string | null;
  prefix?: string | null;
  readonly attributes?: Iterable<Named> | null;
  readonly childNodes: Iterable<unknown>;
}

/** Java's reader knows no namespaces: names fit by what stands behind their prefix, and prefixes in a path fit none. */
function forgetNamespaces(root: unknown): void {
  const open: unknown[] = [root];
  for (let node = open.pop() as Named | undefined; node !== undefined; node = open.pop() as Named | undefined) {
    for (const named of [node, ...(node.attributes ?? [])]) {
      if (named.namespaceURI === null || named.namespaceURI === undefined) continue;
      named.namespaceURI = null;
      named.prefix = null;
    }
    open.push(...(node.childNodes ?? []));
  }
}

const failed = (message: string, cause: unknown) => sparkError("JVM.RUNTIME", { message }, { cause });

/** An expression over XML texts; `undefined` for an empty one, which answers nothing. */
export function xpathOf(path: string): ((xml: string) => XPathAnswer) | undefined {
  if (path === "") return undefined;
  let expression: ReturnType<XPathParser["parse"]>;
  try {
    expression = parse(path);
  } catch (cause) {
    throw failed(`Invalid XPath '${path}'`, cause);
  }
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  return (xml) => {
    try {
      const node = parser.parseFromString(xml, "text/xml");
      forgetNamespaces(node);
      return expression.evaluate({
        node,
        namespaces: () => "urn:none",
        allowAnyNamespaceForNoPrefix: true,
      });
    } catch (cause) {
      throw failed(`Invalid XML document or XPath '${path}'`, cause);
    }
  };
}
