import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { collationNamed } from "../../types/collation.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { propertyList } from "./properties.ts";

/** The words before VIEW. */
function head(
  cx: SqlContext,
):
  | { readonly replace: boolean; readonly global: boolean; readonly temporary: boolean; readonly length: number }
  | undefined {
  let at = 1;
  const replace = cx.isWord("OR", at) && cx.isWord("REPLACE", at + 1);
  if (replace) at += 2;
  const global = cx.isWord("GLOBAL", at);
  if (global) at++;
  const temporary = cx.isWord("TEMPORARY", at) || cx.isWord("TEMP", at);
  if (temporary) at++;
  return cx.isWord("VIEW", at) && (temporary || !global) ? { replace, global, temporary, length: at + 1 } : undefined;
}

/** Whether CREATE at the cursor makes a view. */
export const startsCreateView = (cx: SqlContext): boolean => head(cx) !== undefined;

/** `CREATE [OR REPLACE] [[GLOBAL] TEMPORARY] VIEW name [(columns)] [COMMENT …] [TBLPROPERTIES …] [DEFAULT COLLATION …] AS query`. */
export function createView(cx: SqlContext): Command {
  const from = cx.at;
  const words = head(cx);
  for (let i = 0; i < (words?.length ?? 0); i++) cx.next();
  const { replace, global, temporary } = words ?? { replace: false, global: false, temporary: false };
  const ifNotExists = cx.isWord("IF") && (cx.isWord("NOT", 1) || cx.isOp("!", 1)) && cx.isWord("EXISTS", 2);
  if (ifNotExists) for (let i = 0; i < 3; i++) cx.next();
  const nameParts = relationName(cx);
  const refusals: string[] = [];
  const typed = cx.isOp("(") && cx.isName(1) && cx.isName(2) && !cx.isWord("COMMENT", 2);
  if (typed && cx.isWord("USING", cx.closing(cx.at) + 1 - cx.at))
    return { kind: "unsupported", feature: skip(cx, "CREATE TEMPORARY VIEW USING") };
  const listed = cx.isOp("(") ? viewColumns(cx) : undefined;
  let comment: string | undefined;
  let collation: string | undefined;
  let properties: Record<string, string> = {};
  while (!cx.isWord("AS")) {
    if (cx.isWord("COMMENT") && cx.isString(1)) {
      cx.next();
      comment = cx.string();
    } else if (cx.isWord("TBLPROPERTIES")) {
      cx.next();
      properties = propertyList(cx);
    } else if (cx.areWords("WITH", "SCHEMA")) {
      cx.next();
      cx.next();
      if (!["BINDING", "COMPENSATION", "EVOLUTION", "TYPE"].includes(cx.peek().word)) throw cx.fail();
      if (cx.next().word === "TYPE") cx.expectWord("EVOLUTION");
      refusals.push("WITH SCHEMA in CREATE VIEW");
    } else if (cx.areWords("PARTITIONED", "ON")) {
      cx.next();
      cx.next();
      cx.parenthesized(() => cx.wholeName());
      refusals.push("PARTITIONED ON in CREATE VIEW");
    } else if (cx.areWords("DEFAULT", "COLLATION")) {
      cx.next();
      cx.next();
      collation = collationNamed(cx.names().at(-1) ?? "", cx.reading.line).name;
    } else if (cx.isWord("USING")) return { kind: "unsupported", feature: skip(cx, "CREATE TEMPORARY VIEW USING") };
    else throw cx.fail();
  }
  cx.next();
  const bodyFrom = cx.at;
  const query = cx.kept("the query of CREATE VIEW", () => cx.collated(collation, () => cx.query()), from);
  const { start, end } = cx.spanFrom(bodyFrom);
  const origin = cx.originFrom(from);
  if (ifNotExists && replace) {
    const viewName = nameParts.join(".");
    throw sparkError("CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE", { viewName }, { origin });
  }
  if (ifNotExists && temporary) throw sparkError("_LEGACY_ERROR_TEMP_0053", {}, { origin });
  if (temporary && nameParts.length > 1)
    throw sparkError("TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", { actualName: quoteParts(nameParts) }, { origin });
  const [refusal] = refusals;
  if (refusal !== undefined) return { kind: "unsupported", feature: refusal };
  const scope = global ? "global_temp" : temporary ? "temp" : "database";
  const text = cx.source.text.slice(start, end);
  const columns = listed?.map((c) => c.name);
  const columnComments = listed?.map((c) => c.comment);
  const made = {
    nameParts,
    columns,
    columnComments,
    query,
    scope,
    replace,
    ifNotExists,
    text,
    comment,
    collation,
    properties,
  } as const;
  return { kind: "create_view", ...made, origin };
}

interface ViewColumn {
  readonly name: string;
  readonly comment?: string | undefined;
}

const viewColumns = (cx: SqlContext): ViewColumn[] =>
  cx.parenthesized(() => {
    const name = cx.name();
    return cx.acceptWords("COMMENT") ? { name, comment: cx.string() } : { name };
  });

/** Reads over the rest of the statement. */
function skip(cx: SqlContext, feature: string): string {
  while (cx.peek().kind !== "eof") cx.next();
  return feature;
}
