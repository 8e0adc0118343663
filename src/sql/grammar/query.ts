import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { QUERY_DEPTH } from "../../lex/cursor.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Cte, Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { fromFirst } from "./from-first.ts";
import { databaseAround, relationName } from "./identifier.ts";
import { organized } from "./organization.ts";
import { pipeOperator, queryOrigin } from "./pipe.ts";
import { inlineTable } from "./relation.ts";
import { select } from "./select.ts";
import { type SetParts, setOperation, setOperator } from "./set-operation.ts";

/** A query: `[WITH …] term [ORDER BY …] [LIMIT …]`, and what `|>` adds to it. */
export const query = (cx: SqlContext): Relation => queryOr(cx, () => undefined);

/** A query, or what `other` reads behind WITH; it is given what puts the definitions around a query of its own. */
export function queryOr(
  cx: SqlContext,
  other: (around: (input: Relation) => Relation) => Relation | undefined,
): Relation {
  cx.enter(QUERY_DEPTH);
  const from = cx.at;
  const ctes = cx.isWord("WITH") ? withClause(cx) : undefined;
  if (ctes !== undefined && (DML.has(cx.peek().word) || cx.isWord("FROM"))) {
    const word = cx.peek();
    const read = other((input) => definedOver(input, ctes, cx, from));
    if (read === undefined && word.word !== "FROM") throw unsupported(word.word, { origin: cx.originOf(word) });
    if (read !== undefined) {
      cx.leave(QUERY_DEPTH);
      return read;
    }
  }
  let relation = term(cx, UNION);
  if (cx.isOp("|>")) {
    cx.require(400);
    const origin = queryOrigin(cx, from);
    while (cx.acceptOp("|>")) relation = pipeOperator(cx, relation, from, origin, PIPED_SETS);
  }
  relation = organized(cx, relation);
  cx.leave(QUERY_DEPTH);
  return ctes === undefined ? relation : definedOver(relation, ctes, cx, from);
}

interface Definitions {
  readonly list: Cte[];
  readonly recursive: boolean;
}

function definedOver(relation: Relation, ctes: Definitions, cx: SqlContext, from: number): Relation {
  const origin = cx.originFrom(from);
  const names = ctes.list.map((cte) => cte.name.toLowerCase());
  const repeated = ctes.list.filter((cte, i) => names.indexOf(cte.name.toLowerCase()) !== i);
  if (repeated.length > 0) {
    const duplicateNames = [...new Set(repeated.map((cte) => quoteIdentifier(cte.name)))].join(", ");
    throw sparkError("DUPLICATED_CTE_NAMES", { duplicateNames }, { origin });
  }
  return { kind: "with_ctes", ctes: ctes.list, input: relation, recursive: ctes.recursive, origin };
}

/** `WITH [RECURSIVE] name [(columns)] [AS] (query), …`. */
function withClause(cx: SqlContext): Definitions {
  const withAt = cx.at;
  cx.expectWord("WITH");
  const recursive = cx.reading.line >= 400 && cx.isName(1) && cx.acceptWords("RECURSIVE");
  const list = cx.list(() => {
    const from = cx.at;
    const name = cx.wholeName();
    const columns = cx.isOp("(") && !startsBody(cx) ? cx.parenthesized(() => cx.wholeName()) : undefined;
    const levels = recursionLevels(cx, recursive, withAt);
    cx.acceptWords("AS");
    cx.expectOp("(");
    const body = cx.query();
    cx.expectOp(")");
    return { name, columns, levels, query: body, origin: cx.originFrom(from) };
  });
  return { list, recursive };
}

/** `MAX RECURSION LEVEL n`. */
function recursionLevels(cx: SqlContext, recursive: boolean, from: number): number | undefined {
  if (cx.reading.line < 401 || !cx.acceptWords("MAX")) return undefined;
  cx.expectWord("RECURSION");
  cx.expectWord("LEVEL");
  if (cx.peek().kind !== "integer") throw cx.fail();
  const levels = Number(cx.next().text);
  if (levels > MOST_LEVELS) throw unsupported("MAX RECURSION LEVEL beyond INT", { origin: cx.originFrom(from) });
  const message = "Cannot specify MAX RECURSION LEVEL when the CTE is not marked as RECURSIVE";
  if (!recursive) throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin: queryOrigin(cx, from) });
  return levels;
}

const MOST_LEVELS = 0x7fff_ffff;

/** `WITH t (SELECT …)`: AS may be missing, so a parenthesis may open the body at once. */
const startsBody = (cx: SqlContext): boolean => {
  const after = cx.closing(cx.at) + 1 - cx.at;
  if (cx.isWord("MAX", after) && cx.isWord("RECURSION", after + 1)) return false;
  return after > 0 && !cx.isWord("AS", after) && !cx.isOp("(", after);
};

/** What may follow WITH besides a query. */
const DML: ReadonlySet<string> = new Set(["INSERT", "DELETE", "UPDATE", "MERGE"]);

const UNION = 1;
const INTERSECT = 2;

/** Primaries joined by set operations; INTERSECT binds tighter than UNION, EXCEPT and MINUS, unless the session takes them in order. */
function term(cx: SqlContext, least: number): Relation {
  if (cx.reading.dialect.setsInOrder) return chain(cx);
  const from = cx.at;
  let left = least === UNION ? term(cx, INTERSECT) : queryPrimary(cx);
  for (;;) {
    const operation = setOperator(cx);
    if (operation === undefined || (operation === "intersect") !== (least === INTERSECT)) return left;
    cx.next();
    left = setOperation(cx, from, left, operation, () => (least === UNION ? term(cx, INTERSECT) : queryPrimary(cx)));
  }
}

/** Primaries joined by set operations of one precedence. */
function chain(cx: SqlContext): Relation {
  const from = cx.at;
  let left = queryPrimary(cx);
  for (let operation = setOperator(cx); operation !== undefined; operation = setOperator(cx)) {
    cx.next();
    left = setOperation(cx, from, left, operation, () => queryPrimary(cx));
  }
  return left;
}

/** A query without set operations: SELECT, FROM …, VALUES, TABLE t or a query in parentheses. */
function queryPrimary(cx: SqlContext): Relation {
  switch (cx.peek().word) {
    case "SELECT":
    case "MAP":
    case "REDUCE":
      return select(cx);
    case "FROM":
      return fromFirst(cx);
    case "VALUES":
      return inlineTable(cx);
    case "TABLE": {
      cx.next();
      const from = cx.at;
      const nameParts = relationName(cx);
      return {
        kind: "named_table",
        nameParts,
        options: {},
        within: databaseAround(nameParts, cx),
        origin: cx.originFrom(from),
      };
    }
    default: {
      if (!cx.isOp("(")) throw cx.fail();
      cx.next();
      const inner = cx.query();
      cx.expectOp(")");
      return inner;
    }
  }
}

const PIPED_SETS: SetParts = {
  operator: setOperator,
  operation: (cx, from, left, operation) => setOperation(cx, from, left, operation, () => queryPrimary(cx)),
};
