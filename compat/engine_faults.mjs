// Loaded into a server under test (NODE_OPTIONS=--import): on SIGUSR2 the engine's thread meets what ENGINE_FAULT names.
import { syncBuiltinESMExports } from "node:module";
import threads, { BroadcastChannel, isMainThread } from "node:worker_threads";

const kept = [];
const faults = {
  // Nobody catches it.
  throw: () =>
    setImmediate(() => {
      throw new Error("a fault of the test's own");
    }),
  // What stays, piece by piece.
  heap: () => {
    const fill = setInterval(() => {
      if (kept.length < 100) kept.push(Array.from({ length: 500_000 }, (_, i) => ({ i })));
      else clearInterval(fill);
    }, 5);
  },
};

const channel = new BroadcastChannel("engine faults");
if (isMainThread) {
  const engines = new Set();
  threads.Worker = class extends threads.Worker {
    constructor(...given) {
      super(...given);
      engines.add(this);
      this.on("exit", () => engines.delete(this));
    }
  };
  syncBuiltinESMExports();
  process.on("SIGUSR2", () => {
    const fault = process.env.ENGINE_FAULT;
    if (fault === "terminate") for (const engine of engines) void engine.terminate();
    else channel.postMessage(fault);
  });
} else {
  channel.onmessage = ({ data }) => faults[data]?.();
}
channel.unref();
