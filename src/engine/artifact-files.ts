import { link, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { unpack } from "./unpack.ts";

/** A session's files as its Python workers see them (`SparkFiles`). */
export interface SessionFiles {
  /** Absent: the session has none. */
  readonly directory: string | undefined;
  /** Names in it that go on `sys.path` beside it. */
  readonly includes: readonly string[];
}

const PACKAGES = /\.(?:zip|egg|jar)$/;
const SHOWN = /^(?:pyfiles|files|archives)\//;

/** Whether workers see an artifact of this name. */
export const isShown = (name: string): boolean => SHOWN.test(name);

/** The directory of the artifacts that workers see: `pyfiles/`, `files/` and, unpacked, `archives/`, all side by side. */
export class ArtifactFiles {
  readonly #directory: string;
  readonly #placed = new Map<string, Promise<void>>();
  readonly #includes: string[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The files of artifacts, those that are not there yet put in their places: contents, or the files that hold them. */
  async with(artifacts: Iterable<readonly [name: string, content: Uint8Array | string]>): Promise<SessionFiles> {
    for (const [name, content] of artifacts) {
      if (isShown(name) && !this.#placed.has(name)) this.#placed.set(name, this.#place(name, content));
    }
    await Promise.all(this.#placed.values());
    return { directory: this.#placed.size === 0 ? undefined : this.#directory, includes: [...this.#includes] };
  }

  async #place(name: string, content: Uint8Array | string): Promise<void> {
    const [path = "", alias] = name.split("#");
    const base = basename(path);
    await mkdir(this.#directory, { recursive: true });
    if (name.startsWith("archives/")) {
      await unpack(content, base, join(this.#directory, basename(alias ?? base)));
      return;
    }
    const place = join(this.#directory, base);
    if (typeof content === "string") await link(content, place);
    else await writeFile(place, content);
    if (name.startsWith("pyfiles/") && PACKAGES.test(base)) this.#includes.push(base);
  }
}
