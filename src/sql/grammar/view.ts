import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { metadataOf } from "../../types/column-default.ts";
import { type StructField, struct } from "../../types/data-type.ts";
import type { Command, CreateView } from "../../unresolved/command.ts";
import type { FileRead } from "../../unresolved/relation.ts";
import type { WithSchema } from "../../unresolved/view-schema-mode.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { acceptIfNotExists } from "./negation.ts";
import { propertyList } from "./properties.ts";
import { defaultCollation } from "./table.ts";
import { columnDefinition } from "./column-definition.ts";

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
  const ifNotExists = acceptIfNotExists(cx);
  const nameParts = relationName(cx);
  const refusals: string[] = [];
  let modes: WithSchema | undefined;
  const usingAt = cx.isOp("(") ? cx.closing(cx.at) + 1 - cx.at : 0;
  if (temporary && !ifNotExists && cx.isWord("USING", usingAt))
    return viewOfFiles(cx, { kind: "create_view", nameParts, scope: global ? "global_temp" : "temp", replace }, from);
  const listed = cx.isOp("(") ? viewColumns(cx) : undefined;
  let comment: string | undefined;
  let collation: string | undefined;
  let properties: Record<string, string> | undefined;
  while (!cx.isWord("AS")) {
    if (cx.isWord("COMMENT") && cx.isString(1)) {
      cx.next();
      comment = cx.string();
    } else if (cx.isWord("TBLPROPERTIES")) {
      cx.next();
      properties = propertyList(cx);
    } else if (cx.areWords("WITH", "SCHEMA")) modes = withSchema(cx);
    else if (cx.areWords("PARTITIONED", "ON")) {
      cx.next();
      cx.next();
      cx.parenthesized(() => cx.wholeName());
      refusals.push("PARTITIONED ON in CREATE VIEW");
    } else if (cx.areWords("DEFAULT", "COLLATION")) {
      collation = defaultCollation(cx);
    } else throw cx.fail();
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
  const message = "TBLPROPERTIES can't coexist with CREATE TEMPORARY VIEW";
  if (temporary && properties !== undefined) throw sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin });
  if (ifNotExists && temporary) throw sparkError("_LEGACY_ERROR_TEMP_0053", {}, { origin });
  if (temporary && nameParts.length > 1) throw qualified(nameParts, cx.reading.line, origin);
  if (temporary && modes !== undefined)
    throw sparkError("UNSUPPORTED_FEATURE.TEMPORARY_VIEW_WITH_SCHEMA_BINDING_MODE", {}, { origin });
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
    textAt: start,
    comment,
    collation,
    properties: properties ?? {},
    withSchema: modes,
  } as const;
  return { kind: "create_view", ...made, origin };
}

/** A temporary view is of no database. */
function qualified(nameParts: readonly string[], line: number, origin: Origin): Error {
  if (line < 403)
    return sparkError("TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", { actualName: quoteParts(nameParts) }, { origin });
  const objectName = quoteParts(nameParts.slice(-1));
  const qualifier = quoteParts(nameParts.slice(0, -1));
  return sparkError("INVALID_TEMP_OBJ_QUALIFIER", { objectType: "VIEW", objectName, qualifier }, { origin });
}

/** `WITH SCHEMA BINDING | COMPENSATION | TYPE EVOLUTION | EVOLUTION`. */
export function withSchema(cx: SqlContext): WithSchema {
  const from = cx.at;
  cx.require(400);
  cx.acceptWords("WITH", "SCHEMA");
  const { word } = cx.peek();
  if (word !== "BINDING" && word !== "COMPENSATION" && word !== "EVOLUTION" && word !== "TYPE") throw cx.fail();
  cx.next();
  if (word === "TYPE") cx.expectWord("EVOLUTION");
  const origin = cx.originFrom(from);
  if (!cx.reading.dialect.viewModes) {
    const params = {
      featureName: "VIEW ... WITH SCHEMA ...",
      configKey: "spark.sql.legacy.viewSchemaBindingMode",
      configValue: "true",
    };
    throw sparkError("FEATURE_NOT_ENABLED", params, { origin });
  }
  return { mode: word === "TYPE" ? "TYPE EVOLUTION" : word, origin };
}

/** A column without a default. */
function plainColumn(cx: SqlContext): StructField {
  const at = cx.at;
  const field = columnDefinition(cx);
  const said = Object.keys(metadataOf(field)).some((key) => key !== "comment");
  if (!said) return field;
  cx.seek(at);
  while (!cx.isWord("DEFAULT") && !cx.isWord("GENERATED")) cx.next();
  throw cx.fail();
}

/** `[(columns)] USING format [OPTIONS (…)]` (`CreateTempViewUsing`). */
function viewOfFiles(
  cx: SqlContext,
  head: Pick<CreateView, "kind" | "nameParts" | "scope" | "replace">,
  from: number,
): Command {
  const columns = cx.isOp("(") ? cx.parenthesized(() => plainColumn(cx)) : undefined;
  cx.expectWord("USING");
  const format = cx.names().join(".").toLowerCase();
  const options = cx.acceptWords("OPTIONS") ? propertyList(cx) : {};
  const origin = cx.originFrom(from);
  if (head.nameParts.length > 1) throw qualified(head.nameParts, cx.reading.line, origin);
  const schema = columns && struct(columns.map((f) => ({ ...f, nullable: true })));
  // Files that nobody names are none.
  const isNowhere = !Object.keys(options).some((key) => key.toLowerCase() === "path");
  const partitionBy = isNowhere && schema !== undefined ? [] : undefined;
  const query: FileRead = { kind: "file_read", format, schema, options, paths: [], partitionBy };
  return { ...head, query, ifNotExists: false, origin };
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
