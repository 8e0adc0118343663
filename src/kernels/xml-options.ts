import { requirementFailed, sparkError, unsupported } from "../errors/spark-error.ts";
import type { MapValue, Value } from "../types/value.ts";
import { parseDouble } from "./number-parse.ts";
import { doubleToString } from "./number-text.ts";
import { parseMode } from "./refused-options.ts";
import { zoneOf } from "./zone.ts";
import type { KernelSettings } from "./kernel.ts";
import type { DateFormats, DateSettings } from "./json-dates.ts";

/** Options of XML functions and files: names in any case (`XmlOptions`). */
export interface XmlOptions extends DateFormats {
  readonly binaryStyle: KernelSettings["binaryStyle"];
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptRecord: string;
  readonly rowTag: string;
  readonly rootTag: string;
  readonly declaration: string;
  readonly arrayElementName: string;
  readonly excludeAttribute: boolean;
  readonly attributePrefix: string;
  readonly valueTag: string;
  /** `undefined`: no text stands for NULL. */
  readonly nullValue: string | undefined;
  readonly ignoreSurroundingSpaces: boolean;
  readonly inferSchema: boolean;
  readonly prefersDecimal: boolean;
  readonly preferDate: boolean;
  readonly wildcardColumn: string;
  readonly ignoreNamespace: boolean;
  readonly indent: string;
  readonly validateName: boolean;
  readonly samplingRatio: number;
}

/** Options that Spark knows and that are not built. */
const REFUSED = ["rowValidationXSDPath", "singleVariantColumn", "locale"];

/**
 * Reads an options map; `options` is null or undefined where the call has none. Throws what Spark does for values that
 * make no sense, and refuses options that change answers and are not built.
 */
export function xmlOptions(options: Value | undefined, settings: DateSettings): XmlOptions {
  const given = new Map(
    ((options as MapValue | null | undefined)?.entries ?? []).map(
      ([k, v]) => [String(k).toLowerCase(), String(v)] as const,
    ),
  );
  const text = (name: string): string | undefined => given.get(name.toLowerCase());
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = text(name);
    const lower = value?.toLowerCase();
    if (value === undefined || lower === "true" || lower === "false")
      return value === undefined ? otherwise : lower === "true";
    throw sparkError("_LEGACY_ERROR_TEMP_2147", { paramName: name });
  };
  const unbracketed = (name: string, otherwise: string): string => {
    const value = text(name) ?? otherwise;
    if (value.startsWith("<") || value.endsWith(">"))
      throw requirementFailed(`'${name}' should not include angle brackets`);
    return value;
  };
  const [refused] = REFUSED.filter(
    (name) => text(name) !== undefined && !(name === "locale" && text(name) === "en-US"),
  );
  if (refused !== undefined) throw unsupported(`the option ${refused} of XML`);
  const rowTag = text("rowTag") ?? "ROW";
  if (rowTag.trim() === "") throw requirementFailed("'rowTag' option should not be an empty string.");
  const attributePrefix = text("attributePrefix") ?? "_";
  const valueTag = text("valueTag") ?? "_VALUE";
  if (valueTag.trim() === "") throw requirementFailed("'valueTag' option should not be empty string.");
  if (valueTag === attributePrefix) {
    throw requirementFailed("'valueTag' and 'attributePrefix' options should not be the same.");
  }
  const ratio = text("samplingRatio") ?? "1";
  const samplingRatio = parseDouble(ratio);
  if (samplingRatio === undefined) throw sparkError("JVM.NUMBER_FORMAT", { message: `For input string: "${ratio}"` });
  if (!(samplingRatio > 0))
    throw requirementFailed(`samplingRatio (${doubleToString(samplingRatio)}) should be greater than 0`);
  const zone = text("timeZone") ?? settings.timeZone;
  zoneOf(zone);
  const preferDate = flag("preferDate", true);
  return {
    mode: parseMode(text("mode")),
    corruptRecord: text("columnNameOfCorruptRecord") ?? "_corrupt_record",
    rowTag: unbracketed("rowTag", rowTag),
    rootTag: unbracketed("rootTag", "ROWS"),
    declaration: unbracketed("declaration", 'version="1.0" encoding="UTF-8" standalone="yes"'),
    arrayElementName: text("arrayElementName") ?? "item",
    excludeAttribute: flag("excludeAttribute", false),
    attributePrefix,
    valueTag,
    nullValue: text("nullValue"),
    ignoreSurroundingSpaces: flag("ignoreSurroundingSpaces", true),
    inferSchema: flag("inferSchema", true),
    prefersDecimal: flag("prefersDecimal", false),
    preferDate,
    wildcardColumn: text("wildcardColName") ?? "xs_any",
    ignoreNamespace: flag("ignoreNamespace", false),
    indent: text("indent") ?? "    ",
    validateName: flag("validateName", true),
    samplingRatio,
    // A pattern makes dates strict.
    dateFormat: text("dateFormat") ?? (preferDate ? "yyyy-MM-dd" : undefined),
    timestampFormat: text("timestampFormat"),
    timestampNtzFormat: text("timestampNTZFormat"),
    timeZone: zone,
    timeParserPolicy: settings.timeParserPolicy,
    binaryStyle: settings.binaryStyle,
  };
}
