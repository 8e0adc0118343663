/** How calls print as `toString` does: with all that Spark's classes hold, settings among them. */
import type { ExpressionContext } from "../context.ts";
import type { Typed } from "../typed.ts";

/** What a class holds beside its arguments. */
interface Held {
  /** The time zone, as an option. */
  readonly zone: string;
  /** Whether errors are thrown. */
  readonly ansi: string;
}

type Plain = (args: readonly string[], held: Held) => readonly string[];

const zoned: Plain = (args, { zone }) => [...args, zone];
const option = (text: string | undefined): string => (text === undefined ? "None" : `Some(${text})`);

/** The arguments that are printed, by function. */
const HELD: Readonly<Record<string, Plain>> = {
  date_format: zoned,
  date_trunc: zoned,
  from_unixtime: zoned,
  hour: zoned,
  minute: zoned,
  months_between: zoned,
  second: zoned,
  timestampadd: zoned,
  timestampdiff: zoned,
  to_json: zoned,
  element_at: (args, { ansi }) => [...args, "None", ansi],
  make_date: (args, { ansi }) => [...args, ansi],
  // Without ANSI the size of NULL is -1.
  size: (args, { ansi }) => [...args, String(ansi === "false")],
  to_date: ([text = "", format], { zone, ansi }) => [text, option(format), zone, ansi],
  to_timestamp: ([text = "", format], { zone, ansi }) => [text, option(format), "TimestampType", zone, ansi],
  to_unix_timestamp: (args, { zone, ansi }) => [...args, zone, ansi],
  unix_timestamp: (args, { zone, ansi }) => [...args, zone, ansi],
};

const TRIMS: ReadonlySet<string> = new Set(["trim", "ltrim", "rtrim"]);

/** A call's text; `undefined`: it is printed as in SQL. */
export function plainCall(
  name: string,
  shown: string,
  args: readonly Typed[],
  cx: ExpressionContext,
): string | undefined {
  const { typing } = cx.relation;
  const printed = args.map((a) => a.sql());
  if (TRIMS.has(name)) {
    const [first = "", second] = printed;
    return second === undefined ? `${name}(${first}, None)` : `${name}(${second}, ${option(first)})`;
  }
  const held = HELD[name]?.(printed, { zone: zoneOption(cx), ansi: String(typing.ansi) });
  return held && `${shown}(${held.join(", ")})`;
}

/** The session's time zone, as an option. */
export const zoneOption = (cx: ExpressionContext): string => option(cx.relation.facts.timeZone);
