import { unsupported } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import type { Insert, MultiInsert } from "../../unresolved/table-command.ts";
import { fromClause } from "./from.ts";
import { insert } from "./insert.ts";
import { organized } from "./organization.ts";
import { plainly, type SelectClause, selectBody, selectClause } from "./select.ts";
import { scriptTransform, startsTransform } from "./transform.ts";

/** `FROM a INSERT … SELECT … INSERT … SELECT …`; `undefined`, and nothing read, where FROM begins something else. */
export function multiInsert(cx: SqlContext, around: (input: Relation) => Relation): MultiInsert | undefined {
  const start = cx.at;
  const source = fromClause(cx);
  if (!cx.isWord("INSERT")) {
    cx.seek(start);
    return undefined;
  }
  const inserts: Insert[] = [];
  while (cx.isWord("INSERT")) {
    const made = insert(cx, () => {
      if (!startsBody(cx)) throw cx.fail();
      return around(body(cx, source));
    });
    if (made.kind !== "insert") throw unsupported("INSERT", { origin: cx.originFrom(start) });
    inserts.push(made);
  }
  return { kind: "multi_insert", source, inserts };
}

const startsBody = (cx: SqlContext): boolean => cx.isWord("SELECT") || cx.isWord("MAP") || cx.isWord("REDUCE");

/** A SELECT without a FROM of its own. */
function body(cx: SqlContext, source: Relation): Relation {
  const at = cx.at;
  const over = (clause: SelectClause) => selectBody(cx, at, clause, source);
  const isTransform = startsTransform(cx);
  return organized(cx, isTransform ? scriptTransform(cx, at, (items) => over(plainly(items))) : over(selectClause(cx)));
}

/** `FROM a SELECT …`, with several SELECTs their union; a bare `FROM a` before `|>`. */
export function fromFirst(cx: SqlContext): Relation {
  const from = cx.at;
  const source = fromClause(cx);
  const bodies: Relation[] = [];
  while (startsBody(cx)) bodies.push(body(cx, source));
  const origin = cx.originFrom(from);
  const [first, ...rest] = bodies;
  if (first === undefined) {
    return source;
  }
  return rest.reduce<Relation>(
    (left, right) => ({
      kind: "set_operation",
      operation: "union",
      left,
      right,
      all: true,
      byName: false,
      allowMissingColumns: false,
      origin,
    }),
    first,
  );
}
