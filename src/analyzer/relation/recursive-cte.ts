/** Definitions of a WITH RECURSIVE. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { DISTINCT, type Relation as Resolved } from "../../resolved/relation.ts";
import { lookupFunction } from "../../functions/registry.ts";
import { expressionsOf, inputsOf, outerReferences, subexpressions } from "../../resolved/visit.ts";
import type { Expression } from "../../resolved/expression.ts";
import { asNullable, type DataType, sameType, unionLike } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Cte, NamedTable, Relation, SetOperation } from "../../unresolved/relation.ts";
import { commonType } from "../coerce.ts";
import type { CteBinding, OwnRows, Recursion, RelationContext } from "../context.ts";
import { visible } from "../visible.ts";
import { renamed } from "./rename.ts";
import { castColumns } from "./set-operation.ts";

/**
 * A definition that may name itself (`ResolveWithCTE`): the union of an anchor and a step that reads the rows made last.
 * `undefined` where it does not name itself.
 *
 * @throws INVALID_RECURSIVE_CTE where it names itself anywhere else than in the second part of a union;
 * UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE without ALL; INVALID_RECURSIVE_REFERENCE.PLACE where the step cannot use its own
 * rows so; CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE where its types do not widen to the anchor's
 */
export function analyzeRecursive({ cte, id, context }: CteBinding, recursion: Recursion): Resolved | undefined {
  const own: OwnRows = { rowsId: `loop ${id}`, columns: undefined, uses: 0 };
  const ctes = new Map(context.ctes).set(cte.name.toLowerCase(), { cte, id, context, own });
  const inside: RelationContext = { ...context, ctes };
  const parts = partsOf(cte.query);
  if (parts === undefined) {
    context.analyze(cte.query, inside);
    return undefined;
  }
  const anchor = visible(context.analyze(parts.anchor, inside));
  own.columns = anchor.output;
  const step = visible(context.analyze(parts.step, inside));
  if (own.uses === 0) return undefined;
  if (context.facts.settings.line < 401) throw refusedIn40(anchor, step, own, recursion, context);
  if (!parts.all) throw sparkError("UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE", {}, { origin: recursion.origin });
  requireColumns(anchor, step, parts);
  const types = typesOf(anchor, step, context);
  requirePlaces(step, own.rowsId, { direct: true, inQueries: true });
  for (const [part, asked] of [
    [anchor, parts.anchor],
    [step, parts.step],
  ] as const)
    refuseOuter(part, asked);
  refuseSeeds(step);
  context.loops.used = true;
  const { settings } = context.facts;
  const cast = castColumns(step, types, context);
  const loop: Resolved = {
    kind: "loop",
    anchor,
    step: cast,
    rowsId: own.rowsId,
    levels: bound(cte.levels ?? settings.numberOf("spark.sql.cteRecursionLevelLimit")),
    rows: bound(settings.numberOf("spark.sql.cteRecursionRowLimit")),
    output: anchor.output.map((c, i) => {
      const other = cast.output[i] ?? c;
      return context.ids.column(c.name, types[i] ?? c.type, c.nullable || other.nullable, c.metadata);
    }),
  };
  return cte.columns === undefined ? loop : renamed(loop, cte.columns, context, cte.origin);
}

/** What a recursive definition's name stands for inside of it: the rows made last, under its column names. */
export function ownRows({ columns }: Cte, own: OwnRows, node: NamedTable, cx: RelationContext): Resolved {
  if (own.columns === undefined) throw sparkError("INVALID_RECURSIVE_CTE", {}, { origin: null });
  own.uses++;
  const output = own.columns.map((c) => cx.ids.column(c.name, asNullable(c.type), true, c.metadata));
  const rows: Resolved = { kind: "local_data", dataId: own.rowsId, output };
  return columns === undefined ? rows : renamed(rows, columns, cx, node.origin);
}

/** Spark 4.0 knows definitions that name themselves, and cannot run them. */
function refusedIn40(
  anchor: Resolved,
  step: Resolved,
  own: OwnRows,
  { origin }: Recursion,
  cx: RelationContext,
): Error {
  if (step.output.length === anchor.output.length) typesOf(anchor, step, cx);
  requirePlaces(step, own.rowsId, { direct: true, inQueries: false });
  if (own.uses > 1) return sparkError("INVALID_RECURSIVE_REFERENCE.NUMBER", {}, { origin });
  return unsupported("WITH RECURSIVE", { origin });
}

/** Less than nothing is no bound. */
const bound = (limit: number): number | undefined => (limit < 0 ? undefined : limit);

interface Parts {
  readonly anchor: Relation;
  readonly step: Relation;
  readonly all: boolean;
  readonly union: SetOperation;
}

/** The two sides of a union, each under the WITH before it. */
function partsOf(query: Relation): Parts | undefined {
  if (query.kind === "set_operation" && query.operation === "union") {
    return { anchor: query.left, step: query.right, all: query.all, union: query };
  }
  if (query.kind !== "with_ctes") return undefined;
  const below = partsOf(query.input);
  return below && { ...below, anchor: { ...query, input: below.anchor }, step: { ...query, input: below.step } };
}

function requireColumns(anchor: Resolved, step: Resolved, { union }: Parts): void {
  if (step.output.length === anchor.output.length) return;
  throw sparkError(
    "NUM_COLUMNS_MISMATCH",
    {
      operator: "UNION",
      firstNumColumns: String(anchor.output.length),
      invalidOrdinalNum: "second",
      invalidNumColumns: String(step.output.length),
    },
    { origin: union.origin },
  );
}

/** The anchor's types, to which those of the step have to widen. */
const typesOf = (anchor: Resolved, step: Resolved, cx: RelationContext): readonly DataType[] =>
  anchor.output.map(({ type }, i) => {
    const other = step.output[i]?.type ?? type;
    if (sameType(type, other, { names: false })) return unionLike(type, other);
    const common = commonType([type, other], cx);
    if (common !== undefined && sameType(common, type, { names: false })) return type;
    const params = { left: `"${sqlType(type)}"`, right: `"${sqlType(other)}"` };
    throw sparkError("CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE", params, { origin: null });
  });

/** The sides of joins on which a step may read its own rows. */
const SIDES: Readonly<Record<string, readonly [left: boolean, right: boolean]>> = {
  inner: [true, true],
  cross: [true, true],
  left: [true, false],
  left_semi: [true, false],
  left_anti: [true, false],
  right: [false, true],
  full: [false, false],
};

/** A loop is run once, whatever row of a query around it is asked for. */
function refuseOuter(part: Resolved, { origin }: Relation): void {
  if (outerReferences(part).size === 0) return;
  throw sparkError(
    "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
    { treeNode: "WITH RECURSIVE" },
    { origin },
  );
}

/** Each level draws by a seed of its own, which is made of a literal; those of queries inside are their own draws. */
function refuseSeeds(r: Resolved, inQuery = false): void {
  const inExpression = (e: Expression): void => {
    const draws = e.kind === "call" && lookupFunction(e.function)?.deterministic === false && e.draw === undefined;
    if (draws && e.args.length > 0 && (inQuery || e.args.at(-1)?.kind !== "literal"))
      throw unsupported(`${e.function} of such a seed in the step of a WITH RECURSIVE`);
    if (e.kind === "subquery") refuseSeeds(e.plan, true);
    subexpressions(e).forEach(inExpression);
  };
  expressionsOf(r).forEach(inExpression);
  inputsOf(r).forEach((input) => refuseSeeds(input, inQuery));
}

/** Whether a step may read its own rows at a place, and in the queries inside of expressions there. */
interface Allowed {
  readonly direct: boolean;
  readonly inQueries: boolean;
}

/** A step sees the rows made last alone: what would need all of them is refused (`ResolveWithCTE`). */
function requirePlaces(r: Resolved, rowsId: string, { direct, inQueries }: Allowed): void {
  if (r.kind === "local_data" && r.dataId === rowsId && !direct) {
    throw sparkError("INVALID_RECURSIVE_REFERENCE.PLACE", {}, { origin: null });
  }
  const within = direct && inQueries;
  const inExpression = (e: Expression): void => {
    if (e.kind === "subquery") requirePlaces(e.plan, rowsId, { direct: within, inQueries });
    subexpressions(e).forEach(inExpression);
  };
  expressionsOf(r).forEach(inExpression);
  const [left, right] = r.kind === "join" ? (SIDES[r.type] ?? [false, false]) : [true, true];
  const below = direct && passesRows(r);
  inputsOf(r).forEach((input, i) =>
    requirePlaces(input, rowsId, { direct: below && (i === 0 ? left : right), inQueries }),
  );
}

/** DISTINCT is no aggregate yet where Spark looks. */
const passesRows = (r: Resolved): boolean =>
  r.kind === "aggregate" ? r.form?.startsWith(DISTINCT) === true : r.kind !== "window" && r.kind !== "sort";
