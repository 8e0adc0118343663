import { requirementFailed, sparkError } from "../../errors/spark-error.ts";
import type { JoinType, Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { functionArgument } from "./function-call.ts";
import { startsClause } from "./lookahead.ts";
import { pivotOrUnpivot } from "./pivot.ts";
import { relationPrimary } from "./relation.ts";

/** `FROM a, b JOIN c …` with its lateral views and pivots. */
export function fromClause(cx: SqlContext): Relation {
  const from = cx.at;
  cx.expectWord("FROM");
  let relation = relationWithJoins(cx);
  while (cx.acceptOp(",")) {
    const lateral = cx.isWord("LATERAL") && (cx.isOp("(", 1) || cx.isName(1)) ? cx.acceptWords("LATERAL") : false;
    const joinsFirst = cx.reading.dialect.joinsFirst;
    const right = joinsFirst ? relationWithJoins(cx) : relationPrimary(cx, relationWithJoins);
    const origin = cx.originFrom(from);
    const joined: Relation = {
      kind: "join",
      left: relation,
      right,
      type: "inner",
      lateral: lateral || undefined,
      origin,
    };
    // A JOIN after a comma joins to all that stands before it.
    relation = joinsFirst ? joined : extended(cx, joined);
  }
  return pivotOrUnpivot(cx, lateralViews(cx, relation));
}

/** A relation and all that is joined to it or pivots it. */
function relationWithJoins(cx: SqlContext): Relation {
  // A LATERAL first relation sees nothing to its left.
  if (cx.isWord("LATERAL") && (cx.isOp("(", 1) || cx.isName(1)) && !cx.isWord("VIEW", 1)) cx.next();
  return extended(cx, relationPrimary(cx, relationWithJoins));
}

/** Joins and pivots after a relation, as many as stand (`withRelationExtensions`). */
function extended(cx: SqlContext, start: Relation): Relation {
  let relation = start;
  for (;;) {
    const next = joinedWith(cx, pivotOrUnpivot(cx, relation));
    if (next === relation) return relation;
    relation = next;
  }
}

interface JoinWords {
  readonly words: readonly string[];
  readonly type: JoinType;
}

const JOINS: readonly JoinWords[] = [
  { words: ["INNER"], type: "inner" },
  { words: ["CROSS"], type: "cross" },
  { words: ["LEFT", "OUTER"], type: "left" },
  { words: ["LEFT", "SEMI"], type: "left_semi" },
  { words: ["LEFT", "ANTI"], type: "left_anti" },
  { words: ["LEFT"], type: "left" },
  { words: ["SEMI"], type: "left_semi" },
  { words: ["ANTI"], type: "left_anti" },
  { words: ["RIGHT", "OUTER"], type: "right" },
  { words: ["RIGHT"], type: "right" },
  { words: ["FULL", "OUTER"], type: "full" },
  { words: ["FULL"], type: "full" },
  { words: [], type: "inner" },
];

const LATERAL_TYPES: ReadonlySet<JoinType> = new Set(["inner", "cross", "left"]);

/** A type of join as messages spell it. */
const joinTypeSql = (type: JoinType): string =>
  type === "right" || type === "full" ? `${type.toUpperCase()} OUTER` : type.replace("_", " ").toUpperCase();

/** One join to the relation, or the relation itself where none stands. */
export function joinedWith(cx: SqlContext, left: Relation): Relation {
  const natural = cx.isWord("NATURAL") ? 1 : 0;
  const join = JOINS.find(
    ({ words }) => words.every((word, i) => cx.isWord(word, natural + i)) && cx.isWord("JOIN", natural + words.length),
  );
  if (join === undefined) {
    if (natural === 1) {
      cx.next();
      throw cx.fail();
    }
    return left;
  }
  const joinAt = cx.at;
  for (let i = 0; i < natural + join.words.length + 1; i++) cx.next();
  const lateral = cx.acceptWords("LATERAL");
  const right = relationPrimary(cx, relationWithJoins);
  const condition = natural === 0 && cx.acceptWords("ON") ? cx.expression() : undefined;
  const using =
    natural === 0 && condition === undefined && cx.isWord("USING") && cx.isOp("(", 1)
      ? (cx.next(), cx.parenthesized(() => cx.wholeName()))
      : undefined;
  const origin = cx.originFrom(joinAt);
  if (natural === 1 && (join.type === "left_semi" || join.type === "left_anti"))
    throw requirementFailed(`Unsupported natural join type ${join.type === "left_semi" ? "LeftSemi" : "LeftAnti"}`);
  if (lateral && natural === 1)
    throw sparkError("INCOMPATIBLE_JOIN_TYPES", { joinType1: "LATERAL", joinType2: "NATURAL" }, { origin });
  if (lateral && using !== undefined) throw sparkError("UNSUPPORTED_FEATURE.LATERAL_JOIN_USING", {}, { origin });
  if (lateral && !LATERAL_TYPES.has(join.type)) {
    throw sparkError("INVALID_LATERAL_JOIN_TYPE", { joinType: joinTypeSql(join.type) }, { origin });
  }
  return {
    kind: "join",
    left,
    right,
    type: join.type,
    condition,
    using,
    natural: natural === 1 || undefined,
    lateral: lateral || undefined,
    origin,
  };
}

/** `LATERAL VIEW [OUTER] f(args) table [AS column, …]`, any number of them. */
export function lateralViews(cx: SqlContext, input: Relation): Relation {
  let relation = input;
  while (cx.areWords("LATERAL", "VIEW")) {
    const from = cx.at;
    cx.acceptWords("LATERAL", "VIEW");
    const outer = cx.isWord("OUTER") && cx.isName(1) ? cx.acceptWords("OUTER") : false;
    const callFrom = cx.at;
    const nameParts = cx.names();
    cx.expectOp("(");
    const args = cx.isOp(")") ? [] : cx.list(() => functionArgument(cx));
    cx.expectOp(")");
    const generator = { kind: "function", nameParts, args, origin: cx.originFrom(callFrom) } as const;
    // Without a table's name the word AS is taken for it.
    const alias = cx.name();
    const columns = cx.acceptWords("AS") || (cx.isName() && !startsClause(cx)) ? cx.list(() => cx.name()) : [];
    relation = { kind: "lateral_view", input: relation, generator, outer, alias, columns, origin: cx.originFrom(from) };
  }
  return relation;
}
