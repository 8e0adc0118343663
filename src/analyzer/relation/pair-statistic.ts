import { serverCall } from "../../errors/origin.ts";
import { requirementFailed } from "../../errors/spark-error.ts";
import { parseAttributeName } from "../../lex/multipart-names.ts";
import { type DataType, DOUBLE, isNumeric } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import { call, literal } from "../../unresolved/build.ts";
import type { CaseWhen, Expression } from "../../unresolved/expression.ts";
import type { PairStatistic } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { columnNamed } from "./by-name.ts";
import { analyzeProject } from "./select.ts";

/** What stands where there is no answer: too few rows. */
const WITHOUT_ANSWER = { corr: Number.NaN, cov: 0 } as const;
const FUNCTIONS = { corr: "corr", cov: "covar_samp" } as const;
const WORDS = { corr: "correlation", cov: "covariance" } as const;

/** Correlation or covariance of two columns of numbers; NULL counts as 0 (`StatFunctions.calculateCorrImpl`, `…CovImpl`). */
export function analyzePairStatistic(node: PairStatistic, input: Analyzed, cx: RelationContext): Analyzed {
  const { statistic, method = "pearson", planId } = node;
  if (method !== "pearson") throw requirementFailed(`the correlation ${method} is not supported: only pearson is`);
  const origin = serverCall(statistic);
  const args = node.columns.map((name): Expression => {
    requireNumber(WORDS[statistic], columnNamed(name, input, cx).expr.type);
    const column: Expression = { kind: "attribute", nameParts: parseAttributeName(name), origin };
    return orElse(column, 0, { kind: "cast", child: column, to: DOUBLE, mode: "session", origin });
  });
  const found = call(FUNCTIONS[statistic], args, origin);
  const answer = orElse(found, WITHOUT_ANSWER[statistic], found);
  return analyzeProject(
    { kind: "project", input: node.input, expressions: [{ kind: "alias", child: answer, names: [statistic] }], planId },
    input,
    cx,
  );
}

const orElse = (tested: Expression, number: number, otherwise: Expression): CaseWhen => ({
  kind: "case",
  branches: [{ when: call("isnull", [tested]), then: literal(DOUBLE, number) }],
  otherwise,
});

function requireNumber(word: string, type: DataType): void {
  if (isNumeric(type)) return;
  throw requirementFailed(`the ${word} of columns of the type ${sqlType(type).toLowerCase()} is not supported`);
}
