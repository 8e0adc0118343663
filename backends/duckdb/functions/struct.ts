/** Structs: fields f0, f1 … by position. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { structFunctions, structInternals } from "../../../src/functions/struct.ts";
import { atom, type Sql, template, unsupported, choose } from "../sql.ts";
import { physicalType } from "../types.ts";
import { fieldOf, nullIfAny, NULL_TEXT, structOf } from "./forms.ts";

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;

/** A struct without fields has one in DuckDB, which is always NULL. */
const made = (fields: readonly Sql[], spelled: string): Sql =>
  fields.length === 0 ? atom(`CAST({'f0': NULL} AS ${spelled})`) : structOf(fields);

export const structLowerings = {
  named_struct: template((args, cx) =>
    made(
      args.filter((_, i) => i % 2 === 1),
      physicalType(cx.call.type),
    ),
  ),
  struct: template((args, cx) => made(args, physicalType(cx.call.type))),
} satisfies LoweringTable<typeof structFunctions, Sql>;

export const structInternalLowerings = {
  with_field: choose((call) => {
    const [of, named] = [call.args[0]?.type, call.args[1]];
    if (of?.kind !== "struct" || named?.kind !== "literal") return unsupported("a field that is no constant");
    const wanted = String(named.value).toLowerCase();
    const known = of.fields.some((f) => f.name.toLowerCase() === wanted);
    return template((args) => {
      const kept = of.fields.map((f, i) => (f.name.toLowerCase() === wanted ? at(args, 2) : fieldOf(at(args, 0), i)));
      return nullIfAny([at(args, 0)], structOf(known ? kept : [...kept, at(args, 2)]));
    });
  }),
} satisfies LoweringTable<typeof structInternals, Sql>;
