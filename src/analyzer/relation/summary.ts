import { serverCall } from "../../errors/origin.ts";
import { requirementFailed, sparkError } from "../../errors/spark-error.ts";
import { parseDouble } from "../../kernels/number-parse.ts";
import { parseAttributeName } from "../../lex/multipart-names.ts";
import { array, DOUBLE, isNumeric, isText, STRING } from "../../types/data-type.ts";
import { call, intLiteral, literal as asLiteral, textLiteral } from "../../unresolved/build.ts";
import type { Alias, Expression } from "../../unresolved/expression.ts";
import type { Describe, Relation, Summary } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { literal } from "../typed.ts";
import { analyzeWithColumns } from "./columns.ts";
import { leaf } from "./leaf.ts";
import { analyzeProject } from "./select.ts";

const USUAL = ["count", "mean", "stddev", "min", "25%", "50%", "75%", "max"];
const OF_DESCRIBE = ["count", "mean", "stddev", "min", "max"];
/** `ApproximatePercentile.DEFAULT_PERCENTILE_ACCURACY`. */
const ACCURACY = 10_000;

/** Statistics of all columns of numbers and text (`StatFunctions.summary`). */
export const analyzeSummary = (node: Summary, input: Analyzed, cx: RelationContext): Analyzed =>
  summarize(node, node.statistics.length === 0 ? USUAL : node.statistics, input, cx);

/** The five usual statistics of the columns that are named (`Dataset.describe`). */
export function analyzeDescribe(node: Describe, input: Analyzed, cx: RelationContext): Analyzed {
  if (node.columns.length === 0) return summarize(node, OF_DESCRIBE, input, cx);
  const origin = serverCall("describe");
  const expressions = node.columns.map((name): Expression => {
    if (name === "*") return { kind: "star", origin };
    if (name.endsWith(".*")) return { kind: "star", target: parseAttributeName(name.slice(0, -2)), origin };
    return { kind: "attribute", nameParts: parseAttributeName(name), origin };
  });
  const selected = analyzeProject({ kind: "project", input: node.input, expressions, origin }, input, cx);
  return summarize(node, OF_DESCRIBE, selected, cx);
}

/** One row of maps from statistic to text, a row for each statistic made of it, the maps asked for theirs. */
function summarize(
  node: { readonly input: Relation; readonly planId?: number | undefined },
  statistics: readonly string[],
  input: Analyzed,
  cx: RelationContext,
): Analyzed {
  const shares = statistics.filter((s) => s.endsWith("%")).map(shareOf);
  if (!shares.every((p) => p >= 0 && p <= 1)) {
    throw requirementFailed("the percentiles of summary must lie between 0% and 100%");
  }
  const repeated = statistics.find((s, i) => statistics.indexOf(s) !== i);
  const { mapKeyDedupPolicy } = cx.facts.settings.kernelSettings;
  const names = input.scope.columns
    .filter(({ column: { type } }) => isNumeric(type) || isText(type))
    .map(({ column }) => ({
      name: column.name,
      isText: isText(column.type),
      isDecimal: column.type.kind === "decimal",
    }));
  if (names.length === 0) return onlyNames(statistics, cx, node.planId);
  if (repeated !== undefined && mapKeyDedupPolicy === "EXCEPTION") {
    throw sparkError("DUPLICATED_MAP_KEY", { key: repeated, mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"' });
  }
  const maps = names.map(
    (column): Alias => ({
      kind: "alias",
      child: call("map", entries(column, statistics, shares)),
      names: [column.name],
    }),
  );
  const { input: below } = node;
  const gathered = analyzeProject({ kind: "project", input: below, expressions: maps }, input, cx);
  const each: Alias = {
    kind: "alias",
    child: call("explode", [asLiteral(array(STRING), statistics)]),
    names: ["summary"],
  };
  const rows = analyzeWithColumns({ kind: "with_columns", input: below, aliases: [each] }, gathered, cx);
  const summary: Expression = { kind: "attribute", nameParts: ["summary"] };
  const values = names.map(
    ({ name }): Alias => ({ kind: "alias", child: call("element_at", [columnOf(name), summary]), names: [name] }),
  );
  const { planId } = node;
  return analyzeProject({ kind: "project", input: below, expressions: [summary, ...values], planId }, rows, cx);
}

const columnOf = (name: string): Expression => ({
  kind: "attribute",
  nameParts: parseAttributeName(name),
  origin: serverCall("col"),
});

/** The share that `25%` names. */
function shareOf(statistic: string): number {
  const percent = parseDouble(statistic.slice(0, -1));
  if (percent === undefined) throw unrecognized(statistic);
  return percent / 100;
}

const unrecognized = (statistic: string) => sparkError("UNRECOGNIZED_STATISTIC", { stats: `'${statistic}'` });

/** Keys and values of a column's map. */
function entries(
  { name, isText: text, isDecimal }: { readonly name: string; readonly isText: boolean; readonly isDecimal: boolean },
  statistics: readonly string[],
  shares: readonly number[],
): Expression[] {
  const column = columnOf(name);
  const number: Expression = text ? { kind: "cast", child: column, to: DOUBLE, mode: "try" } : column;
  const all = call("percentile_approx", [number, asLiteral(array(DOUBLE, false), shares), intLiteral(ACCURACY)]);
  let at = 0;
  const valueOf = (statistic: string): Expression => {
    switch (statistic.toLowerCase()) {
      case "count":
        return call("count", [column]);
      case "count_distinct":
        return { ...call("count", [column]), distinct: true };
      case "approx_count_distinct":
        return call("approx_count_distinct", [column]);
      case "mean":
        return call("avg", [number]);
      case "stddev":
        return call("stddev", [number]);
      case "min":
        return call("min", [column]);
      case "max":
        return call("max", [column]);
      default: {
        if (!statistic.endsWith("%")) throw unrecognized(statistic);
        const share = call("get", [all, intLiteral(at++)]);
        // The value went through a DOUBLE, whose digits Spark shows.
        return isDecimal ? { kind: "cast", child: share, to: DOUBLE, mode: "session" } : share;
      }
    }
  };
  return statistics.flatMap((s) => [
    textLiteral(s),
    { kind: "cast", child: valueOf(s), to: STRING, mode: "session" } satisfies Expression,
  ]);
}

/** Where no column has statistics: their names alone. */
function onlyNames(statistics: readonly string[], cx: RelationContext, planId: number | undefined): Analyzed {
  const rows = statistics.map((s) => [literal(STRING, s)]);
  return leaf({ kind: "values", rows, output: [cx.ids.column("summary", STRING, true)] }, [], planId);
}
