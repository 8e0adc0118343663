import { sparkError, unsupported } from "../../../src/errors/spark-error.ts";
import type { CsvSyntax } from "../../../src/kernels/csv-tokens.ts";
import { flag } from "./lines.ts";

/** Reader options of CSV files (`CSVOptions`), by their lower-case names. */
export interface CsvOptions {
  readonly syntax: CsvSyntax;
  readonly header: boolean;
  /** False: a header must have the schema's names, in order. */
  readonly enforceSchema: boolean;
  readonly multiLine: boolean;
  /** Only the fields that are asked for are taken out of a record; the number of the others is not looked at. */
  readonly columnPruning: boolean;
  readonly nullValue: string;
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly corruptRecord: string;
  readonly dateFormat: string | undefined;
  readonly timestampFormat: string | undefined;
  readonly timestampNtzFormat: string | undefined;
  readonly nan: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly timeZone: string;
  readonly inferSchema: boolean;
  readonly prefersDate: boolean;
}

const REFUSED = [
  "unescapedquotehandling",
  "chartoescapequoteescaping",
  "locale",
  "enabledatetimeparsingfallback",
  "singlevariantcolumn",
];

/** Reads the options; those that this reader does not follow are refused when they are set. */
export function csvOptions(options: Readonly<Record<string, string>>, timeZone: string): CsvOptions {
  for (const name of REFUSED) if (options[name] !== undefined) throw unsupported(`the CSV option ${name}`);
  const mode = (options["mode"] ?? "PERMISSIVE").toUpperCase();
  const multiLine = flag(options, "multiline") || flag(options, "wholefile");
  const empty = options["emptyvalue"] ?? "";
  return {
    syntax: {
      separator: unescape(options["sep"] ?? options["delimiter"] ?? ","),
      quote: options["quote"] ?? '"',
      escape: options["escape"] ?? "\\",
      comment: options["comment"] ?? "",
      ignoreLeadingWhiteSpace: flag(options, "ignoreleadingwhitespace"),
      ignoreTrailingWhiteSpace: flag(options, "ignoretrailingwhitespace"),
      emptyValue: empty,
    },
    header: flag(options, "header"),
    enforceSchema: flag(options, "enforceschema", true),
    multiLine,
    columnPruning: flag(options, "columnpruning", !multiLine),
    nullValue: options["nullvalue"] ?? "",
    mode: mode === "DROPMALFORMED" || mode === "FAILFAST" ? mode : "PERMISSIVE",
    corruptRecord: options["columnnameofcorruptrecord"] ?? "_corrupt_record",
    dateFormat: options["dateformat"],
    timestampFormat: options["timestampformat"],
    timestampNtzFormat: options["timestampntzformat"],
    nan: options["nanvalue"] ?? "NaN",
    positiveInf: options["positiveinf"] ?? "Inf",
    negativeInf: options["negativeinf"] ?? "-Inf",
    timeZone: options["timezone"] ?? timeZone,
    inferSchema: flag(options, "inferschema"),
    prefersDate: flag(options, "prefersdate", true),
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\t": "\t",
  "\\\\": "\\",
  "\\r": "\r",
  "\\b": "\b",
  "\\f": "\f",
  "\\0": "\0",
};

/** A separator as Spark reads it (`CSVExprUtils.toChar`). */
const unescape = (separator: string): string => {
  if (separator === "") throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Delimiter cannot be empty" });
  return ESCAPES[separator] ?? separator;
};
