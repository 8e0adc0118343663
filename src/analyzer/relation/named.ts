import { checkGeneratorNames } from "./generator-names.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type {
  LateralView,
  NamedWindows,
  Piped,
  Relation,
  SubqueryAlias,
  WithCtes,
  WithRelations,
} from "../../unresolved/relation.ts";
import type { Analyzed, CteBinding, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { someExpression } from "../../resolved/visit.ts";
import { lostOver, qualified } from "../scope.ts";
import type { GeneratorCall } from "../typed.ts";
import { visible } from "../visible.ts";
import { over, wrappedIn } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { withoutCtes } from "./legacy-ctes.ts";
import { analyzedCte } from "./leaf.ts";
import { withoutOuter } from "./outer.ts";
import { refuseHidingCtes } from "./nested-queries.ts";
import { renamed } from "./rename.ts";
import { refuseSubqueries } from "./subquery-places.ts";
import { nextDraw } from "../draw.ts";

/** AS alias (columns): every column gets the alias as its only qualifier. */
export function analyzeAlias(node: SubqueryAlias, input: Analyzed, cx: RelationContext): Analyzed {
  if (node.columns !== undefined) requireAliases(node, node.columns, input);
  const relation = node.columns === undefined ? input.relation : renamed(visible(input), node.columns, cx);
  const shown = node.columns === undefined ? input.scope.columns.map((c) => c.column) : relation.output;
  const columns = qualified(shown, [...(node.qualifier ?? []), node.alias]);
  const below = input.scope.plans === undefined ? [] : [input.scope.plans];
  const plans = { planId: node.planId, columns, below };
  const { metadata, file } = input.scope;
  const files =
    node.columns === undefined
      ? {
          metadata:
            metadata &&
            qualified(
              metadata.map((c) => c.column),
              [node.alias],
            ),
          file,
        }
      : { file: lostOver("a table with column names", input.scope) };
  return { relation, scope: { columns, hidden: [], plans, ...files } };
}

/** What stands before a pipe: its columns, but none of those below its select list. */
export const analyzePiped = (node: Piped, input: Analyzed): Analyzed =>
  over({ ...input, block: undefined }, input.relation, node.planId);

function requireAliases(node: SubqueryAlias, names: readonly string[], { scope }: Analyzed): void {
  if (node.input.kind !== "table_function" || names.length === scope.columns.length) return;
  throw sparkError(
    "NUM_TABLE_VALUE_ALIASES_MISMATCH",
    {
      funcName: quoteParts(node.input.nameParts),
      aliasesNum: String(names.length),
      outColsNum: String(scope.columns.length),
    },
    { origin: node.origin },
  );
}

/** WITH: each definition sees the ones before it. */
export function analyzeCtes(node: WithCtes, cx: RelationContext): Analyzed {
  // Before 4.0 Spark lost the client's number where it put definitions in.
  const planId = cx.facts.settings.line >= 400 ? node.planId : undefined;
  const recursion = node.recursive ? { origin: node.origin } : undefined;
  const seen = new Set<string>();
  for (const cte of node.ctes) {
    const key = cte.name.toLowerCase();
    if (seen.has(key)) {
      throw sparkError("DUPLICATED_CTE_NAMES", { duplicateNames: `\`${cte.name}\`` }, { origin: node.origin });
    }
    seen.add(key);
  }
  const isLegacy = cx.facts.settings.get("spark.sql.legacy.ctePrecedencePolicy")?.toUpperCase() === "LEGACY";
  if (isLegacy && node.recursive) throw unsupported("WITH RECURSIVE under the legacy policy", { origin: node.origin });
  if (isLegacy) return numbered(cx.analyze(withoutCtes(node), cx), planId);
  let context = cx;
  const bindings: CteBinding[] = [];
  for (const cte of node.ctes) {
    refuseHidingCtes(cte.query, context);
    const binding: CteBinding = { cte, id: `cte${cx.ids.next()}`, context: { ...context, windows: {} }, recursion };
    context = { ...context, ctes: new Map(context.ctes).set(cte.name.toLowerCase(), binding) };
    bindings.push(binding);
  }
  const analyzed = cx.analyze(node.input, context);
  // Spark resolves definitions that nothing uses, too.
  for (const binding of bindings) analyzedCte(binding);
  return wrappedIn(analyzed, { as: "with", draw: nextDraw(cx) }, planId);
}

/** WINDOW w AS (…): known to the query below. */
export function analyzeNamedWindows(node: NamedWindows, cx: RelationContext): Analyzed {
  return numbered(cx.analyze(node.input, { ...cx, windows: { ...cx.windows, ...node.windows } }), node.planId);
}

/** What a client's number of a clause around means. */
const numbered = (analyzed: Analyzed, planId: number | undefined): Analyzed =>
  planId === undefined ? analyzed : over(analyzed, analyzed.relation, planId, (wider) => wider);

/** Plans that the root names: as tables where they are aliased, by plan id where subqueries mean them. */
export function analyzeWithRelations(node: WithRelations, cx: RelationContext): Analyzed {
  const references = new Map(cx.references);
  const ctes = new Map(cx.ctes);
  for (const reference of node.references) {
    if (reference.planId !== undefined) references.set(reference.planId, reference);
    if (reference.kind === "subquery_alias") {
      const query: Relation = reference.input;
      ctes.set(reference.alias.toLowerCase(), {
        cte: { name: reference.alias, query },
        id: `cte${cx.ids.next()}`,
        context: { ...cx, references },
      });
    }
  }
  const root = cx.analyze(node.root, { ...cx, references, ctes });
  return over(root, root.relation, node.planId);
}

/** LATERAL VIEW: the input's columns beside the generator's, under the view's name. */
export function analyzeLateralView(node: LateralView, input: Analyzed, cx: RelationContext): Analyzed {
  const made: GeneratorCall[] = [];
  const context = plainContext(input, cx, "LATERAL VIEW");
  const typed = resolve(node.generator, {
    ...context,
    generators: {
      names: node.columns,
      add: (generator) => {
        made.push(generator);
      },
    },
  });
  const [generator] = made;
  if (generator === undefined) {
    throw unsupported("LATERAL VIEW of a function that is no generator", { origin: node.origin });
  }
  for (const arg of generator.args) {
    refuseSubqueries(arg, "Generate", node.origin);
    if (someExpression(arg, (e) => e.kind === "outer")) throw correlatedGenerator(typed.sql(), node.origin);
  }
  const outer = node.outer || generator.outer;
  const generated = generator.columns.map((c) => (outer && !c.nullable ? { ...c, nullable: true } : c));
  checkGeneratorNames(node.columns, generated.length, node.origin);
  const columns = [...input.scope.columns, ...qualified(generated, [node.alias])];
  const below = input.scope.plans === undefined ? [] : [input.scope.plans];
  return {
    relation: {
      kind: "generate",
      input: input.relation,
      function: generator.function,
      args: generator.args,
      outer,
      generated,
      form: `as ${node.alias.toLowerCase()}`,
      output: [...input.relation.output, ...generated],
    },
    scope: { ...input.scope, columns, plans: { planId: node.planId, columns, below } },
  };
}

/** A generator beside rows cannot refer to the query around it (`CheckAnalysis.checkCorrelationsInSubquery`). */
const correlatedGenerator = (sql: string, origin: LateralView["origin"]): Error =>
  sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE",
    { sqlExprs: `"${withoutOuter(sql)}"` },
    { origin },
  );
