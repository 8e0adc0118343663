/**
 * `java_method` and its kin (`CallMethodViaReflection`). There is no JVM here: the methods that are known are named
 * below with the types of their arguments, and every other one is refused by its name.
 */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import { type DataType, STRING } from "../types/data-type.ts";
import { type ArgInfo, any } from "./define.ts";
import { unexpectedInput } from "./arg-rules.ts";

/** `class.method(types)`; kernels/java-methods.ts has their meaning. */
const METHODS: ReadonlySet<string> = new Set([
  "java.util.UUID.fromString(string)",
  "java.net.URLDecoder.decode(string)",
  "java.lang.Math.abs(int)",
  "java.lang.Math.abs(long)",
  "java.lang.Math.abs(float)",
  "java.lang.Math.abs(double)",
  "java.lang.Math.max(int, int)",
  "java.lang.Math.max(long, long)",
  "java.lang.Math.min(int, int)",
  "java.lang.Math.min(long, long)",
  "java.lang.Math.sqrt(double)",
  "java.lang.Integer.toHexString(int)",
  "java.lang.Long.toHexString(long)",
  "scala.Predef.require(boolean)",
]);

const TAKEN: ReadonlySet<DataType["kind"]> = new Set([
  "boolean",
  "byte",
  "short",
  "int",
  "long",
  "float",
  "double",
  "string",
]);
const REQUIRED = '("BOOLEAN" or "TINYINT" or "SMALLINT" or "INT" or "BIGINT" or "FLOAT" or "DOUBLE" or "STRING")';

const NAMES = ["class", "method"] as const;

function check(
  args: readonly ArgInfo[],
  _settings: unknown,
  call: { readonly sql: string; readonly origin?: unknown },
): void {
  const sqlExpr = `"${call.sql}"`;
  for (const [i, name] of NAMES.entries()) {
    const arg = args[i];
    if (arg?.type.kind !== "string" || !arg.foldable) {
      throw sparkError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
        sqlExpr,
        inputName: `\`${name}\``,
        inputType: '"STRING"',
        inputExpr: `"${arg?.sql ?? ""}"`,
      });
    }
    if (arg.value === null) throw sparkError("DATATYPE_MISMATCH.UNEXPECTED_NULL", { sqlExpr, exprName: `\`${name}\`` });
  }
  for (const [i, arg] of args.entries()) {
    if (i < NAMES.length || TAKEN.has(arg.type.kind)) continue;
    throw unexpectedInput(args, i, REQUIRED, call);
  }
  const types = args.slice(NAMES.length).map((a) => a.type.kind);
  const method = `${String(args[0]?.value)}.${String(args[1]?.value)}(${types.join(", ")})`;
  if (!METHODS.has(method)) throw unsupported(`the Java method ${method}`);
}

/** What the functions have in common. */
export const javaMethod = {
  args: [
    any("class", { foldable: true }),
    any("method", { foldable: true }),
    any("arg", { optional: true, variadic: true }),
  ],
  check,
  returns: STRING,
  nulls: "always",
} as const;
