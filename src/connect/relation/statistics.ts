import type {
  StatApproxQuantile,
  StatCorr,
  StatCov,
  StatCrosstab,
  StatDescribe,
  StatFreqItems,
  StatSampleBy,
  StatSummary,
} from "../../gen/spark/connect/relations_pb.ts";
import { serverCall } from "../../errors/origin.ts";
import { requirementFailed } from "../../errors/spark-error.ts";
import { parseAttributeName } from "../../lex/multipart-names.ts";
import { LONG, STRING } from "../../types/data-type.ts";
import { call, intLiteral, literal, textLiteral } from "../../unresolved/build.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { required } from "../context.ts";
import { decodeLiteral } from "../literal.ts";
import { unary } from "./table.ts";

/** `DataFrame.summary`. */
export const summary = unary<StatSummary>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, statistics, ...rest } = message;
  consumed(rest);
  return { kind: "summary", input, statistics, ...node };
});

/** `DataFrame.describe`. */
export const describe = unary<StatDescribe>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, cols, ...rest } = message;
  consumed(rest);
  return { kind: "describe", input, columns: cols, ...node };
});

/** `stat.corr`. */
export const corr = unary<StatCorr>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, col1, col2, method, ...rest } = message;
  consumed(rest);
  return { kind: "pair_statistic", input, statistic: "corr", columns: [col1, col2], method, ...node };
});

/** `stat.cov`. */
export const cov = unary<StatCov>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, col1, col2, ...rest } = message;
  consumed(rest);
  return { kind: "pair_statistic", input, statistic: "cov", columns: [col1, col2], ...node };
});

/** `stat.crosstab`: the pairs counted, the second column's values as columns (`StatFunctions.crossTabulate`). */
export const crosstab = unary<StatCrosstab>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, col1, col2, ...rest } = message;
  consumed(rest);
  const origin = serverCall("crosstab");
  const text = (name: string, shown: (text: Expression) => Expression): Expression => {
    const column: Expression = { kind: "attribute", nameParts: parseAttributeName(name), origin };
    return {
      kind: "case",
      branches: [{ when: call("isnull", [column], origin), then: textLiteral("null", origin) }],
      otherwise: shown({ kind: "cast", child: column, to: STRING, mode: "session", origin }),
      origin,
    };
  };
  const counted: Relation = {
    kind: "pivot",
    input,
    grouping: [{ kind: "alias", child: text(col1, (t) => t), names: [`${col1}_${col2}`], origin }],
    column: text(col2, (t) => call("regexp_replace", [t, textLiteral("`", origin), textLiteral("", origin)], origin)),
    aggregates: [{ kind: "alias", child: call("count", [intLiteral(1)], origin), names: ["count"], origin }],
    ...node,
  };
  return { kind: "fill_na", input: counted, columns: [], values: [literal(LONG, 0n)], ...node };
});

/** `stat.approxQuantile`. */
export const approxQuantile = unary<StatApproxQuantile>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, cols, probabilities, relativeError, ...rest } = message;
  consumed(rest);
  return { kind: "approx_quantile", input, columns: cols, probabilities, relativeError, ...node };
});

/** `stat.freqItems`: an aggregate for each column (`FrequentItems.singlePassFreqItems`). */
export const freqItems = unary<StatFreqItems>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, cols, support = DEFAULT_SUPPORT, ...rest } = message;
  consumed(rest);
  if (!(support >= LEAST_SUPPORT && support <= 1)) {
    throw requirementFailed(`the support of freqItems must lie in [${LEAST_SUPPORT}, 1], but it is ${support}`);
  }
  const origin = serverCall("freqItems");
  const size = intLiteral(Math.trunc(1 / support));
  return {
    kind: "project",
    input,
    expressions: cols.map((name) => ({
      kind: "alias",
      child: call(
        "collect_frequent_items",
        [{ kind: "attribute", nameParts: parseAttributeName(name), origin }, size],
        origin,
      ),
      names: [`${name}_freqItems`],
      origin,
    })),
    ...node,
  };
});

const DEFAULT_SUPPORT = 0.01;
const LEAST_SUPPORT = 1e-4;

/** `stat.sampleBy`. */
export const sampleBy = unary<StatSampleBy>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, col, fractions, seed, ...rest } = message;
  consumed(rest);
  return {
    kind: "sample_by",
    input,
    column: cx.expression(required(col, "the column of sampleBy")),
    fractions: fractions.map(({ $typeName: _f, $unknown: _fu, stratum, fraction, ...others }) => {
      consumed(others);
      return { stratum: decodeLiteral(required(stratum, "a stratum of sampleBy"), cx.doors), fraction };
    }),
    seed,
    ...node,
  };
});
