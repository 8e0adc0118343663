/** Definitions as Spark 2 read them, where a definition around hides the ones inside (`spark.sql.legacy.ctePrecedencePolicy`). */
import type { Expression } from "../../unresolved/expression.ts";
import type { NamedTable, Relation, WithCtes } from "../../unresolved/relation.ts";
import { isRelation } from "../../unresolved/visit.ts";

/** Queries by the lower-case names that they replace. */
type Queries = ReadonlyMap<string, Relation>;

type Subquery = Extract<Expression, { kind: "subquery" }>;

/** What becomes of a relation once its inputs are rewritten, and of the queries inside of its expressions. */
interface Rewriting {
  readonly relation: (relation: Relation) => Relation;
  readonly subquery: (plan: Relation) => Relation;
}

/**
 * A query whose definitions stand in the place of their names, as `CTESubstitution` puts them there under the policy
 * LEGACY: WITH in FROM first; then those around, whose names reach the query behind an inner WITH, but not what that
 * WITH defines. What is left of such WITHs is meant when it is analysed.
 */
export function withoutCtes(node: WithCtes): Relation {
  const defined = new Map<string, Relation>();
  for (const { name, columns, query, origin } of node.ctes) {
    const input = substituted(query, defined);
    defined.set(name.toLowerCase(), { kind: "subquery_alias", input, alias: name, columns, origin });
  }
  return substituted(expanded(node.input), defined);
}

/** A relation without the WITHs below it, but for those inside of definitions and expressions. */
const expanded = (relation: Relation): Relation =>
  rewritten(relation, {
    relation: (r) => (r.kind === "with_ctes" ? withoutCtes(r) : r),
    subquery: (plan) => plan,
  });

const substituted = (relation: Relation, queries: Queries): Relation =>
  queries.size === 0
    ? relation
    : rewritten(relation, {
        relation: (r) => (r.kind === "named_table" ? (queryOf(r, queries) ?? r) : r),
        subquery: (plan) => expanded(substituted(plan, queries)),
      });

const queryOf = ({ nameParts: [name = "", ...more] }: NamedTable, queries: Queries): Relation | undefined =>
  more.length > 0 ? undefined : queries.get(name.toLowerCase());

/** A relation rewritten from its leaves on; what its WITHs define stays as it is. */
function rewritten(relation: Relation, by: Rewriting): Relation {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside);
    if (!isPlain(value)) return value;
    if (isRelation(value)) return rewritten(value, by);
    const made = Object.fromEntries(Object.entries(value).map(([key, v]) => [key, KEPT.has(key) ? v : inside(v)]));
    return isSubquery(value) ? { ...made, plan: "kind" in value.plan ? by.subquery(value.plan) : value.plan } : made;
  };
  const fields = Object.entries(relation).map(([key, value]): [string, unknown] => {
    if (KEPT.has(key) || key === "ctes") return [key, value];
    // What is lateral is a query inside of the join.
    if (key === "right" && isLateral(relation)) return [key, by.subquery(relation.right)];
    return [key, inside(value)];
  });
  return by.relation(Object.fromEntries(fields) as unknown as Relation);
}

/** Fields that hold neither relations nor expressions, and the queries that {@link rewritten} looks after itself. */
const KEPT: ReadonlySet<string> = new Set(["origin", "plan", "type", "to"]);

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isSubquery = (value: Plain): value is Plain & Subquery => value["kind"] === "subquery";

const isLateral = (relation: Relation): relation is Extract<Relation, { kind: "join" }> =>
  relation.kind === "join" && relation.lateral === true;
