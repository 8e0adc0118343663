/** Functions with a seed: each row draws by its number, so that the answers are Spark's of one partition. */
import { randomInt } from "node:crypto";
import type { Lowering } from "../../../src/backend/lowering.ts";
import type { ReadExpr } from "../../../src/substrait/read/plan.ts";
import { LONG } from "../../../src/types/data-type.ts";
import { atom, type Sql, template } from "../sql.ts";

/** The number of a row in the order DuckDB reads them, from 0. */
export const ROW_NUMBER = atom("(row_number() OVER () - 1)");

const rowNumber: ReadExpr = { kind: "field", index: -1, type: LONG, nullable: false };

/** A seed for calls that give none: another for each statement. */
const randomSeed = (): ReadExpr => ({
  kind: "literal",
  value: BigInt(randomInt(2 ** 47)),
  type: LONG,
  nullable: false,
});

/** The kernel of a name over the call's own arguments, then its seed, then the row's number. */
export const byRow = (name: string, ownArguments = 0): Lowering<Sql> =>
  template((_, cx) => {
    const own = cx.call.args.slice(0, ownArguments);
    const asked = cx.call.args[ownArguments] ?? randomSeed();
    const seed =
      asked.kind === "literal" && asked.value === null
        ? { ...asked, value: asked.type.kind === "long" ? 0n : 0 }
        : asked;
    const given = [...own, seed].map((expr) => ({ fragment: cx.lower(expr), expr }));
    return cx.kernel(name, [...given, { fragment: ROW_NUMBER, expr: rowNumber }], cx.call.type);
  });
