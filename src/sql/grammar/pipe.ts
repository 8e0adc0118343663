import { AUTO_ALIAS } from "../../lex/multipart-names.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { joinedWith } from "./from.ts";
import { aggregation } from "./grouping.ts";
import { organized } from "./organization.ts";
import { pivotOrUnpivot } from "./pivot.ts";
import { windowClause } from "./query-window.ts";
import { sample } from "./sample.ts";
import { hinted, namedExpression, selectClause } from "./select.ts";
import type { SetParts } from "./set-operation.ts";

/** One step after `|>` over what stands before it (`operatorPipeRightSide`). */
export function pipeOperator(cx: SqlContext, input: Relation, from: number, sets: SetParts): Relation {
  const at = cx.at;
  const { word } = cx.peek();
  switch (word) {
    case "SELECT": {
      const clause = selectClause(cx);
      let relation: Relation = { kind: "project", input, expressions: clause.items, origin: cx.originFrom(at) };
      if (clause.distinct) relation = { kind: "deduplicate", input: relation, origin: cx.originFrom(at) };
      if (cx.isWord("WINDOW")) relation = { kind: "named_windows", input: relation, ...windowClause(cx) };
      return hinted(clause.hints, relation);
    }
    case "EXTEND": {
      cx.next();
      const items = cx.list(() => namedExpression(cx));
      const origin = cx.originFrom(at);
      return { kind: "project", input, expressions: [{ kind: "star", origin }, ...items], origin };
    }
    case "SET": {
      cx.next();
      const aliases = cx.list(() => {
        const start = cx.at;
        const names = [cx.wholeName()];
        if (cx.isOp(".")) throw unsupported("|> SET of a qualified name", { origin: cx.originFrom(start) });
        cx.expectOp("=");
        return { kind: "alias", child: cx.expression(), names, origin: cx.originFrom(start) } as const;
      });
      const origin = cx.originFrom(at);
      // Each assignment sees the ones before it.
      return aliases.reduce(
        (below: Relation, alias): Relation => ({ kind: "with_columns", input: below, aliases: [alias], origin }),
        input,
      );
    }
    case "DROP": {
      cx.next();
      const columns = cx.list(() => cx.wholeName());
      const origin = cx.originFrom(at);
      const except = columns.map((name) => [name]);
      return { kind: "project", input, expressions: [{ kind: "star", except, origin }], origin };
    }
    case "AS": {
      cx.next();
      return { kind: "subquery_alias", input, alias: cx.wholeName(), origin: cx.originFrom(at) };
    }
    case "WHERE": {
      const below: Relation =
        input.kind === "subquery_alias" || input.kind === "named_table"
          ? input
          : { kind: "subquery_alias", input, alias: AUTO_ALIAS, origin: input.origin };
      cx.next();
      const condition = cx.expression();
      return { kind: "filter", input: below, condition, clause: "where", origin: cx.originFrom(at) };
    }
    case "AGGREGATE": {
      cx.next();
      const aggregates = cx.areWords("GROUP", "BY") ? [] : cx.list(() => namedExpression(cx));
      const grouped = cx.areWords("GROUP", "BY") ? pipeGrouping(cx) : [];
      const origin = cx.originFrom(at);
      return {
        kind: "aggregate",
        input,
        grouping: grouped,
        groupingKind: "group_by",
        groupingSets: [],
        aggregates,
        outputsGrouping: true,
        origin,
      };
    }
    case "TABLESAMPLE":
      return sample(cx, input);
    case "PIVOT":
    case "UNPIVOT":
      return pivotOrUnpivot(cx, input);
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
          { origin: cx.originFrom(at) },
        );
      }
      return relation;
    }
    default: {
      const operation = sets.operator(cx);
      if (operation !== undefined) {
        cx.next();
        return sets.operation(cx, from, input, operation);
      }
      const joined = joinedWith(cx, input);
      if (joined === input) throw cx.fail();
      return joined;
    }
  }
}

/** GROUP BY of `|> AGGREGATE`: expressions with or without names; other groupings are refused. */
function pipeGrouping(cx: SqlContext) {
  const from = cx.at;
  const isPlain = !["ROLLUP", "CUBE", "GROUPING"].includes(cx.peek(2).word);
  if (!isPlain) {
    aggregation(cx);
    throw sparkError(
      "UNSUPPORTED_FEATURE.PIPE_OPERATOR_AGGREGATE_UNSUPPORTED_CASE",
      { case: "GROUPING" },
      { origin: cx.originFrom(from) },
    );
  }
  cx.acceptWords("GROUP", "BY");
  return cx.list(() => namedExpression(cx));
}
