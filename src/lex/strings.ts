const SIMPLE: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
  "%": "\\%",
  _: "\\_",
};

/**
 * The value of a string literal's body, without its quotes: `\n`, `\uXXXX`, `\UXXXXXXXX`, `\ooo` and their like are
 * replaced, `\%` and `\_` are kept for LIKE, any other `\c` is `c` (`SparkParserUtils.unescapeSQLString`).
 */
export function unescapeSql(body: string): string {
  let next = body.indexOf("\\");
  if (next === -1) return body;
  let out = "";
  let from = 0;
  while (next !== -1 && next + 1 < body.length) {
    out += body.slice(from, next);
    const rest = body.slice(next + 1, next + 10);
    const four = /^u([0-9a-fA-F]{4})/.exec(rest)?.[1];
    const eight = /^U([0-9a-fA-F]{8})/.exec(rest)?.[1];
    const octal = /^[01][0-7]{2}/.exec(rest)?.[0];
    let taken = 1;
    if (four !== undefined) {
      out += String.fromCharCode(Number.parseInt(four, 16));
      taken = 5;
    } else if (eight !== undefined && Number.parseInt(eight, 16) <= 0x10ffff) {
      out += String.fromCodePoint(Number.parseInt(eight, 16));
      taken = 9;
    } else if (octal !== undefined) {
      out += String.fromCharCode(Number.parseInt(octal, 8));
      taken = 3;
    } else {
      const point = body.codePointAt(next + 1) ?? 0;
      const char = String.fromCodePoint(point);
      out += SIMPLE[char] ?? char;
      taken = char.length;
    }
    from = next + 1 + taken;
    next = body.indexOf("\\", from);
  }
  return out + body.slice(from);
}

const ESCAPED: Readonly<Record<string, string>> = {
  "'": "\\'",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\0": "\\0",
  "\u001a": "\\Z",
};

/** A string as a literal that {@link unescapeSql} reads back unchanged; for LIKE patterns too. */
export function quoteString(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\") out += text[i + 1] === "%" || text[i + 1] === "_" ? "\\" : "\\\\";
    else out += ESCAPED[char] ?? char;
  }
  return `'${out}'`;
}
