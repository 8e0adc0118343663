/** The DataFrame methods that rearrange columns. Each is a SELECT, so that clauses above still see what is below. */
import { requirementFailed, sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Deduplicate, Drop, ToDf, WithColumns, WithColumnsRenamed } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { columnOfPlan, tryAttribute } from "../expression/names.ts";
import { sameName } from "../same-name.ts";
import type { ScopeColumn } from "../scope.ts";
import { columnRef } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { refusePipedStars, requireAssignable } from "./piped.ts";
import { isWindowCall } from "./time-window.ts";
import { unmarked } from "./micros.ts";
import { windowOver } from "./operator-window.ts";
import { SelectBuilder } from "./select-block.ts";
import { refuseMaps } from "./set-operation.ts";
import { misplacedStar, typedColumn } from "./star.ts";
import { AS_INPUT, DISTINCT } from "../../resolved/relation.ts";

/** New names by position. */
export function analyzeToDf(node: ToDf, input: Analyzed, cx: RelationContext): Analyzed {
  const { columns } = input.scope;
  if (columns.length !== node.names.length) {
    if (cx.facts.settings.line < 400)
      throw requirementFailed(`${columns.length} columns cannot have the names ${node.names.join(", ")}`);
    throw sparkError("ASSIGNMENT_ARITY_MISMATCH", {
      numTarget: String(columns.length),
      numExpr: String(node.names.length),
    });
  }
  const builder = new SelectBuilder(input, cx, node);
  columns.forEach((c, i) => builder.push(typedColumn(c), node.names[i]));
  return builder.analyzed();
}

/** Columns replaced in place, new ones appended. Since 4.3 windows of time are not marked here (seen there, not in 4.0). */
export function analyzeWithColumns(node: WithColumns, input: Analyzed, cx: RelationContext): Analyzed {
  const same = sameName(cx);
  const window = windowOver(node.aliases, input, cx, node.origin);
  const builder = new SelectBuilder(window?.input ?? input, cx, node, window?.typed);
  const names = node.aliases.map((a) => a.names[0] ?? "");
  names.forEach((name, i) => {
    if (names.findIndex((n) => same(n, name)) !== i) {
      throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: `\`${name.toLowerCase()}\`` });
    }
  });
  if (node.input.kind === "piped") refusePipedStars(node.aliases.map((alias) => alias.child));
  const resolved = (alias: WithColumns["aliases"][number]) => {
    const asked = unaliased(alias.child);
    if (asked.kind === "star" || asked.kind === "column_regex") throw misplacedStar(asked, "expression `alias`", null);
    // What is new is named by those behind it, as in any other list.
    const typed = builder.resolveItem(asked);
    // No metadata is none that is asked for; since 4.3 what is asked for is all there is.
    const metadata = alias.metadata === "{}" ? undefined : alias.metadata;
    if (cx.facts.settings.line < 403) return { typed, metadata };
    if (node.input.kind !== "piped") return { typed: { ...typed, metadata: undefined }, metadata };
    return { typed: isWindowCall(asked) ? unmarked(typed) : typed, metadata };
  };
  if (node.input.kind === "piped") requireAssignable(node, builder);
  const add = (index: number): void => {
    const alias = node.aliases[index];
    if (alias === undefined) return;
    const { typed, metadata } = resolved(alias);
    builder.push(typed, names[index], metadata);
  };
  const replaced = new Set<number>();
  for (const column of input.scope.columns) {
    const index = names.findIndex((n) => same(n, column.column.name));
    if (index < 0) builder.push(typedColumn(column), undefined);
    else add(index);
    replaced.add(index);
  }
  for (const index of names.keys()) if (!replaced.has(index)) add(index);
  // Spark names a window's value once more here, for the name of the column.
  if (builder.windows.calls.length > 0 && cx.facts.settings.line >= 400) builder.form = "with columns";
  return builder.analyzed();
}

/** A column without names that another one covers: their metadata goes with them. */
const unaliased = (node: Expression): Expression =>
  node.kind === "alias" && node.names.length === 1 ? unaliased(node.child) : node;

/** Columns under other names; names that no column has are ignored. */
export function analyzeRenamed(node: WithColumnsRenamed, input: Analyzed, cx: RelationContext): Analyzed {
  const same = sameName(cx);
  const builder = new SelectBuilder(input, cx, node);
  if (cx.facts.settings.line < 400) refuseRepeated(node, input, same);
  for (const column of input.scope.columns) {
    const name = newName(node, column.column.name, same);
    builder.push(typedColumn(column), name === column.column.name ? undefined : name);
  }
  return builder.analyzed();
}

/** Before 4.0 renaming must not leave two columns of one name. */
function refuseRepeated(node: WithColumnsRenamed, { scope }: Analyzed, same: (a: string, b: string) => boolean): void {
  const names = scope.columns.map((c) => newName(node, c.column.name, same));
  const repeated = names.find((name, i) => names.findIndex((other) => same(name, other)) !== i);
  const renames = scope.columns.some((c, i) => names[i] !== c.column.name);
  if (repeated === undefined || !renames) return;
  throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(repeated.toLowerCase()) });
}

const newName = (node: WithColumnsRenamed, name: string, same: (a: string, b: string) => boolean): string =>
  node.renames.reduce((n, r) => (same(n, r.from) ? r.to : n), name);

/** Columns left out; missing ones are ignored. */
export function analyzeDrop(node: Drop, input: Analyzed, cx: RelationContext): Analyzed {
  const same = sameName(cx);
  const context = plainContext(input, cx, "drop");
  const ids = new Set<number>();
  for (const e of node.columns) {
    const id = droppedId(e, context);
    if (id !== undefined) ids.add(id);
  }
  const builder = new SelectBuilder(input, cx, node);
  for (const c of input.scope.columns) {
    if (ids.has(c.column.id) || node.names.some((n) => same(n, c.column.name))) continue;
    builder.push(typedColumn(c), undefined);
  }
  if (builder.outputs.length === input.scope.columns.length) builder.form = AS_INPUT;
  return builder.analyzed();
}

function droppedId(e: Expression, cx: ReturnType<typeof plainContext>): number | undefined {
  if (e.kind !== "attribute") return undefined;
  const named = e.planId === undefined ? undefined : columnOfPlan(e, e.planId, cx);
  // A column of a DataFrame is that one or none: its name does not count.
  if (named?.kind === "no_column") return undefined;
  if (named?.kind === "column" && e.nameParts.length === 1) return named.match.found.column.id;
  const found = tryAttribute(e, cx)?.expr;
  return found?.kind === "column" ? found.id : undefined;
}

/** Where the keys are, in the order asked; `undefined` for SQL's DISTINCT, which has none (`Distinct`). */
function keyPlaces(
  { columns: asked, origin }: Deduplicate,
  columns: readonly ScopeColumn[],
  line: number,
  same: (a: string, b: string) => boolean,
): readonly (number | string)[] | undefined {
  const all = [...columns.keys()];
  // Since 4.3 names stay in the plan as they were written.
  if (asked !== undefined && line >= 403) return asked.map(quoteIdentifier);
  if (asked === undefined) return origin?.kind === "sql" ? undefined : all;
  return asked.flatMap((name) => all.filter((i) => same(name, columns[i]?.column.name ?? "")));
}

/** DISTINCT, or the first row of each combination of some columns (`Deduplicate`). */
export function analyzeDeduplicate(node: Deduplicate, input: Analyzed, cx: RelationContext): Analyzed {
  if (node.withinWatermark === true) {
    const msg = "dropDuplicatesWithinWatermark is not supported with batch DataFrames/DataSets";
    throw sparkError("_LEGACY_ERROR_TEMP_3102", { msg });
  }
  const { columns } = input.scope;
  const same = sameName(cx);
  for (const colName of node.columns ?? []) {
    if (!columns.some((c) => same(c.column.name, colName))) {
      if (cx.facts.settings.line < 403) {
        throw sparkError("CONNECT_INVALID_PLAN", { reason: `no column ${colName} to deduplicate by` });
      }
      const fieldNames = columns.map((c) => c.column.name).join(", ");
      throw sparkError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", { colName, fieldNames });
    }
  }
  const isKey = (c: ScopeColumn) => node.columns === undefined || node.columns.some((n) => same(n, c.column.name));
  const keys = columns.filter(isKey);
  const rest = columns.filter((c) => !isKey(c));
  refuseMaps(
    keys.map((c) => c.column),
    node.origin,
  );
  const grouping = keys.map(({ column }) => ({ column, expression: columnRef(column) }));
  const measures = rest.map(({ column }) => ({
    column,
    call: {
      function: "first",
      args: [columnRef(column)],
      distinct: false,
      ignoreNulls: false,
      order: [],
      mode: "ansi" as const,
      type: column.type,
      nullable: column.nullable,
    },
  }));
  const output = [...grouping.map((g) => g.column), ...measures.map((m) => m.column)];
  const places = keyPlaces(node, columns, cx.facts.settings.line, same);
  const form = places === undefined ? DISTINCT : `${DISTINCT} by ${places.join(", ")}`;
  const relation: Analyzed["relation"] = { kind: "aggregate", input: input.relation, grouping, measures, form, output };
  const below = input.scope.plans === undefined ? [] : [input.scope.plans];
  return {
    relation,
    scope: { columns, hidden: [], plans: { planId: node.planId, columns, below } },
  };
}
