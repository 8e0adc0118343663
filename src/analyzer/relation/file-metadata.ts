/** What Spark tells of the file that a row was read from: the hidden column `_metadata`, and `input_file_name()`. */
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import { type FileSource, ROW_INDEX, type ScanFile } from "../../resolved/relation.ts";
import { type DataType, LONG, STRING, struct, TIMESTAMP } from "../../types/data-type.ts";
import type { Expression as Asked } from "../../unresolved/expression.ts";
import type { FileRead, Relation as AskedRelation } from "../../unresolved/relation.ts";
import { expressionsOf, inputsOf, subexpressionsOf } from "../../unresolved/visit.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import type { Facts } from "../facts.ts";
import type { FileColumns, ScopeColumn } from "../scope.ts";
import { callOf, columnRef, literal } from "../typed.ts";

const METADATA = "_metadata";

const METADATA_MARKS = JSON.stringify({ __file_source_metadata_col: true, __metadata_col: METADATA });

/** The characters that a URI cannot hold as they are (`java.net.URI`). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped too
const ILLEGAL = /[\x00-\x20"#%<>?[\\\]^`{|}\x7f]/g;

const escaped = (path: string): string =>
  path.replace(ILLEGAL, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

interface FileField {
  readonly name: string;
  readonly type: DataType;
  /** The value as a partition's text: it is cast to the type as a directory's name would be. */
  readonly text: (file: ScanFile) => string;
}

/** `_metadata`'s fields that are one value for each file (`FileFormat.BASE_METADATA_FIELDS`). */
const FIELDS: readonly FileField[] = [
  { name: "file_path", type: STRING, text: (f) => `file:${escaped(f.path)}` },
  { name: "file_name", type: STRING, text: (f) => escaped(f.path.slice(f.path.lastIndexOf("/") + 1)) },
  { name: "file_size", type: LONG, text: (f) => String(f.size) },
  { name: "file_block_start", type: LONG, text: () => "0" },
  { name: "file_block_length", type: LONG, text: (f) => String(f.size) },
  {
    name: "file_modification_time",
    type: TIMESTAMP,
    text: (f) => new Date(Math.floor(f.modified ?? 0)).toISOString(),
  },
];

const FILE_NAME: FileField = { name: "input_file_name", type: STRING, text: (f) => `file://${escaped(f.path)}` };

/** Whether a plan (the bodies of its views too) asks for what only the files tell. */
export function asksOfFiles(plan: AskedRelation, facts: Facts): boolean {
  const seen = new Set<string>();
  const relations: AskedRelation[] = [plan];
  const expressions: Asked[] = [];
  for (;;) {
    const expression = expressions.pop();
    if (expression !== undefined) {
      if (isAsked(expression)) return true;
      if (expression.kind === "subquery" && "kind" in expression.plan) relations.push(expression.plan);
      // Lists may be longer than a call has room for arguments.
      for (const child of subexpressionsOf(expression)) expressions.push(child);
      continue;
    }
    const relation = relations.pop();
    if (relation === undefined) return false;
    if (relation.kind === "named_table") {
      const fact = facts.table(relation.nameParts, relation.within);
      if (fact?.kind === "view" && !seen.has(fact.identity)) {
        seen.add(fact.identity);
        relations.push(fact.plan);
      }
    }
    for (const input of inputsOf(relation)) relations.push(input);
    for (const own of expressionsOf(relation)) expressions.push(own);
  }
}

const isMetadata = (name: string): boolean => name.length === METADATA.length && name.toLowerCase() === METADATA;

function isAsked(e: Asked): boolean {
  if (e.kind === "attribute") return e.nameParts.some(isMetadata);
  if (e.kind === "star") return e.target?.some(isMetadata) === true;
  return e.kind === "function" && e.nameParts.length === 1 && /^input_file_/i.test(e.nameParts[0] ?? "");
}

/** A scan with its files' own columns beside those of the data: hidden ones, found by name where no other column is. */
export function scanWithMetadata(
  node: FileRead,
  source: FileSource,
  output: readonly Column[],
  cx: RelationContext,
): Analyzed {
  const hasRowIndex = source.format === "parquet";
  const width = source.dataSchema.fields.length;
  const constants = [...FIELDS, FILE_NAME];
  const wide: FileSource = {
    ...source,
    dataSchema: hasRowIndex
      ? struct([...source.dataSchema.fields, { name: ROW_INDEX, type: LONG, nullable: false }])
      : source.dataSchema,
    partitionSchema: struct([
      ...source.partitionSchema.fields,
      ...constants.map(({ name, type }) => ({ name: `${METADATA}.${name}`, type, nullable: false })),
    ]),
    files: source.files.map((f) => ({ ...f, partition: [...f.partition, ...constants.map((c) => c.text(f))] })),
  };
  const made = constants.map(({ name, type }) => cx.ids.column(name, type, false));
  const rowIndex = hasRowIndex ? [cx.ids.column("row_index", LONG, false)] : [];
  const all = [...output.slice(0, width), ...rowIndex, ...output.slice(width), ...made];
  const scan = { kind: "scan", source: wide, fields: all.map((_, i) => i), output: all } as const;
  const parts = [...made.slice(0, FIELDS.length), ...rowIndex];
  const type = struct(parts.map((c) => ({ name: c.name, type: c.type, nullable: false })));
  const metadata = cx.ids.column(METADATA, type, false, METADATA_MARKS);
  const whole: Expression = callOf(
    "named_struct",
    parts.flatMap((c) => [literal(STRING, c.name), columnRef(c)]),
    type,
  );
  const kept = [...output, ...made];
  const projections = [
    ...kept.map((column) => ({ column, expression: columnRef(column) })),
    { column: metadata, expression: whole },
  ];
  const relation = { kind: "project", input: scan, projections, output: projections.map((p) => p.column) } as const;
  const named = (name: string) => made[constants.findIndex((c) => c.name === name)] as Column;
  const file: FileColumns = {
    kind: "columns",
    name: named(FILE_NAME.name),
    start: named("file_block_start"),
    length: named("file_block_length"),
  };
  const columns = output.map((column): ScopeColumn => ({ column, qualifier: [] }));
  const hidden = [{ column: metadata, qualifier: [] }];
  const plans = { planId: node.planId, columns, metadata: hidden, below: [] };
  return { relation, scope: { columns, hidden: [], plans, metadata: hidden, file } };
}
