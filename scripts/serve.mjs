// Starts a server for suites and benchmarks, on a port that is free.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A loopback port that nothing listens on. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });

/** Launches `firesteel serve` from dist/ and waits until it serves. Its tables end with it, unless it is told otherwise. */
export async function startServer({ threads = "2", args = [], env = process.env } = {}) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      join(root, "bin/firesteel.cjs"),
      "serve",
      "--port",
      String(port),
      "--threads",
      threads,
      ...(args.includes("--warehouse") ? [] : ["--warehouse", "memory"]),
      ...args,
    ],
    { stdio: ["ignore", "pipe", "inherit"], env },
  );
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      if (String(text).includes("sc://")) resolve(undefined);
    });
    child.on("exit", (code, signal) => {
      console.error(`the server ended with ${code ?? signal}`);
      reject(new Error(`the server ended with ${code ?? signal}`));
    });
  });
  return {
    url: `sc://localhost:${port}`,
    port,
    pid: child.pid,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        // A server that does not end on request is ended.
        const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
        child.on("exit", (code) => {
          clearTimeout(patience);
          resolve(code);
        });
        child.kill("SIGTERM");
      }),
  };
}
