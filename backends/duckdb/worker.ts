/** Entry of the engine's thread. */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../../src/base/invariant.ts";
import { kernels } from "../../src/kernels/index.ts";
import { serveEngine } from "./worker-serve.ts";
import type { EngineSettings } from "./worker-protocol.ts";

invariant(parentPort !== null, "the engine runs in a worker thread");
await serveEngine(parentPort, workerData as EngineSettings, kernels);
