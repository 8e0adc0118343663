import type { StructType } from "../../types/data-type.ts";
import type { PythonArgument } from "../api.ts";

/** The columns that go to a worker: those that arguments name, each once. */
export interface SentColumns {
  /** Positions in the task's input, in the order in which they are sent. */
  readonly columns: readonly number[];
  /** Arguments as positions among the sent columns, a list for each list given. */
  readonly args: readonly (readonly PythonArgument[])[];
  readonly schema: StructType;
}

/** What must be sent for lists of arguments; columns are named `_0`, `_1` … as Spark names them. */
export function sentColumns(input: StructType, lists: readonly (readonly PythonArgument[])[]): SentColumns {
  const positions = new Map<number, number>();
  const args = lists.map((list) =>
    list.map(({ column, name }) => {
      const at = positions.get(column) ?? positions.size;
      positions.set(column, at);
      return { column: at, name };
    }),
  );
  const columns = [...positions.keys()];
  const fields = columns.map((c, i) => ({ ...(input.fields[c] as StructType["fields"][number]), name: `_${i}` }));
  return { columns, args, schema: { kind: "struct", fields } };
}
