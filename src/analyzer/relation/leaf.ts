import { invariant } from "../../base/invariant.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Relation } from "../../resolved/relation.ts";
import { LONG, type StructType, sameType } from "../../types/data-type.ts";
import type { CheckpointRead, FileRead, NamedTable, OneRow, Range } from "../../unresolved/relation.ts";
import type { Analyzed, CteBinding, RelationContext } from "../context.ts";
import { lostOver, qualified } from "../scope.ts";
import { visible } from "../visible.ts";
import { paddedRead } from "./char-columns.ts";
import type { HeldRows, LocalFact, PythonSourceFact } from "../facts.ts";
import { under } from "../facts.ts";
import { dependsOnZone } from "../zone.ts";
import { scanWithMetadata } from "./file-metadata.ts";
import { columnsAsMade } from "./lasting-view.ts";
import { analyzeRecursive, ownRows } from "./recursive-cte.ts";
import { hasOlderFiles, scanOfAges } from "./older-files.ts";
import { renamed } from "./rename.ts";

const SESSION_CATALOG = "spark_catalog";

/** A relation whose columns bear one qualifier. */
export function leaf(relation: Relation, qualifier: readonly string[], planId: number | undefined): Analyzed {
  const columns = qualified(relation.output, qualifier);
  return { relation, scope: { columns, hidden: [], plans: { planId, columns, below: [] } } };
}

/** SELECT without FROM. */
export const analyzeOneRow = (node: OneRow): Analyzed =>
  leaf({ kind: "values", rows: [[]], output: [] }, [], node.planId);

/** Numbers by step. */
export function analyzeRange(node: Range, cx: RelationContext): Analyzed {
  const { start, end, step, partitions } = node;
  if (step === 0n) throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "the step of a range cannot be 0" });
  const form = partitions === undefined ? undefined : `in ${partitions}`;
  const output = [cx.ids.column("id", LONG, false)];
  const asked = typeof partitions === "number" ? partitions : undefined;
  return leaf({ kind: "range", start, end, step, partitions: asked, form, output }, [], node.planId);
}

/** A CTE, a view, or a path spelled as a table. */
export function analyzeNamedTable(node: NamedTable, cx: RelationContext): Analyzed {
  const [first = ""] = node.nameParts;
  if (node.nameParts.length === 1) {
    const cte = cx.ctes.get(first.toLowerCase());
    if (cte !== undefined) return useCte(cte, first, node, cx);
  }
  const fact = cx.facts.table(node.nameParts, node.within);
  invariant(fact !== undefined, `no fact about the table ${node.nameParts.join(".")}`);
  if (fact.kind === "missing") {
    refuseNamespace(node.nameParts);
    if (
      node.nameParts.length === 2 &&
      cx.facts.pythonSource({ kind: "file_read", format: first, options: {}, paths: [] })
    )
      throw sparkError("UNSUPPORTED_DATASOURCE_FOR_DIRECT_QUERY", { dataSourceType: first }, { origin: node.origin });
    const params = {
      relationName: quoteParts(node.nameParts),
      searchPath: `[\`system\`.\`builtin\`, \`system\`.\`session\`, ${quoteParts([SESSION_CATALOG, cx.facts.currentDatabase])}]`,
    };
    throw sparkError("TABLE_OR_VIEW_NOT_FOUND", params, { origin: node.origin });
  }
  if (cx.views.includes(fact.identity)) throw unsupported("a view that contains itself", { origin: node.origin });
  const facts = fact.settings === undefined ? cx.facts : under(fact.settings, cx.facts, fact);
  const inner = cx.analyze(fact.plan, {
    ...cx,
    facts,
    typing: facts.settings.typing,
    ctes: new Map(),
    windows: {},
    outer: [],
    views: [...cx.views, fact.identity],
    routines: fact.routines ?? { database: cx.facts.currentDatabase, temporary: "all" },
    variables: fact.settings === undefined ? cx.variables : new Set(),
    draws: { owner: fact.isFrame === true ? fact.identity : undefined, count: 0 },
  });
  if (facts.settings.timeZone !== facts.timeZone && dependsOnZone(inner.relation)) {
    const made = `${quoteParts(node.nameParts)}, which computes in the time zone ${facts.settings.timeZone}`;
    throw unsupported(`the view ${made}, while the session's is ${facts.timeZone},`, { origin: node.origin });
  }
  if (fact.variables?.kind === "named") refuseOtherTypes(inner.relation, fact.variables.made, node);
  const { file } = inner.scope;
  const keeps = file !== undefined && fact.columns === undefined && fact.made === undefined;
  const isPath = fact.plan.kind === "file_read" && fact.qualifier.length === 0;
  const given = keeps ? inner.relation : visible(inner);
  const now = isPath ? { ...given, form: "named" } : given;
  const seen = fact.made === undefined ? now : columnsAsMade(now, inner.scope, fact, node, cx);
  const relation = fact.columns === undefined ? seen : renamed(seen, fact.columns, cx, undefined, fact.comments);
  if (fact.evolves !== undefined) {
    const fields = relation.output.map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata }));
    cx.evolved.push({ qualifier: fact.qualifier, fields, wholly: fact.evolves === "wholly" });
  }
  const shown = keeps ? inner.scope.columns.map((c) => c.column) : relation.output;
  const columns = qualified(shown, fact.qualifier);
  const files = keeps ? { file } : { file: lostOver("a view with column names", inner.scope) };
  // A path spelled as a table is the files themselves; a view of them has no metadata.
  const metadata = keeps && fact.qualifier.length === 0 ? { metadata: inner.scope.metadata } : {};
  // The plans inside a temporary view of a DataFrame stay reachable: its columns are that DataFrame's.
  const below = inner.scope.plans === undefined ? [] : [inner.scope.plans];
  const plans = { planId: node.planId, columns, below };
  return { relation, scope: { columns, hidden: [], plans, ...metadata, ...files } };
}

/** Spark casts what a view gave when it was made from what its variables give now, where that loses nothing. */
function refuseOtherTypes({ output }: Relation, made: StructType, { nameParts, origin }: NamedTable): void {
  const isSame = made.fields.every((f, i) => output[i] !== undefined && sameType(f.type, output[i].type));
  if (!isSame)
    throw unsupported(`the view ${quoteParts(nameParts)}, whose variables have other types now,`, { origin });
}

/** Databases of the session catalog have names of one part (`V2SessionCatalog`). */
function refuseNamespace(nameParts: readonly string[]): void {
  const inCatalog = nameParts.length > 2 && nameParts[0]?.toLowerCase() === SESSION_CATALOG;
  const namespace = nameParts.slice(inCatalog ? 1 : 0, -1);
  if (namespace.length < 2) return;
  throw sparkError("REQUIRES_SINGLE_PART_NAMESPACE", {
    sessionCatalog: SESSION_CATALOG,
    namespace: namespace.map((part) => `\`${part}\``).join("."),
    identifier: nameParts.map((part) => `\`${part}\``).join("."),
  });
}

function useCte(binding: CteBinding, name: string, node: NamedTable, cx: RelationContext): Analyzed {
  if (binding.own !== undefined) return leaf(ownRows(binding.cte, binding.own, node, cx), [name], node.planId);
  const plan = visible(analyzedCte(binding));
  const output = plan.output.map((c) => cx.ids.column(c.name, c.type, c.nullable, c.metadata));
  const made = leaf({ kind: "shared", id: binding.id, plan, output }, [name], node.planId);
  return { ...made, scope: { ...made.scope, file: lostOver("WITH", analyzedCte(binding).scope) } };
}

/** A definition's query, analysed at its first use. */
export const analyzedCte = (binding: CteBinding): Analyzed => (binding.analyzed ??= analyzeCte(binding));

function analyzeCte(binding: CteBinding): Analyzed {
  const { cte, context, recursion } = binding;
  const loop = recursion && analyzeRecursive(binding, recursion);
  if (loop !== undefined) return leaf(loop, [], undefined);
  const analyzed = context.analyze(cte.query, context);
  if (cte.columns === undefined) return analyzed;
  const relation = renamed(visible(analyzed), cte.columns, context, cte.origin);
  return leaf(relation, [], undefined);
}

/** Files: data columns, then partition columns. */
export function analyzeFileRead(node: FileRead, cx: RelationContext): Analyzed {
  const made = cx.facts.madeSource(node);
  if (made !== undefined) return pythonSourceRows(made, node.planId, cx);
  const source = cx.facts.files(node);
  invariant(source !== undefined, "no fact about the files of a read");
  const all = [...source.dataSchema.fields, ...source.partitionSchema.fields];
  const output = all.map((f): Column => cx.ids.column(f.name, f.type, true, f.metadata));
  const hides = cx.asksOfFiles && !all.some((f) => f.name.toLowerCase() === "_metadata");
  if (hasOlderFiles(source)) {
    if (hides) throw unsupported("_metadata of a table whose files lack a column with a default");
    return paddedRead(leaf(scanOfAges(source, output, cx), [], node.planId), cx);
  }
  if (hides) return paddedRead(scanWithMetadata(node, source, output, cx), cx);
  return paddedRead(leaf({ kind: "scan", source, fields: all.map((_, i) => i), output }, [], node.planId), cx);
}

/** The rows of a data source in Python. */
function pythonSourceRows(made: PythonSourceFact, planId: number | undefined, cx: RelationContext): Analyzed {
  cx.python.used = true;
  const { source, instance, schema } = made;
  const output = schema.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
  const { name, pythonVersion } = source;
  return leaf({ kind: "python_source", name, pythonVersion, instance, output }, [], planId);
}

/** Rows that the session holds. */
export function analyzeLocalData(node: HeldRows, cx: RelationContext): Analyzed {
  const fact = cx.facts.local(node);
  invariant(fact !== undefined, "no fact about local data");
  // Most commands answer with nothing: no columns, no rows.
  if (node.kind === "command_rows" && fact.schema.fields.length === 0)
    return leaf({ kind: "values", rows: [], output: [] }, [], node.planId);
  return sessionRows(fact, node.planId, cx);
}

/** Rows that the session holds under a checkpoint's id (`CachedRemoteRelation`). */
export function analyzeCheckpointRead(node: CheckpointRead, cx: RelationContext): Analyzed {
  const fact = cx.facts.checkpoint(node.id);
  if (fact === undefined) {
    throw sparkError("CONNECT_INVALID_PLAN", { reason: `no DataFrame with the id ${node.id} is kept in the session` });
  }
  return sessionRows(fact, node.planId, cx, "checkpoint");
}

function sessionRows(fact: LocalFact, planId: number | undefined, cx: RelationContext, kept?: "checkpoint"): Analyzed {
  const output = fact.schema.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
  return leaf({ kind: "local_data", dataId: fact.dataId, rows: fact.rows, kept, output }, [], planId);
}

/** One row of no columns. */
export const oneRow: Relation = { kind: "values", rows: [[]], output: [] };
