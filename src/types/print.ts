import { quoteIfNeeded } from "../lex/multipart-names.ts";
import type {
  DataType,
  DayTimeIntervalType,
  StructField,
  StructType,
  UdtType,
  YearMonthIntervalType,
} from "./data-type.ts";

/** The most fields of a struct that {@link simpleString} spells out (`spark.sql.debug.maxToStringFields`). */
const MAX_SIMPLE_FIELDS = 25;

const interval = (t: YearMonthIntervalType | DayTimeIntervalType): string =>
  t.start === t.end ? `interval ${t.start}` : `interval ${t.start} to ${t.end}`;

/** The name of a UDT's class as Spark shortens it: `ExamplePointUDT` is `examplepoint`. */
function udtName(t: UdtType): string {
  if (t.jvmClass === undefined) return "pythonuserdefined";
  const simple = t.jvmClass.slice(Math.max(t.jvmClass.lastIndexOf("."), t.jvmClass.lastIndexOf("$")) + 1);
  return simple.replace(/\$$|Type$|UDT$/, "").toLowerCase();
}

/** Types without parts in the words of {@link catalogString}; the others by what `nested` makes of their parts. */
function spelled(type: DataType, nested: (t: DataType) => string, fields: (t: StructType) => string): string {
  switch (type.kind) {
    case "null":
      return "void";
    case "byte":
      return "tinyint";
    case "short":
      return "smallint";
    case "long":
      return "bigint";
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "string":
      return type.collation === "UTF8_BINARY" ? "string" : `string collate ${type.collation}`;
    case "char":
    case "varchar":
      return `${type.kind}(${type.length})`;
    case "time":
      return `time(${type.precision})`;
    case "calendar_interval":
      return "interval";
    case "year_month_interval":
    case "day_time_interval":
      return interval(type);
    case "array":
      return `array<${nested(type.element)}>`;
    case "map":
      return `map<${nested(type.key)},${nested(type.value)}>`;
    case "struct":
      return `struct<${fields(type)}>`;
    case "udt":
      return nested(type.sqlType);
    case "boolean":
    case "int":
    case "float":
    case "double":
    case "binary":
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "variant":
      return type.kind;
  }
}

/** `int`, `array<string>`, `struct<a:int,b c:string>`: names as they are, nullability unsaid (`DataType.catalogString`). */
export const catalogString = (type: DataType): string =>
  spelled(type, catalogString, (t) => t.fields.map((f) => `${f.name}:${catalogString(f.type)}`).join(","));

/** {@link catalogString} with at most {@link MAX_SIMPLE_FIELDS} fields of each struct (`DataType.simpleString`). */
export function simpleString(type: DataType): string {
  if (type.kind === "udt") return udtName(type);
  return spelled(type, simpleString, (t) => {
    const all = t.fields.map((f) => `${f.name}:${simpleString(f.type)}`);
    if (all.length <= MAX_SIMPLE_FIELDS) return all.join(",");
    return `${all.slice(0, MAX_SIMPLE_FIELDS).join(",")},... ${all.length - MAX_SIMPLE_FIELDS} more fields`;
  });
}

/** `INT`, `ARRAY<STRING>`, `STRUCT<a: INT NOT NULL COMMENT 'x'>` (`DataType.sql`); `collates`: the default collation is told too. */
export function sqlType(type: DataType, collates = false): string {
  switch (type.kind) {
    case "array":
      return `ARRAY<${sqlType(type.element, collates)}>`;
    case "map":
      return `MAP<${sqlType(type.key, collates)}, ${sqlType(type.value, collates)}>`;
    case "struct":
      return `STRUCT<${type.fields.map((f) => fieldSql(f, ": ", collates)).join(", ")}>`;
    case "udt":
      return sqlType(type.sqlType, collates);
    case "char":
    case "varchar":
      return `${catalogString(type).toUpperCase()}${collates ? " COLLATE UTF8_BINARY" : ""}`;
    case "string":
      return type.collation === "UTF8_BINARY" && !collates
        ? "STRING"
        : `STRING COLLATE ${type.collation.toUpperCase()}`;
    default:
      return catalogString(type).toUpperCase();
  }
}

/** The comment in a field's metadata. */
export function fieldComment(field: StructField): string | undefined {
  if (field.metadata === undefined) return undefined;
  const metadata: unknown = JSON.parse(field.metadata);
  const comment: unknown =
    typeof metadata === "object" && metadata !== null && "comment" in metadata ? metadata.comment : undefined;
  return typeof comment === "string" ? comment : undefined;
}

function fieldSql(field: StructField, separator: string, collates = false): string {
  const comment = fieldComment(field);
  const said = comment === undefined ? "" : ` COMMENT '${comment.replaceAll("'", "\\'")}'`;
  return `${quoteIfNeeded(field.name)}${separator}${sqlType(field.type, collates)}${field.nullable ? "" : " NOT NULL"}${said}`;
}

/** A field's name as DDL spells it: quoted where it must be. */
export const fieldSqlName = (f: StructField): string => quoteIfNeeded(f.name);

/** `a INT NOT NULL COMMENT 'x',b STRING` (`StructType.toDDL`). */
export const toDdl = (schema: StructType): string => schema.fields.map((f) => fieldSql(f, " ")).join(",");

/** A type's name as {@link treeString} and JSON say it: `integer`, `long`, `array`. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case "int":
      return "integer";
    case "byte":
    case "short":
    case "long":
    case "array":
    case "map":
    case "struct":
      return type.kind;
    case "udt":
      return udtName(type);
    default:
      return catalogString(type);
  }
}

/**
 * A schema as a tree of lines, each ended by a line feed, as `printSchema` shows it; `maxDepth` levels
 * (`StructType.treeString`).
 */
export function treeString(schema: StructType, maxDepth = Number.MAX_SAFE_INTEGER): string {
  const lines = ["root"];
  addFields(lines, schema, " |", maxDepth <= 0 ? Number.MAX_SAFE_INTEGER : maxDepth);
  return `${lines.join("\n")}\n`;
}

function addFields(lines: string[], type: StructType, prefix: string, depth: number): void {
  if (depth <= 0) return;
  for (const f of type.fields) {
    lines.push(
      `${prefix}-- ${f.name.replaceAll("\n", "\\n").replaceAll("\r", "\\r")}: ${typeName(f.type)} (nullable = ${f.nullable})`,
    );
    addParts(lines, f.type, `${prefix}    |`, depth - 1);
  }
}

function addParts(lines: string[], type: DataType, prefix: string, depth: number): void {
  if (depth <= 0) return;
  switch (type.kind) {
    case "array":
      lines.push(`${prefix}-- element: ${typeName(type.element)} (containsNull = ${type.containsNull})`);
      addParts(lines, type.element, `${prefix}    |`, depth - 1);
      break;
    case "map":
      lines.push(`${prefix}-- key: ${typeName(type.key)}`);
      addParts(lines, type.key, `${prefix}    |`, depth - 1);
      lines.push(`${prefix}-- value: ${typeName(type.value)} (valueContainsNull = ${type.valueContainsNull})`);
      addParts(lines, type.value, `${prefix}    |`, depth - 1);
      break;
    case "struct":
      addFields(lines, type, prefix, depth);
      break;
    default:
      break;
  }
}

/** A type as its Scala object prints, in a few of Spark's messages (`DataType.toString`). */
export function objectString(type: DataType): string {
  switch (type.kind) {
    case "array":
      return `ArrayType(${objectString(type.element)},${type.containsNull})`;
    case "map":
      return `MapType(${objectString(type.key)},${objectString(type.value)},${type.valueContainsNull})`;
    case "struct":
      return `StructType(${type.fields.map((f) => `StructField(${f.name},${objectString(f.type)},${f.nullable})`).join(",")})`;
    case "udt":
      return objectString(type.sqlType);
    case "decimal":
      return `DecimalType(${type.precision},${type.scale})`;
    case "timestamp_ntz":
      return "TimestampNTZType";
    case "null":
      return "NullType";
    case "int":
      return "IntegerType";
    case "year_month_interval":
      return `YearMonthIntervalType(${[type.start, type.end].map((f) => ["year", "month"].indexOf(f)).join(",")})`;
    case "day_time_interval":
      return `DayTimeIntervalType(${[type.start, type.end].map((f) => ["day", "hour", "minute", "second"].indexOf(f)).join(",")})`;
    default:
      return `${type.kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Type`;
  }
}
