import { presentMillis } from "../base/instants.ts";
import type { DataType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { joinMicros } from "./datetime-civil.ts";
import { currentDay } from "./datetime-text.ts";
import { trimControls } from "./decimal.ts";
import { findZone, startOfDay, utcToLocal, zoneOf } from "./zone.ts";

const DAYS_FROM_TODAY: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, yesterday: -1 };

/**
 * The special words that Spark's optimizer folds in a cast of a constant text to a date or timestamp: `epoch`, `now`,
 * `today`, `tomorrow` and `yesterday` in any case, a zone id behind them allowed (`SpecialDatetimeValues`,
 * `DateTimeUtils.convertSpecialDate`). `undefined` for any other text or type; values of a column have no such words.
 */
export function specialDatetime(text: string, to: DataType, timeZone: string): Value | undefined {
  const found = /^([A-Za-z]+)[ \t]*(.*)$/s.exec(trimControls(text));
  if (found === null || !["date", "timestamp", "timestamp_ntz"].includes(to.kind)) return undefined;
  const word = (found[1] ?? "").toLowerCase();
  const zoneText = found[2] ?? "";
  if (zoneText !== "" && findZone(zoneText) === undefined) return undefined;
  if (word === "epoch") return to.kind === "date" ? 0 : 0n;
  const zone = zoneOf(timeZone);
  if (word === "now") {
    if (to.kind === "date") return currentDay(zone);
    const instant = BigInt(presentMillis()) * 1000n;
    return to.kind === "timestamp" ? instant : utcToLocal(zone, instant);
  }
  const shift = DAYS_FROM_TODAY[word];
  if (shift === undefined) return undefined;
  const day = currentDay(zone) + shift;
  return to.kind === "date" ? day : to.kind === "timestamp" ? startOfDay(zone, day) : joinMicros(day, 0);
}
