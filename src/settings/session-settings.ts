import { sparkError, unsupported } from "../errors/spark-error.ts";
import { bytesOf, type Entry, validate } from "./entry.ts";
import { isRefused } from "./refused.ts";
import { type SparkSettings, snapshotOf } from "./snapshot.ts";
import { entriesOf, isCoreKey } from "./versions.ts";

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
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #isZone: (id: string) => boolean;
  readonly #initial: Readonly<Record<string, string>>;
  #set: ReadonlyMap<string, string>;
  #snapshot: SparkSettings | undefined;

  constructor(options: SettingsOptions) {
    this.sparkVersion = options.sparkVersion;
    this.#entries = entriesOf(options.sparkVersion);
    this.#isZone = options.isZone ?? isZoneId;
    this.#initial = options.initial ?? {};
    this.#set = new Map(Object.entries(this.#initial));
  }

  /** The value of a key, or its default. Throws SQL_CONF_NOT_FOUND for a key that has neither. */
  get(key: string): string {
    const value = this.getOption(key);
    if (value === undefined) throw sparkError("SQL_CONF_NOT_FOUND", { sqlConf: `"${key}"` });
    return value;
  }

  /** The value of a key, or its default, or `undefined`. */
  getOption(key: string): string | undefined {
    return lookUp(this.#entries, this.#set, key);
  }

  /** The value of a key when it was set; else `fallback` (defaults of known keys do not count, as in Spark). */
  getWithDefault(key: string, fallback: string): string {
    const set = this.#set.get(key);
    if (set !== undefined) return this.getOption(key) ?? set;
    return fallback;
  }

  /** The keys that were set, and their values, by name. */
  getAll(): readonly (readonly [key: string, value: string])[] {
    return [...this.#set.keys()].sort().map((key) => [key, this.getOption(key) ?? ""]);
  }

  /** Known public keys with their values or defaults: `SET -v`. */
  entries(): readonly { readonly key: string; readonly value: string | undefined }[] {
    return [...this.#entries.keys()].sort().map((key) => ({ key, value: this.getOption(key) }));
  }

  /** Throws CANNOT_MODIFY_CONFIG for static and application keys, INVALID_CONF_VALUE for values a key does not take, and refuses values that would change answers unheard. */
  set(key: string, value: string): void {
    this.#refuseFixed(key);
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      validate(entry, value, this.#isZone);
      if (isRefused(entry, value)) throw unsupported(`the setting ${key} = ${value}`);
    }
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
    this.#snapshot ??= snapshotOf((key) => lookUp(entries, set, key));
    return this.#snapshot;
  }

  #change(next: ReadonlyMap<string, string>): void {
    this.#set = next;
    this.#snapshot = undefined;
  }

  #refuseFixed(key: string): void {
    const entry = this.#entries.get(key);
    if (entry?.isStatic === true || (entry === undefined && isCoreKey(key))) {
      throw sparkError("CANNOT_MODIFY_CONFIG", { key: `"${key}"`, docroot: DOCROOT });
    }
  }
}

function lookUp(
  entries: ReadonlyMap<string, Entry>,
  set: ReadonlyMap<string, string>,
  key: string,
): string | undefined {
  const entry = entries.get(key);
  const value = set.get(key);
  if (value !== undefined) return entry !== undefined && plainSizes.has(key) ? String(bytesOf(value) ?? value) : value;
  if (entry?.fallback !== undefined) return lookUp(entries, set, entry.fallback);
  return entry?.default;
}

/** Sizes that clients read as digits: they are kept in bytes. */
const plainSizes: ReadonlySet<string> = new Set([
  "spark.sql.session.localRelationChunkSizeBytes",
  "spark.sql.session.localRelationBatchOfChunksSizeBytes",
  "spark.sql.session.localRelationSizeLimit",
]);

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
