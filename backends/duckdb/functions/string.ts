/** How DuckDB runs the functions of `src/functions/string.ts`: its own where they agree, kernels elsewhere. */
import type { Lowering, LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { stringFunctions, stringInternals } from "../../../src/functions/string.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { collationOf } from "../../../src/types/collation.ts";
import { isText } from "../../../src/types/data-type.ts";
import { atom, choose, fn, joined, kernel, list, type Sql, sql, template, text, unsupported } from "../sql.ts";
import { constantNumber } from "./arithmetic-forms.ts";
import { caseWhen, castTo, NULL_TEXT, nullIfAny, TRUE } from "./forms.ts";
import { byRow } from "./random.ts";
import { withRoom } from "./room.ts";

/** A constant text of an argument. */
function constantText(call: ReadCall, i: number): string | undefined {
  const arg = call.args[i];
  return arg?.kind === "literal" && typeof arg.value === "string" ? arg.value : undefined;
}

const isTextual = (call: ReadCall, i = 0): boolean => {
  const type = call.args[i]?.type;
  return type !== undefined && isText(type);
};

/** The call by its kernel, with arguments lowered already. */
const byKernel = (name: string, args: readonly Sql[], cx: LoweringContext<Sql, ReadCall>): Sql =>
  cx.kernel(
    name,
    args.flatMap((fragment, i) => {
      const expr = cx.call.args[i];
      return expr === undefined ? [] : [{ fragment, expr }];
    }),
    cx.call.type,
  );

const allAscii = (s: Sql): Sql => sql`strlen(${s}) = length(${s})`;

/** DuckDB's own function on ASCII texts, the kernel on others. */
const onAscii = (native: string, kernelName: string): Lowering<Sql> =>
  template((args, cx) => {
    const [s = NULL_TEXT] = args;
    return caseWhen([[allAscii(s), fn`${atom(native)}(${s})`]], byKernel(kernelName, args, cx));
  });

/** A template where a test on the call holds, else the kernel of the function's name. */
const where = (
  test: (call: ReadCall) => boolean,
  build: (args: readonly Sql[], cx: LoweringContext<Sql, ReadCall>) => Sql,
): Lowering<Sql> => {
  const native = template(build);
  return choose((c) => (test(c) ? native : kernel()));
};

const nonEmpty = (call: ReadCall, i: number): boolean => (constantText(call, i) ?? "") !== "";

const trimmed = (name: "trim" | "ltrim" | "rtrim", setFirst: boolean): Lowering<Sql> =>
  choose((c) => {
    if (c.args.length === 1) return template(([s = NULL_TEXT]) => fn`${atom(name)}(${s}, ' ')`);
    if (!nonEmpty(c, setFirst ? 0 : 1)) return kernel();
    return template(([a = NULL_TEXT, b = NULL_TEXT]) =>
      setFirst ? fn`${atom(name)}(${b}, ${a})` : fn`${atom(name)}(${a}, ${b})`,
    );
  });

/** Characters that take the place of others without counting what that takes. */
const MOST_REPLACED = 64;
/** Characters that texts are padded to without counting what that takes. */
const MOST_PADDED = 16_384;

const padded = (name: "lpad" | "rpad"): Lowering<Sql> =>
  where(
    (c) => isTextual(c) && (constantNumber(c.args[1]) ?? -1) >= 0 && (c.args.length === 2 || nonEmpty(c, 2)),
    ([s = NULL_TEXT, n = NULL_TEXT, filler = text(" ")], cx) => {
      const isShort = (constantNumber(cx.call.args[1]) ?? 0) <= MOST_PADDED;
      const length = isShort ? n : withRoom(cx, sql`${castTo(n, "BIGINT")} * 4`, 1, n);
      return fn`${atom(name)}(${s}, ${length}, ${filler})`;
    },
  );

const affix = (name: string): Lowering<Sql> =>
  where(
    (c) => isTextual(c) && isTextual(c, 1),
    ([s = NULL_TEXT, part = NULL_TEXT]) => fn`${atom(name)}(${s}, ${part})`,
  );

/** A part from a constant position at or after the start. */
const substring = where(
  (c) => {
    const [position, length] = [constantNumber(c.args[1]), constantNumber(c.args[2])];
    return (
      isTextual(c) &&
      position !== undefined &&
      position >= 0 &&
      (c.args.length === 2 || (length !== undefined && length >= 0))
    );
  },
  ([s = NULL_TEXT, , length = NULL_TEXT], cx) => {
    const position = Math.max(1, constantNumber(cx.call.args[1]) ?? 1);
    const all = (constantNumber(cx.call.args[2]) ?? 2147483647) >= 2147483647;
    return all ? fn`substring(${s}, ${position})` : fn`substring(${s}, ${position}, ${length})`;
  },
);

const distinctCharacters = (s: string | undefined): boolean => s !== undefined && new Set(s).size === [...s].length;
const PLAIN = /^[A-Za-z0-9 ,;:@#%&=<>~"'/!_-]+$/;

export const stringLowerings = {
  concat: choose((c) => {
    if (c.args.length === 0) return template(() => text(""));
    // DuckDB loses the type of a concatenation with a constant NULL.
    if (c.args.some((a) => a.kind === "literal" && a.value === null))
      return template((_, cx) => cx.as(NULL_TEXT, c.type));
    if (c.type.kind !== "array") return template((args) => joined("||", args));
    return template((args) =>
      nullIfAny(
        args,
        args.reduce((a, b) => fn`list_concat(${a}, ${b})`),
      ),
    );
  }),
  concat_ws: where(
    (c) => c.args.length > 1 && c.args.every((a) => isText(a.type)),
    (args) => fn`concat_ws(${list(args)})`,
  ),
  substring,
  substring_index: kernel(),
  left: where(
    (c) => isTextual(c) && (constantNumber(c.args[1]) ?? -1) >= 0,
    ([s = NULL_TEXT, n = NULL_TEXT]) => fn`left(${s}, ${n})`,
  ),
  right: where(
    (c) => (constantNumber(c.args[1]) ?? -1) > 0,
    ([s = NULL_TEXT, n = NULL_TEXT]) => fn`right(${s}, ${n})`,
  ),
  length: choose((c) =>
    template(([s = NULL_TEXT]) => castTo(isTextual(c) ? fn`length(${s})` : fn`octet_length(${s})`, "INTEGER")),
  ),
  octet_length: choose((c) =>
    template(([s = NULL_TEXT]) => castTo(isTextual(c) ? fn`strlen(${s})` : fn`octet_length(${s})`, "INTEGER")),
  ),
  bit_length: choose((c) =>
    template(([s = NULL_TEXT]) =>
      castTo(sql`8 * ${isTextual(c) ? fn`strlen(${s})` : fn`octet_length(${s})`}`, "INTEGER"),
    ),
  ),
  upper: onAscii("upper", "upper"),
  lower: onAscii("lower", "lower"),
  initcap: kernel(),
  trim: trimmed("trim", true),
  ltrim: trimmed("ltrim", true),
  rtrim: trimmed("rtrim", true),
  btrim: trimmed("trim", false),
  lpad: padded("lpad"),
  rpad: padded("rpad"),
  repeat: template(
    ([s = NULL_TEXT, n = NULL_TEXT], cx) =>
      fn`repeat(${s}, ${withRoom(cx, sql`strlen(${s}) * ${castTo(n, "BIGINT")}`, 1, n)})`,
  ),
  reverse: choose((c) =>
    c.type.kind === "array" ? template(([a = NULL_TEXT]) => fn`list_reverse(${a})`) : onAscii("reverse", "reverse"),
  ),
  replace: where(
    (c) => nonEmpty(c, 1),
    ([s = NULL_TEXT, search = NULL_TEXT, by = text("")], cx) => {
      const constant = cx.call.args.length < 3 ? "" : constantText(cx.call, 2);
      const isShort = constant !== undefined && constant.length <= MOST_REPLACED;
      const growth = sql`strlen(${s}) * (1 + strlen(${by}) // strlen(${search}))`;
      return fn`replace(${isShort ? s : withRoom(cx, growth, 1, s)}, ${search}, ${by})`;
    },
  ),
  translate: where(
    (c) => distinctCharacters(constantText(c, 1)) && constantText(c, 2) !== undefined,
    ([s = NULL_TEXT, from = NULL_TEXT, to = NULL_TEXT]) => fn`translate(${s}, ${from}, ${to})`,
  ),
  overlay: kernel(),
  instr: where(
    (c) => nonEmpty(c, 1),
    ([s = NULL_TEXT, part = NULL_TEXT]) => castTo(fn`instr(${s}, ${part})`, "INTEGER"),
  ),
  locate: where(
    (c) => nonEmpty(c, 0) && constantNumber(c.args[2]) === 1,
    ([part = NULL_TEXT, s = NULL_TEXT]) => castTo(fn`instr(${s}, ${part})`, "INTEGER"),
  ),
  find_in_set: kernel(),
  contains: affix("contains"),
  startswith: affix("starts_with"),
  endswith: affix("ends_with"),
  split: where(
    (c) => PLAIN.test(constantText(c, 1) ?? "") && (constantNumber(c.args[2]) ?? 1) <= 0,
    ([s = NULL_TEXT, delimiter = NULL_TEXT]) => fn`string_split(${s}, ${delimiter})`,
  ),
  split_part: where(
    (c) => nonEmpty(c, 1) && (constantNumber(c.args[2]) ?? 0) > 0,
    ([s = NULL_TEXT, delimiter = NULL_TEXT, n = NULL_TEXT]) => fn`split_part(${s}, ${delimiter}, ${n})`,
  ),
  regexp_replace: kernel(),
  regexp_extract: kernel(),
  regexp_extract_all: kernel(),
  regexp_count: kernel(),
  regexp_substr: kernel(),
  regexp_instr: kernel(),
  ascii: kernel(),
  chr: kernel(),
  space: template(([n = NULL_TEXT], cx) => fn`repeat(' ', ${withRoom(cx, castTo(n, "BIGINT"), 1, n)})`),
  format_string: kernel(),
  format_number: kernel(),
  base64: kernel(),
  unbase64: kernel(),
  encode: where(
    (c) => /^utf-?8$/i.test(constantText(c, 1) ?? ""),
    ([s = NULL_TEXT]) => fn`encode(${s})`,
  ),
  decode: unsupported("it is replaced by other functions"),
  levenshtein: kernel(),
  soundex: kernel(),
  luhn_check: kernel(),
  mask: kernel(),
  randstr: byRow("randstr", 1),
  elt: choose((c) => {
    const n = constantNumber(c.args[0]);
    return n !== undefined && n >= 1 && n < c.args.length ? template((args) => args[n] ?? NULL_TEXT) : kernel();
  }),
  to_number: kernel(),
  try_to_number: kernel(),
  to_char: unsupported("it is replaced by other functions"),
  to_binary: kernel(),
  try_to_binary: kernel(),
  validate_utf8: kernel(),
  try_validate_utf8: kernel(),
  sentences: kernel(),
  is_valid_utf8: where(isTextual, ([s = NULL_TEXT]) => caseWhen([[sql`${s} IS NOT NULL`, TRUE]], NULL_TEXT)),
  make_valid_utf8: where(isTextual, ([s = NULL_TEXT]) => s),
} satisfies LoweringTable<typeof stringFunctions, Sql>;

const filled = (s: Sql, n: Sql): Sql => fn`rpad(${s}, ${n}, ' ')`;

/** A text that fits in a column of a constant length as `fits` has it, one that does but for spaces at its end cut. */
const stored = (fits: (s: Sql, n: Sql) => Sql): Lowering<Sql> =>
  template(([s = NULL_TEXT, n = NULL_TEXT], cx) => {
    const limit = String(constantNumber(cx.call.args[1]) ?? 0);
    return caseWhen(
      [
        [sql`${s} IS NULL`, NULL_TEXT],
        [sql`length(${s}) <= ${n}`, fits(s, n)],
        [sql`length(rtrim(${s}, ' ')) <= ${n}`, fn`left(${s}, ${n})`],
      ],
      cx.raise("EXCEED_LIMIT_LENGTH", { limit }, cx.call.type),
    );
  });
const collationKey: Lowering<Sql> = choose((c) => {
  const type = c.args[0]?.type;
  const collation = type?.kind === "string" ? collationOf(type.collation) : undefined;
  if (collation === undefined || collation.provider === "icu") return kernel();
  return template(([s = NULL_TEXT], cx) => {
    const cut = collation.trims ? fn`rtrim(${s}, ' ')` : s;
    if (collation.provider === "binary") return cut;
    return caseWhen([[allAscii(s), fn`lower(${cut})`]], byKernel("collation_key", [s], cx));
  });
});

export const stringInternalLowerings = {
  collation_key: collationKey,
  number_to_char: kernel("to_char"),
  charset_decode: kernel(),
  read_char: template(([s = NULL_TEXT, n = NULL_TEXT]) => caseWhen([[sql`length(${s}) < ${n}`, filled(s, n)]], s)),
  store_char: stored(filled),
  store_varchar: stored((s) => s),
  charset_encode: kernel(),
} satisfies LoweringTable<typeof stringInternals, Sql>;
