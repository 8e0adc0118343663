/** The text of intervals, as CAST(… AS STRING) writes it (`IntervalUtils.toYearMonthIntervalString`, `toDayTimeIntervalString`, `CalendarInterval.toString`). */
import type { DayTimeField, DayTimeIntervalType, YearMonthIntervalType } from "../types/data-type.ts";
import type { CalendarInterval } from "../types/value.ts";

const two = (n: bigint): string => `${n}`.padStart(2, "0");

/** `INTERVAL '1-2' YEAR TO MONTH`. */
export function formatYearMonthInterval(months: number, type: YearMonthIntervalType): string {
  const sign = months < 0 ? "-" : "";
  const abs = Math.abs(months);
  if (type.start === "month") return `INTERVAL '${sign}${abs}' MONTH`;
  const years = Math.floor(abs / 12);
  return type.end === "year"
    ? `INTERVAL '${sign}${years}' YEAR`
    : `INTERVAL '${sign}${years}-${abs % 12}' YEAR TO MONTH`;
}

const UNIT: Readonly<Record<DayTimeField, bigint>> = {
  day: 86_400_000_000n,
  hour: 3_600_000_000n,
  minute: 60_000_000n,
  second: 1_000_000n,
};
const FIELDS: readonly DayTimeField[] = ["day", "hour", "minute", "second"];
const SEPARATOR: Readonly<Record<DayTimeField, string>> = { day: "", hour: " ", minute: ":", second: ":" };

/** `INTERVAL '1 02:03:04.5' DAY TO SECOND`; the fields below the type's last are dropped. */
export function formatDayTimeInterval(micros: bigint, type: DayTimeIntervalType): string {
  let rest = micros < 0n ? -micros : micros;
  let text = "";
  for (const field of FIELDS.slice(FIELDS.indexOf(type.start), FIELDS.indexOf(type.end) + 1)) {
    const count = rest / UNIT[field];
    rest -= count * UNIT[field];
    text += (field === type.start ? "" : SEPARATOR[field]) + (field === "day" ? `${count}` : two(count));
  }
  if (type.end === "second" && rest !== 0n) text += `.${`${rest}`.padStart(6, "0").replace(/0+$/, "")}`;
  const range = type.start === type.end ? type.start : `${type.start} to ${type.end}`;
  return `INTERVAL '${micros < 0n ? "-" : ""}${text}' ${range.toUpperCase()}`;
}

/** `1 years 2 months 3 days 4 hours 5 minutes 6.5 seconds`; parts that are zero are left out. */
export function formatCalendarInterval({ months, days, micros }: CalendarInterval): string {
  const parts: string[] = [];
  const add = (count: number, unit: string): void => {
    if (count !== 0) parts.push(`${count} ${unit}`);
  };
  add(Math.trunc(months / 12), "years");
  add(months % 12, "months");
  add(days, "days");
  if (micros !== 0n) {
    add(Number(micros / UNIT.hour), "hours");
    add(Number((micros % UNIT.hour) / UNIT.minute), "minutes");
    const rest = micros % UNIT.minute;
    if (rest !== 0n) {
      const abs = rest < 0n ? -rest : rest;
      const fraction = abs % UNIT.second === 0n ? "" : `.${`${abs % UNIT.second}`.padStart(6, "0").replace(/0+$/, "")}`;
      parts.push(`${rest < 0n ? "-" : ""}${abs / UNIT.second}${fraction} seconds`);
    }
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
