/** Generators as `unnest` in the SELECT list; several of one length go side by side. */
import type { GeneratorContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { generatorFunctions } from "../../../src/functions/generator.ts";
import { type DataType, NULL, STRING } from "../../../src/types/data-type.ts";
import { unsupported as unsupportedError } from "../../../src/errors/spark-error.ts";
import { atom, fn, generator, joined, type Sql, sql } from "../sql.ts";
import { physicalType } from "../types.ts";
import { caseWhen, castTo, fieldOf, NULL_TEXT } from "./forms.ts";

type Context = GeneratorContext<Sql>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType => cx.args[i]?.type ?? NULL;

/** A list, or one NULL where an outer generator has nothing. */
const orNull = (list: Sql, size: Sql, outer: boolean): Sql =>
  outer ? caseWhen([[sql`coalesce(${size}, 0) = 0`, fn`[NULL]`]], list) : list;

const explode = (position: boolean, outerName: boolean) =>
  generator((args, cx) => {
    const outer = outerName || cx.outer;
    const x = at(args, 0);
    const isMap = typeOf(cx, 0).kind === "map";
    const size = isMap ? fn`cardinality(${x})` : fn`len(${x})`;
    const lists = isMap ? [fn`map_keys(${x})`, fn`map_values(${x})`] : [x];
    const columns = lists.map((list) => fn`unnest(${orNull(list, size, outer)})`);
    if (!position) return columns;
    return [castTo(fn`unnest(${orNull(fn`range(${castTo(size, "BIGINT")})`, size, outer)})`, "INTEGER"), ...columns];
  });

const inline = (outerName: boolean) =>
  generator((args, cx) => {
    const type = typeOf(cx, 0);
    const fields = type.kind === "array" && type.element.kind === "struct" ? type.element.fields : [];
    const x = at(args, 0);
    return fields.map((_, i) => {
      const list = fn`list_transform(${x}, lambda e_i: ${fieldOf(atom("e_i"), i)})`;
      return fn`unnest(${orNull(list, fn`len(${x})`, outerName || cx.outer)})`;
    });
  });

const stack = generator((args, cx) => {
  const first = cx.args[0];
  const rows = first?.kind === "literal" && typeof first.value === "number" ? first.value : 1;
  const values = args.slice(1);
  const width = cx.types.length;
  return cx.types.map((type, column) => {
    const cells = Array.from({ length: rows }, (_, row) => values[row * width + column] ?? NULL_TEXT);
    return fn`unnest(CAST([${joined(",", cells)}] AS ${atom(physicalType(type))}[]))`;
  });
});

const jsonTuple = generator((_args, cx) => {
  const [json, ...names] = cx.args;
  return names.map((name) => {
    if (json === undefined || name.kind !== "literal")
      throw unsupportedError("json_tuple with field names that are no constants");
    if (name.value === null) return atom("CAST(NULL AS VARCHAR)");
    return cx.lower({
      kind: "call",
      function: "json_field",
      args: [json, name],
      mode: "ansi",
      type: STRING,
      nullable: true,
    });
  });
});

export const generatorLowerings = {
  explode: explode(false, false),
  explode_outer: explode(false, true),
  posexplode: explode(true, false),
  posexplode_outer: explode(true, true),
  inline: inline(false),
  inline_outer: inline(true),
  stack,
  json_tuple: jsonTuple,
} satisfies LoweringTable<typeof generatorFunctions, Sql>;
