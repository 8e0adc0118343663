import { binaryText } from "../kernels/binary-text.ts";
import { rootOf } from "../kernels/variant-format.ts";
import { variantJson } from "../kernels/variant-json.ts";
import { zoneOf } from "../kernels/zone.ts";
import { valuesToStream } from "../arrow/build-column.ts";
import { kernels } from "../kernels/index.ts";
import type { KernelFunction, KernelSettings } from "../kernels/kernel.ts";
import { decimalToPlainString } from "../kernels/decimal.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { type DataType, STRING, type StructType, struct } from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import type { HtmlString, Relation, ShowString } from "../unresolved/relation.ts";
import type { EngineEvent } from "./api.ts";
import { type Cells, htmlTable, tableText, verticalText } from "./format-rows.ts";
import { invariant } from "../base/invariant.ts";

/** A relation that is a table of text made from another one's first rows. */
export type Shown = ShowString | HtmlString;

/** The rows that a table of text needs: one more than it shows, to know whether there are more. */
export const rowsToShow = (shown: Shown): Relation => ({
  kind: "limit",
  input: shown.input,
  count: { kind: "literal", type: { kind: "int" }, value: Math.min(Math.max(shown.rows, 0), 2 ** 31 - 2) + 1 },
});

/** The one-row result of `show()` or `_repr_html_()`. */
export function* showEvents(
  shown: Shown,
  schema: StructType,
  rows: readonly (readonly Value[])[],
  settings: SparkSettings,
): Generator<EngineEvent> {
  const cells: Cells = formatCells(schema, rows, settings.kernelSettings);
  const names = schema.fields.map((f) => f.name);
  const limit = Math.max(shown.rows, 0);
  // Before 4.0, a line ended below the words that there are more rows.
  const end = settings.line < 400 ? "\n" : "";
  const text =
    shown.kind === "html_string"
      ? htmlTable(names, cells, shown.truncate, limit)
      : (shown.vertical ? verticalText : tableText)(names, cells, shown.truncate, limit, end);
  const result = shownSchema(shown);
  yield { kind: "schema", schema: result };
  yield {
    kind: "batch",
    // Where a cell was cut inside of a character, Java's encoder writes a question mark.
    data: valuesToStream(result, [[text.replace(/\p{Surrogate}/gu, "?")]], {
      timeZone: settings.timeZone,
      useLargeVarTypes: false,
    }),
    rows: 1,
  };
}

/** The schema of a table of text. */
export const shownSchema = (shown: Shown): StructType => struct([{ name: shown.kind, type: STRING, nullable: false }]);

/** Values as show() prints them: casts to text, with NULL spelled out and bytes as hexadecimal (`ToPrettyString`). */
export function formatCells(
  schema: StructType,
  rows: readonly (readonly Value[])[],
  settings: KernelSettings,
): string[][] {
  const formatters = schema.fields.map((f) => formatter(f.type, settings));
  return rows.map((row) => row.map((value, i) => formatters[i]?.(value) ?? ""));
}

function formatter(type: DataType, settings: KernelSettings): (value: Value) => string {
  const print = formatterOfPresent(type, settings);
  return (value) => (value === null ? "NULL" : print(value));
}

/** Values other than NULL; parts of nested ones print as values do. */
function formatterOfPresent(type: DataType, settings: KernelSettings): (value: Value) => string {
  switch (type.kind) {
    case "binary": {
      const write = binaryText(settings.binaryStyle);
      return (value) => write(value as Uint8Array);
    }
    case "array": {
      const element = formatter(type.element, settings);
      return (value) => `[${(value as readonly Value[]).map(element).join(", ")}]`;
    }
    case "map": {
      const key = formatter(type.key, settings);
      const item = formatter(type.value, settings);
      return (value) => `{${(value as MapValue).entries.map(([k, v]) => `${key(k)} -> ${item(v)}`).join(", ")}}`;
    }
    case "struct": {
      const fields = type.fields.map((f) => formatter(f.type, settings));
      return (value) => `{${(value as StructValue).fields.map((v, i) => fields[i]?.(v) ?? "").join(", ")}}`;
    }
    case "decimal":
      return (value) => decimalToPlainString(value as Decimal);
    case "udt":
      return formatterOfPresent(type.sqlType, settings);
    case "variant": {
      const zone = zoneOf(settings.timeZone);
      return (value) => variantJson(rootOf(value as VariantValue), zone);
    }
    default:
      return castFormatter(type, settings);
  }
}

function castFormatter(type: DataType, settings: KernelSettings): (value: Value) => string {
  const cast = kernels["cast"];
  invariant(cast !== undefined, "there is no cast kernel");
  const run: KernelFunction = cast.bind({
    argTypes: [type],
    returnType: STRING,
    constants: [undefined],
    mode: "legacy",
    settings,
  });
  return (value) => String(run(value));
}
