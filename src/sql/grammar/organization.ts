import { sparkError } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import type { Expression, SortOrder } from "../../unresolved/expression.ts";
import type { Relation, Sort } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause } from "./lookahead.ts";
import { windowClause } from "./query-window.ts";
import { sortItems } from "./sort.ts";

/** ORDER BY, CLUSTER BY, DISTRIBUTE BY, SORT BY, WINDOW, LIMIT and OFFSET over a query (`withQueryResultClauses`). */
export function organized(cx: SqlContext, input: Relation): Relation {
  const from = cx.at;
  const ordering = orderings(cx);
  const named = startsClause(cx) && cx.isWord("WINDOW") ? windowClause(cx) : undefined;
  let limit: Expression | undefined;
  if (cx.acceptWords("LIMIT")) {
    if (cx.isWord("ALL") && !cx.isOp("(", 1) && !cx.isOp(".", 1)) cx.next();
    else limit = cx.expression();
  }
  const offset = cx.acceptWords("OFFSET") ? cx.expression() : undefined;
  // The operators of all its clauses stand where the whole of them does.
  const origin = cx.originFrom(from);
  let relation = ordered(ordering, input, origin);
  if (named !== undefined) relation = { kind: "named_windows", input: relation, ...named };
  if (offset !== undefined) relation = { kind: "offset", input: relation, count: offset, origin };
  return limit === undefined ? relation : { kind: "limit", input: relation, count: limit, origin };
}

interface Orderings {
  /** The clauses that stand, by their first words. */
  readonly told: string;
  readonly order: readonly SortOrder[];
  readonly cluster: readonly Expression[];
  readonly distribute: readonly Expression[];
  readonly sort: readonly SortOrder[];
}

function orderings(cx: SqlContext): Orderings {
  const clauses: string[] = [];
  let order: SortOrder[] = [];
  let cluster: Expression[] = [];
  let distribute: Expression[] = [];
  let sort: SortOrder[] = [];
  const take = (word: string): boolean => {
    if (!cx.acceptWords(word, "BY")) return false;
    clauses.push(word);
    return true;
  };
  if (take("ORDER")) order = sortItems(cx);
  if (take("CLUSTER")) cluster = cx.expressions();
  if (take("DISTRIBUTE")) distribute = cx.expressions();
  if (take("SORT")) sort = sortItems(cx);
  return { told: clauses.join(" "), order, cluster, distribute, sort };
}

function ordered({ told, order, cluster, distribute, sort }: Orderings, input: Relation, origin: Origin): Relation {
  if (told === "") return input;
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
