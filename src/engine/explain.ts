import { printRelation } from "../resolved/print.ts";
import type { ExplainMode } from "../unresolved/command.ts";
import { printUnresolved } from "../unresolved/print.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { Meant } from "./mean.ts";
import { prepare } from "./prepare/prepare.ts";

/** A plan as EXPLAIN shows it: our own trees under Spark's section titles (`ExplainUtils`, `QueryExecution`). */
export function explainText(asked: Relation, meant: Meant, mode: ExplainMode): string {
  const optimized = printRelation(prepare(meant.plan, meant.settings.kernelSettings));
  const physical = `== Physical Plan ==\n${optimized}\n`;
  switch (mode) {
    case "simple":
    case "formatted":
      return physical;
    case "cost":
      return `== Optimized Logical Plan ==\n${optimized}\n${physical}`;
    case "extended":
    case "codegen": {
      const schema = meant.schema.fields.map((f) => `${f.name}: ${f.type.kind}`).join(", ");
      return [
        `== Parsed Logical Plan ==\n${printUnresolved(asked)}`,
        `== Analyzed Logical Plan ==\n${schema}\n${printRelation(meant.plan)}`,
        `== Optimized Logical Plan ==\n${optimized}`,
        physical,
      ].join("\n");
    }
  }
}
