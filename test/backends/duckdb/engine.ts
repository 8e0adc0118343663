/** Emitted statements on an in-memory DuckDB, with kernels run the slow way: value by value through the binding. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { emit } from "../../../backends/duckdb/emit.ts";
import type { EmitOptions } from "../../../backends/duckdb/context.ts";
import {
  call,
  infix,
  template,
  fn,
  sql,
  type Sql,
  aggregate,
  generator,
  window,
  kernel,
  atom,
} from "../../../backends/duckdb/sql.ts";
import type { Lowering } from "../../../src/backend/lowering.ts";
import type { ReadPlan } from "../../../src/substrait/read/plan.ts";

/** A few functions, enough to test the engine of lowerings. */
export const testLowerings: Readonly<Record<string, Lowering<Sql>>> = {
  "+": infix("+"),
  "-": infix("-"),
  "*": infix("*"),
  "=": infix("="),
  "<": infix("<"),
  ">": infix(">"),
  "<=>": infix("IS NOT DISTINCT FROM"),
  not: template(([x]) => sql`NOT ${x ?? atom("NULL")}`),
  isnull: template(([x]) => sql`${x ?? atom("NULL")} IS NULL`),
  isnotnull: template(([x]) => sql`${x ?? atom("NULL")} IS NOT NULL`),
  upper: call("upper"),
  length: call("length"),
  div: template(
    ([a, b], cx) =>
      fn`CASE WHEN ${b ?? atom("NULL")} = 0 THEN ${cx.raise("DIVIDE_BY_ZERO", { config: "x" }, cx.call.type)} ELSE ${sql`${a ?? atom("NULL")} // ${b ?? atom("NULL")}`} END`,
  ),
  twice: template(([a]) => fn`(${a ?? atom("NULL")} + ${a ?? atom("NULL")})`),
  row_index: template(() => sql`row_number() OVER () - 1`),
  abs: kernel("abs"),
  sum: aggregate(([x], _cx, parts) =>
    atom(`sum(${parts.distinct ? "DISTINCT " : ""}${x?.text})${parts.filter.text}${parts.over.text}`),
  ),
  count: aggregate(([x], _cx, parts) =>
    atom(`count(${parts.distinct ? "DISTINCT " : ""}${x?.text ?? "*"})${parts.filter.text}${parts.over.text}`),
  ),
  explode: generator(([a]) => [fn`unnest(${a ?? atom("NULL")})`]),
  row_number: window("row_number"),
  transform: template(([a], cx) => {
    const f = cx.call.args[1];
    const e = cx.fresh();
    return fn`list_transform(${a ?? atom("NULL")}, lambda ${e}: ${f === undefined ? e : cx.lambda(f, [e])})`;
  }),
};

export const testOptions: EmitOptions = {
  settings: { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" },
  lowerings: (name) => (Object.hasOwn(testLowerings, name) ? testLowerings[name] : undefined),
  functions: {
    throws: (name) => (name === "div" ? true : name === "twice" ? false : undefined),
    deterministic: (name) => name !== "row_index",
  },
};

let opened: Promise<DuckDBConnection> | undefined;

/** The tests' own connection, in UTC. */
export const connection = (): Promise<DuckDBConnection> =>
  (opened ??= DuckDBInstance.create(":memory:").then(async (instance) => {
    const made = await instance.connect();
    await made.run("SET TimeZone = 'UTC'");
    return made;
  }));

/** Rows of a plan, as DuckDB prints their values. */
export async function rowsOf(
  plan: ReadPlan,
  options: Partial<EmitOptions> = {},
): Promise<readonly (readonly unknown[])[]> {
  const { sql } = emit(plan, { ...testOptions, ...options });
  return rowsOfSql(sql);
}

export async function rowsOfSql(text: string): Promise<readonly (readonly unknown[])[]> {
  const reader = await (await connection()).runAndReadAll(text);
  return reader.getRowsJson();
}

/** The text of a plan. */
export const textOf = (plan: ReadPlan, options: Partial<EmitOptions> = {}): string =>
  emit(plan, { ...testOptions, ...options }).sql;
