import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { PartitionSpec } from "../../unresolved/table-command.ts";
import type { SqlContext } from "../context.ts";

/** `PARTITION (name [= value], …)`. */
export function partitionSpec(cx: SqlContext): readonly PartitionSpec[] {
  const from = cx.at;
  cx.next();
  const specs = cx.parenthesized((): PartitionSpec => {
    const name = cx.wholeName();
    return cx.acceptOp("=") ? { name, value: cx.value() } : { name };
  });
  const names = specs.map((p) => p.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw sparkError("DUPLICATE_KEY", { keyColumn: `\`${twice}\`` }, { origin: cx.originFrom(from) });
  return specs;
}

/** A {@link partitionSpec} whose columns all have values: INVALID_SQL_SYNTAX.EMPTY_PARTITION_VALUE; `start`: the statement. */
export function constantSpec(cx: SqlContext, start = 0): readonly PartitionSpec[] {
  const specs = partitionSpec(cx);
  const open = specs.find((p) => p.value === undefined);
  if (open === undefined) return specs;
  const origin = cx.originFrom(start);
  throw sparkError("INVALID_SQL_SYNTAX.EMPTY_PARTITION_VALUE", { partKey: quoteIdentifier(open.name) }, { origin });
}
