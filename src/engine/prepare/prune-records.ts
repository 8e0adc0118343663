import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, Subquery } from "../../resolved/expression.ts";
import type { Projection, Relation, Scan } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, outerReferences, subexpressions, withInputs } from "../../resolved/visit.ts";

/** What of a relation's columns is used above it: these, or all. */
type Needed = ReadonlySet<ColumnId> | "all";

/**
 * Leaves only those columns to scans of XML files that are used (`ColumnPruning`, `SchemaPruning`). It shows in the
 * rows: a field that cannot be read hides what stands behind it in its record, and makes the record malformed, only
 * where it is read. Other formats read their columns apart from each other. Throws as Spark does where nothing but
 * the column of corrupt records is read. CSV and JSON with the mode DROPMALFORMED, which drop by what is read too, are
 * refused where that is not all of their columns.
 */
export function pruneRecords(plan: Relation): Relation {
  const needs = needsOfScans(plan);
  if (needs.size === 0) return plan;
  const done = new Map<Relation, Relation>();
  const stack = [plan];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const below = inputsOf(top);
    const waiting = below.filter((input) => !done.has(input));
    if (waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    const needed = needs.get(top);
    const rebuilt = withInputs(
      top,
      below.map((input) => done.get(input) ?? input),
    );
    done.set(top, rebuilt.kind === "scan" && needed !== undefined ? pruned(rebuilt, needed) : rebuilt);
  }
  return done.get(plan) ?? plan;
}

const dropsRecords = ({ format, options }: Scan["source"]): boolean =>
  (format === "csv" || format === "json") && options["mode"]?.toUpperCase() === "DROPMALFORMED";

/** What is used of each scan of XML files; plans of subqueries are left as they are, and only looked at for refusals. */
function needsOfScans(plan: Relation): ReadonlyMap<Relation, Needed> {
  const found = new Map<Relation, Needed>();
  const pending: { readonly relation: Relation; readonly needed: Needed }[] = [{ relation: plan, needed: "all" }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { relation } = next;
    if (relation.kind === "scan") {
      if (relation.source.format === "xml") found.set(relation, both(found.get(relation), next.needed));
      if (dropsRecords(relation.source)) refuseSome(relation, next.needed);
      continue;
    }
    for (const input of inputsOf(relation))
      pending.push({ relation: input, needed: neededBelow(relation, input, next.needed) });
    for (const { plan: inner, mode } of subqueriesOf(expressionsOf(relation)))
      pending.push({ relation: inner, needed: mode === "exists" ? new Set() : "all" });
  }
  return found;
}

const both = (a: Needed | undefined, b: Needed): Needed =>
  a === undefined ? b : a === "all" || b === "all" ? "all" : new Set([...a, ...b]);

function refuseSome({ output }: Scan, needed: Needed): void {
  if (needed === "all" || output.every((column) => needed.has(column.id))) return;
  throw unsupported("reading some of the columns of CSV or JSON files with the mode DROPMALFORMED");
}

function subqueriesOf(expressions: readonly Expression[]): readonly Subquery[] {
  const found: Subquery[] = [];
  const open = [...expressions];
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (e.kind === "subquery") found.push(e);
    open.push(...subexpressions(e));
  }
  return found;
}

/** An input's columns in the places of those that are needed. */
function samePlaces({ output }: Relation, input: Relation, needed: Needed): Needed {
  if (needed === "all") return "all";
  const places = new Set(output.flatMap((column, i) => (needed.has(column.id) ? [i] : [])));
  return new Set(input.output.filter((_, i) => places.has(i)).map((column) => column.id));
}

function neededBelow(relation: Relation, input: Relation, needed: Needed): Needed {
  switch (relation.kind) {
    case "shared":
      return samePlaces(relation, input, needed);
    case "set_operation":
      return relation.operation === "union" && relation.all ? samePlaces(relation, input, needed) : "all";
    case "project": {
      const used = relation.projections.filter((p) => needed === "all" || needed.has(p.column.id));
      return references(used.map((p) => p.expression));
    }
    case "aggregate":
      return references(expressionsOf(relation));
    case "filter":
    case "sort":
    case "limit":
    case "tail":
    case "sample":
    case "window":
    case "generate":
      return both(references(expressionsOf(relation)), needed);
    case "join": {
      const around = relation.lateral ? outerReferences(relation.right) : [];
      return both(new Set([...references(expressionsOf(relation)), ...around]), needed);
    }
    default:
      return "all";
  }
}

/** The columns that expressions refer to, those that the plans of their subqueries look out to among them. */
function references(expressions: readonly Expression[]): ReadonlySet<ColumnId> {
  const used = new Set<ColumnId>();
  const pending = [...expressions];
  for (let e = pending.pop(); e !== undefined; e = pending.pop()) {
    if (e.kind === "column") used.add(e.id);
    if (e.kind === "subquery") for (const id of outerReferences(e.plan)) used.add(id);
    pending.push(...subexpressions(e));
  }
  return used;
}

/** The scan of what is needed, under the same columns as before; the others are NULL. */
function pruned(scan: Scan, needed: Needed): Relation {
  const isNeeded = (id: ColumnId): boolean => needed === "all" || needed.has(id);
  const kept = scan.output.flatMap((column, i) =>
    isNeeded(column.id) ? [{ column, field: scan.fields[i] ?? 0 }] : [],
  );
  refuseCorruptOnly(
    scan,
    kept.map((k) => k.field),
  );
  if (kept.length === scan.output.length) return scan;
  const input: Scan = { ...scan, output: kept.map((k) => k.column), fields: kept.map((k) => k.field) };
  const projections = scan.output.map((column): Projection => {
    const { id, type, nullable } = column;
    if (isNeeded(id)) return { column, expression: { kind: "column", id, type, nullable } };
    return { column, expression: { kind: "literal", type, value: null, nullable: true } };
  });
  return { kind: "project", input, projections, output: scan.output };
}

function refuseCorruptOnly({ source }: Scan, fields: readonly number[]): void {
  const corrupt = source.options["columnnameofcorruptrecord"] ?? "_corrupt_record";
  const [only, ...more] = fields.filter((i) => i < source.dataSchema.fields.length);
  if (only === undefined || more.length > 0 || source.dataSchema.fields[only]?.name !== corrupt) return;
  throw sparkError("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", {});
}
