import { sparkError, unsupported } from "../errors/spark-error.ts";
import { isCoreKey } from "./core-keys.ts";
import { type Entry, validate } from "./entry.ts";
import { isRefused } from "./refused.ts";
import { deprecations, type RemovedKey, removedKeys } from "./retired.ts";
import { type SparkSettings, snapshotOf } from "./snapshot.ts";
import { type Line, lineOf } from "./spark-version.ts";
import { entriesOf } from "./versions.ts";

/** What a session's settings start from. */
export interface SettingsOptions {
  /** The Spark version spoken: `3.5.1`, `4.0.4`. */
  readonly sparkVersion: string;
  /** The server's values for keys: count as set; static keys may stand here. */
  readonly initial?: Readonly<Record<string, string>>;
  /** Whether a zone id is one of Java's; by default what `Intl` knows, and offsets. */
  readonly isZone?: (id: string) => boolean;
}

const DOCROOT = "https://spark.apache.org/docs/latest";

/**
 * A session's configuration (`RuntimeConfig`, `SQLConf`): known keys have types and defaults by version, unknown keys
 * are accepted as they are. Snapshots are immutable.
 */
export class SessionSettings {
  readonly sparkVersion: string;
  readonly #line: Line;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #removed: ReadonlyMap<string, RemovedKey>;
  readonly #deprecated: ReadonlyMap<string, string>;
  readonly #isZone: (id: string) => boolean;
  readonly #initial: Readonly<Record<string, string>>;
  #set: ReadonlyMap<string, string>;
  #snapshot: SparkSettings | undefined;

  constructor(options: SettingsOptions) {
    this.sparkVersion = options.sparkVersion;
    this.#line = lineOf(options.sparkVersion);
    this.#entries = entriesOf(options.sparkVersion);
    this.#removed = removedKeys(options.sparkVersion);
    this.#deprecated = deprecations(options.sparkVersion);
    this.#isZone = options.isZone ?? isZoneId;
    this.#initial = options.initial ?? {};
    this.#set = new Map(Object.entries(this.#initial));
  }

  /** The value of a key, or its default; a known key may have neither. Throws SQL_CONF_NOT_FOUND for any other without a value. */
  get(key: string): string | undefined {
    const value = this.getOption(key);
    if (value === undefined && !this.#entries.has(key)) throw sparkError("SQL_CONF_NOT_FOUND", { sqlConf: `"${key}"` });
    return value;
  }

  /** The value of a key, or its default, or `undefined`. */
  getOption(key: string): string | undefined {
    return lookUp(this.#entries, this.#set, key);
  }

  /**
   * The value of a key when it was set; else `fallback` (defaults of known keys do not count, as in Spark). Throws
   * INVALID_CONF_VALUE for a fallback that a known key does not take.
   */
  getWithDefault(key: string, fallback: string | undefined): string | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined && fallback !== undefined) validate(entry, fallback, this.#isZone);
    const set = this.#set.get(key);
    return set ?? fallback;
  }

  /** Whether the version has the key. */
  isKnown(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Whether a key was set, by the server or since. */
  isSet(key: string): boolean {
    return this.#set.has(key);
  }

  /** What is to be said to who reads or sets a deprecated key. */
  warning(key: string): string | undefined {
    return this.#deprecated.get(key);
  }

  /** The keys that were set, and their values, by name. */
  getAll(): readonly (readonly [key: string, value: string])[] {
    return [...this.#set.keys()].sort().map((key) => [key, this.getOption(key) ?? ""]);
  }

  /** Known public keys with their values or defaults: `SET -v`. */
  entries(): readonly { readonly key: string; readonly value: string | undefined }[] {
    const listed = [...this.#entries.values()].filter(({ isInternal }) => !isInternal).map(({ key }) => key);
    return listed.sort().map((key) => ({ key, value: this.getOption(key) }));
  }

  /**
   * Throws CANNOT_MODIFY_CONFIG and CANNOT_MODIFY_STATIC_CONFIG for application and static keys, INVALID_CONF_VALUE for
   * values a key does not take, refuses removed keys and values that would change answers unheard.
   */
  set(key: string, value: string): void {
    this.#refuseFixed(key);
    this.#refuseRemoved(key, value);
    const entry = this.#entries.get(key);
    if (entry !== undefined) validate(entry, value, this.#isZone);
    if (isRefused(key, entry, value)) throw unsupported(`the setting ${key} = ${value}`);
    const next = new Map(this.#set);
    next.set(key, value);
    this.#change(next);
  }

  /** Back to the default. Throws CANNOT_MODIFY_CONFIG as {@link set} does. */
  unset(key: string): void {
    this.#refuseFixed(key);
    const next = new Map(this.#set);
    next.delete(key);
    this.#change(next);
  }

  /** `RESET`: every key as the server set it. */
  reset(): void {
    this.#change(new Map(Object.entries(this.#initial)));
  }

  /** Whether a key is known and can be set at run time. */
  isModifiable(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && !entry.isStatic;
  }

  /** An independent copy with the same values. */
  clone(): SessionSettings {
    const copy = new SessionSettings({ sparkVersion: this.sparkVersion, initial: this.#initial, isZone: this.#isZone });
    copy.#set = this.#set;
    return copy;
  }

  /** The values of this moment; the same object until something changes. */
  snapshot(): SparkSettings {
    const set = this.#set;
    const entries = this.#entries;
    this.#snapshot ??= snapshotOf((key) => lookUp(entries, set, key), this.#line, set);
    return this.#snapshot;
  }

  #change(next: ReadonlyMap<string, string>): void {
    this.#set = next;
    this.#snapshot = undefined;
  }

  #refuseFixed(key: string): void {
    const entry = this.#entries.get(key);
    const isStatic = entry?.isStatic === true;
    if (isStatic && this.#line >= 401) throw sparkError("CANNOT_MODIFY_STATIC_CONFIG", { key: `"${key}"` });
    if (isStatic || (entry === undefined && isCoreKey(key, this.#line)))
      throw sparkError("CANNOT_MODIFY_CONFIG", { key: `"${key}"`, docroot: DOCROOT });
  }

  #refuseRemoved(key: string, value: string): void {
    const removed = this.#removed.get(key);
    if (removed === undefined || removed.last === value) return;
    const { version, comment } = removed;
    throw sparkError("_LEGACY_ERROR_TEMP_1226", { configName: key, version, comment });
  }
}

/** The settings of a session of a Spark that had set these keys, and no others. */
export function settingsOf(line: Line, set: ReadonlyMap<string, string>): SparkSettings {
  const entries = entriesOf(`${Math.floor(line / 100)}.${line % 100}`);
  return snapshotOf((key) => lookUp(entries, set, key), line, set);
}

function lookUp(
  entries: ReadonlyMap<string, Entry>,
  set: ReadonlyMap<string, string>,
  key: string,
): string | undefined {
  const entry = entries.get(key);
  const value = set.get(key);
  if (value !== undefined) return value;
  if (entry?.fallback !== undefined) return lookUp(entries, set, entry.fallback);
  return entry?.default;
}

function isZoneId(id: string): boolean {
  const offset = /^(?:UTC|GMT|UT)?[+-](\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/.exec(id);
  if (offset) return Number(offset[1]) * 60 + Number(offset[2] ?? 0) <= 18 * 60 && Number(offset[2] ?? 0) < 60;
  if (id === "Z" || id === "UT") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: id });
    return true;
  } catch {
    return false;
  }
}
