/** Struct functions (Spark's group `struct_funcs`). */
import { sparkError } from "../errors/spark-error.ts";
import { field, STRING, struct } from "../types/data-type.ts";
import { constantText, nullableAt, structAt, typeAt } from "./arg-rules.ts";
import { any, type ArgInfo, functionGroup, of, scalar, structArg } from "./define.ts";

/** Fields in pairs of a constant name and a value. */
const namedFields = (args: readonly ArgInfo[]) =>
  Array.from({ length: Math.floor(args.length / 2) }, (_, i) =>
    field(constantText(args[2 * i]) ?? "", typeAt(args, 2 * i + 1), nullableAt(args, 2 * i + 1)),
  );

export const structFunctions = functionGroup("struct", {
  named_struct: scalar({
    args: [any("name", { optional: true, variadic: true })],
    returns: (args) => struct(namedFields(args)),
    nulls: "never",
    check: (args, _settings, call) => {
      if (args.length % 2 !== 0) {
        throw sparkError(
          "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
          {
            functionName: "`named_struct`",
            expectedNum: "2n (n > 0)",
            actualNum: String(args.length),
            docroot: "https://spark.apache.org/docs/latest",
          },
          { origin: null },
        );
      }
      const wrong = args.filter((arg, i) => i % 2 === 0 && constantText(arg) === undefined);
      if (wrong.length > 0) {
        throw sparkError("DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING", {
          sqlExpr: `"${call.sql}"`,
          inputExprs: `["${wrong.map((w) => w.sql).join('", "')}"]`,
        });
      }
    },
    since: "1.5.0",
    doc: "A struct of names and values in turn.",
    examples: [["named_struct('a', 1, 'b', 2, 'c', 3)", "{1, 2, 3}"]],
  }),
  struct: scalar({
    args: [any("col", { optional: true, variadic: true })],
    returns: (args) => struct(args.map((a, i) => field(`col${i + 1}`, a.type, a.nullable))),
    nulls: "never",
    since: "1.4.0",
    doc: "A struct of the arguments: fields are named as columns are, or `col1`, `col2` …",
    examples: [
      ["struct(1, 2, 3)", "{1, 2, 3}"],
      ["struct(a, a AS b) FROM VALUES (1) AS t(a)", "{1, 1}"],
    ],
  }),
});

/** `Column.withField` of a single name. */
export const structInternals = functionGroup("internal", {
  with_field: scalar({
    args: [structArg("struct"), of("name", STRING, { foldable: true }), any("value")],
    returns: (args) => {
      const name = constantText(args[1]) ?? "";
      const fields = structAt(args, 0)?.fields ?? [];
      const put = field(name, typeAt(args, 2), nullableAt(args, 2));
      const same = (n: string) => n.toLowerCase() === name.toLowerCase();
      return struct(fields.some((f) => same(f.name)) ? fields.map((f) => (same(f.name) ? put : f)) : [...fields, put]);
    },
    nulls: (args) => nullableAt(args, 0),
    since: "3.1.0",
    doc: "The struct with a field added or replaced.",
    examples: [],
    pretty: (args) => `update_fields(${args[0] ?? ""}, WithField(${args[2] ?? ""}))`,
  }),
});
