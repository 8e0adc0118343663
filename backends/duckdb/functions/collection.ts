/** Functions of arrays and maps alike. */
import type { LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { collectionFunctions } from "../../../src/functions/collection.ts";
import { kernelNamed } from "../../../src/kernels/index.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { choose, fn, type Sql, sql, template } from "../sql.ts";
import { elementAt, failing } from "./array.ts";
import { caseWhen, castTo, NULL_TEXT } from "./forms.ts";

type Context = LoweringContext<Sql, ReadCall>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const mapValue = (map: Sql, key: Sql): Sql => fn`list_extract(map_extract(${map}, ${key}), 1)`;

const count = (call: ReadCall, of: Sql): Sql => (call.args[0]?.type.kind === "map" ? fn`cardinality(${of})` : fn`len(${of})`);

/** The error that names the index, where the kernel that tells it is there. */
const failure = (cx: Context, args: readonly Sql[], condition: "INVALID_INDEX_OF_ZERO" | "INVALID_ARRAY_INDEX_IN_ELEMENT_AT"): Sql =>
  kernelNamed(cx.call.function) !== undefined
    ? failing(cx, args)
    : cx.raise(condition, { indexValue: "given", arraySize: "fewer" }, cx.call.type);

const lookup = choose((call) => {
  if (call.args[0]?.type.kind === "map") return template((args) => mapValue(at(args, 0), at(args, 1)));
  return template((args, cx) => {
    const [a, i] = [at(args, 0), at(args, 1)];
    const outside = cx.call.mode === "ansi" ? failure(cx, args, "INVALID_ARRAY_INDEX_IN_ELEMENT_AT") : NULL_TEXT;
    const position = castTo(i, "BIGINT");
    return caseWhen(
      [
        [sql`${a} IS NULL OR ${i} IS NULL`, NULL_TEXT],
        [sql`${i} = 0`, failure(cx, args, "INVALID_INDEX_OF_ZERO")],
        [sql`abs(${position}) > len(${a})`, outside],
      ],
      elementAt(a, position),
    );
  });
});

export const collectionLowerings = {
  // Without ANSI mode Spark's size of NULL is -1.
  size: template((args, cx) => (cx.call.mode === "legacy" ? fn`coalesce(${count(cx.call, at(args, 0))}, -1)` : count(cx.call, at(args, 0)))),
  element_at: lookup,
  try_element_at: lookup,
} satisfies LoweringTable<typeof collectionFunctions, Sql>;
