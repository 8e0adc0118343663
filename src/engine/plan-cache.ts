/** Meanings of SQL texts that were asked before, for as long as nothing they depend on is another. */
import { clockLooks } from "../base/instants.ts";
import type { Relation } from "../unresolved/relation.ts";
import { resolveFiles } from "./files.ts";
import { type FilesRead, type Meant, mean, type MeaningContext } from "./mean.ts";

interface Entry {
  /** What names and settings meant, by identity. */
  readonly standing: readonly unknown[];
  readonly reads: readonly FilesRead[];
  readonly meant: Meant;
}

/** Characters of a text that is worth remembering. */
const LONGEST_TEXT = 64 * 1024;

/** The texts that a server's sessions asked last. Bounded: a meaning may take some hundred kilobytes. */
export class PlanCache {
  readonly #most: number;
  /** By session and text; what was asked last is the last. */
  readonly #entries = new Map<string, Entry>();
  /** What was asked once, or will be asked: most texts come once, and are not worth to be remembered. */
  readonly #expected = new Set<string>();

  constructor(most = 128) {
    this.#most = most;
  }

  /** Tells that a session's text will be asked. */
  expect(session: string, sqlText: string): void {
    this.#note(keyOf(session, sqlText));
  }

  /**
   * What a relation means: as before, where it is the whole of a text that was asked before, and names, settings and
   * files are what they were. Meanings that depend on the time, on variables or on functions of the session are none of
   * these.
   *
   * @param standing what names and settings mean, as values that are others as soon as they may mean something else
   */
  async mean(asked: Relation, session: string, standing: () => readonly unknown[], cx: MeaningContext): Promise<Meant> {
    const { sqlText } = asked;
    const before = standing();
    // A text that was read under other settings or names is not what the same text is now.
    if (sqlText === undefined || sqlText.text.length > LONGEST_TEXT || !areSame(sqlText.under, before))
      return mean(asked, cx);
    const key = keyOf(session, sqlText.text);
    const known = this.#entries.get(key);
    if (known !== undefined && areSame(known.standing, before)) {
      const isStill = await areThere(known.reads, cx);
      if (isStill && areSame(known.standing, standing())) {
        this.#put(key, known);
        return known.meant;
      }
    }
    if (known === undefined && !this.#expected.has(key)) {
      this.#note(key);
      return mean(asked, cx);
    }
    const looks = clockLooks();
    let reads: readonly FilesRead[] | undefined;
    const meant = await mean(asked, { ...cx, dependsOn: (files) => (reads = files) });
    // Somebody else may have looked at the clock meanwhile: then it is not remembered, which harms nobody.
    if (reads !== undefined && clockLooks() === looks && areSame(before, standing()))
      this.#put(key, { standing: before, reads, meant });
    else this.#entries.delete(key);
    return meant;
  }

  /** Forgets what a session asked. */
  forget(session: string): void {
    for (const keys of [this.#entries, this.#expected])
      for (const key of keys.keys()) if (key.startsWith(keyOf(session, ""))) keys.delete(key);
  }

  #note(key: string): void {
    if (key.length > LONGEST_TEXT) return;
    this.#expected.delete(key);
    this.#expected.add(key);
    const [oldest] = this.#expected;
    if (this.#expected.size > 2 * this.#most && oldest !== undefined) this.#expected.delete(oldest);
  }

  #put(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
  }
}

const keyOf = (session: string, sqlText: string): string => `${session} ${sqlText}`;

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** Whether reads find the files that they found before. They count as looked at by this plan too. */
async function areThere(reads: readonly FilesRead[], cx: MeaningContext): Promise<boolean> {
  try {
    const now = await Promise.all(reads.map(({ read }) => resolveFiles(read, cx)));
    return reads.every(({ files }, i) => {
      const found = now[i]?.files ?? [];
      return (
        found.length === files.length &&
        files.every((file, n) => {
          const other = found[n];
          return other?.path === file.path && other.size === file.size && other.modified === file.modified;
        })
      );
    });
  } catch {
    // The analysis finds the same failure, and says where it was asked for.
    return false;
  }
}
