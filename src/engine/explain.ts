import { printRelation } from "../resolved/print.ts";
import type { ExplainMode } from "../unresolved/command.ts";
import type { Meant } from "./mean.ts";
import { prepare } from "./prepare/prepare.ts";

/** A plan as EXPLAIN shows it: our own tree under Spark's section titles. */
export function explainText(meant: Meant, mode: ExplainMode, lowered: string | undefined): string {
  const analyzed = printRelation(meant.plan);
  const prepared = printRelation(prepare(meant.plan, meant.settings.kernelSettings));
  const physical = lowered === undefined ? prepared : `${prepared}\n== Lowered ==\n${lowered}\n`;
  switch (mode) {
    case "simple":
    case "formatted":
      return `== Physical Plan ==\n${prepared}\n`;
    case "extended":
    case "codegen":
    case "cost": {
      const schema = meant.schema.fields.map((f) => `${f.name}: ${f.type.kind}`).join(", ");
      return [
        `== Analyzed Logical Plan ==\n${schema}\n${analyzed}`,
        `== Optimized Logical Plan ==\n${prepared}`,
        `== Physical Plan ==\n${physical}`,
      ].join("\n");
    }
  }
}
