import type { Column } from "../../resolved/column.ts";
import type { LocalData, Relation } from "../../resolved/relation.ts";
import { outerReferences } from "../../resolved/visit.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonTask } from "../../python/api.ts";
import type { ReadSource } from "../../python/source-api.ts";
import type { StructType } from "../../types/data-type.ts";
import type { PushedFilter } from "./source-filters.ts";
import { schemaOfColumns } from "./columns.ts";

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What of a task depends on the plan alone. */
export type TaskBody = Without<PythonTask, "session" | "settings" | "signal" | "input" | "output">;

/** What of a data source's reading depends on the plan alone; there are no rows below it. */
export type SourceBody = Pick<ReadSource, "name" | "pythonVersion" | "instance"> & {
  readonly kind: "source";
  /** What the rows fulfil, whoever sees to it. */
  readonly filters: readonly PushedFilter[];
};

/** Rows that are made once, for all pieces that read them; nothing is done with them. */
export interface KeptBody {
  readonly kind: "kept";
}

/** A place where a plan was cut: the rows of one or two pieces go through a worker, and come back as a named input. */
export interface Cut {
  /** What the plan above calls the rows. */
  readonly id: string;
  /** The piece below; it may name other cuts. */
  readonly input: Relation;
  /** The second piece of cogroups. */
  readonly other?: Relation | undefined;
  readonly body: TaskBody | SourceBody | KeptBody;
  readonly output: readonly Column[];
  /** All columns that the function gives, where only some of them leave; absent: `output`. */
  readonly given?: readonly Column[] | undefined;
}

/** The cuts of one plan, in the order in which they were made. */
export class Cuts {
  readonly byId = new Map<string, Cut>();
  readonly #once = new Map<string, LocalData>();

  /**
   * Cuts here; gives what stands for the rows in the plan above. Refuses rows that depend on a query around them: what goes
   * to a worker is computed once, whatever row of that query is asked for.
   */
  add(cut: Omit<Cut, "id">): LocalData {
    if ([cut.input, cut.other].some((rows) => rows !== undefined && outerReferences(rows).size > 0))
      throw unsupported("Python functions over rows that depend on a query around them");
    const id = `python ${this.byId.size}`;
    this.byId.set(id, { ...cut, id });
    return { kind: "local_data", dataId: id, output: cut.output };
  }

  /** Rows that several pieces read, made by the first who asks for them. */
  once(name: string, input: Relation, output: readonly Column[]): LocalData {
    const known = this.#once.get(name);
    const data = known ?? this.add({ input, body: { kind: "kept" }, output: input.output });
    this.#once.set(name, data);
    return { ...data, output };
  }
}

/** The schema of the rows of a cut. */
export const outputSchema = (cut: Cut): StructType => schemaOfColumns(cut.output);

/** The schema of what a cut's function gives. */
export const givenSchema = (cut: Cut): StructType => schemaOfColumns(cut.given ?? cut.output);

/** What of a function's columns leaves a cut, by position; absent: all. */
export type Leaving = readonly number[] | undefined;

/** A cut of which only some of the columns leave. */
export const narrow = (output: readonly Column[], leaving: Leaving): Pick<Cut, "output" | "given"> =>
  leaving === undefined ? { output } : { output: leaving.map((i) => output[i] as Column), given: output };
