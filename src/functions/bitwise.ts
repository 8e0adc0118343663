/** Spark's operators and functions on bits. */
import { BOOLEAN, BYTE, INT, LONG } from "../types/data-type.ts";
import { sameAs } from "./arg-rules.ts";
import { arithmeticForm } from "./arithmetic-rules.ts";
import { type ArgInfo, any, type Example, functionGroup, integral, of, oneOf, scalar } from "./define.ts";

const operator = (op: "&" | "|" | "^", doc: string, examples: readonly Example[]) =>
  scalar({
    args: [any("expr1"), any("expr2")],
    coerce: (args, settings, call) => {
      const [a, b] = args as readonly [ArgInfo, ArgInfo];
      const { left, right } = arithmeticForm(op, a, b, settings, call);
      return [left, right];
    },
    returns: sameAs(0),
    nulls: "mirror",
    since: "1.4.0",
    doc,
    examples,
    pretty: (args) => `(${args.join(` ${op} `)})`,
  });

const shift = (symbol: string, doc: string, examples: readonly Example[]) =>
  scalar({
    args: [
      oneOf("base", [
        { spec: "exact", type: INT },
        { spec: "exact", type: LONG },
      ]),
      of("exp", INT),
    ],
    returns: sameAs(0),
    nulls: "mirror",
    since: "1.5.0",
    doc,
    examples,
    aliases: [symbol],
    pretty: (args, _info, called) =>
      called === symbol ? `(${args.join(` ${symbol} `)})` : `${shiftNames[symbol] ?? symbol}(${args.join(", ")})`,
  });

const shiftNames: Readonly<Record<string, string>> = {
  "<<": "shiftleft",
  ">>": "shiftright",
  ">>>": "shiftrightunsigned",
};

/** Two names of one function; its errors tell the one that was called. */
const bitAt = (examples: readonly Example[]) =>
  scalar({
    args: [integral("expr"), of("pos", INT)],
    returns: BYTE,
    nulls: "mirror",
    since: "3.2.0",
    doc: "The bit at a position, counted from the right and from 0.",
    examples,
    throws: true,
  });

export const bitwiseFunctions = functionGroup("bitwise", {
  "&": operator("&", "The bits that are set in both numbers.", [["3 & 5", "1"]]),
  "|": operator("|", "The bits that are set in one of the numbers.", [["3 | 5", "7"]]),
  "^": operator("^", "The bits that are set in exactly one of the numbers.", [["3 ^ 5", "6"]]),
  "~": scalar({
    args: [integral("expr")],
    returns: sameAs(0),
    nulls: "mirror",
    since: "1.4.0",
    doc: "The number with every bit turned.",
    examples: [["~ 0", "-1"]],
    pretty: (args) => `~${args[0]}`,
  }),
  shiftleft: shift("<<", "The bits moved to the left; the count is taken modulo the width.", [
    ["shiftleft(2, 1)", "4"],
    ["1 << 33", "2"],
  ]),
  shiftright: shift(">>", "The bits moved to the right, the sign kept.", [
    ["shiftright(4, 1)", "2"],
    ["-8 >> 1", "-4"],
  ]),
  shiftrightunsigned: shift(">>>", "The bits moved to the right, zeros coming in.", [
    ["shiftrightunsigned(4, 1)", "2"],
    ["-1 >>> 28", "15"],
  ]),
  bit_count: scalar({
    args: [
      oneOf("expr", [
        { spec: "family", family: "integral" },
        { spec: "exact", type: BOOLEAN },
      ]),
    ],
    strict: true,
    returns: INT,
    nulls: "mirror",
    since: "3.0.0",
    doc: "How many bits of a number (of its 64-bit form) are set.",
    examples: [
      ["bit_count(7)", "3"],
      ["bit_count(-1)", "64"],
      ["bit_count(true)", "1"],
    ],
  }),
  bit_get: bitAt([["bit_get(11, 0)", "1"]]),
  getbit: bitAt([["getbit(11, 2)", "0"]]),
});
