import { noInterpreter } from "../errors.ts";
import { dialectOf, lineOf } from "../protocol/dialect.ts";
import { askInterpreter, type BrokenInterpreter, type Interpreter, type Surroundings } from "./interpreter.ts";

/** An interpreter that can run functions. */
export type ReadyInterpreter = Interpreter & { readonly pyspark: string };

/** The interpreters of the server, asked once. */
export class Interpreters {
  readonly #paths: readonly string[];
  readonly #around: Surroundings;
  #asked: Promise<readonly (Interpreter | BrokenInterpreter)[]> | undefined;

  /** Of these paths; of `python3` on the PATH where there are none. */
  constructor(paths: readonly string[], around: Surroundings) {
    this.#paths = paths.length === 0 ? ["python3"] : paths;
    this.#around = around;
  }

  all(): Promise<readonly (Interpreter | BrokenInterpreter)[]> {
    this.#asked ??= Promise.all(this.#paths.map((path) => askInterpreter(path, this.#around)));
    return this.#asked;
  }

  /**
   * The one for a client: of its PySpark's line and its Python's minor version, because pickles are read by no other.
   * Those with pandas and PyArrow go first. Throws where there is none, and says what to install.
   */
  async choose(sparkVersion: string, pythonVersion: string): Promise<ReadyInterpreter> {
    const all = await this.all();
    const ready = this.#ready(all).filter((i) => lineOf(i.pyspark) === sparkVersion && i.python === pythonVersion);
    const chosen = ready.find((i) => i.pandas !== undefined && i.pyarrow !== undefined) ?? ready[0];
    if (chosen === undefined) throw noInterpreter({ sparkVersion, pythonVersion }, all);
    return chosen;
  }

  /** One of a line, whichever its Python. */
  async ofLine(sparkVersion: string): Promise<ReadyInterpreter | undefined> {
    return this.#ready(await this.all()).find((i) => lineOf(i.pyspark) === sparkVersion);
  }

  #ready(all: readonly (Interpreter | BrokenInterpreter)[]): ReadyInterpreter[] {
    return all.filter(
      (i): i is ReadyInterpreter => "python" in i && i.pyspark !== undefined && dialectOf(i.pyspark) !== undefined,
    );
  }
}
