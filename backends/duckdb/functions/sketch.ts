/** Sketches in DuckDB: kernels make them of the values that it gathers. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { sketchFunctions, sketchScalars } from "../../../src/functions/sketch.ts";
import { array, INT, NULL } from "../../../src/types/data-type.ts";
import { aggregate, fn, kernel, type Sql } from "../sql.ts";
import { type AggregateForm, aggregateCall, NULL_TEXT, present } from "./forms.ts";

/** The values of the first argument that are not NULL, folded by a kernel of them and the other arguments. */
const ofGathered = (name: string) =>
  aggregate((args, cx, parts) => {
    const x = args[0] ?? NULL_TEXT;
    const [value, ...others] = cx.call.args;
    const list = fn`coalesce(${aggregateCall("list", [x], parts, { where: present(x) })}, [])`;
    const type = array(value?.type ?? NULL, false);
    return cx.kernel(
      name,
      [
        { fragment: list, expr: { kind: "field", index: 0, type, nullable: false } },
        ...others.map((expr, i) => ({ fragment: args[i + 1] ?? NULL_TEXT, expr })),
      ],
      cx.call.type,
    );
  });

/** Every value as the four bytes that its sketch is made of. Of values that come twice only the first counts anyway. */
const hllSketch = aggregate((args, cx, parts) => {
  const [value, size] = cx.call.args;
  if (value === undefined || size === undefined) return NULL_TEXT;
  const coupon = cx.kernel("hll_coupon", [{ fragment: args[0] ?? NULL_TEXT, expr: value }], INT);
  const form: AggregateForm = { distinct: false };
  const list = fn`coalesce(${aggregateCall("list", [coupon], parts, form)}, [])`;
  return cx.kernel(
    "hll_sketch_agg",
    [
      { fragment: list, expr: { kind: "field", index: 0, type: array(INT), nullable: false } },
      { fragment: args[1] ?? NULL_TEXT, expr: size },
    ],
    cx.call.type,
  );
});

export const sketchLowerings = {
  count_min_sketch: ofGathered("count_min_sketch"),
  hll_sketch_agg: hllSketch,
  hll_union_agg: ofGathered("hll_union_agg"),
} satisfies LoweringTable<typeof sketchFunctions, Sql>;

export const sketchScalarLowerings = {
  hll_sketch_estimate: kernel(),
  hll_union: kernel(),
} satisfies LoweringTable<typeof sketchScalars, Sql>;
