import { unsupported } from "../../errors/spark-error.ts";
import { quoteString } from "../../lex/strings.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type {
  GroupingItem,
  Aggregate,
  Join,
  Limit,
  NamedWindows,
  Piped,
  Pivot,
  Project,
  LateralView,
  Relation,
  WithCtes,
  RowFormat,
  Sample,
  ScriptTransform,
  SetOperation,
  Sort,
  SubqueryAlias,
  Unpivot,
} from "../../unresolved/relation.ts";
import { AUTO_ALIAS } from "../../lex/multipart-names.ts";
import { printExpression, printList, printSortKeys, printWindowSpec } from "./expression.ts";
import { hasMarker } from "../marker.ts";
import { printName, printNames } from "./name.ts";

/** How much of a query's tail a text has already; a clause goes on a text of a lesser stage. */
const STAGE = { term: 0, ordered: 1, windows: 2, limit: 3, whole: 4 } as const;

interface Text {
  readonly text: string;
  readonly stage: number;
  /** A SELECT without ordering, which clauses of its own may still follow. */
  readonly select?: boolean;
}

const term = (text: string): Text => ({ text, stage: STAGE.term });
const selected = (text: string): Text => ({ text, stage: STAGE.term, select: true });

const one = (e: Expression): string => printExpression(e, printQuery);
const many = (list: readonly Expression[]): string => printList(list, printQuery);

/** A relation as the text of a query that reads back to it. What SQL cannot say is refused by name. */
export const printQuery = (relation: Relation): string => queryText(relation).text;

/** A query's text with less than the stage in it; else in parentheses. */
function below(relation: Relation, stage: number): string {
  const inner = queryText(relation);
  return inner.stage < stage ? inner.text : `(${inner.text})`;
}

const refuse = (relation: Relation): never => {
  throw unsupported(`A relation of the kind ${relation.kind} as SQL text`);
};

function queryText(r: Relation): Text {
  switch (r.kind) {
    case "project":
      if (r.input.kind === "piped") return selected(`${piped(r.input)} ${projectText(r, [], false)}`);
      return isSource(r.input) ||
        (r.input.kind === "filter" && r.input.clause !== "having") ||
        r.input.kind === "one_row"
        ? select(r, [], false)
        : term(`(${printQuery(r.input)}) |> SELECT ${many(r.expressions)}`);
    case "aggregate":
      return r.outputsGrouping ? pipeAggregate(r) : select(r, [], false);
    case "filter":
      if (r.clause === "having" && r.input.kind === "aggregate") return select(r, [], false);
      if (r.input.kind === "piped") return term(`${piped(r.input)} WHERE ${one(r.condition)}`);
      // A HAVING that the session takes for a WHERE.
      return r.input.kind === "project" || r.input.kind === "script_transform"
        ? selected(`${queryText(r.input).text} HAVING ${one(r.condition)}`)
        : refuse(r);
    case "piped":
      return term(piped(r));
    case "deduplicate":
    case "hint":
      return select(r, [], false);
    case "named_windows": {
      const inner = queryText(r.input);
      const clause = ` ${windowsText(r.windows)}`;
      if (inner.select === true) return term(inner.text + clause);
      const ordered = inner.stage === STAGE.ordered;
      return { text: `${ordered ? inner.text : `(${inner.text})`}${clause}`, stage: STAGE.windows };
    }
    case "set_operation":
      return term(setOperation(r));
    case "sort":
      return { text: sort(r), stage: STAGE.ordered };
    case "repartition":
      if (r.partitions !== undefined || r.expressions.length === 0) return refuse(r);
      return { text: `${below(r.input, STAGE.ordered)} DISTRIBUTE BY ${many(r.expressions)}`, stage: STAGE.ordered };
    case "offset":
      return { text: `${below(r.input, STAGE.limit)} OFFSET ${one(r.count)}`, stage: STAGE.limit };
    case "limit":
      return { text: limit(r), stage: STAGE.limit };
    case "with_ctes":
      return { text: `${definitions(r)} ${below(r.input, STAGE.whole)}`, stage: STAGE.whole };
    case "inline_table":
      return term(source(r));
    case "named_table":
      return term(Object.keys(r.options).length === 0 ? `TABLE ${printNames(r.nameParts)}` : `FROM ${source(r)}`);
    case "with_columns":
      return term(
        `${queryText(r.input).text} SET ${r.aliases.map((a) => `${printNames(a.names)} = ${one(a.child)}`).join(", ")}`,
      );
    case "subquery_alias":
      if (r.input.kind === "inline_table") return term(source(r));
      if (isPivotAlias(r) && !isSource(r.input))
        return term(`(${printQuery(r.input.input)}) |> ${pivotText(r.input)} ${pivotAlias(r)}`);
      return term(isSource(r.input) ? `FROM ${source(r)}` : `(${printQuery(r.input)}) |> AS ${printName(r.alias)}`);
    case "join":
      return isSource(r) ? term(`FROM ${source(r)}`) : term(`(${printQuery(r.left)}) |> ${joinText(r)}`);
    case "pivot":
      return isSource(r) ? term(`FROM ${source(r)}`) : term(`(${printQuery(r.input)}) |> ${pivotText(r)}`);
    case "unpivot":
      return isSource(r) ? term(`FROM ${source(r)}`) : term(`(${printQuery(r.input)}) |> ${unpivotText(r)}`);
    case "script_transform":
      return term(transformText(r));
    case "sample":
      return isSource(r) ? term(`FROM ${source(r)}`) : term(`(${printQuery(r.input)}) |> ${sampleText(r)}`);
    case "table_function":
    case "lateral_view":
      return term(`FROM ${source(r)}`);
    default:
      return refuse(r);
  }
}

/** Whether a relation can stand in FROM without being wrapped as a subquery. */
function isSource(r: Relation): boolean {
  switch (r.kind) {
    case "named_table":
    case "table_function":
    case "inline_table":
    case "subquery_alias":
      return true;
    case "join":
      return isSource(r.left) && isSource(r.right);
    case "pivot":
    case "unpivot":
    case "lateral_view":
    case "sample":
    case "limit":
      return isSource(r.input);
    default:
      return false;
  }
}

/** Whether a relation needs parentheses as the right side of a join or under an alias. */
const isCompound = (r: Relation): boolean =>
  ["join", "pivot", "unpivot", "lateral_view", "subquery_alias", "sample", "limit"].includes(r.kind);

/** A relation as FROM has it. */
/** What stands in FROM: a query stands in parentheses. */
export const printSource = (r: Relation): string => (isSource(r) ? source(r) : `(${printQuery(r)})`);

function source(r: Relation): string {
  switch (r.kind) {
    case "named_table": {
      const options = Object.entries(r.options).map(([key, value]) => `${quoteString(key)} = ${quoteString(value)}`);
      return `${printNames(r.nameParts)}${options.length === 0 ? "" : ` WITH (${options.join(", ")})`}`;
    }
    case "table_function":
      return `${printNames(r.nameParts)}(${many(r.args)})`;
    case "inline_table":
      return `VALUES ${r.rows.map((row) => `(${many(row)})`).join(", ")}`;
    case "subquery_alias": {
      const inner = isSource(r.input) ? source(r.input) : `(${printQuery(r.input)})`;
      if (r.alias === AUTO_ALIAS && !isSource(r.input)) return inner;
      if (isPivotAlias(r) && isSource(r.input)) return `${inner} ${pivotAlias(r)}`;
      const columns = r.columns === undefined ? "" : `(${r.columns.map(printName).join(", ")})`;
      return `${isCompound(r.input) && r.input.kind !== "sample" && r.input.kind !== "limit" ? `(${inner})` : inner} AS ${printName(r.alias)}${columns}`;
    }
    case "join":
      return `${source(r.left)} ${joinText(r)}`;
    case "pivot":
      return `${source(r.input)} ${pivotText(r)}`;
    case "unpivot":
      return `${source(r.input)} ${unpivotText(r)}`;
    case "lateral_view":
      return `${source(r.input)} ${lateralViewText(r)}`;
    case "sample":
      return `${isCompound(r.input) ? `(${source(r.input)})` : source(r.input)} ${sampleText(r)}`;
    case "limit":
      return `${isCompound(r.input) ? `(${source(r.input)})` : source(r.input)} TABLESAMPLE (${one(r.count)} ROWS)`;
    default:
      return `(${printQuery(r)})`;
  }
}

function lateralViewText(r: LateralView): string {
  const columns = r.columns.length === 0 ? "" : ` AS ${r.columns.map(printName).join(", ")}`;
  return `LATERAL VIEW ${r.outer ? "OUTER " : ""}${one(r.generator)} ${printName(r.alias)}${columns}`;
}

const JOIN_WORDS: Readonly<Record<Join["type"], string>> = {
  inner: "JOIN",
  cross: "CROSS JOIN",
  left: "LEFT JOIN",
  right: "RIGHT JOIN",
  full: "FULL JOIN",
  left_semi: "LEFT SEMI JOIN",
  left_anti: "LEFT ANTI JOIN",
};

function joinText(r: Join): string {
  const compound =
    r.right.kind === "join" ||
    r.right.kind === "pivot" ||
    r.right.kind === "unpivot" ||
    r.right.kind === "lateral_view";
  const right = compound ? `(${source(r.right)})` : source(r.right);
  const on = r.condition === undefined ? "" : ` ON ${one(r.condition)}`;
  const using = r.using === undefined ? "" : ` USING (${r.using.map(printName).join(", ")})`;
  return `${r.natural === true ? "NATURAL " : ""}${JOIN_WORDS[r.type]} ${r.lateral === true ? "LATERAL " : ""}${right}${on}${using}`;
}

function pivotText(r: Pivot): string {
  const { column } = r;
  const names = column.kind === "function" ? column.args.filter((_, i) => i % 2 === 1) : [column];
  const by = names.length === 1 ? many(names) : `(${many(names)})`;
  return `PIVOT (${many(r.aggregates)} FOR ${by} IN (${many(r.values ?? [])}))`;
}

function unpivotText(r: Unpivot): string {
  if (r.ids !== undefined || r.values === undefined) return refuse(r);
  const several = r.valueColumns.length > 1;
  const enclosed = (list: string) => (several ? `(${list})` : list);
  const groups = r.values.map((group, i) => {
    const alias = r.aliases[i];
    return `${enclosed(many(group))}${alias === undefined ? "" : ` AS ${printName(alias)}`}`;
  });
  const values = enclosed(r.valueColumns.map(printName).join(", "));
  const nulls = r.excludeNulls === true ? "" : " INCLUDE NULLS";
  return `UNPIVOT${nulls} (${values} FOR ${printName(r.variableColumn)} IN (${groups.join(", ")}))`;
}

/** TRANSFORM with the clauses of the SELECT that it reads from. */
function transformText(r: ScriptTransform): string {
  const list = many(r.items);
  const [query, start] = [printQuery(r.input), `SELECT ${list}`];
  if (!query.startsWith(start)) return refuse(r);
  const columns = r.columns?.map((c) => `${printName(c.name)}${c.type === undefined ? "" : ` ${sqlType(c.type)}`}`);
  const text = (words: string, value: string | undefined) =>
    value === undefined ? "" : ` ${words} ${quoteString(value)}`;
  return [
    `SELECT TRANSFORM (${list})${formatText(r.inputFormat)}${text("RECORDWRITER", r.writer)}${text("USING", r.script)}`,
    columns === undefined ? "" : ` AS (${columns.join(", ")})`,
    `${formatText(r.outputFormat)}${text("RECORDREADER", r.reader)}${query.slice(start.length)}`,
  ].join("");
}

function formatText(format: RowFormat | undefined): string {
  if (format === undefined) return "";
  if ("delimited" in format) {
    const parts = Object.entries(format.delimited).map(([words, value]) => ` ${words} ${quoteString(value)}`);
    return ` ROW FORMAT DELIMITED${parts.join("")}`;
  }
  const pairs = Object.entries(format.properties).map(([key, value]) => `${quoteString(key)} = ${quoteString(value)}`);
  const properties = pairs.length === 0 ? "" : ` WITH SERDEPROPERTIES (${pairs.join(", ")})`;
  return ` ROW FORMAT SERDE ${quoteString(format.serde)}${properties}`;
}

type PivotAlias = SubqueryAlias & { readonly input: Pivot & { readonly aliasedAt: NonNullable<Pivot["aliasedAt"]> } };

/** Whether an alias was written behind PIVOT, and not around it. */
const isPivotAlias = (r: SubqueryAlias): r is PivotAlias => r.input.kind === "pivot" && r.input.aliasedAt !== undefined;

/** The alias with or without AS, as it was written: Spark 4.0 tells of the word where it refuses it. */
function pivotAlias(r: PivotAlias): string {
  const { word } = r.input.aliasedAt;
  return word.toUpperCase() === "AS" ? `${word} ${printName(r.alias)}` : word;
}

function sampleText(r: Sample): string {
  if (r.lowerBound !== 0 || r.withReplacement) return refuse(r);
  let percent = "";
  for (let digits = 1; digits <= 17 && Number(percent || "NaN") / 100 !== r.upperBound; digits++)
    percent = (r.upperBound * 100).toFixed(digits);
  return `TABLESAMPLE (${percent} PERCENT)${r.seed === undefined ? "" : ` REPEATABLE (${r.seed})`}`;
}

/** SELECT of a projection or aggregation with the hints and DISTINCT above it. */
function select(r: Relation, hints: readonly string[], distinct: boolean): Text {
  switch (r.kind) {
    case "hint": {
      const params = r.params.length === 0 ? "" : `(${many(r.params)})`;
      return select(r.input, [...hints, `${printName(r.name)}${params}`], distinct);
    }
    case "deduplicate":
      return r.columns === undefined && !distinct ? select(r.input, hints, true) : refuse(r);
    case "project":
      if (r.input.kind === "piped") return selected(`${piped(r.input)} ${projectText(r, hints, distinct)}`);
      return selected(`${head(hints, distinct)} ${many(r.expressions)}${sourceClauses(r.input)}`);
    case "aggregate":
      return selected(aggregateText(r, head(hints, distinct)));
    case "filter":
      if (r.clause !== "having" || r.input.kind !== "aggregate") return refuse(r);
      return selected(`${aggregateText(r.input, head(hints, distinct))} HAVING ${one(r.condition)}`);
    case "named_windows": {
      const inner = queryText({ ...r, input: r.input });
      return hints.length === 0 && !distinct ? inner : windowsUnder(r, hints, distinct);
    }
    default:
      return refuse(r);
  }
}

function windowsUnder(
  r: Extract<Relation, { kind: "named_windows" }>,
  hints: readonly string[],
  distinct: boolean,
): Text {
  return term(`${select(r.input, hints, distinct).text} ${windowsText(r.windows)}`);
}

const windowsText = (windows: NamedWindows["windows"]): string =>
  `WINDOW ${Object.entries(windows)
    .map(([name, spec]) => `${printName(name)} AS ${printWindowSpec(spec, printQuery)}`)
    .join(", ")}`;

const head = (hints: readonly string[], distinct: boolean): string =>
  `SELECT${hints.length === 0 ? "" : ` /*+ ${hints.join(", ")} */`}${distinct ? " DISTINCT" : ""}`;

function sourceClauses(r: Relation): string {
  if (r.kind === "one_row") return "";
  if (r.kind === "filter" && r.clause === "where") return `${sourceClauses(r.input)} WHERE ${one(r.condition)}`;
  if (r.kind === "lateral_view" && startsNowhere(r)) return `${sourceClauses(r.input)} ${lateralViewText(r)}`;
  return ` FROM ${source(r)}`;
}

/** Whether nothing but LATERAL VIEWs stands behind a FROM that is missing. */
const startsNowhere = (r: Relation): boolean =>
  r.kind === "one_row" || (r.kind === "lateral_view" && startsNowhere(r.input));

function aggregateText(r: Aggregate, start: string): string {
  const text = `${start} ${many(r.aggregates)}${sourceClauses(r.input)}`;
  switch (r.groupingKind) {
    case "all":
      return `${text} GROUP BY ALL`;
    case "group_by":
      return r.grouping.length === 0 ? text : `${text} GROUP BY ${many(r.grouping)}`;
    case "rollup":
    case "cube":
      return `${text} GROUP BY ${many(r.grouping)} WITH ${r.groupingKind.toUpperCase()}`;
    case "grouping_sets": {
      // Each `?` is the next argument, and so stands once.
      if (r.groupingItems !== undefined && r.grouping.some(hasMarker))
        return `${text} GROUP BY ${r.groupingItems.map(groupingItem).join(", ")}`;
      const sets = r.groupingSets.map((set) => `(${many(set)})`);
      return `${text} GROUP BY ${many(r.grouping)}${r.grouping.length === 0 ? "" : " "}GROUPING SETS (${sets.join(", ")})`;
    }
  }
}

function groupingItem(item: GroupingItem): string {
  const lists = (of: readonly (readonly Expression[])[]): string => of.map((list) => `(${many(list)})`).join(", ");
  if (item.kind === "expression") return one(item.expression);
  if (item.kind === "grouping_sets") {
    const written = item.written.map((one) => ("kind" in one ? groupingItem(one) : lists([one])));
    return `GROUPING SETS (${written.join(", ")})`;
  }
  return `${item.kind.toUpperCase()} (${lists(item.elements)})`;
}

/** What stands before an operator behind a pipe, with the pipe. */
const piped = (r: Piped): string => `(${printQuery(r.input)}) |>`;

/** SELECT or EXTEND behind a pipe. */
function projectText(r: Project, hints: readonly string[], distinct: boolean): string {
  if (r.extends === true) return `EXTEND ${many(r.expressions.slice(1))}`;
  const windows = r.windows === undefined ? "" : ` ${windowsText(r.windows)}`;
  return `${head(hints, distinct)} ${many(r.expressions)}${windows}`;
}

function pipeAggregate(r: Aggregate): Text {
  if (r.groupingKind !== "group_by") return refuse(r);
  const by = r.grouping.length === 0 ? "" : ` GROUP BY ${many(r.grouping)}`;
  return term(`${queryText(r.input).text} AGGREGATE${r.aggregates.length === 0 ? "" : ` ${many(r.aggregates)}`}${by}`);
}

function setOperation(r: SetOperation): string {
  if (r.byName || r.allowMissingColumns) return refuse(r);
  const parts: string[] = [];
  // Chains are left-deep and long: walked, not recursed into.
  let left: Relation = r;
  while (left.kind === "set_operation" && (left.operation === "intersect") === (r.operation === "intersect")) {
    if (left.byName) return refuse(left);
    parts.push(` ${left.operation.toUpperCase()}${left.all ? " ALL" : ""} (${printQuery(left.right)})`);
    left = left.left;
  }
  return `(${printQuery(left)})${parts.toReversed().join("")}`;
}

function sort(r: Sort): string {
  if (r.all !== undefined) {
    const { descending, nulls } = r.all;
    return `${below(r.input, STAGE.ordered)} ORDER BY ALL ${descending ? "DESC" : "ASC"} NULLS ${nulls.toUpperCase()}`;
  }
  const distributed = !r.global && r.input.kind === "repartition";
  const input = distributed ? queryText(r.input).text : below(r.input, STAGE.ordered);
  return `${input} ${r.global ? "ORDER" : "SORT"} BY ${printSortKeys(r.order, printQuery)}`;
}

/** LIMIT stands before the OFFSET that it is applied after. */
const limit = (r: Limit): string =>
  r.input.kind === "offset"
    ? `${below(r.input.input, STAGE.limit)} LIMIT ${one(r.count)} OFFSET ${one(r.input.count)}`
    : `${below(r.input, STAGE.limit)} LIMIT ${one(r.count)}`;

/** WITH and what it defines, without the query behind it. */
export function definitions(r: WithCtes): string {
  const ctes = r.ctes.map((cte) => {
    const columns = cte.columns === undefined ? "" : `(${cte.columns.map(printName).join(", ")})`;
    const levels = cte.levels === undefined ? "" : ` MAX RECURSION LEVEL ${cte.levels}`;
    return `${printName(cte.name)}${columns}${levels} AS (${printQuery(cte.query)})`;
  });
  return `WITH ${r.recursive ? "RECURSIVE " : ""}${ctes.join(", ")}`;
}
