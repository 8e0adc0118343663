import type { SqlOrigin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation, WithColumns } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { joinedWith } from "./from.ts";
import { organized } from "./organization.ts";
import { pipeGrouping, tokensToEnd } from "./pipe-grouping.ts";
import { pivotOrUnpivot } from "./pivot.ts";
import { windowClause } from "./query-window.ts";
import { sample } from "./sample.ts";
import { hinted, namedExpression, selectClause } from "./select.ts";
import type { SetParts } from "./set-operation.ts";

/** The place of the query that begins at the token `from`, to its end: where all its pipe operators stand (`visitQuery`). */
export function queryOrigin(cx: SqlContext, from: number): SqlOrigin {
  const first = cx.tokens[from];
  const end = tokensToEnd(cx, from, ";").at(-1) ?? first;
  return { kind: "sql", source: cx.source, span: { start: first?.start ?? 0, end: end?.end ?? 0 } };
}

/** One step after `|>` over what stands before it (`operatorPipeRightSide`); `origin` is the place of the whole query. */
export function pipeOperator(
  cx: SqlContext,
  before: Relation,
  from: number,
  origin: SqlOrigin,
  sets: SetParts,
): Relation {
  const at = cx.at;
  const { word } = cx.peek();
  const input: Relation = { kind: "piped", input: before, origin };
  switch (word) {
    case "SELECT": {
      const { distinct, hints, items } = selectClause(cx);
      const named = cx.isWord("WINDOW") ? windowClause(cx).windows : undefined;
      // The clause reaches the select list alone, and not through DISTINCT.
      const windows = distinct && named !== undefined ? {} : named;
      // Since 4.3, where aggregates may stand in it, it has its own place (seen there, not in 4.0).
      const place = cx.reading.line >= 403 ? cx.originFrom(at) : origin;
      const project: Relation = { kind: "project", input, expressions: items, windows, origin: place };
      return hinted(hints, distinct ? { kind: "deduplicate", input: project, origin } : project);
    }
    case "EXTEND": {
      cx.next();
      const items = cx.list(() => namedExpression(cx));
      return { kind: "project", input, expressions: [{ kind: "star", origin }, ...items], extends: true, origin };
    }
    case "SET":
      return assignments(cx, before, origin);
    case "DROP": {
      cx.next();
      const except = cx.list(() => cx.wholeName()).map((name) => [name]);
      return { kind: "project", input, expressions: [{ kind: "star", except, origin }], origin };
    }
    case "AS": {
      cx.next();
      return { kind: "subquery_alias", input: before, alias: cx.wholeName(), origin: cx.originFrom(at) };
    }
    case "WHERE": {
      cx.next();
      const condition = cx.expression();
      if (cx.isWord("WINDOW")) {
        windowClause(cx);
        throw sparkError("NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE.WINDOW_CLAUSE", {}, { origin });
      }
      return { kind: "filter", input, condition, clause: "where", origin };
    }
    case "AGGREGATE":
      return aggregate(cx, input, origin);
    case "TABLESAMPLE":
      return sample(cx, before);
    case "PIVOT":
    case "UNPIVOT": {
      const pivoted = pivotOrUnpivot(cx, before);
      if (!cx.isWord(word) && pivotOrUnpivot(cx, pivoted) !== pivoted)
        throw sparkError("NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT", {}, { origin });
      return pivoted;
    }
    case "ORDER":
    case "CLUSTER":
    case "DISTRIBUTE":
    case "SORT":
    case "LIMIT":
    case "OFFSET": {
      const relation = organized(cx, input);
      if (word !== "LIMIT" && word !== "OFFSET" && (relation.kind === "limit" || relation.kind === "offset")) {
        const clause1 = `${word} BY`;
        const clause2 = relation.kind === "limit" ? "LIMIT" : "OFFSET";
        throw sparkError(
          "MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS",
          { clause1, clause2 },
          {
            origin: cx.originFrom(at),
          },
        );
      }
      return relation;
    }
    default: {
      const operation = sets.operator(cx);
      if (operation !== undefined) {
        cx.next();
        return sets.operation(cx, from, before, operation);
      }
      const joined = joinedWith(cx, before);
      if (joined === before) throw cx.fail();
      return joined;
    }
  }
}

/** `SET name = value, …`: each assignment sees the ones before it. */
function assignments(cx: SqlContext, input: Relation, origin: SqlOrigin): Relation {
  cx.next();
  const aliases = cx.list(() => {
    const from = cx.at;
    const names = [cx.wholeName()];
    const isQualified = cx.isOp(".");
    while (cx.acceptOp(".")) cx.wholeName();
    cx.expectOp("=");
    const child = cx.expression();
    if (isQualified) {
      const message =
        "SQL pipe syntax |> SET operator with multi-part assignment key (only single-part keys are allowed)";
      throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin: cx.originFrom(from) });
    }
    return { kind: "alias", child, names, origin: cx.originFrom(from) } as const;
  });
  return aliases.reduce(
    (below: Relation, alias): WithColumns => ({
      kind: "with_columns",
      input: { kind: "piped", input: below, origin },
      aliases: [alias],
      origin,
    }),
    input,
  );
}

/** `AGGREGATE [aggregates] [GROUP BY keys]`. */
function aggregate(cx: SqlContext, input: Relation, origin: SqlOrigin): Relation {
  cx.next();
  // Behind these words there has to be a key: else they are a column and its alias.
  const isGrouped = () => cx.areWords("GROUP", "BY") && !endsOperator(cx, 2);
  if (endsOperator(cx)) {
    const message =
      "The AGGREGATE clause requires a list of aggregate expressions or a list of grouping expressions, or both";
    throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin });
  }
  const aggregates: Expression[] = isGrouped() ? [] : cx.list(() => namedExpression(cx));
  const grouping = isGrouped() ? pipeGrouping(cx, aggregates, origin) : [];
  return {
    kind: "aggregate",
    input,
    grouping,
    groupingKind: "group_by",
    groupingSets: [],
    aggregates,
    outputsGrouping: true,
    origin,
  };
}

const endsOperator = (cx: SqlContext, ahead = 0): boolean =>
  cx.peek(ahead).kind === "eof" || ["|>", ")", ";"].some((op) => cx.isOp(op, ahead));
