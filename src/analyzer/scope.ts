import { sparkError } from "../errors/spark-error.ts";
import type { Column, ColumnId } from "../resolved/column.ts";
import { AUTO_ALIAS, quoteParts } from "../lex/multipart-names.ts";

/** A column that can be named, and the table names that may stand before its own. */
export interface ScopeColumn {
  readonly column: Column;
  /** `[alias]`, or `[catalog, database, table]`: any suffix of it qualifies the column. */
  readonly qualifier: readonly string[];
}

/** The client's plan nodes inside a relation, for columns that name theirs. Nearest first. */
export interface PlanTree {
  readonly planId: number | undefined;
  readonly columns: readonly ScopeColumn[];
  readonly metadata?: readonly ScopeColumn[] | undefined;
  readonly below: readonly PlanTree[];
  /** Keys that USING hides. */
  readonly hidden?: readonly ScopeColumn[] | undefined;
  /** Columns that have another id above it than below. */
  readonly renames?: ReadonlyMap<ColumnId, Column> | undefined;
  /** No node of its own: the two sides of a join, as its condition sees them. */
  readonly sides?: true | undefined;
}

/** The columns that expressions over a relation can name. */
export interface Scope {
  readonly columns: readonly ScopeColumn[];
  /** Columns that only a qualified name or a plan id reaches: the other side's keys of a USING join. */
  readonly hidden: readonly ScopeColumn[];
  readonly plans: PlanTree | undefined;
  /** `_metadata` of the files below, where the plan asks for it: found where no column has the name. */
  readonly metadata?: readonly ScopeColumn[] | undefined;
  /** The file that each row comes from, where the plan asks for it and the rows still come from one by one. */
  readonly file?: FileColumns | undefined;
  /** The parameters of a SQL function: only queries right inside of its body see them (`CheckAnalysis`). */
  readonly parameters?: true | undefined;
  /** They are constants, which may stand where no column of a query around may. */
  readonly constant?: boolean | undefined;
}

/** What `input_file_name()` and its kin mean over a relation; where there is nothing of it, rows come from no file. */
export type FileColumns =
  | { readonly kind: "columns"; readonly name: Column; readonly start: Column; readonly length: Column }
  /** Two sides have files: Spark refuses. */
  | { readonly kind: "several" }
  /** Spark would tell, but Firesteel does not. */
  | { readonly kind: "lost"; readonly over: string };

/** The hidden columns that tell of files: a projection has to pass them on. */
export const fileColumnsOf = ({ metadata, file }: Scope): readonly Column[] => [
  ...(metadata ?? []).map((c) => c.column),
  ...(file?.kind === "columns" ? [file.name, file.start, file.length] : []),
];

/** What is known of files over a relation that Firesteel does not follow them through. */
export const lostOver = (over: string, ...scopes: readonly Scope[]): FileColumns | undefined =>
  scopes.some((s) => s.file !== undefined) ? { kind: "lost", over } : undefined;

/** A column of a plan below, NULL where it may be NULL by now. */
export function asHere(below: ScopeColumn, { columns, hidden }: Scope): ScopeColumn {
  const { id } = below.column;
  const here = columns.find((c) => c.column.id === id) ?? hidden.find((c) => c.column.id === id);
  if (here === undefined || here.column.nullable === below.column.nullable) return below;
  return { ...below, column: { ...below.column, nullable: here.column.nullable } };
}

export const EMPTY_SCOPE: Scope = { columns: [], hidden: [], plans: undefined };

/** The columns of a relation under one table name. */
export const qualified = (columns: readonly Column[], qualifier: readonly string[]): ScopeColumn[] =>
  columns.map((column) => ({ column, qualifier }));

/** A name that was found: the column, and the struct fields still to walk. */
export interface NameMatch {
  readonly found: ScopeColumn;
  /** The column's name in the letters it was asked by: what Spark calls it from there on. */
  readonly name: string;
  readonly rest: readonly string[];
}

const indexes = new WeakMap<
  Scope,
  { exact: boolean; byName: Map<string, ScopeColumn[]>; hidden: Map<string, ScopeColumn[]> }
>();

function index(scope: Scope, caseSensitive: boolean) {
  const known = indexes.get(scope);
  if (known !== undefined && known.exact === caseSensitive) return known;
  const build = (columns: readonly ScopeColumn[]) => {
    const byName = new Map<string, ScopeColumn[]>();
    for (const column of columns) {
      const key = caseSensitive ? column.column.name : column.column.name.toLowerCase();
      const list = byName.get(key);
      if (list === undefined) byName.set(key, [column]);
      else list.push(column);
    }
    return byName;
  };
  const made = { exact: caseSensitive, byName: build(scope.columns), hidden: build(scope.hidden) };
  indexes.set(scope, made);
  return made;
}

/**
 * Finds a name in a scope (`AttributeSeq.resolve`): qualified readings come before struct fields; several columns for
 * one reading raise AMBIGUOUS_REFERENCE; nothing found is `undefined`.
 */
export function findName(scope: Scope, parts: readonly string[], caseSensitive: boolean): NameMatch | undefined {
  const { byName, hidden } = index(scope, caseSensitive);
  const key = (name: string) => (caseSensitive ? name : name.toLowerCase());
  const qualifiedBy = (given: readonly string[], columns: readonly ScopeColumn[] | undefined) =>
    columns?.filter(
      ({ qualifier }) =>
        qualifier.length >= given.length &&
        given.every((part, i) => key(part) === key(qualifier[qualifier.length - given.length + i] ?? "")),
    );

  for (let depth = Math.min(3, parts.length - 1); depth >= 0; depth--) {
    const asked = parts[depth] ?? "";
    const name = key(asked);
    let candidates = byName.get(name);
    if (depth > 0) {
      const given = parts.slice(0, depth);
      candidates = qualifiedBy(given, candidates);
      if (candidates === undefined || candidates.length === 0) candidates = qualifiedBy(given, hidden.get(name));
    }
    const [found] = candidates ?? [];
    if (found === undefined) continue;
    if (candidates?.some((c) => c.column.id !== found.column.id) === true) throw ambiguous(parts, asked, candidates);
    return { found, name: asked, rest: parts.slice(depth + 1) };
  }
  const { metadata } = scope;
  return metadata === undefined ? undefined : findName({ ...EMPTY_SCOPE, columns: metadata }, parts, caseSensitive);
}

/** A column's qualifier as messages tell it: what a subquery without an alias is called is not told. */
const toldQualifier = (c: ScopeColumn): readonly string[] =>
  c.qualifier.length === 1 && c.qualifier[0] === AUTO_ALIAS ? [] : c.qualifier;

function ambiguous(parts: readonly string[], asked: string, found: readonly ScopeColumn[]) {
  const candidates = found.filter((c, i) => found.findIndex((d) => d.column.id === c.column.id) === i);
  return sparkError("AMBIGUOUS_REFERENCE", {
    name: quoteParts(parts),
    referenceNames: `[${candidates
      .map((c) => quoteParts([...toldQualifier(c), asked]))
      .sort()
      .join(", ")}]`,
  });
}
