import { sparkError } from "../../errors/spark-error.ts";
import type { Expression, SortOrder } from "../../unresolved/expression.ts";
import type { Relation, Sort } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause } from "./lookahead.ts";
import { windowClause } from "./query-window.ts";
import { sortItems } from "./sort.ts";

/** ORDER BY, CLUSTER BY, DISTRIBUTE BY, SORT BY, WINDOW, LIMIT and OFFSET over a query (`withQueryResultClauses`). */
export function organized(cx: SqlContext, input: Relation): Relation {
  let relation = ordered(cx, input);
  if (startsClause(cx) && cx.isWord("WINDOW")) relation = windowClause(cx, relation);
  let limit: { readonly count: Expression; readonly at: number } | undefined;
  if (cx.isWord("LIMIT")) {
    const at = cx.at;
    cx.next();
    if (cx.isWord("ALL") && !cx.isOp("(", 1) && !cx.isOp(".", 1)) cx.next();
    else limit = { count: cx.expression(), at };
  }
  if (cx.isWord("OFFSET")) {
    const at = cx.at;
    cx.next();
    const count = cx.expression();
    relation = { kind: "offset", input: relation, count, origin: cx.originFrom(at) };
  }
  if (limit === undefined) return relation;
  return { kind: "limit", input: relation, count: limit.count, origin: cx.originFrom(limit.at) };
}

function ordered(cx: SqlContext, input: Relation): Relation {
  const clauses: string[] = [];
  let order: SortOrder[] = [];
  let cluster: Expression[] = [];
  let distribute: Expression[] = [];
  let sort: SortOrder[] = [];
  const from = cx.at;
  const take = (word: string): boolean => {
    if (!cx.acceptWords(word, "BY")) return false;
    clauses.push(word);
    return true;
  };
  if (take("ORDER")) order = sortItems(cx);
  if (take("CLUSTER")) cluster = cx.expressions();
  if (take("DISTRIBUTE")) distribute = cx.expressions();
  if (take("SORT")) sort = sortItems(cx);
  const told = clauses.join(" ");
  if (told === "") return input;
  const origin = cx.originFrom(from);
  const sorted = (keys: readonly SortOrder[], global: boolean, below: Relation): Sort => {
    const [only] = keys;
    const { child } = only ?? { child: undefined };
    const isAll =
      global &&
      keys.length === 1 &&
      child?.kind === "attribute" &&
      child.nameParts.length === 1 &&
      child.nameParts[0]?.toUpperCase() === "ALL";
    return isAll && only !== undefined
      ? {
          kind: "sort",
          input: below,
          order: [],
          global,
          all: { descending: only.descending, nulls: only.nulls },
          origin,
        }
      : { kind: "sort", input: below, order: keys, global, origin };
  };
  const distributed = (by: readonly Expression[]): Relation => ({
    kind: "repartition",
    input,
    expressions: by,
    origin,
  });
  switch (told) {
    case "ORDER":
      return sorted(order, true, input);
    case "CLUSTER":
      return sorted(
        cluster.map((child) => ({
          kind: "sort_order",
          child,
          descending: false,
          nulls: "first",
          origin: child.origin,
        })),
        false,
        distributed(cluster),
      );
    case "DISTRIBUTE":
      return distributed(distribute);
    case "SORT":
      return sorted(sort, false, input);
    case "DISTRIBUTE SORT":
      return sorted(sort, false, distributed(distribute));
    default:
      throw sparkError("UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES", {}, { origin });
  }
}
