import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { isBefore4, type KernelSettings } from "../../kernels/kernel.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { corruptName, readsRecords } from "../../resolved/records.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { Projection, Relation, Scan } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, withInputs } from "../../resolved/visit.ts";
import { sqlType } from "../../types/print.ts";
import { type Needed, neededColumns, surelyNeededColumns } from "./needed-columns.ts";

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
  const sure = surelyNeededColumns(apart);
  const inExpression = (e: Expression): Expression =>
    replaceBottomUp(e, (part) => (part.kind === "subquery" ? { ...part, plan: inPlan(part.plan) } : part));
  const inPlan = (top: Relation): Relation =>
    rebuild(top, (relation, before) =>
      relation.kind === "scan" && readsRecords(relation)
        ? pruned(relation, certain(relation, needs.get(before) ?? "all", sure.get(before) ?? "all"), settings)
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

/**
 * What is needed of a scan. Throws where it cannot be told whether Spark's optimizer leaves a column out, and rows depend
 * on that: in the mode FAILFAST only a failure does.
 */
function certain({ source, output, fields }: Scan, needed: Needed, sure: Needed): Needed {
  const mode = source.options["mode"]?.toUpperCase();
  const isData = (i: number): boolean => (fields[i] ?? 0) < source.dataSchema.fields.length;
  const differs = output.some(({ id }, i) => isData(i) && isIn(needed, id) && !isIn(sure, id));
  const corrupt = output.some(({ id, name }) => name === corruptName(source.options) && isIn(needed, id));
  if (differs && (mode === "DROPMALFORMED" || source.format === "xml" || corrupt)) {
    throw unsupported("reading some of the columns of records of which others may be malformed, in a query like this");
  }
  return needed;
}

const isIn = (needed: Needed, id: ColumnId): boolean => needed === "all" || needed.has(id);

/** The scan of what is needed, under the same columns as before; the others are NULL. */
function pruned(scan: Scan, needed: Needed, settings: KernelSettings): Relation {
  const isNeeded = (id: ColumnId): boolean => isIn(needed, id);
  const kept = scan.output.flatMap((column, i) =>
    isNeeded(column.id) ? [{ column, field: scan.fields[i] ?? 0 }] : [],
  );
  const fields = kept.map((k) => k.field);
  requireCorruptText(scan);
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

/** The column of corrupt records is a text (`ExprUtils.verifyColumnNameOfCorruptRecord`). */
function requireCorruptText({ source }: Scan): void {
  const field = source.dataSchema.fields.find((f) => f.name === corruptName(source.options));
  if (field === undefined || (field.type.kind === "string" && field.nullable)) return;
  throw sparkError("INVALID_CORRUPT_RECORD_TYPE", {
    columnName: quoteParts([field.name]),
    actualType: `"${sqlType(field.type)}"`,
  });
}

function refuseCorruptOnly({ source }: Scan, fields: readonly number[]): void {
  const [only, ...more] = fields.filter((i) => i < source.dataSchema.fields.length);
  if (only === undefined || more.length > 0 || source.dataSchema.fields[only]?.name !== corruptName(source.options))
    return;
  throw sparkError("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", {});
}
