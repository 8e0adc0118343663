import { unsupported } from "../errors/spark-error.ts";
import type { MapValue, Value } from "../types/value.ts";
import type { DateFormats, DateSettings } from "./json-dates.ts";
import type { JsonSyntax } from "./json-reader.ts";
import { parseMode, refuseOptions } from "./refused-options.ts";

/** Options of from_json, to_json and schema_of_json: names in any case (`JSONOptions`). */
export interface JsonOptions extends DateFormats {
  readonly syntax: JsonSyntax;
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptRecord: string;
  readonly ignoreNullFields: boolean;
  readonly pretty: boolean;
  readonly primitivesAsString: boolean;
  readonly prefersDecimal: boolean;
  /** Fields without a type are left out of an inferred one, instead of being STRING. */
  readonly dropFieldIfAllNull: boolean;
  /** The whole record goes into the only column, a VARIANT. */
  readonly singleVariantColumn: boolean;
}

/** Spark's options that are not built. */
const REFUSED = [
  "locale",
  "writeNonAsciiCharacterAsCodePoint",
  "enableDateTimeParsingFallback",
  "maxNestingDepth",
  "maxNumLen",
  "maxStringLen",
];

/** Reads an options map; one that is not built is refused by its name. `options` is null or undefined where the call has none. */
export function jsonOptions(options: Value | undefined, settings: DateSettings): JsonOptions {
  const given = new Map(
    ((options as MapValue | null | undefined)?.entries ?? []).map(
      ([k, v]) => [String(k).toLowerCase(), String(v)] as const,
    ),
  );
  refuseOptions(given, REFUSED, "JSON");
  const flag = (name: string, otherwise: boolean): boolean => {
    const text = given.get(name.toLowerCase());
    return text === undefined ? otherwise : text.toLowerCase() === "true";
  };
  if (flag("inferTimestamp", false)) throw unsupported("the option inferTimestamp of JSON");
  return {
    syntax: {
      singleQuotes: flag("allowSingleQuotes", true),
      controlCharacters: flag("allowUnquotedControlChars", false),
      unquotedNames: flag("allowUnquotedFieldNames", false),
      comments: flag("allowComments", false),
      leadingZeros: flag("allowNumericLeadingZeros", false),
      nonNumericNumbers: flag("allowNonNumericNumbers", true),
      anyEscape: flag("allowBackslashEscapingAnyCharacter", false),
    },
    mode: parseMode(given.get("mode")),
    corruptRecord: given.get("columnnameofcorruptrecord") ?? "_corrupt_record",
    ignoreNullFields: flag("ignoreNullFields", true),
    pretty: flag("pretty", false),
    primitivesAsString: flag("primitivesAsString", false),
    prefersDecimal: flag("prefersDecimal", false),
    dropFieldIfAllNull: flag("dropFieldIfAllNull", false),
    dateFormat: given.get("dateformat"),
    timestampFormat: given.get("timestampformat"),
    timestampNtzFormat: given.get("timestampntzformat"),
    timeZone: given.get("timezone") ?? settings.timeZone,
    timeParserPolicy: settings.timeParserPolicy,
    numbersAreDays: true,
    singleVariantColumn: given.has("singlevariantcolumn"),
  };
}
