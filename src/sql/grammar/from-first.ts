import { unsupported } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { fromClause } from "./from.ts";
import { organized } from "./organization.ts";
import { plainly, type SelectClause, selectBody, selectClause } from "./select.ts";
import { scriptTransform, startsTransform } from "./transform.ts";

/** `FROM a SELECT …`, with several SELECTs their union; a bare `FROM a` before `|>`. */
export function fromFirst(cx: SqlContext): Relation {
  const from = cx.at;
  const source = fromClause(cx);
  const bodies: Relation[] = [];
  while (cx.isWord("SELECT") || cx.isWord("MAP") || cx.isWord("REDUCE")) {
    const at = cx.at;
    const body = (clause: SelectClause) => selectBody(cx, at, clause, source);
    bodies.push(
      organized(
        cx,
        startsTransform(cx) ? scriptTransform(cx, at, (items) => body(plainly(items))) : body(selectClause(cx)),
      ),
    );
  }
  if (cx.isWord("INSERT")) throw unsupported("INSERT", { origin: cx.originOf(cx.peek()) });
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
