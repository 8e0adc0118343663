/** Names of XML: letters, digits and a few marks, as its fifth edition has them. */

const NAME =
  /[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}][-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c-\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]*/uy;

/** The name that stands at a place of a text. */
export function xmlNameAt(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0];
}

/** Whether a text is a name without colons. */
export const isXmlName = (text: string): boolean => xmlNameAt(text, 0) === text && !text.includes(":");

/** A name without what stands before its last colon, if namespaces are to be ignored. */
export const plainName = (name: string, { ignoreNamespace }: { readonly ignoreNamespace: boolean }): string =>
  ignoreNamespace ? (name.split(":").findLast((part) => part !== "") ?? name) : name;
