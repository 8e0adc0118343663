/** One who has some directories, or waits for them. */
interface Claim {
  readonly paths: readonly string[];
  readonly exclusive: boolean;
  readonly begin: () => void;
  held: boolean;
}

/** Whether one path is the other, or lies in it. */
export const overlap = (a: string, b: string): boolean =>
  a === b || a.startsWith(b.endsWith("/") ? b : `${b}/`) || b.startsWith(a.endsWith("/") ? a : `${a}/`);

const conflict = (a: Claim, b: Claim): boolean =>
  (a.exclusive || b.exclusive) && a.paths.some((p) => b.paths.some((q) => overlap(p, q)));

/** Locks over directories and all that is in them: many look at one at once, or one changes it. In order of arrival. */
export class PathLocks {
  readonly #claims: Claim[] = [];

  /** Waits for absolute paths; the function gives them back. */
  async acquire(paths: readonly string[], exclusive: boolean): Promise<() => void> {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const claim: Claim = { paths, exclusive, begin, held: false };
    this.#claims.push(claim);
    this.#admit();
    await begun;
    return () => {
      const at = this.#claims.indexOf(claim);
      if (at === -1) return;
      this.#claims.splice(at, 1);
      this.#admit();
    };
  }

  #admit(): void {
    for (const [i, claim] of this.#claims.entries()) {
      if (claim.held || this.#claims.slice(0, i).some((earlier) => conflict(earlier, claim))) continue;
      claim.held = true;
      claim.begin();
    }
  }
}
