/** Spark's functions on CSV texts. */
import { sparkError } from "../errors/spark-error.ts";
import { isText, STRING, type StructType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { typeAt } from "./arg-rules.ts";
import { type ArgInfo, any, functionGroup, scalar, text, type TypingSettings } from "./define.ts";
import { checkOptions, notNull, schemaArgument } from "./json.ts";

const options = any("options", { optional: true, foldable: true });

/** The schema that a constant argument says, which must be of rows. */
export function rowSchema(arg: ArgInfo | undefined, settings: TypingSettings): StructType {
  const type = schemaArgument(arg, settings);
  if (type.kind === "struct") return type;
  throw sparkError("INVALID_SCHEMA.NON_STRUCT_TYPE", {
    inputSchema: `"${arg?.sql ?? ""}"`,
    dataType: `"${sqlType(type)}"`,
  });
}

export const csvFunctions = functionGroup("csv", {
  from_csv: scalar({
    args: [text("csvStr"), any("schema", { foldable: true }), options],
    coerce: (args) => args.map((a, i) => (i === 0 && a.type.kind === "null" ? STRING : a.type)),
    check: (args, _settings, call) => {
      checkOptions(args[2]);
      const type = typeAt(args, 0);
      if (isText(type)) return;
      throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
        sqlExpr: `"${call.sql}"`,
        paramIndex: "first",
        requiredType: '"STRING"',
        inputSql: `"${args[0]?.sql ?? ""}"`,
        inputType: `"${sqlType(type)}"`,
      });
    },
    returns: (args, settings) => rowSchema(args[1], settings),
    nulls: "mirror",
    since: "3.0.0",
    doc: "The struct of a line of CSV, by a schema.",
    examples: [
      ["from_csv('1, 0.8', 'a INT, b DOUBLE')", "{1, 0.8}"],
      ["from_csv('26/08/2015', 'day DATE', map('dateFormat', 'dd/MM/yyyy'))", "{2015-08-26}"],
    ],
    throws: true,
    pretty: (args) => `from_csv(${args[0]})`,
  }),
  to_csv: scalar({
    args: [any("expr"), options],
    check: (args, _settings, call) => {
      checkOptions(args[1]);
      const type = typeAt(args, 0);
      if (type.kind === "struct" || type.kind === "null") return;
      throw sparkError("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", {
        sqlExpr: `"${call.sql}"`,
        functionName: "`to_csv`",
        dataType: `"${sqlType(type)}"`,
      });
    },
    returns: STRING,
    nulls: "always",
    since: "3.0.0",
    doc: "A struct as a line of CSV.",
    examples: [
      ["to_csv(named_struct('a', 1, 'b', 2))", "1,2"],
      ["to_csv(named_struct('day', date'2015-08-26'), map('dateFormat', 'dd/MM/yyyy'))", "26/08/2015"],
    ],
    pretty: (args) => `to_csv(${args[0]})`,
  }),
  schema_of_csv: scalar({
    args: [text("csv", { foldable: true }), options],
    check: (args, _settings, call) => {
      checkOptions(args[1]);
      notNull("csv", args[0], call);
    },
    returns: STRING,
    nulls: "never",
    since: "3.0.0",
    doc: "The schema of a constant line of CSV, in DDL.",
    examples: [["schema_of_csv('1,abc')", "STRUCT<_c0: INT, _c1: STRING>"]],
    throws: true,
    pretty: (args) => `schema_of_csv(${args[0]})`,
  }),
});
