/** Functions of arrays and maps alike. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { collectionFunctions } from "../../../src/functions/collection.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { choose, fn, type Sql, sql, template } from "../sql.ts";
import { elementAt, failing } from "./array.ts";
import { caseWhen, castTo, NULL_TEXT } from "./forms.ts";

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const mapValue = (map: Sql, key: Sql): Sql => fn`list_extract(map_extract(${map}, ${key}), 1)`;

const count = (call: ReadCall, of: Sql): Sql =>
  call.args[0]?.type.kind === "map" ? fn`cardinality(${of})` : fn`len(${of})`;

const lookup = choose((call) => {
  if (call.args[0]?.type.kind === "map") return template((args) => mapValue(at(args, 0), at(args, 1)));
  return template((args, cx) => {
    const [a, i] = [at(args, 0), at(args, 1)];
    const outside = cx.call.mode === "ansi" ? failing(cx, args) : NULL_TEXT;
    const position = castTo(i, "BIGINT");
    return caseWhen(
      [
        [sql`${a} IS NULL OR ${i} IS NULL`, NULL_TEXT],
        [sql`${i} = 0`, failing(cx, args)],
        [sql`abs(${position}) > len(${a})`, outside],
      ],
      elementAt(a, position),
    );
  });
});

export const collectionLowerings = {
  // Without ANSI mode Spark's size of NULL is -1.
  size: template((args, cx) =>
    cx.call.mode === "legacy" ? fn`coalesce(${count(cx.call, at(args, 0))}, -1)` : count(cx.call, at(args, 0)),
  ),
  element_at: lookup,
  try_element_at: lookup,
} satisfies LoweringTable<typeof collectionFunctions, Sql>;
