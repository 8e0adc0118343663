import { type SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import { lineOf } from "./protocol/dialect.ts";
import type { BrokenInterpreter, Interpreter } from "./worker/interpreter.ts";

/** What a worker tells of an exception in a function: its traceback becomes the message, as clients know it. */
export const pythonException = (traceback: string): SparkError =>
  sparkError("PYTHON_EXCEPTION", { msg: "An exception was thrown from the Python worker", traceback });

/** A worker ended in the middle of its task: `os._exit`, a crash of native code, the system's out-of-memory killer. */
export const workerCrashed = (name: string, cause?: unknown): SparkError =>
  sparkError("JVM.SPARK", { message: `Python worker exited unexpectedly (crashed) while it ran ${name}.` }, { cause });

/** A worker did not start. */
export const workerNotStarted = (path: string, why: string, cause?: unknown): SparkError =>
  sparkError("JVM.SPARK", { message: `No Python worker could be started with ${path}: ${why}` }, { cause });

/** A worker stood still for longer than the operator lets it. */
export const taskTimedOut = (name: string, milliseconds: number): SparkError =>
  sparkError("JVM.SPARK", {
    message: `The Python worker was ended: ${name} neither took nor gave rows for ${milliseconds / 1000} s, the server's python-task-time.`,
  });

/** What the worker sent is none of the protocol: another PySpark than it said, or a function that wrote to the socket. */
export const protocolBroken = (name: string, what: string, cause: unknown): SparkError =>
  sparkError(
    "JVM.SPARK",
    { message: `The Python worker answered what the server does not understand (${name}): ${what}` },
    { cause },
  );

/** The pickled values cannot be read, in the words of Spark's unpickler. */
export const pickleException = (message: string): SparkError => sparkError("JVM.PICKLE", { message });

/**
 * No interpreter runs functions of such a client. Where the PySpark is there and only Python's minor version differs, it
 * is what Spark's worker raises of it.
 */
export function noInterpreter(
  wanted: { readonly sparkVersion: string; readonly pythonVersion: string },
  found: readonly (Interpreter | BrokenInterpreter)[],
): SparkError {
  const { sparkVersion, pythonVersion } = wanted;
  const sameSpark = found.filter(
    (i): i is Interpreter => "python" in i && i.pyspark !== undefined && lineOf(i.pyspark) === sparkVersion,
  );
  const advice =
    `Install it with "python${pythonVersion} -m pip install ${packageOf(sparkVersion)} pandas pyarrow" ` +
    `and start the server with --python PATH of that interpreter.`;
  const first = sameSpark[0];
  if (first !== undefined) {
    return pythonException(
      `pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] Python in worker has different ` +
        `version: ${first.python} than that in driver: ${pythonVersion}, PySpark cannot run with different minor versions.\n` +
        `The server has no Python ${pythonVersion} with PySpark ${sparkVersion}. ${advice}\n`,
    );
  }
  const list = found.map((i) => `${i.path} (${describe(i)})`).join(", ");
  return unsupported(
    `running Python functions of a PySpark ${sparkVersion} client without a Python ${pythonVersion} that has PySpark ` +
      `${sparkVersion}. ${advice} Found: ${list === "" ? "no python3" : list}`,
  );
}

const packageOf = (line: string): string =>
  line === "3.5" ? `"pyspark==3.5.*" "numpy<2" "pandas<2.3" "pyarrow<20" setuptools` : `"pyspark-client==${line}.*"`;

const describe = (i: Interpreter | BrokenInterpreter): string =>
  "broken" in i ? i.broken : `Python ${i.python}, ${i.pyspark === undefined ? "no PySpark" : `PySpark ${i.pyspark}`}`;
