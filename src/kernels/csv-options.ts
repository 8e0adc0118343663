import { sparkError } from "../errors/spark-error.ts";
import type { MapValue, Value } from "../types/value.ts";
import type { CsvSyntax } from "./csv-tokens.ts";
import type { KernelSettings } from "./kernel.ts";
import type { DateFormats, DateSettings } from "./json-dates.ts";
import { parseMode, refuseOptions } from "./refused-options.ts";

/** Options of from_csv, to_csv and schema_of_csv: names in any case (`CSVOptions`). */
export interface CsvOptions extends DateFormats {
  readonly read: CsvSyntax;
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptRecord: string;
  readonly nullValue: string;
  readonly nanValue: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly quoteAll: boolean;
  readonly emptyWritten: string;
  readonly trimLeft: boolean;
  readonly trimRight: boolean;
  readonly binaryStyle: KernelSettings["binaryStyle"];
}

/** Spark's options that are not built. */
const REFUSED = [
  "locale",
  "charToEscapeQuoteEscaping",
  "unescapedQuoteHandling",
  "escapeQuotes",
  "maxColumns",
  "maxCharsPerColumn",
  "enableDateTimeParsingFallback",
];

/** Reads an options map; one that is not built is refused by its name. `options` is null or undefined where the call has none. */
export function csvOptions(options: Value | undefined, settings: DateSettings): CsvOptions {
  const given = new Map(
    ((options as MapValue | null | undefined)?.entries ?? []).map(
      ([k, v]) => [String(k).toLowerCase(), String(v)] as const,
    ),
  );
  refuseOptions(given, REFUSED, "CSV");
  const flag = (name: string, otherwise: boolean): boolean => {
    const text = given.get(name);
    return text === undefined ? otherwise : text.toLowerCase() === "true";
  };
  const separator = given.get("sep") ?? given.get("delimiter") ?? ",";
  if (separator === "") throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Delimiter cannot be empty" });
  return {
    read: {
      separator: separator === "\\t" ? "\t" : separator,
      quote: given.get("quote") ?? '"',
      escape: given.get("escape") ?? "\\",
      comment: given.get("comment") ?? "",
      ignoreLeadingWhiteSpace: flag("ignoreleadingwhitespace", false),
      ignoreTrailingWhiteSpace: flag("ignoretrailingwhitespace", false),
      emptyValue: given.get("emptyvalue") ?? "",
    },
    mode: parseMode(given.get("mode")),
    corruptRecord: given.get("columnnameofcorruptrecord") ?? "_corrupt_record",
    nullValue: given.get("nullvalue") ?? "",
    nanValue: given.get("nanvalue") ?? "NaN",
    positiveInf: given.get("positiveinf") ?? "Inf",
    negativeInf: given.get("negativeinf") ?? "-Inf",
    quoteAll: flag("quoteall", false),
    emptyWritten: given.get("emptyvalue") ?? '""',
    trimLeft: flag("ignoreleadingwhitespace", true),
    trimRight: flag("ignoretrailingwhitespace", true),
    dateFormat: given.get("dateformat"),
    timestampFormat: given.get("timestampformat"),
    timestampNtzFormat: given.get("timestampntzformat"),
    timeZone: given.get("timezone") ?? settings.timeZone,
    timeParserPolicy: settings.timeParserPolicy,
    binaryStyle: settings.binaryStyle,
  };
}
