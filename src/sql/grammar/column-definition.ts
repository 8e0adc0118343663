import type { SqlOrigin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { CURRENT_DEFAULT, GENERATION_EXPRESSION, IDENTITY } from "../../types/column-default.ts";
import type { StructField } from "../../types/data-type.ts";
import { dataType } from "../../types/ddl.ts";
import type { SqlContext } from "../context.ts";
import { acceptNot, isNot } from "./negation.ts";

interface Said {
  nullable: boolean;
  readonly metadata: Map<string, unknown>;
  /** What is said twice. */
  twice?: string | undefined;
}

/**
 * `name type [NOT NULL] [DEFAULT expression | GENERATED …] [COMMENT 'text']` in any order. What is said of it but NOT
 * NULL stands in its metadata, as Spark keeps it.
 */
export function columnDefinition(cx: SqlContext): StructField {
  const from = cx.at;
  const name = cx.wholeName();
  const type = dataType(cx);
  const said: Said = { nullable: true, metadata: new Map() };
  while (descriptor(cx, said));
  const origin = cx.originFrom(from);
  if (said.twice !== undefined)
    throw sparkError(
      "CREATE_TABLE_COLUMN_DESCRIPTOR_DUPLICATE",
      { columnName: name, optionName: said.twice },
      { origin },
    );
  const { nullable, metadata } = said;
  if (metadata.has(IDENTITY.start)) checkIdentity(type.kind, metadata, origin);
  return {
    name,
    type,
    nullable,
    ...(metadata.size === 0 ? {} : { metadata: JSON.stringify(Object.fromEntries(metadata)) }),
  };
}

/** Reads one thing that is said of the column, if one stands here. */
function descriptor(cx: SqlContext, said: Said): boolean {
  const put = (option: string, key: string, value: unknown): void => {
    if (said.metadata.has(key)) said.twice ??= option;
    said.metadata.set(key, value);
  };
  if (isNot(cx) && cx.isWord("NULL", 1)) {
    acceptNot(cx);
    cx.next();
    if (!said.nullable) said.twice ??= "NOT NULL";
    said.nullable = false;
  } else if (cx.acceptWords("COMMENT")) put("COMMENT", "comment", cx.string());
  else if (cx.acceptWords("DEFAULT")) put("DEFAULT", CURRENT_DEFAULT, expressionText(cx));
  else if (cx.isWord("GENERATED")) generated(cx, put);
  else return false;
  return true;
}

/** An expression as it is written. */
export function expressionText(cx: SqlContext): string {
  const from = cx.at;
  cx.expression();
  const { start, end } = cx.spanFrom(from);
  return cx.source.text.slice(start, end);
}

type Put = (option: string, key: string, value: unknown) => void;

/** `GENERATED ALWAYS AS (expression)`, `GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(START WITH n INCREMENT BY n)]`. */
function generated(cx: SqlContext, put: Put): void {
  cx.next();
  const isAlways = cx.acceptWords("ALWAYS");
  if (!isAlways) {
    cx.expectWord("BY");
    cx.expectWord("DEFAULT");
  }
  cx.expectWord("AS");
  if (isAlways && cx.acceptOp("(")) {
    put("GENERATED", GENERATION_EXPRESSION, expressionText(cx));
    cx.expectOp(")");
    return;
  }
  cx.require(400);
  cx.expectWord("IDENTITY");
  put("GENERATED", IDENTITY.given, !isAlways);
  const counted = cx.isOp("(") ? identitySpec(cx) : {};
  put("GENERATED", IDENTITY.start, counted.start ?? 1);
  put("GENERATED", IDENTITY.step, counted.step ?? 1);
}

function identitySpec(cx: SqlContext): { start?: number; step?: number } {
  const found: { start?: number; step?: number } = {};
  cx.expectOp("(");
  while (!cx.isOp(")")) {
    const from = cx.at;
    const isStart = cx.acceptWords("START");
    cx.expectWord(isStart ? "WITH" : "INCREMENT");
    if (!isStart) cx.expectWord("BY");
    const key = isStart ? "start" : "step";
    const value = integer(cx);
    if (found[key] !== undefined)
      throw sparkError(
        "IDENTITY_COLUMNS_DUPLICATED_SEQUENCE_GENERATOR_OPTION",
        { sequenceGeneratorOption: isStart ? "START" : "STEP" },
        { origin: cx.originFrom(from) },
      );
    found[key] = value;
  }
  cx.expectOp(")");
  return found;
}

function integer(cx: SqlContext): number {
  const sign = cx.acceptOp("-") ? -1 : 1;
  const { kind, text } = cx.peek();
  if (kind !== "integer") throw cx.fail();
  cx.next();
  return sign * Number(text);
}

function checkIdentity(kind: string, metadata: ReadonlyMap<string, unknown>, origin: SqlOrigin): void {
  if (kind !== "int" && kind !== "long") {
    const dataType = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Type`;
    throw sparkError("IDENTITY_COLUMNS_UNSUPPORTED_DATA_TYPE", { dataType }, { origin });
  }
  if (metadata.get(IDENTITY.step) === 0) throw sparkError("IDENTITY_COLUMNS_ILLEGAL_STEP", {}, { origin });
}
