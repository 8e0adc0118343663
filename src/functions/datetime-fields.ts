/** Names of datetime fields and units in SQL (`EXTRACT`, `date_trunc`, `timestampadd`), upper and lower case alike. */

/** The fields that EXTRACT takes from dates and times. */
export type DatetimeField =
  | "year"
  | "year_of_week"
  | "quarter"
  | "month"
  | "week"
  | "day"
  | "day_of_week"
  | "day_of_week_iso"
  | "day_of_year"
  | "hour"
  | "minute"
  | "second";

const fieldNames: Readonly<Record<DatetimeField, readonly string[]>> = {
  year: ["YEAR", "Y", "YEARS", "YR", "YRS"],
  year_of_week: ["YEAROFWEEK"],
  quarter: ["QUARTER", "QTR"],
  month: ["MONTH", "MON", "MONS", "MONTHS"],
  week: ["WEEK", "W", "WEEKS"],
  day: ["DAY", "D", "DAYS"],
  day_of_week: ["DAYOFWEEK", "DOW"],
  day_of_week_iso: ["DAYOFWEEK_ISO", "DOW_ISO"],
  day_of_year: ["DOY"],
  hour: ["HOUR", "H", "HOURS", "HR", "HRS"],
  minute: ["MINUTE", "M", "MIN", "MINS", "MINUTES"],
  second: ["SECOND", "S", "SEC", "SECONDS", "SECS"],
};

/** Units of `date_trunc`, which are DuckDB's as well. */
export type TruncationUnit =
  | "year"
  | "quarter"
  | "month"
  | "week"
  | "day"
  | "hour"
  | "minute"
  | "second"
  | "millisecond"
  | "microsecond";

const truncationNames: Readonly<Record<TruncationUnit, readonly string[]>> = {
  year: ["YEAR", "YYYY", "YY"],
  quarter: ["QUARTER"],
  month: ["MONTH", "MM", "MON"],
  week: ["WEEK"],
  day: ["DAY", "DD"],
  hour: ["HOUR"],
  minute: ["MINUTE"],
  second: ["SECOND"],
  millisecond: ["MILLISECOND"],
  microsecond: ["MICROSECOND"],
};

/** Units of `timestampadd` and `timestampdiff`. */
export type TimeUnit =
  | "microsecond"
  | "millisecond"
  | "second"
  | "minute"
  | "hour"
  | "day"
  | "week"
  | "month"
  | "quarter"
  | "year";

const unitNames: Readonly<Record<TimeUnit, readonly string[]>> = {
  microsecond: ["MICROSECOND"],
  millisecond: ["MILLISECOND"],
  second: ["SECOND"],
  minute: ["MINUTE"],
  hour: ["HOUR"],
  day: ["DAY", "DAYOFYEAR"],
  week: ["WEEK"],
  month: ["MONTH"],
  quarter: ["QUARTER"],
  year: ["YEAR"],
};

const lookup = <K extends string>(table: Readonly<Record<K, readonly string[]>>): ReadonlyMap<string, K> =>
  new Map(
    (Object.entries(table) as [K, readonly string[]][]).flatMap(([key, names]) => names.map((n) => [n, key] as const)),
  );

const fields = lookup(fieldNames);
const truncations = lookup(truncationNames);
const units = lookup(unitNames);

/** The field of a name, if it is one. */
export const datetimeField = (name: string): DatetimeField | undefined => fields.get(name.toUpperCase());
/** The unit that `date_trunc` cuts to, if the name is one. */
export const truncationUnit = (name: string): TruncationUnit | undefined => truncations.get(name.toUpperCase());
/** The unit of `timestampadd` and `timestampdiff`, if the name is one. */
export const timeUnit = (name: string): TimeUnit | undefined => units.get(name.toUpperCase());
