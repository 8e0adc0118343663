import { sparkError } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { joinedWith } from "./from.ts";
import { startsClause } from "./lookahead.ts";
import { organized } from "./organization.ts";
import { pipeAggregate } from "./pipe-aggregate.ts";
import { pivotOrUnpivot, startsPivotOrUnpivot } from "./pivot.ts";
import { windowClause } from "./query-window.ts";
import { AUTO_ALIAS } from "./relation.ts";
import { sample } from "./sample.ts";
import { hinted, namedExpression, selectClause } from "./select.ts";
import type { SetParts } from "./set-operation.ts";
import { skipQuery } from "./skip-query.ts";

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
        let isQualified = false;
        while (cx.isOp(".")) {
          cx.next();
          cx.name();
          isQualified = true;
        }
        cx.expectOp("=");
        const child = cx.expression();
        const origin = cx.originFrom(start);
        if (isQualified) {
          const message =
            "SQL pipe syntax |> SET operator with multi-part assignment key (only single-part keys are allowed)";
          throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin });
        }
        return { kind: "alias", child, names, origin } as const;
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
      if (cx.isWord("WINDOW") && startsClause(cx)) {
        windowClause(cx);
        throw sparkError("NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE.WINDOW_CLAUSE", {}, { origin: skipQuery(cx, from) });
      }
      return { kind: "filter", input: below, condition, clause: "where", origin: cx.originFrom(at) };
    }
    case "AGGREGATE":
      return pipeAggregate(cx, input, from);
    case "TABLESAMPLE":
      return sample(cx, input);
    case "PIVOT":
    case "UNPIVOT": {
      const turned = pivotOrUnpivot(cx, input);
      if (turned !== input && cx.peek().word !== word && startsPivotOrUnpivot(cx)) {
        pivotOrUnpivot(cx, turned);
        throw sparkError("NOT_ALLOWED_IN_FROM.UNPIVOT_WITH_PIVOT", {}, { origin: skipQuery(cx, from) });
      }
      return turned;
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
