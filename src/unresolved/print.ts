import type { Relation } from "./relation.ts";
import { inputsOf } from "./visit.ts";

/** Levels that are printed; plans may be deeper. */
const MAX_DEPTH = 200;

/** A plan as it was asked for: one line for each relation, with the names that it gives. */
export function printUnresolved(root: Relation): string {
  const lines: string[] = [];
  const open = [{ node: root, depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { node, depth } = at;
    lines.push(`${"   ".repeat(Math.max(0, depth - 1))}${depth === 0 ? "" : "+- "}'${titleOf(node)}`);
    if (depth < MAX_DEPTH)
      open.push(
        ...inputsOf(node)
          .map((n) => ({ node: n, depth: depth + 1 }))
          .toReversed(),
      );
  }
  return lines.join("\n");
}

function titleOf(node: Relation): string {
  const title = node.kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (node.kind === "named_table" || node.kind === "table_function") return `${title} [${node.nameParts.join(".")}]`;
  return node.kind === "subquery_alias" ? `${title} ${node.alias}` : title;
}
