/** Maps in DuckDB's MAPs, as lists of entries. */
import { isBefore4 } from "../../../src/kernels/kernel.ts";
import type { LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { mapFunctions, mapInternals } from "../../../src/functions/map.ts";
import { type DataType, isFractional } from "../../../src/types/data-type.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { normalSql } from "../expr/normal.ts";
import { raiseSql } from "../expr/raise.ts";
import { atom, choose, fn, joined, kernel, type Sql, sql, template, text } from "../sql.ts";
import { failing } from "./array.ts";
import {
  caseWhen,
  entriesOf,
  entry,
  fieldOf,
  filterIndexed,
  filterList,
  keyOf,
  nullIfAny,
  NULL_TEXT,
  once,
  structOf,
  transformList,
  valueOf,
} from "./forms.ts";

type Context = LoweringContext<Sql, ReadCall>;

const POLICY = '"spark.sql.mapKeyDedupPolicy"';

const spelled = (key: Sql): Sql => fn`CAST(${key} AS VARCHAR)`;

/** A key in an error, as Spark's rows hold it; of other types errors do not tell the key. */
const KEY_TEXTS: Partial<Record<DataType["kind"], (key: Sql) => Sql>> = {
  string: (key) => key,
  boolean: spelled,
  byte: spelled,
  short: spelled,
  int: spelled,
  long: spelled,
  decimal: spelled,
  date: (key) => fn`CAST(${sql`${key} - DATE '1970-01-01'`} AS VARCHAR)`,
  timestamp: (key) => fn`CAST(epoch_us(${key}) AS VARCHAR)`,
  timestamp_ntz: (key) => fn`CAST(epoch_us(${key}) AS VARCHAR)`,
};

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;

/**
 * A map of entries. Equal keys are an error, unless the session keeps the last value of each. DuckDB's error does not
 * tell the key: rows that fail are looked at again.
 */
export function mapOf(cx: Context, entries: Sql): Sql {
  if (cx.settings.mapKeyDedupPolicy !== "LAST_WIN") {
    const map = fn`map_from_entries(${entries})`;
    const { type } = cx.call;
    const asText = type.kind === "map" ? KEY_TEXTS[type.key.kind] : undefined;
    if (asText === undefined) return map;
    const repeated = once(
      cx,
      transformList(cx, entries, keyOf),
      (keys) => fn`list_extract(${filterIndexed(cx, keys, (k, i) => sql`list_position(${keys}, ${k}) <> ${i}`)}, 1)`,
    );
    const failure = once(cx, repeated, (key) =>
      raiseSql("DUPLICATED_MAP_KEY", { key: asText(key), mapKeyDedupPolicy: POLICY }, undefined, type),
    );
    const why = caseWhen(
      [
        [sql`${entries} IS NULL`, NULL_TEXT],
        [sql`${repeated} IS NOT NULL`, failure],
      ],
      raiseSql("NULL_MAP_KEY", {}, undefined, type),
    );
    return fn`COALESCE(TRY(${map}), ${why})`;
  }
  return once(cx, entries, (all) =>
    once(cx, transformList(cx, all, keyOf), (keys) => {
      const first = filterIndexed(cx, all, (e, i) => sql`list_position(${keys}, ${keyOf(e)}) = ${i}`);
      const last = (e: Sql) =>
        valueOf(fn`list_extract(${filterList(cx, all, (x) => sql`${keyOf(x)} = ${keyOf(e)}`)}, -1)`);
      return fn`map_from_entries(${transformList(cx, first, (e) => entry(keyOf(e), last(e)))})`;
    }),
  );
}

const hasFractionalKeys = ({ call: { type } }: Context): boolean => type.kind === "map" && isFractional(type.key);

/** A key as maps are built with it one by one (`ArrayBasedMapBuilder.put`): 0.0 for -0.0, unless it is nested. */
const normalKey = (cx: Context, key: Sql): Sql =>
  cx.call.type.kind === "map" && hasFractionalKeys(cx) && !isBefore4(cx.settings)
    ? normalSql(key, cx.call.type.key)
    : key;

/** A constant delimiter that means itself as a regular expression. */
const plainDelimiter = (expr: ReadExpr | undefined): string | undefined =>
  expr?.kind === "literal" && typeof expr.value === "string" && /^[^\\.[\]{}()*+?^$|]+$/.test(expr.value)
    ? expr.value
    : undefined;

export const mapLowerings = {
  map: template((args, cx) => {
    if (args.length === 0) return cx.as(atom("MAP {}"), cx.call.type);
    const entries = Array.from({ length: args.length / 2 }, (_, i) =>
      entry(normalKey(cx, at(args, 2 * i)), at(args, 2 * i + 1)),
    );
    return mapOf(cx, fn`[${joined(",", entries)}]`);
  }),
  map_from_arrays: template((args, cx) => {
    const [k, v] = [at(args, 0), at(args, 1)];
    const entries = fn`list_transform(range(1, len(${k}) + 1), lambda i_e: {'key': list_extract(${k}, i_e), 'value': list_extract(${v}, i_e)})`;
    return nullIfAny(args, caseWhen([[sql`len(${k}) <> len(${v})`, failing(cx, args)]], mapOf(cx, entries)));
  }),
  map_from_entries: template((args, cx) => {
    const entries = at(args, 0);
    const answer = mapOf(
      cx,
      transformList(cx, entries, (e) => entry(normalKey(cx, fieldOf(e, 0)), fieldOf(e, 1))),
    );
    return caseWhen([[sql`${entries} IS NULL OR len(${entries}) <> list_count(${entries})`, NULL_TEXT]], answer);
  }),
  map_keys: template((args) => fn`map_keys(${at(args, 0)})`),
  map_values: template((args) => fn`map_values(${at(args, 0)})`),
  map_entries: template((args, cx) =>
    transformList(cx, entriesOf(at(args, 0)), (e) => structOf([keyOf(e), valueOf(e)])),
  ),
  map_concat: template((args, cx) => {
    if (args.length === 0) return cx.as(atom("MAP {}"), cx.call.type);
    const entries = args.map(entriesOf).reduce((a, b) => fn`list_concat(${a}, ${b})`);
    const normal = hasFractionalKeys(cx)
      ? transformList(cx, entries, (e) => entry(normalKey(cx, keyOf(e)), valueOf(e)))
      : entries;
    return nullIfAny(args, mapOf(cx, normal));
  }),
  map_contains_key: template((args) => nullIfAny(args, fn`list_contains(map_keys(${at(args, 0)}), ${at(args, 1)})`)),
  str_to_map: choose((call) => {
    const [pairs, keyed] = [plainDelimiter(call.args[1]), plainDelimiter(call.args[2])];
    if (pairs === undefined || keyed === undefined) return kernel();
    return template((args, cx) => {
      const entries = transformList(cx, fn`string_split(${at(args, 0)}, ${text(pairs)})`, (pair) => {
        const place = fn`strpos(${pair}, ${text(keyed)})`;
        return entry(
          caseWhen([[sql`${place} = 0`, pair]], fn`left(${pair}, ${sql`${place} - 1`})`),
          caseWhen([[sql`${place} > 0`, fn`substring(${pair}, ${sql`${place} + ${[...keyed].length}`})`]], NULL_TEXT),
        );
      });
      return nullIfAny([at(args, 0)], mapOf(cx, entries));
    });
  }),
} satisfies LoweringTable<typeof mapFunctions, Sql>;

export const mapInternalLowerings = {
  get_map_value: template((args) => fn`list_extract(map_extract(${at(args, 0)}, ${at(args, 1)}), 1)`),
} satisfies LoweringTable<typeof mapInternals, Sql>;
