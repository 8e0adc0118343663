import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { invariant } from "../../base/invariant.ts";
import { ByteWriter } from "../protocol/byte-writer.ts";
import { Channel } from "./channel.ts";
import type { Interpreter, Surroundings } from "./interpreter.ts";
import { killTree } from "./process-tree.ts";

/** A worker process: a child of a daemon, and the connection to it. */
export interface WorkerProcess {
  readonly pid: number;
  readonly channel: Channel;
  /** Ends it at once, with all that it started. */
  kill(): void;
}

/** What a daemon's children have beside the surroundings. */
export interface DaemonOptions {
  /** Python's module that the children run: `pyspark.worker`, or one of `pyspark.sql.worker`. */
  readonly module: string;
  /** Bytes that a child may have (RLIMIT_AS). */
  readonly memoryLimit?: number | undefined;
  /** Variables that the session's settings ask for. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Longest that a daemon may take to start, in milliseconds: it imports a part of PySpark. */
const START_TIME = 60_000;
/** Longest that a child may take to say that it is there. */
const FORK_TIME = 30_000;
/** How much of what workers print is kept for messages. */
const KEPT_OUTPUT = 4096;

/**
 * `pyspark.daemon`: forks a worker per connection. It listens on loopback, and its children want the secret that is in
 * its environment before anything else.
 */
export class Daemon {
  readonly #process: ChildProcess;
  readonly #secret = randomBytes(32).toString("hex");
  readonly #port: Promise<number>;
  #output = "";
  #ended = false;
  readonly #gone: Promise<void>;

  constructor(interpreter: Interpreter, around: Surroundings, options: DaemonOptions) {
    const megabytes = options.memoryLimit === undefined ? undefined : Math.ceil(options.memoryLimit / 2 ** 20);
    this.#process = spawn(interpreter.path, ["-m", "pyspark.daemon", options.module], {
      cwd: around.directory,
      env: {
        ...around.environment,
        ...options.variables,
        PYTHON_WORKER_FACTORY_SECRET: this.#secret,
        SPARK_REUSE_WORKER: "1",
        SPARK_BUFFER_SIZE: "65536",
        ...(megabytes === undefined
          ? {}
          : { PYSPARK_EXECUTOR_MEMORY_MB: String(megabytes), PYSPARK_PLANNER_MEMORY_MB: String(megabytes) }),
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const { stdin, stdout, stderr } = this.#process;
    invariant(stdin !== null && stdout !== null && stderr !== null, "a daemon without pipes");
    stdin.on("error", () => {});
    const keep = (text: Buffer) => {
      this.#output = (this.#output + text.toString("utf8")).slice(-KEPT_OUTPUT);
    };
    stderr.on("data", keep);
    this.#gone = new Promise((resolve) => {
      const end = () => {
        this.#ended = true;
        resolve();
      };
      this.#process.once("exit", end);
      this.#process.once("error", (error) => {
        this.#output ||= error.message;
        end();
      });
    });
    this.#port = new Promise((resolve, reject) => {
      let head = Buffer.alloc(0);
      const timer = setTimeout(() => fail("it did not start in time"), START_TIME);
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(new Error(this.#output.trim() === "" ? why : this.#output.trim()));
      };
      stdout.on("data", (chunk: Buffer) => {
        // Behind the port comes what functions print.
        if (head.length >= 4) return keep(chunk);
        head = Buffer.concat([head, chunk]);
        if (head.length < 4) return;
        clearTimeout(timer);
        resolve(head.readInt32BE(0));
      });
      void this.#gone.then(() => fail("it ended"));
    });
    this.#port.catch(() => {});
  }

  /** Whether it is gone, and its children with it. */
  get ended(): boolean {
    return this.#ended;
  }

  /** A new child. Throws an Error that says why there is none. */
  async fork(): Promise<WorkerProcess> {
    const port = await this.#port;
    const channel = new Channel(port);
    const timer = setTimeout(() => channel.destroy(), FORK_TIME);
    try {
      const pid = await channel.readInt();
      if (pid <= 0) throw new Error("the system allows no more processes");
      await channel.write(new ByteWriter().text(this.#secret).done());
      if ((await channel.readText()) !== "ok") throw new Error("the worker does not know the secret");
      return { pid, channel, kill: () => this.#kill(pid, channel) };
    } catch (reason) {
      channel.destroy();
      throw reason;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it and all its children; done when it is gone. */
  async close(): Promise<void> {
    const { pid } = this.#process;
    if (pid === undefined || this.#ended) return;
    killTree(pid, process.pid);
    // Children whose parents ended before them are in its process group.
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // The group is empty.
    }
    await this.#gone;
  }

  #kill(pid: number, channel: Channel): void {
    const daemon = this.#process.pid;
    if (daemon !== undefined && !this.#ended) killTree(pid, daemon);
    channel.destroy();
  }
}
