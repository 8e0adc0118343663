import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { isKnownButUndeclared, lookupFunction } from "../../functions/registry.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { AS_INPUT } from "../../resolved/relation.ts";
import { lineOf } from "../../settings/spark-version.ts";
import { implicitCast } from "../../types/coercion.ts";
import { type DataType, INT, LONG } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { TableFunction } from "../../unresolved/relation.ts";
import { castExpression } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { IN_FROM_ONLY } from "../expression/call.ts";
import { resolve } from "../expression/resolve.ts";
import { tableOutput } from "../expression/subquery.ts";
import { evaluate } from "../fold.ts";
import { findRoutine, isBuiltInFirst } from "../routine/find.ts";
import { quotedName } from "../routine/routine.ts";
import { routineRows } from "../routine/table-call.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { analyzeCollations } from "./collations.ts";
import { analyzeRange, oneRow } from "./leaf.ts";
import { plainContext } from "./plain-context.ts";
import { pythonRows } from "./python-table.ts";
import { analyzeSqlKeywords } from "./sql-keywords.ts";
import { tableArgument } from "./table-argument.ts";

/** range(…), sql_keywords(), collations(), generators and SQL functions in FROM. */
export function analyzeTableFunction(node: TableFunction, cx: RelationContext): Analyzed {
  const first = isBuiltInFirst(node, "table", cx.facts.settings.line);
  const python = first ? undefined : cx.facts.python(node.nameParts, "table", cx.routines);
  if (python !== undefined) return pythonRows(python, node.args, node, cx);
  const tables = node.args.map(tableArgument).filter((arg) => arg !== undefined);
  for (const table of tables) tableOutput(table, cx);
  const analyzed = analyzeCall(node, cx, tables.length > 0);
  if (tables.length > 0) throw unsupported("TABLE arguments of this function", { origin: node.origin });
  return analyzed;
}

function analyzeCall(node: TableFunction, cx: RelationContext, takesTables: boolean): Analyzed {
  const routine = isBuiltIn(node) ? undefined : findRoutine(node, "table", cx);
  if (routine !== undefined && takesTables) {
    const functionName = quotedName(routine);
    const params = { action: "call", functionName };
    throw sparkError("TABLE_VALUED_ARGUMENTS_NOT_YET_IMPLEMENTED_FOR_SQL_FUNCTIONS", params, { origin: node.origin });
  }
  if (routine !== undefined)
    return routineRows(routine, node, plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "FROM"));
  const name = (node.nameParts.at(-1) ?? "").toLowerCase();
  if (name === "range") return rangeFunction(node, cx);
  const hasVariants = cx.facts.settings.line >= 400;
  if (hasVariants && (name === "variant_explode" || name === "variant_explode_outer")) {
    const entries: Expression = {
      kind: "function",
      nameParts: ["variant_entries"],
      args: node.args,
      origin: node.origin,
    };
    const inline = name.endsWith("_outer") ? "inline_outer" : "inline";
    return analyzeCall({ ...node, nameParts: [inline], args: [entries] }, cx, takesTables);
  }
  if (name === "sql_keywords") {
    if (node.args.length > 0) throw wrongCount(node, "0");
    return analyzeSqlKeywords(node, cx);
  }
  if (name === "collations" && lineOf(cx.facts.sparkVersion) >= 400) {
    if (node.args.length > 0) throw wrongCount(node, "0");
    return analyzeCollations(node, cx);
  }
  if (isKnownButUndeclared(name, cx.facts.settings.line))
    throw unsupported(`function ${name}`, { origin: node.origin });
  const def = name.startsWith("variant_explode") ? undefined : lookupFunction(name);
  if (def !== undefined && def.kind !== "generator") {
    throw sparkError("NOT_A_TABLE_FUNCTION", { functionName: quoteParts(node.nameParts) }, { origin: node.origin });
  }
  if (def === undefined) {
    throw sparkError(
      "UNRESOLVABLE_TABLE_VALUED_FUNCTION",
      { name: quoteParts(node.nameParts) },
      { origin: node.origin },
    );
  }
  const made = cx.analyze(
    {
      kind: "project",
      planId: node.planId,
      input: { kind: "one_row" },
      expressions: [{ kind: "function", nameParts: node.nameParts, args: node.args, origin: node.origin }],
    },
    cx,
  );
  return { ...made, relation: { ...made.relation, form: AS_INPUT } };
}

const isBuiltIn = ({ nameParts: [name = "", ...more] }: TableFunction): boolean =>
  more.length === 0 && IN_FROM_ONLY.has(name.toLowerCase());

/** A parameter of range(): which of the four it is, for errors (`Range.castAndEval`). */
interface RangeParameter {
  readonly name: string;
  readonly place: string;
  readonly type: DataType;
}

const START: RangeParameter = { name: "start", place: "first", type: LONG };
const END: RangeParameter = { name: "end", place: "second", type: LONG };
const STEP: RangeParameter = { name: "step", place: "third", type: LONG };
const SLICES: RangeParameter = { name: "numSlices", place: "4th", type: INT };

const wrongCount = ({ nameParts, args, origin }: TableFunction, expectedNum: string) =>
  sparkError(
    "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
    {
      functionName: quoteIdentifier((nameParts.at(-1) ?? "").toLowerCase()),
      expectedNum,
      actualNum: String(args.length),
      docroot: "https://spark.apache.org/docs/latest",
    },
    { origin },
  );

function rangeFunction(node: TableFunction, cx: RelationContext): Analyzed {
  const { args, origin } = node;
  const parameters = args.length === 1 ? [END] : [START, END, STEP, SLICES];
  if (args.length === 0 || args.length > parameters.length) throw wrongCount(node, "[1, 2, 3, 4]");
  const values = new Map(
    args.map((arg, i) => {
      const parameter = parameters[i] ?? SLICES;
      return [parameter.name, constant(arg, parameter, node, cx)] as const;
    }),
  );
  const at = (parameter: RangeParameter, otherwise: bigint): bigint => {
    const value = values.get(parameter.name);
    return typeof value === "bigint" ? value : otherwise;
  };
  const step = at(STEP, 1n);
  if (step === 0n) throw sparkError("FAILED_FUNCTION_CALL", { funcName: "`range`" }, { origin });
  const slices = values.get(SLICES.name);
  const partitions = slices === undefined ? undefined : Number(slices);
  const [start, end] = [at(START, 0n), at(END, 0n)];
  return analyzeRange({ kind: "range", start, end, step, partitions, planId: node.planId }, cx);
}

function constant(arg: Expression, parameter: RangeParameter, node: TableFunction, cx: RelationContext): Value {
  const { type } = parameter;
  const { origin } = node;
  const context = plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "range");
  const read = cx.variables.size;
  const typed = arg.kind === "named_argument" ? undefined : resolve(arg, context);
  // Spark does not know the values of variables yet where it makes a range.
  if (typed === undefined || !typed.foldable || cx.variables.size > read) {
    throw sparkError(
      "NON_FOLDABLE_ARGUMENT",
      { funcName: "`range`", paramName: quoteIdentifier(parameter.name), paramType: `"${sqlType(type)}"` },
      { origin },
    );
  }
  const fits = implicitCast(typed.expr.type, type, cx.typing.ansi) !== undefined;
  const value = fits
    ? evaluate(castExpression(typed.expr, type, cx, origin), cx.facts.settings.kernelSettings)?.value
    : undefined;
  if (value !== undefined && value !== null) return value;
  throw sparkError(
    "UNEXPECTED_INPUT_TYPE",
    {
      paramIndex: parameter.place,
      functionName: "`range`",
      requiredType: `"${sqlType(type)}"`,
      inputSql: `"${typed.sql()}"`,
      inputType: `"${sqlType(typed.expr.type)}"`,
    },
    { origin },
  );
}
