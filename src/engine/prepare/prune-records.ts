import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { isBefore4, type KernelSettings } from "../../kernels/kernel.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Projection, Relation, Scan } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, withInputs } from "../../resolved/visit.ts";
import { type Needed, neededColumns } from "./needed-columns.ts";

/**
 * Leaves only those columns to scans of records that are used (`ColumnPruning`, `SchemaPruning`), where that shows in
 * the rows: in XML a field that cannot be read hides what stands behind it, and in all text formats it makes its record
 * malformed only where it is read, which shows where those are dropped, told or failed for. Other scans read their
 * columns apart from each other. Throws as Spark does where nothing but the column of corrupt records is read.
 */
export function pruneRecords(plan: Relation, settings: KernelSettings): Relation {
  if (!Array.from(neededColumns(plan).keys()).some(readsRecords)) return plan;
  const apart = readApart(plan);
  const needs = neededColumns(apart);
  const inExpression = (e: Expression): Expression =>
    replaceBottomUp(e, (part) => (part.kind === "subquery" ? { ...part, plan: inPlan(part.plan) } : part));
  const inPlan = (top: Relation): Relation =>
    rebuild(top, (relation, before) =>
      relation.kind === "scan" && readsRecords(relation)
        ? pruned(relation, needs.get(before) ?? "all", settings)
        : mapExpressions(relation, inExpression),
    );
  return inPlan(apart);
}

/** Copies of relations that are made of one plan at most. */
const MOST_COPIES = 10_000;

/**
 * Pieces that are used in several places are read for each on its own (`InlineCTE`). Throws where pieces in pieces make
 * too many of that.
 */
function readApart(plan: Relation): Relation {
  let copies = 0;
  const copied = (relation: Relation): Relation => {
    if (++copies > MOST_COPIES) throw unsupported("a query that reads the same malformed records in very many places");
    return { ...withInputs(relation, inputsOf(relation).map(copied)) };
  };
  return rebuild(plan, (relation) => {
    if (relation.kind !== "shared" || !Array.from(neededColumns(relation.plan).keys()).some(readsRecords))
      return relation;
    const input = copied(relation.plan);
    const projections = relation.output.map((column, i): Projection => {
      const { id, type, nullable } = input.output[i] ?? column;
      return { column, expression: { kind: "column", id, type, nullable } };
    });
    return { kind: "project", input, projections, output: relation.output };
  });
}

/** Whether what is read of a relation's records shows in its rows. */
function readsRecords(relation: Relation): boolean {
  if (relation.kind !== "scan") return false;
  const { format, options, dataSchema } = relation.source;
  if (format === "xml") return true;
  if (format !== "csv" && format !== "json") return false;
  const mode = options["mode"]?.toUpperCase();
  return (
    mode === "DROPMALFORMED" || mode === "FAILFAST" || dataSchema.fields.some((f) => f.name === corruptName(options))
  );
}

const corruptName = (options: Scan["source"]["options"]): string =>
  options["columnnameofcorruptrecord"] ?? "_corrupt_record";

/** The scan of what is needed, under the same columns as before; the others are NULL. */
function pruned(scan: Scan, needed: Needed, settings: KernelSettings): Relation {
  const isNeeded = (id: ColumnId): boolean => needed === "all" || needed.has(id);
  const kept = scan.output.flatMap((column, i) =>
    isNeeded(column.id) ? [{ column, field: scan.fields[i] ?? 0 }] : [],
  );
  const fields = kept.map((k) => k.field);
  // 3.5 reads that of CSV files, where nothing else is read, as it is without any field.
  if (scan.source.format !== "csv" || !isBefore4(settings)) refuseCorruptOnly(scan, fields);
  if (kept.length === scan.output.length) return scan;
  const input: Scan = { ...scan, output: kept.map((k) => k.column), fields };
  const projections = scan.output.map((column): Projection => {
    const { id, type, nullable } = column;
    if (isNeeded(id)) return { column, expression: { kind: "column", id, type, nullable } };
    return { column, expression: { kind: "literal", type, value: null, nullable: true } };
  });
  return { kind: "project", input, projections, output: scan.output };
}

function refuseCorruptOnly({ source }: Scan, fields: readonly number[]): void {
  const [only, ...more] = fields.filter((i) => i < source.dataSchema.fields.length);
  if (only === undefined || more.length > 0 || source.dataSchema.fields[only]?.name !== corruptName(source.options))
    return;
  throw sparkError("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", {});
}
