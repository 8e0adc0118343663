/** Which calls with which argument types there are: found by asking the registry's own typing. */
import type { ArgInfo, FunctionDef, TypeSpec, TypingSettings } from "../../../src/functions/define.ts";
import { functionGroups } from "../../../src/functions/registry.ts";
import { arity, resolveCall } from "../../../src/functions/resolve.ts";
import { fits } from "../../../src/functions/signature.ts";
import * as T from "../../../src/types/data-type.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { randomOf } from "../values.ts";
import { poolColumns } from "./typed-table.ts";

/** One argument: a value of a type, or one of some constants. */
export type CallArg =
  | { readonly kind: "value"; readonly type: DataType }
  | { readonly kind: "constant"; readonly texts: readonly string[] };

/** A function with types of arguments that it takes, and what it gives. */
export interface CallShape {
  readonly name: string;
  readonly args: readonly CallArg[];
  readonly type: DataType;
}

/** The types of the table's columns, each once. */
export const poolTypes: readonly DataType[] = poolColumns
  .map((c) => c.type)
  .filter((t, i, all) => all.findIndex((u) => T.sameType(t, u)) === i);

const settings: TypingSettings = {
  ansi: true,
  line: 400,
  allowPrecisionLoss: true,
  timeZone: "UTC",
  timestampType: "TIMESTAMP_LTZ",
};
const quoted = (...texts: readonly string[]): readonly string[] => texts.map((t) => `'${t}'`);
const ZONES = quoted("UTC", "America/Los_Angeles", "Asia/Kolkata", "+05:30", "Europe/Berlin");
const PATTERNS = quoted(
  "yyyy-MM-dd",
  "yyyy-MM-dd HH:mm:ss",
  "dd/MM/yy",
  "EEE, d MMM yyyy",
  "HH:mm",
  "yyyy",
  "D",
  "yyyy-MM-dd''T''HH:mm:ss.SSSSSS",
  "QQQ",
  "a hh",
);
const REGEXES = quoted("a", "[a-z]+", "(\\\\w)(\\\\w)", "b*", "^a|c$", "\\\\d+", ".", "(?i)HELLO", "l{2}");

/** Constants for parameters that want them, by `function.parameter` or by the parameter alone. */
const constants: Readonly<Record<string, readonly string[]>> = {
  "date_trunc.fmt": quoted(
    "YEAR",
    "quarter",
    "MON",
    "week",
    "DAY",
    "HOUR",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nope",
  ),
  "trunc.fmt": quoted("YEAR", "quarter", "MON", "week", "DAY", "nope"),
  "next_day.day_of_week": quoted("MO", "tue", "Wednesday", "SU", "x"),
  "date_format.fmt": PATTERNS,
  "to_unix_timestamp.fmt": PATTERNS,
  "unix_timestamp.fmt": PATTERNS,
  "from_unixtime.fmt": PATTERNS,
  "to_date.format": PATTERNS,
  "try_to_date.format": PATTERNS,
  "to_timestamp.format": PATTERNS,
  "to_timestamp_ltz.format": PATTERNS,
  "to_timestamp_ntz.format": PATTERNS,
  "try_to_timestamp.format": PATTERNS,
  timezone: ZONES,
  sourceTz: ZONES,
  "convert_timezone.targetTz": ZONES,
  unit: ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"],
  field: quoted(
    "YEAR",
    "YEAROFWEEK",
    "QUARTER",
    "MONTH",
    "WEEK",
    "DAY",
    "DOW",
    "DOW_ISO",
    "DOY",
    "HOUR",
    "MINUTE",
    "SECOND",
  ),
  "round.scale": ["0", "1", "2", "-1", "-3", "5"],
  "bround.scale": ["0", "1", "2", "-1", "-3"],
  "ceil.scale": ["0", "1", "-1", "3"],
  "floor.scale": ["0", "1", "-1", "3"],
  escape: quoted("/", "!"),
  pattern: quoted("a%", "%b%", "_", "%", "", "a\\\\%b%", "h_llo", "%O%"),
  charset: quoted("UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII", "UTF-16BE"),
  "to_number.fmt": quoted("999", "99.9", "S999", "$999,999.00", "000"),
  "try_to_number.fmt": quoted("999", "99.9", "S999", "$999,999.00", "000"),
  "to_char.format": quoted("999", "99.9", "S9,999.00", "000MI"),
  "to_binary.fmt": quoted("hex", "utf-8", "base64"),
  "try_to_binary.fmt": quoted("hex", "utf-8", "base64"),
  "get_json_object.path": quoted("$.a", "$.b[0]", "$.b[*]", "$", "$[1]"),
  partToExtract: quoted("HOST", "PATH", "QUERY", "REF", "PROTOCOL", "FILE", "AUTHORITY", "USERINFO"),
  "from_json.schema": quoted("a INT, b ARRAY<INT>", "array<int>", "map<string, int>"),
  regexp: REGEXES,
  rep: quoted("x", "$1", "", "<$0>"),
  "regexp_replace.position": ["1", "2"],
  "regexp_extract.idx": ["0", "1"],
  "regexp_extract_all.idx": ["0", "1"],
  "regexp_instr.idx": ["0", "1"],
  "sha2.bitLength": ["0", "224", "256", "384", "512", "1"],
  "sort_array.ascendingOrder": ["true", "false"],
  "months_between.roundOff": ["true", "false"],
  "repeat.n": ["0", "1", "3", "-1", "ix"],
  "space.n": ["0", "3", "-1", "ix"],
  "array_repeat.count": ["0", "2", "-1", "ix"],
  "lpad.len": ["0", "1", "5", "10", "-1", "ix"],
  "rpad.len": ["0", "1", "5", "10", "-1", "ix"],
  "format_number.expr2": ["0", "2", "5", "'#,###.##'", "'000.0'"],
  "format_string.strfmt": quoted("%s", "%s|%s", "%5s", "%d"),
  "factorial.expr": ["ix", "i1", "20", "21", "-1"],
  "conv.from_base": ["10", "16", "2", "36"],
  "conv.to_base": ["10", "16", "-10", "2", "-16"],
  "width_bucket.num_bucket": ["5", "1", "0", "l1"],
  "levenshtein.threshold": ["0", "2", "-1"],
  "shiftleft.exp": ["0", "1", "31", "33", "-1", "ix"],
  "shiftright.exp": ["0", "1", "31", "33", "-1", "ix"],
  "shiftrightunsigned.exp": ["0", "1", "31", "33", "-1", "ix"],
  "sequence.start": ["1", "0", "ix", "y1"],
  "sequence.stop": ["5", "ix", "y2", "-3"],
  "sequence.step": ["1", "2", "-1", "ix"],
  "mask.upperChar": quoted("U", "X"),
  "make_date.month": ["1", "2", "12", "13", "ix"],
  "make_date.day": ["1", "29", "31", "ix"],
  "make_timestamp.sec": ["0", "59.999999", "60", "61", "n1"],
  "elt.n": ["1", "2", "ix"],
  "array_insert.pos": ["1", "-1", "3", "0", "-5", "ix"],
  "slice.start": ["1", "-1", "2", "0", "ix"],
  "slice.length": ["0", "2", "-1", "ix"],
  "split.limit": ["-1", "2", "0", "1"],
};

/** Not generated: they answer by the world, raise by design, or take what tables do not hold. */
const LEFT_OUT = new Set([
  "raise_error",
  "assert_true",
  "version",
  "typeof",
  "schema_of_json",
  "shuffle",
  "and",
  "or",
  "not",
  "in",
  "between",
  "e",
  "pi",
  "map",
  "sentences",
  "str_to_map",
  "unix_timestamp",
  "array_sort",
  "convert_timezone",
]);

const accepts = (type: DataType, spec: TypeSpec): boolean => {
  switch (spec.spec) {
    case "any":
      return true;
    case "exact":
      return T.sameType(type, spec.type);
    case "oneOf":
      return spec.specs.some((s) => accepts(type, s));
    case "lambda":
      return false;
    default:
      return fits(type, spec);
  }
};

/** Every scalar function that can be generated. */
export const scalarDefs: readonly FunctionDef[] = Object.entries(
  functionGroups as Readonly<Record<string, Readonly<Record<string, FunctionDef>>>>,
)
  .filter(([group]) => !/Internal$|^datetimeOperators$/.test(group))
  .flatMap(([, defs]) => Object.values(defs))
  .filter(
    (d) =>
      d.kind === "scalar" &&
      d.deterministic !== false &&
      d.args.length > 0 &&
      !LEFT_OUT.has(d.name) &&
      !d.args.some((a) => a.accepts.spec === "lambda"),
  );

const MOST_SHAPES = 36;

/** Shapes of one function's calls, drawn by its name. */
export function shapesOf(def: FunctionDef): readonly CallShape[] {
  const random = randomOf([...def.name].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7));
  const pick = <V>(items: readonly V[]): V | undefined => items[Math.floor(random() * items.length)];
  const { least, most } = arity(def);
  const shapes = new Map<string, CallShape>();
  for (let attempt = 0; attempt < 400 && shapes.size < MOST_SHAPES; attempt++) {
    const span = Math.min(most, least + 2) - least;
    const count = def.args.some((a) => a.variadic)
      ? Math.max(1, least + Math.floor(random() * (span + 1)))
      : least + Math.floor(random() * (span + 1));
    const same = random() < 0.6 ? pick(poolTypes) : undefined;
    const args = Array.from({ length: count }, (_, i): CallArg | undefined => {
      const param = def.args[Math.min(i, def.args.length - 1)];
      if (param === undefined) return undefined;
      const own = constants[`${def.name}.${param.name}`];
      const fixed = own ?? constants[param.name];
      if (fixed !== undefined && (own !== undefined || param.foldable === true || random() < 0.85))
        return { kind: "constant", texts: fixed };
      if (param.foldable === true) return undefined;
      if (same !== undefined && accepts(same, param.accepts)) return { kind: "value", type: same };
      const type =
        pick(poolTypes.filter((t) => accepts(t, param.accepts))) ??
        (param.accepts.spec === "exact" ? pick([T.STRING, T.INT, T.LONG, T.DOUBLE, T.TIMESTAMP]) : undefined);
      // Implicit conversions now and then: a text for a number, a date for a timestamp.
      const other = random() < 0.1 ? pick(poolTypes) : type;
      return other === undefined ? undefined : { kind: "value", type: other };
    });
    if (args.some((a) => a === undefined || (a.kind === "constant" && a.texts.length === 0))) continue;
    const known = args as readonly CallArg[];
    const key = known.map((a) => (a.kind === "value" ? JSON.stringify(a.type) : "c")).join();
    if (shapes.has(key)) continue;
    const infos = known.map(
      (a): ArgInfo =>
        a.kind === "value"
          ? { type: a.type, nullable: true, foldable: false, sql: "x" }
          : constantInfo(a.texts[0] ?? ""),
    );
    try {
      const { type } = resolveCall(def, infos, settings, { sql: def.name });
      shapes.set(key, { name: def.name, args: known, type });
    } catch {
      // These types do not fit.
    }
  }
  return [...shapes.values()];
}

function constantInfo(text: string): ArgInfo {
  if (text.startsWith("'") || /^[A-Z]+$/.test(text))
    return {
      type: T.STRING,
      nullable: false,
      foldable: true,
      literal: true,
      value: text.replaceAll("'", ""),
      sql: text,
    };
  if (text === "true" || text === "false")
    return { type: T.BOOLEAN, nullable: false, foldable: true, literal: true, value: text === "true", sql: text };
  return { type: T.INT, nullable: false, foldable: true, literal: true, value: Number(text) || 0, sql: text };
}
