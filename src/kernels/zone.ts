import { sparkError } from "../errors/spark-error.ts";
import {
  floorDiv,
  joinMicros,
  MICROS_PER_SECOND,
  SECONDS_PER_DAY,
  secondsOfMicros,
  splitMicros,
} from "./datetime-civil.ts";
import { REGION_IDS, SHORT_ZONE_IDS } from "./zone-ids.ts";

/**
 * A time zone by Java's rules (`java.time.ZoneId`, `ZoneRules`). Offsets are seconds east of UTC; times are seconds
 * since 1970-01-01T00:00, of UTC or of the zone's own clock. Immutable but for its cache of transitions.
 */
export interface Zone {
  /** Java's normalised id: `+08:00`, `GMT+08:00`, `Z`, `Europe/Paris`. */
  readonly id: string;
  /** The offset of a zone that never changes it. */
  readonly fixed: number | undefined;
  /** The offset in force at an instant. */
  readonly offsetAt: (utcSeconds: number) => number;
  /**
   * The offset by which `ZonedDateTime.of` reads a local time: in a gap the offset before it (so the time moves later
   * by the gap's length), in an overlap the earlier offset.
   */
  readonly offsetOfLocal: (localSeconds: number) => number;
  /** The change of offset whose gap or overlap a local time falls in. */
  readonly changeOfLocal: (localSeconds: number) => Transition | undefined;
}

/** A change of offset at an instant. */
export interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const fixedZone = (id: string, offset: number): Zone => ({
  id,
  fixed: offset,
  offsetAt: () => offset,
  offsetOfLocal: () => offset,
  changeOfLocal: () => undefined,
});

/** Coordinated universal time. */
export const UTC: Zone = fixedZone("Z", 0);

const zones = new Map<string, Zone | null>();

/** The zone of an id, or `undefined` when Spark knows none (`SparkDateTimeUtils.getZoneId`). */
export function findZone(id: string): Zone | undefined {
  const known = zones.get(id);
  if (known !== undefined) return known ?? undefined;
  const zone = parseZone(id);
  // Ids may come from data: the cache must not grow with it.
  if (zones.size > 2_000) zones.clear();
  zones.set(id, zone ?? null);
  return zone;
}

/** The zone of an id; INVALID_TIMEZONE when there is none. */
export function zoneOf(id: string): Zone {
  const zone = findZone(id);
  if (zone === undefined) throw sparkError("INVALID_TIMEZONE", { timeZone: id });
  return zone;
}

/** Whether an id names a zone, for the check of `spark.sql.session.timeZone`. */
export const isZoneId = (id: string): boolean => findZone(id) !== undefined;

function parseZone(text: string): Zone | undefined {
  // Spark 2's forms `+h:mm` and `+hh:m`.
  const id = text.replace(/([+-])(\d):/, "$10$2:").replace(/([+-])(\d\d):(\d)$/, "$1$2:0$3");
  const zoneId = SHORT_ZONE_IDS.get(id) ?? id;
  if (zoneId.length <= 1 || zoneId.startsWith("+") || zoneId.startsWith("-")) {
    const offset = parseOffset(zoneId);
    return offset === undefined ? undefined : offset === 0 ? UTC : fixedZone(offsetId(offset), offset);
  }
  const prefix = /^(?:UTC|GMT|UT)/.exec(zoneId)?.[0];
  if (prefix !== undefined) {
    const rest = zoneId.slice(prefix.length);
    if (rest === "") return fixedZone(prefix, 0);
    if (rest.startsWith("+") || rest.startsWith("-")) {
      const offset = parseOffset(rest);
      if (offset === undefined) return undefined;
      return fixedZone(offset === 0 ? prefix : prefix + offsetId(offset), offset);
    }
  }
  return REGION_IDS.has(zoneId) ? regionZone(zoneId) : undefined;
}

const OFFSET = /^([+-])(?:(\d)|(\d\d)(?:(\d\d)(\d\d)?|:(\d\d)(?::(\d\d))?)?)$/;

/** `ZoneOffset.of`: `Z`, `+h`, `+hh`, `+hh:mm`, `+hhmm`, `+hh:mm:ss`, `+hhmmss`, at most 18 hours. */
function parseOffset(text: string): number | undefined {
  if (text === "Z") return 0;
  const m = OFFSET.exec(text);
  if (m === null) return undefined;
  const hours = Number(m[2] ?? m[3]);
  const minutes = Number(m[4] ?? m[6] ?? 0);
  const seconds = Number(m[5] ?? m[7] ?? 0);
  const total = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || total > 18 * 3600) return undefined;
  return m[1] === "-" ? 0 - total : total;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** `ZoneOffset.getId`: `Z`, `+hh:mm`, `+hh:mm:ss`. */
export function offsetId(offset: number): string {
  if (offset === 0) return "Z";
  const abs = Math.abs(offset);
  const seconds = abs % 60;
  const hm = `${offset < 0 ? "-" : "+"}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}`;
  return seconds === 0 ? hm : `${hm}:${two(seconds)}`;
}

// Transitions are found by asking `Intl` for offsets, block by block as they are needed.
const BLOCK = 2 ** 26;
const MARGIN = 2 * SECONDS_PER_DAY;
const STEP = 4 * SECONDS_PER_DAY;
const FIRST_RULE = -5_364_662_400; // 1800-01-01: older than any zone's first transition
const CYCLE = 12_622_780_800; // 400 Gregorian years: whole weeks, so the last rules repeat exactly
const LAST_RULE = 16_725_225_600; // 2500-01-01: 400 years earlier only recurring rules are in force

interface Block {
  readonly first: number;
  readonly transitions: readonly Transition[];
}

function regionZone(id: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: id, timeZoneName: "longOffset", hour: "numeric" });
  const blocks = new Map<number, Block>();
  let lastKey = Number.NaN;
  let last: Block = { first: 0, transitions: [] };

  const probe = (seconds: number): number => {
    const text = format.format(seconds * 1000);
    const at = text.indexOf("GMT") + 3;
    if (at >= text.length) return 0;
    const sign = text.charCodeAt(at) === 43 ? 1 : -1;
    const hms = Number(text.slice(at + 1, at + 3)) * 3600 + Number(text.slice(at + 4, at + 6)) * 60;
    return sign * (hms + (text.length > at + 6 ? Number(text.slice(at + 7, at + 9)) : 0));
  };

  const build = (key: number): Block => {
    const end = (key + 1) * BLOCK + MARGIN;
    let time = key * BLOCK - MARGIN;
    const first = probe(time);
    const transitions: Transition[] = [];
    let before = first;
    while (time < end) {
      const next = time + STEP;
      const after = probe(next);
      if (after !== before) {
        let low = time;
        let high = next;
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (probe(middle) === before) low = middle;
          else high = middle;
        }
        const reached = probe(high);
        transitions.push({ at: high, before, after: reached });
        before = reached;
        time = high;
      } else {
        time = next;
      }
    }
    return { first, transitions };
  };

  const blockAt = (seconds: number): Block => {
    const key = Math.floor(seconds / BLOCK);
    if (key === lastKey) return last;
    let block = blocks.get(key);
    if (block === undefined) {
      block = build(key);
      blocks.set(key, block);
    }
    lastKey = key;
    last = block;
    return block;
  };

  const normal = (seconds: number): number =>
    seconds < FIRST_RULE
      ? FIRST_RULE
      : seconds < LAST_RULE
        ? seconds
        : seconds - CYCLE * Math.ceil((seconds - LAST_RULE + 1) / CYCLE);

  return {
    id,
    fixed: undefined,
    offsetAt: (utcSeconds) => {
      const s = normal(utcSeconds);
      const { first, transitions } = blockAt(s);
      let offset = first;
      for (const t of transitions) {
        if (s < t.at) break;
        offset = t.after;
      }
      return offset;
    },
    offsetOfLocal: (localSeconds) => {
      const s = normal(localSeconds);
      const { first, transitions } = blockAt(s);
      let offset = first;
      for (const t of transitions) {
        if (s < t.at + Math.max(t.before, t.after)) break;
        offset = t.after;
      }
      return offset;
    },
    changeOfLocal: (localSeconds) => {
      const s = normal(localSeconds);
      for (const t of blockAt(s).transitions) {
        if (s >= t.at + Math.min(t.before, t.after) && s < t.at + Math.max(t.before, t.after)) {
          return { ...t, at: t.at + (localSeconds - s) };
        }
      }
      return undefined;
    },
  };
}

/** The zone's clock at an instant: micros of UTC to micros of the local date and time. */
export function utcToLocal(zone: Zone, micros: bigint): bigint {
  const offset = zone.fixed ?? zone.offsetAt(secondsOfMicros(micros));
  if (offset === 0) return micros;
  const n = Number(micros) + offset * MICROS_PER_SECOND;
  return Number.isSafeInteger(n) && Number.isSafeInteger(Number(micros))
    ? BigInt(n)
    : micros + BigInt(offset) * 1_000_000n;
}

/** The instant of a local date and time (`LocalDateTime.atZone`), gaps and overlaps as in {@link Zone.offsetOfLocal}. */
export function localToUtc(zone: Zone, local: bigint): bigint {
  const offset = zone.fixed ?? zone.offsetOfLocal(secondsOfMicros(local));
  if (offset === 0) return local;
  const n = Number(local) - offset * MICROS_PER_SECOND;
  return Number.isSafeInteger(n) && Number.isSafeInteger(Number(local))
    ? BigInt(n)
    : local - BigInt(offset) * 1_000_000n;
}

/**
 * As {@link localToUtc}, but in an overlap the offset of `like` (an instant) is kept when it is one of the two
 * (`ZonedDateTime.ofLocal` with a preferred offset): what date arithmetic on an instant does.
 */
export function localToUtcLike(zone: Zone, local: bigint, like: bigint): bigint {
  if (zone.fixed === undefined) {
    const change = zone.changeOfLocal(secondsOfMicros(local));
    if (change !== undefined && change.after < change.before && zone.offsetAt(secondsOfMicros(like)) === change.after) {
      return local - BigInt(change.after) * 1_000_000n;
    }
  }
  return localToUtc(zone, local);
}

/** The first instant of a date in a zone (`LocalDate.atStartOfDay`): the end of the gap when midnight is skipped. */
export function startOfDay(zone: Zone, days: number): bigint {
  const local = days * SECONDS_PER_DAY;
  if (zone.fixed !== undefined) return joinMicros(days, 0) - BigInt(zone.fixed * MICROS_PER_SECOND);
  const change = zone.changeOfLocal(local);
  const inGap = change !== undefined && change.after > change.before;
  const seconds = inGap ? change.at : local - zone.offsetOfLocal(local);
  return BigInt(seconds) * 1_000_000n;
}

/** The date on the zone's clock at an instant (`SparkDateTimeUtils.microsToDays`). */
export function dayOfInstant(zone: Zone, micros: bigint): number {
  if (zone.fixed === 0) return splitMicros(micros).days;
  const seconds = secondsOfMicros(micros);
  return floorDiv(seconds + zone.offsetAt(seconds), SECONDS_PER_DAY);
}

/** The same local clock reading in another zone (`SparkDateTimeUtils.convertTz`). */
export const convertZone = (micros: bigint, from: Zone, to: Zone): bigint => localToUtc(from, utcToLocal(to, micros));
