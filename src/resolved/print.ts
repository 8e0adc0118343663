import type { Expression, SortKey } from "./expression.ts";
import type { Relation } from "./relation.ts";
import { inputsOf } from "./visit.ts";

/** A plan as an indented tree, one relation a line: what EXPLAIN shows and stage tests compare. */
export function printRelation(plan: Relation): string {
  const out: string[] = [];
  const visit = (r: Relation, depth: number): void => {
    const prefix = depth === 0 ? "" : `${"   ".repeat(depth - 1)}+- `;
    out.push(`${prefix}${describe(r)}`);
    for (const input of inputsOf(r)) visit(input, depth + 1);
  };
  visit(plan, 0);
  return `${out.join("\n")}\n`;
}

const columns = (r: Relation): string => r.output.map((c) => `${c.name}#${c.id}`).join(", ");
const keys = (list: readonly SortKey[]): string =>
  list
    .map((k) => `${printExpression(k.expression)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nulls.toUpperCase()}`)
    .join(", ");

const LOCAL_SCANS = { client: "LocalTableScan", cache: "InMemoryTableScan", checkpoint: "Scan ExistingRDD" } as const;

/** One relation without its inputs. */
function describe(r: Relation): string {
  switch (r.kind) {
    case "scan": {
      const [first] = r.source.files;
      const files = r.source.files.length;
      return `Scan ${r.source.format} [${columns(r)}] ${files} file${files === 1 ? "" : "s"}${first ? `: ${first.path}` : ""}`;
    }
    case "local_data":
      return `${LOCAL_SCANS[r.kept ?? "client"]} [${columns(r)}]`;
    case "values":
      return r.output.length === 0 ? "OneRowRelation" : `LocalTableScan [${columns(r)}], ${r.rows.length} rows`;
    case "range":
      return `Range (${r.start}, ${r.end}, step=${r.step}) [${columns(r)}]`;
    case "project": {
      const items = r.projections.map(({ column, expression }) =>
        expression.kind === "column" && expression.id === column.id
          ? `${column.name}#${column.id}`
          : `${printExpression(expression)} AS ${column.name}#${column.id}`,
      );
      return `Project [${items.join(", ")}]`;
    }
    case "filter":
      return `Filter ${printExpression(r.condition)}`;
    case "join": {
      const condition = r.condition === undefined ? "" : `, ${printExpression(r.condition)}`;
      return `${r.lateral ? "LateralJoin" : "Join"} ${r.type}${condition}`;
    }
    case "aggregate": {
      const grouping = r.grouping.map((g) => `${printExpression(g.expression)} AS ${g.column.name}#${g.column.id}`);
      const measures = r.measures.map(({ column, call }) => {
        const distinct = call.distinct ? "DISTINCT " : "";
        return `${call.function}(${distinct}${call.args.map(printExpression).join(", ")}) AS ${column.name}#${column.id}`;
      });
      const sets = r.sets === undefined ? "" : `, sets=${JSON.stringify(r.sets)}`;
      return `Aggregate [${grouping.join(", ")}], [${measures.join(", ")}]${sets}`;
    }
    case "window": {
      const [first] = r.windows;
      const calls = r.windows.map(
        ({ column, call }) =>
          `${call.function}(${call.args.map(printExpression).join(", ")}) AS ${column.name}#${column.id}`,
      );
      const partition = first?.call.partition.map(printExpression).join(", ") ?? "";
      return `Window [${calls.join(", ")}], [${partition}], [${keys(first?.call.windowOrder ?? [])}]`;
    }
    case "sort":
      return `Sort [${keys(r.keys)}]`;
    case "limit":
      return `Limit ${r.count ?? "ALL"}${r.offset > 0 ? ` OFFSET ${r.offset}` : ""}`;
    case "tail":
      return `Tail ${r.count}`;
    case "set_operation":
      return `${r.operation[0]?.toUpperCase()}${r.operation.slice(1)}${r.all ? " All" : ""}`;
    case "generate":
      return `Generate ${r.function}(${r.args.map(printExpression).join(", ")})${r.outer ? " outer" : ""} [${r.generated.map((c) => `${c.name}#${c.id}`).join(", ")}]`;
    case "sample":
      return `Sample ${r.lowerBound}, ${r.upperBound}, ${r.withReplacement}, ${r.seed}`;
    case "shared":
      return `Shared ${r.id} [${columns(r)}]`;
    case "python_source":
      return `PythonSource ${r.name} [${columns(r)}]`;
    case "loop":
      return `UnionLoop ${r.rowsId}${r.count === undefined ? "" : `, ${r.count}`} [${columns(r)}]`;
    case "python_map":
      return `MapInPython ${r.udf.name} [${columns(r)}]`;
    case "python_groups":
      return `FlatMapGroupsInPython ${r.udf.name} [${columns(r)}]`;
    case "python_cogroups":
      return `FlatMapCoGroupsInPython ${r.udf.name} [${columns(r)}]`;
    case "python_table":
      return `PythonTable ${r.udf.name}(${r.args.map(printExpression).join(", ")}) [${columns(r)}]`;
  }
}

const SYMBOLS = new Set(["+", "-", "*", "/", "%", "=", "<=>", "<", "<=", ">", ">=", "and", "or", "&", "|", "^", "div"]);

/** An expression in one line; columns by id. */
export function printExpression(e: Expression): string {
  switch (e.kind) {
    case "literal":
      return e.value === null ? "NULL" : literalText(e.value);
    case "column":
      return `#${e.id}`;
    case "outer":
      return `outer(#${e.id})`;
    case "call":
      return SYMBOLS.has(e.function) && e.args.length > 1
        ? `(${e.args.map(printExpression).join(` ${e.function.toUpperCase()} `)})`
        : `${e.function}(${e.args.map(printExpression).join(", ")})`;
    case "cast":
      return `cast(${printExpression(e.child)} as ${e.type.kind})`;
    case "case": {
      const branches = e.branches.map((b) => `WHEN ${printExpression(b.when)} THEN ${printExpression(b.then)}`);
      return `CASE ${branches.join(" ")} ELSE ${printExpression(e.otherwise)} END`;
    }
    case "get_field":
      return `${printExpression(e.child)}.${e.child.type.kind === "struct" ? (e.child.type.fields[e.index]?.name ?? "") : e.index}`;
    case "lambda":
      return `(${e.params.map((p) => `${p.name}#${p.id}`).join(", ")}) -> ${printExpression(e.body)}`;
    case "lambda_ref":
      return `lambda #${e.id}`;
    case "python":
      return `${e.udf.name}(${e.args.map(printExpression).join(", ")})`;
    case "subquery":
      return `${e.values.length > 0 ? `(${e.values.map(printExpression).join(", ")}) ` : ""}${e.mode}-subquery#[\n${printRelation(e.plan)}]`;
  }
}

function literalText(value: unknown): string {
  if (typeof value === "object" && value !== null && "unscaled" in value && "scale" in value) {
    return `${String(value.unscaled)}E-${String(value.scale)}`;
  }
  return JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)) ?? "NULL";
}
