import { createHash } from "node:crypto";
import type { SparkSettings } from "../../settings/snapshot.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import {
  type Aggregate,
  AS_INPUT,
  DISTINCT,
  type Project,
  type Projection,
  type Relation,
  type Wrapping,
} from "../../resolved/relation.ts";
import { inputsOf } from "../../resolved/visit.ts";
import {
  aggregateText,
  expressionText,
  keysText,
  type Place,
  pythonText,
  type Spelling,
  typeText,
  windowText,
  zone,
} from "./expression-text.ts";
import { someType } from "../../types/data-type.ts";

/** A text of fixed length that is equal for plans of equal meaning, whatever names they give (`QueryPlan.canonicalized`). */
export type PlanKey = string;

/** The keys of a plan's pieces. */
export interface PlanKeys {
  /** The key of the plan or of a piece of it; `undefined` for a piece that refers to columns around it. */
  of(piece: Relation): PlanKey | undefined;
  /** All keys that were found on the way to those asked for. */
  readonly all: ReadonlySet<PlanKey>;
}

type Outer = Place["outer"];

interface Keyed {
  readonly key: PlanKey;
  /** How many places around it its references go out; 0: it stands on its own. */
  readonly reach: number;
}

/** The settings that tell plans apart, and the Spark that does. */
type PlanSettings = Pick<SparkSettings, "kernelSettings" | "line">;

/** What keys are for: to tell whether two plans are the same, or to find the rows that are kept of one. */
export type PlanKeyUse = "compare" | "keep";

/** What spelling a plan takes beside it. */
interface PlanSpelling extends Spelling {
  readonly use: PlanKeyUse;
}

/** Keys of pieces of plans under settings; each piece is spelled once. */
export function planKeys(settings: PlanSettings, use: PlanKeyUse): PlanKeys {
  const { kernelSettings, line } = settings;
  const known = new Map<Relation, Keyed>();
  const all = new Set<PlanKey>();
  const keyed = (r: Relation, outer: Outer): Keyed => {
    const found = known.get(r);
    if (found !== undefined) return found;
    let reach = 0;
    const out = (places: number): void => {
      reach = Math.max(reach, places);
    };
    const below = (input: Relation, around: Outer): string => {
      const inner = keyed(input, around);
      // Columns that it finds right here are not around this relation.
      out(inner.reach - (around.length - outer.length));
      return inner.key;
    };
    const text = relationText(r, outer, below, { settings: kernelSettings, line, use, plan: below, reach: out });
    const key = typeof text === "string" ? createHash("sha1").update(text).digest("base64") : text.same;
    // The key of a piece of a correlated plan depends on where the columns around it are.
    if (reach === 0) {
      known.set(r, { key, reach });
      all.add(key);
    }
    return { key, reach };
  };
  return {
    of: (piece) => {
      const { key, reach } = keyed(piece, []);
      return reach === 0 ? key : undefined;
    },
    all,
  };
}

const places = (...relations: readonly Relation[]): ReadonlyMap<ColumnId, number> =>
  new Map(relations.flatMap((r) => r.output).map((c, i) => [c.id, i]));

/** Formats whose values are read from text, in the session's zone. */
const TEXTUAL: ReadonlySet<string> = new Set(["csv", "json", "xml"]);

const outputTypes = (r: Relation): string => r.output.map((c) => typeText(c.type)).join(",");

/** One relation over the keys of its inputs; or the key of the input that it is no different from. */
function relationText(
  r: Relation,
  outer: Outer,
  keyOf: (input: Relation, outer: Outer) => string,
  cx: PlanSpelling,
): string | { readonly same: PlanKey } {
  const at: Place = { columns: places(...inputsOf(r)), outer, params: new Map() };
  const text = (e: Expression) => expressionText(e, at, cx);
  const below = (input: Relation) => keyOf(input, outer);
  const outermost = r.wrapped?.at(-1);
  if (outermost !== undefined) return `in ${wrappingText(outermost, cx)} ${below(unwrapped(r) ?? r)}`;
  switch (r.kind) {
    case "scan": {
      const { format, files, paths, dataSchema, partitionSchema, options } = r.source;
      const what = paths ?? files.map((f) => f.path);
      const parsed = TEXTUAL.has(format) ? [dataSchema, partitionSchema] : [partitionSchema];
      const schemas = [typeText(dataSchema), typeText(partitionSchema), zone(parsed, cx)];
      return `scan${JSON.stringify([format, what, schemas, Object.entries(options).sort(), r.fields, r.form])}`;
    }
    case "local_data":
      return `data ${r.rows ?? r.dataId} ${outputTypes(r)}`;
    case "values": {
      // Spark compares maps inside of constant rows by where they lie in memory.
      const draw = r.rows.length > 0 && r.output.some((c) => someType(c.type, (t) => t.kind === "map")) ? r.draw : "";
      return `values ${draw} ${outputTypes(r)} ${r.rows.map((row) => `(${row.map(text).join(",")})`).join("")}`;
    }
    case "range":
      return `range ${r.start} ${r.end} ${r.step} ${r.form}`;
    case "project": {
      if (r.input.kind === "aggregate" && isSelected(r.input))
        return aggregateList(
          r.input,
          (at) => r.projections.map((p) => expressionText(p.expression, at, cx)),
          outer,
          below,
          cx,
        );
      const input = below(r.input);
      // Before 4.0 a projection of just what is there was a plan of its own.
      if ((cx.line >= 400 || r.form === AS_INPUT || isHaving(r.input)) && isIdentity(r)) return { same: input };
      return `project ${r.hidden === undefined ? r.form : "with hidden"} ${r.projections.map((p) => projectionText(p, text, r.input)).join(",")} ${input}`;
    }
    case "filter":
      return `filter ${text(r.condition)} ${below(r.input)}`;
    case "join": {
      const right = r.lateral ? keyOf(r.right, [places(r.left), ...outer]) : below(r.right);
      const condition = r.condition === undefined ? "" : text(r.condition);
      return `join ${r.form} ${r.lateral} ${condition} ${below(r.left)} ${right}`;
    }
    case "aggregate":
      if (isSelected(r))
        return aggregateList(r, (made) => r.output.map((c) => `#${made.columns.get(c.id)}`), outer, below, cx);
      return `${r.form} ${r.grouping.map((g) => text(g.expression)).join(",")} ${below(r.input)}`;
    case "window":
      return `window ${r.form} ${r.windows.map((w) => windowText(w.call, at, cx)).join(";")} ${below(r.input)}`;
    case "sort":
      return `sort ${r.form} ${keysText(r.keys, at, cx)} ${below(r.input)}`;
    case "limit":
      return `limit ${r.form} ${r.count} ${r.offset} ${below(r.input)}`;
    case "tail":
      return `tail ${r.count} ${below(r.input)}`;
    case "set_operation": {
      const last = r.inputs.at(-1);
      // A union of many is spelled as the chain of unions that it was written as.
      if (r.operation === "union" && r.all && r.inputs.length > 2 && last !== undefined)
        return `union true ${below({ ...r, inputs: r.inputs.slice(0, -1) })} ${below(last)}`;
      // UNION is what DISTINCT makes of UNION ALL.
      if (r.operation === "union" && !r.all)
        return `${DISTINCT} ${r.output.map((_, i) => `#${i}`).join(",")} ${below({ ...r, all: true })}`;
      return `${r.operation} ${r.all} ${r.inputs.map(below).join(" ")}`;
    }
    case "generate":
      return `generate ${r.form} ${r.function} ${r.outer} ${r.args.map(text).join(",")} ${below(r.input)}`;
    case "sample":
      return `sample ${r.lowerBound} ${r.upperBound} ${r.withReplacement} ${r.draw ?? r.seed} ${below(r.input)}`;
    case "shared":
      return `shared ${below(r.plan)}`;
    case "python_source":
      return `source ${createHash("sha1").update(r.instance).digest("base64")} ${outputTypes(r)}`;
    case "loop":
      return `loop ${r.levels} ${r.rows} ${r.count} ${below(r.anchor)} ${below(r.step)}`;
    case "python_map":
      return `${pythonText({ udf: r.udf, keywords: [] })} ${r.isBarrier} ${below(r.input)}`;
    case "python_groups": {
      const grouping = r.grouping.map((g) => text(g.expression)).join(",");
      return `${pythonText({ udf: r.udf, keywords: [] })} ${grouping} ${below(r.input)}`;
    }
    case "python_cogroups": {
      const grouping = [...r.leftGrouping, ...r.rightGrouping].map((g) => text(g.expression)).join(",");
      return `${pythonText({ udf: r.udf, keywords: [] })} ${grouping} ${below(r.left)} ${below(r.right)}`;
    }
    case "python_table":
      return `${pythonText(r)} ${r.args.map(text).join(",")} ${r.table?.partition.join(",") ?? ""} ${below(r.input)}`;
  }
}

/** A relation without the outermost of what is around it; `undefined` where nothing is. */
export function unwrapped(r: Relation): Relation | undefined {
  if (r.wrapped === undefined) return undefined;
  const wrapped = r.wrapped.slice(0, -1);
  return { ...r, wrapped: wrapped.length === 0 ? undefined : wrapped };
}

/** Since 4.1 what is kept of a plan is found whatever numbers its WITHs have (`NormalizeCTEIds`). */
const wrappingText = ({ as, draw }: Wrapping, { use, line }: PlanSpelling): string =>
  draw === undefined || (use === "keep" && line >= 401) ? as : `${as}!${draw}`;

/** Whether an aggregate is a SELECT's: Spark's has its list of columns in it. */
const isSelected = (r: Aggregate): boolean => r.wrapped === undefined && r.form?.startsWith(DISTINCT) !== true;

/** The text of an aggregate with the list of columns that is selected from it. */
function aggregateList(
  r: Aggregate,
  list: (made: Place) => readonly string[],
  outer: Outer,
  below: (input: Relation) => string,
  cx: PlanSpelling,
): string {
  const at: Place = { columns: places(r.input), outer, params: new Map() };
  const grouping = r.grouping.map((g) => expressionText(g.expression, at, cx));
  const columns = new Map<ColumnId, number | string>();
  // Sets are computed below the aggregate, which sees their columns.
  r.grouping.forEach((g, i) => columns.set(g.column.id, r.sets === undefined ? (grouping[i] ?? i) : `key${i}`));
  if (r.groupingId !== undefined) columns.set(r.groupingId.id, "grouping_id");
  for (const m of r.measures) columns.set(m.column.id, aggregateText(m.call, at, cx));
  const sets = JSON.stringify(r.sets);
  return `aggregate ${r.form} ${grouping.join(",")};${sets};${list({ ...at, columns }).join(",")} ${below(r.input)}`;
}

/** A column as it is, and one under an alias, are not the same; the names of what is selected beside HAVING lie below it. */
const projectionText = (p: Projection, text: (e: Expression) => string, input: Relation): string =>
  p.expression.kind === "column" && p.expression.id !== p.column.id && !isHaving(input)
    ? `alias ${text(p.expression)}`
    : text(p.expression);

/** Whether a relation is a SELECT's HAVING, which Spark has no projection over where it asks for no columns of its own. */
const isHaving = (r: Relation): boolean =>
  r.kind === "filter" && (r.input.kind === "aggregate" ? isSelected(r.input) : isHaving(r.input));

/** Whether a projection gives just what is below it, maybe under other names. */
const isIdentity = (r: Project): boolean =>
  (r.form === undefined || r.form === AS_INPUT) &&
  r.projections.length === r.input.output.length &&
  r.projections.every(({ expression, column }, i) => {
    const input = r.input.output[i];
    if (expression.kind !== "column" || expression.id !== input?.id) return false;
    return JSON.stringify(column.metadata) === JSON.stringify(input.metadata);
  });
