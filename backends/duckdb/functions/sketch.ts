/** Sketches in DuckDB: kernels make them of the values that it gathers. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { sketchFunctions } from "../../../src/functions/sketch.ts";
import { array, NULL } from "../../../src/types/data-type.ts";
import { aggregate, fn, type Sql } from "../sql.ts";
import { aggregateCall, NULL_TEXT, present } from "./forms.ts";

/** The values of the first argument that are not NULL, folded by a kernel of them and the other arguments. */
const ofGathered = (kernel: string) =>
  aggregate((args, cx, parts) => {
    const x = args[0] ?? NULL_TEXT;
    const [value, ...others] = cx.call.args;
    const list = fn`coalesce(${aggregateCall("list", [x], parts, { where: present(x) })}, [])`;
    const type = array(value?.type ?? NULL, false);
    return cx.kernel(
      kernel,
      [
        { fragment: list, expr: { kind: "field", index: 0, type, nullable: false } },
        ...others.map((expr, i) => ({ fragment: args[i + 1] ?? NULL_TEXT, expr })),
      ],
      cx.call.type,
    );
  });

export const sketchLowerings = {
  count_min_sketch: ofGathered("count_min_sketch"),
} satisfies LoweringTable<typeof sketchFunctions, Sql>;
