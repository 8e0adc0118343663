import { execFile } from "node:child_process";

/** A Python that can run workers, as it told of itself. */
export interface Interpreter {
  readonly path: string;
  /** `3.11`. */
  readonly python: string;
  /** `4.0.4`; `undefined` where PySpark is not installed. */
  readonly pyspark: string | undefined;
  readonly pandas: string | undefined;
  readonly pyarrow: string | undefined;
}

/** An interpreter that could not be asked, and why. */
export interface BrokenInterpreter {
  readonly path: string;
  readonly broken: string;
}

/** Reads versions without importing the packages, which takes seconds. */
const QUESTION = `
import importlib.metadata, importlib.util, json, sys
def version(*names):
    for name in names:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
def pyspark():
    spec = importlib.util.find_spec("pyspark")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = {}
    with open(spec.submodule_search_locations[0] + "/version.py") as source:
        exec(source.read(), found)
    return found["__version__"]
print(json.dumps({"python": "%d.%d" % sys.version_info[:2], "pyspark": pyspark(), "pandas": version("pandas"), "pyarrow": version("pyarrow")}))
`;

/** Longest that an interpreter may take to tell of itself. */
const ANSWER_TIME = 30_000;

/** Where programs of workers run. */
export interface Surroundings {
  /** The working directory: an empty one, whose modules shadow none. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Asks an interpreter what it is. Never fails: what went wrong is the answer. */
export function askInterpreter(path: string, around: Surroundings): Promise<Interpreter | BrokenInterpreter> {
  return new Promise((resolve) => {
    execFile(
      path,
      ["-c", QUESTION],
      { cwd: around.directory, env: around.environment, timeout: ANSWER_TIME, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (error !== null)
          return resolve({ path, broken: String(stderr).trim().split("\n").at(-1) || String(error.message) });
        try {
          const told = JSON.parse(String(stdout)) as Record<string, string | null>;
          resolve({
            path,
            python: told["python"] ?? "",
            pyspark: told["pyspark"] ?? undefined,
            pandas: told["pandas"] ?? undefined,
            pyarrow: told["pyarrow"] ?? undefined,
          });
        } catch {
          resolve({ path, broken: `it answered ${JSON.stringify(String(stdout).slice(0, 200))}` });
        }
      },
    );
  });
}
