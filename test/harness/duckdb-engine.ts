import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../../scripts/build.mjs";
import { type Engine, type EngineOptions, openEngine } from "../../backends/duckdb/worker-client.ts";

/** Bundles a worker entry for tests, which Node could not load as TypeScript, and gives its URL. */
export async function workerUrl(entry = "backends/duckdb/worker.ts"): Promise<URL> {
  // Under the repository, so that the native binding is found from there.
  const cache = join(import.meta.dirname, "../../.cache");
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "worker-new-"));
  await bundle({ worker: entry }, fresh);
  const hash = createHash("sha256")
    .update(readFileSync(join(fresh, "worker.js")))
    .digest("hex")
    .slice(0, 16);
  const kept = join(cache, `worker-${hash}`);
  try {
    renameSync(fresh, kept);
  } catch {
    // The same worker was built before.
    rmSync(fresh, { recursive: true });
  }
  return pathToFileURL(join(kept, "worker.js"));
}

/** Settings for engines in tests. */
export const testSettings: Omit<EngineOptions, "worker"> = {
  threads: 2,
  memoryLimit: 1 << 30,
  tempDirectory: join(tmpdir(), `firesteel-test-${process.pid}`),
  maxStatements: 8,
  flow: { perStatement: 32 << 20, total: 1 << 30 },
};

/** An engine over the real kernels, or over those of another worker entry. */
export const testEngine = async (options: Partial<EngineOptions> = {}, entry?: string): Promise<Engine> =>
  openEngine({ ...testSettings, worker: await workerUrl(entry), ...options });
