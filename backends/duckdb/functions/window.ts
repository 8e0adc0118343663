/** Window functions: DuckDB's own, cast to Spark's types by the emitter. */
import type { AggregateParts, LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { windowFunctions } from "../../../src/functions/window.ts";
import type { ReadAggregateCall } from "../../../src/substrait/read/plan.ts";
import { aggregate, atom, type Sql, window } from "../sql.ts";
import { NULL_TEXT } from "./forms.ts";

type Context = LoweringContext<Sql, ReadAggregateCall>;

/** RANK and its like: Spark lets them have arguments and ignores these. */
const ranking = (name: string) => aggregate((_args, _cx, parts) => atom(`${name}()${parts.over.text}`));

const ignoring = (cx: Context): string => (cx.call.ignoreNulls ? " IGNORE NULLS" : "");

const neighbour = (name: "lag" | "lead") =>
  aggregate((args, cx, parts: AggregateParts<Sql>) => {
    const [x, offset, fallback] = [args[0] ?? NULL_TEXT, args[1] ?? atom("1"), args[2]];
    const rest = fallback === undefined ? "" : `, ${fallback.text}`;
    return atom(`${name}(${x.text}, ${offset.text}${rest}${ignoring(cx)})${parts.over.text}`);
  });

export const windowLowerings = {
  row_number: window("row_number"),
  rank: ranking("rank"),
  dense_rank: ranking("dense_rank"),
  percent_rank: ranking("percent_rank"),
  cume_dist: ranking("cume_dist"),
  ntile: window("ntile"),
  lag: neighbour("lag"),
  lead: neighbour("lead"),
  nth_value: aggregate((args, cx, parts) => {
    const flag = cx.call.args[2];
    const skip = cx.call.ignoreNulls || (flag?.kind === "literal" && flag.value === true);
    return atom(
      `nth_value(${(args[0] ?? NULL_TEXT).text}, ${(args[1] ?? atom("1")).text}${skip ? " IGNORE NULLS" : ""})${parts.over.text}`,
    );
  }),
} satisfies LoweringTable<typeof windowFunctions, Sql>;
