/** One of the Spark Connect clients we are tested with. */
export type ClientVersion = "3.5" | "4.0" | "newest";

/** The clients we are tested with, oldest first. */
export const clientVersions: readonly ClientVersion[];

/** The interpreter of a client's environment; whether it exists is ensureClient's business. */
export function clientPython(version: ClientVersion): string;

/** The interpreter of a client's environment, which is made first where it is missing or stale. Safe to call in parallel, also from several processes. */
export function ensureClient(version: ClientVersion): Promise<string>;
