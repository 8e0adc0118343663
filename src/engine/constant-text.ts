/** What the constants are that stand for names: analysed by themselves, at once. */
import { analyze } from "../analyzer/analyze.ts";
import type { Facts } from "../analyzer/facts.ts";
import { evaluate } from "../analyzer/fold.ts";
import { isRandom } from "../analyzer/random.ts";
import { nextInstant } from "../base/instants.ts";
import type { CatalogSnapshot } from "../catalog/memory.ts";
import { SparkError } from "../errors/spark-error.ts";
import type { Expression as Resolved } from "../resolved/expression.ts";
import { someExpression } from "../resolved/visit.ts";
import type { ConstantText } from "../lex/cursor.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { catalogString } from "../types/print.ts";
import type { Expression } from "../unresolved/expression.ts";
import { functionOf, type Routines } from "./routines.ts";

/** What a session knows without looking at files. */
export interface KnownSession {
  readonly settings: SparkSettings;
  readonly catalog: CatalogSnapshot;
  readonly user: string;
  readonly sparkVersion: string;
  readonly routines: Routines;
  readonly parseExpression: (text: string) => Expression;
}

/** An expression of constants, variables and functions; `undefined`: it is no constant. Raises what is wrong with it. */
export function constantText(e: Expression, session: KnownSession): ConstantText | undefined {
  const expression = meaningOf(e, session);
  if (expression === undefined || isRandom(expression) || someExpression(expression, isOfQuery)) return undefined;
  const folded = evaluate(expression, session.settings.kernelSettings);
  if (folded === undefined) return undefined;
  const { type } = expression;
  const otherType = type.kind === "string" ? undefined : catalogString(type);
  return { otherType, text: typeof folded.value === "string" ? folded.value : null };
}

/** A value that Spark puts in late, such as the name of the database. */
const isOfQuery = (e: Resolved): boolean => e.kind === "literal" && e.standsFor !== undefined;

/** What it means where there are no columns. */
function meaningOf(e: Expression, session: KnownSession): Resolved | undefined {
  try {
    const found = analyze({ kind: "project", input: { kind: "one_row" }, expressions: [e] }, factsOf(session));
    return found.kind === "meant" && found.plan.kind === "project" ? found.plan.projections[0]?.expression : undefined;
  } catch (reason) {
    if (reason instanceof SparkError && reason.condition.startsWith("UNRESOLVED_COLUMN.")) return undefined;
    throw reason;
  }
}

const nothing = () => undefined;

function factsOf({ settings, catalog, user, sparkVersion, routines, parseExpression }: KnownSession): Facts {
  return {
    settings,
    timeZone: settings.timeZone,
    currentDatabase: catalog.currentDatabase,
    user,
    sparkVersion,
    now: nextInstant(),
    table: () => ({ kind: "missing" }),
    routine: (nameParts, kind, scope) => {
      const known = functionOf(nameParts, kind, scope, catalog, settings);
      return known && routines.of(known);
    },
    // IDENTIFIER takes what the session itself can compute.
    python: nothing,
    pythonTable: nothing,
    pythonSource: nothing,
    madeSource: nothing,
    variable: (name) => catalog.variables.get(name),
    files: nothing,
    local: nothing,
    statement: nothing,
    checkpoint: nothing,
    rows: nothing,
    parseExpression,
  };
}
