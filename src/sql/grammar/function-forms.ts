import { sparkError } from "../../errors/spark-error.ts";
import { unescapeSql } from "../../lex/strings.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { call, intLiteral, textLiteral } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";

/** `EXTRACT(field FROM source)`; any other call of the name is a plain one. */
export function extractCall(cx: SqlContext, from: number): Expression | undefined {
  if (!cx.isOp("(", 1) || !cx.isName(2) || !cx.isWord("FROM", 3)) return undefined;
  cx.next();
  cx.next();
  const field = cx.name();
  cx.next();
  const source = cx.value();
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  return call("extract", [textLiteral(field, origin), source], origin);
}

const TRIMS: Readonly<Record<string, string>> = { BOTH: "trim", LEADING: "ltrim", TRAILING: "rtrim" };

/** `TRIM([BOTH | LEADING | TRAILING] [characters] FROM source)`. The call's arguments are characters, then source. */
export function trimCall(cx: SqlContext, from: number): Expression | undefined {
  if (!cx.isOp("(", 1)) return undefined;
  const { word } = cx.peek(2);
  const named =
    Object.hasOwn(TRIMS, word) && !cx.isOp(")", 3) && !cx.isOp(",", 3) && !cx.isOp(".", 3) && !cx.isOp("(", 3);
  const bare = word === "FROM" && !cx.isOp(")", 3) && !cx.isOp(",", 3) && !cx.isOp(".", 3);
  if (!named && !bare) return undefined;
  cx.next();
  cx.next();
  const name = named ? (TRIMS[cx.next().word] ?? "trim") : "trim";
  const characters = cx.isWord("FROM") ? undefined : cx.value();
  cx.expectWord("FROM");
  const source = cx.value();
  cx.expectOp(")");
  return call(name, characters === undefined ? [source] : [characters, source], cx.originFrom(from));
}

const UNITS: ReadonlySet<string> = new Set([
  "YEAR",
  "QUARTER",
  "MONTH",
  "WEEK",
  "DAY",
  "DAYOFYEAR",
  "HOUR",
  "MINUTE",
  "SECOND",
  "MILLISECOND",
  "MICROSECOND",
]);

/**
 * `TIMESTAMPADD(unit, n, t)`, `TIMESTAMPDIFF(unit, a, b)` and their other names: a call of `name` whose first argument
 * is the unit as text, in upper case.
 */
export const unitCall =
  (name: "timestampadd" | "timestampdiff") =>
  (cx: SqlContext, from: number): Expression | undefined => {
    if (!cx.isOp("(", 1) || !cx.isOp(",", 3)) return undefined;
    const written = cx.peek().text;
    const unit = cx.peek(2);
    if (!UNITS.has(unit.word) && !cx.isString(2)) return undefined;
    cx.next();
    cx.next();
    const token = cx.next();
    cx.expectOp(",");
    const first = cx.value();
    if (cx.isOp(")")) {
      // Two arguments: the function of days, `date_add('2020-01-01', 1)`, even where the first is named like a unit.
      cx.next();
      const place = cx.originOf(token);
      const start: Expression =
        unit.word === ""
          ? textLiteral(unescapeSql(unit.text.slice(1, -1)), place)
          : { kind: "attribute", nameParts: [unit.text], origin: place };
      return call(written, [start, first], cx.originFrom(from));
    }
    cx.expectOp(",");
    const second = cx.value();
    cx.expectOp(")");
    const origin = cx.originFrom(from);
    if (unit.word === "")
      throw sparkError(
        "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
        { functionName: `\`${written}\``, parameter: "`unit`", invalidValue: unit.text },
        { origin },
      );
    return call(name, [textLiteral(unit.word, origin), first, second], origin);
  };

/** What {@link afterFirst} read: a whole special form, or the first argument of a plain call. */
export interface FormOrArgument {
  readonly whole?: Expression;
  readonly first?: Expression;
}

/**
 * The forms that show themselves after the first argument only: `POSITION(a IN b)`, `SUBSTRING(s FROM p FOR n)`,
 * `TRIM(c FROM s)`, `OVERLAY(s PLACING r FROM p FOR n)`. The cursor stands after `(`.
 */
export function afterFirst(cx: SqlContext, from: number, name: string): FormOrArgument | undefined {
  const rule = Object.hasOwn(FORMS, name.toUpperCase()) ? FORMS[name.toUpperCase()] : undefined;
  if (rule === undefined || (cx.isName() && cx.isOp("=>", 1))) return undefined;
  const at = cx.at;
  const left = cx.value();
  const form = rule(cx, left);
  if (form === undefined) return { first: cx.continued(at, left) };
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  const last = form.last === undefined ? [] : [intLiteral(form.last, origin)];
  return { whole: call(form.name, [...form.args, ...last], origin) };
}

interface SpecialForm {
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument where the text leaves it out. */
  readonly last?: number | undefined;
}

const MAX_INT = 2147483647;

const FORMS: Readonly<Record<string, (cx: SqlContext, first: Expression) => SpecialForm | undefined>> = {
  POSITION: (cx, substring) =>
    cx.acceptWords("IN") ? { name: "locate", args: [substring, cx.value()], last: 1 } : undefined,
  SUBSTRING: substringForm,
  SUBSTR: substringForm,
  TRIM: (cx, characters) => (cx.acceptWords("FROM") ? { name: "trim", args: [characters, cx.value()] } : undefined),
  OVERLAY: (cx, input) => {
    if (!cx.acceptWords("PLACING")) return undefined;
    const replacement = cx.value();
    cx.expectWord("FROM");
    const position = cx.value();
    if (!cx.acceptWords("FOR")) return { name: "overlay", args: [input, replacement, position], last: -1 };
    return { name: "overlay", args: [input, replacement, position, cx.value()] };
  },
};

function substringForm(cx: SqlContext, text: Expression): SpecialForm | undefined {
  if (!cx.acceptWords("FROM")) return undefined;
  const position = cx.value();
  if (!cx.acceptWords("FOR") && !cx.acceptOp(",")) return { name: "substring", args: [text, position], last: MAX_INT };
  return { name: "substring", args: [text, position, cx.value()] };
}
