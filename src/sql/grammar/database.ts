import { sparkError } from "../../errors/spark-error.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { acceptIfNotExists } from "./negation.ts";
import { propertyList } from "./properties.ts";

const WORDS: ReadonlySet<string> = new Set(["DATABASE", "SCHEMA", "NAMESPACE"]);

/** Whether the word `ahead` says that a database's name follows. */
export const isDatabaseWord = (cx: SqlContext, ahead: number): boolean => WORDS.has(cx.peek(ahead).word);

/** `CREATE DATABASE [IF NOT EXISTS] db [COMMENT …] [LOCATION …] [WITH DBPROPERTIES | PROPERTIES (…)]`. */
export function createDatabase(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  cx.next();
  const ifNotExists = acceptIfNotExists(cx);
  const nameParts = relationName(cx);
  let comment: string | undefined;
  let location: string | undefined;
  let properties: Record<string, string> | undefined;
  let twice: string | undefined;
  const once = (clauseName: string, known: unknown): void => {
    if (known !== undefined) twice ??= clauseName;
  };
  for (;;) {
    if (cx.acceptWords("COMMENT")) {
      once("COMMENT", comment);
      comment = cx.string();
    } else if (cx.acceptWords("LOCATION")) {
      once("LOCATION", location);
      location = cx.string();
    } else if (cx.acceptWords("WITH", "DBPROPERTIES") || cx.acceptWords("WITH", "PROPERTIES")) {
      once("WITH PROPERTIES", properties);
      properties = propertyList(cx);
    } else if (cx.reading.line >= 401 && cx.areWords("DEFAULT", "COLLATION"))
      throw sparkError("UNSUPPORTED_FEATURE.SCHEMA_LEVEL_COLLATIONS", {}, { origin: null, class: "parse" });
    else break;
  }
  if (twice !== undefined)
    throw sparkError("DUPLICATE_CLAUSES", { clauseName: twice }, { origin: cx.originFrom(from) });
  if (Object.hasOwn(properties ?? {}, "location")) {
    const params = { property: "location", msg: "please use the LOCATION clause to specify it" };
    throw sparkError("UNSUPPORTED_FEATURE.SET_NAMESPACE_PROPERTY", params, { origin: cx.originFrom(from) });
  }
  return { kind: "create_database", nameParts, ifNotExists, comment, location, properties: properties ?? {} };
}

/** `DROP DATABASE [IF EXISTS] db [RESTRICT | CASCADE]`. */
export function dropDatabase(cx: SqlContext): Command {
  cx.next();
  cx.next();
  const ifExists = cx.acceptWords("IF", "EXISTS");
  const nameParts = relationName(cx);
  const cascade = cx.acceptWords("CASCADE");
  if (!cascade) cx.acceptWords("RESTRICT");
  return { kind: "drop_database", nameParts, ifExists, cascade };
}

/** `ALTER DATABASE db SET DBPROPERTIES | PROPERTIES (…) | LOCATION 'path'`; `undefined`: something else is altered. */
export function alterDatabase(cx: SqlContext): Command | undefined {
  const start = cx.at;
  cx.next();
  cx.next();
  const nameParts = relationName(cx);
  if (cx.acceptWords("SET", "DBPROPERTIES") || cx.acceptWords("SET", "PROPERTIES"))
    return { kind: "set_database_properties", nameParts, properties: propertyList(cx) };
  if (cx.acceptWords("SET", "LOCATION")) return { kind: "set_database_location", nameParts, location: cx.string() };
  cx.seek(start);
  return undefined;
}

/** `COMMENT ON DATABASE | TABLE name IS 'text' | NULL`. */
export function commentOn(cx: SqlContext): Command {
  cx.next();
  cx.expectWord("ON");
  const isDatabase = isDatabaseWord(cx, 0);
  if (!isDatabase && !cx.isWord("TABLE")) throw cx.fail();
  cx.next();
  const from = cx.at;
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  cx.expectWord("IS");
  const comment = cx.acceptWords("NULL") ? undefined : cx.string();
  return { kind: "comment_on", object: isDatabase ? "database" : "table", nameParts, comment, origin };
}

/** `DESCRIBE DATABASE [EXTENDED] db`. */
export function describeDatabase(cx: SqlContext): Command {
  cx.next();
  cx.next();
  const extended = cx.isWord("EXTENDED") && cx.isName(1) ? cx.acceptWords("EXTENDED") : false;
  return { kind: "describe_database", nameParts: relationName(cx), extended };
}
