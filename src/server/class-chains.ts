import type { ErrorClass } from "../errors/conditions.ts";
import type { SparkError } from "../errors/spark-error.ts";

const throwable = ["java.lang.Throwable", "java.lang.Object"];
const exception = ["java.lang.Exception", ...throwable];
const runtime = ["java.lang.RuntimeException", ...exception];

/** The exception that a JVM server would throw, and its superclasses up to Object: clients choose their own by it. */
const classChains: Readonly<Record<ErrorClass, readonly [string, ...string[]]>> = {
  analysis: [
    "org.apache.spark.sql.catalyst.ExtendedAnalysisException",
    "org.apache.spark.sql.AnalysisException",
    ...exception,
  ],
  parse: [
    "org.apache.spark.sql.catalyst.parser.ParseException",
    "org.apache.spark.sql.AnalysisException",
    ...exception,
  ],
  arithmetic: ["org.apache.spark.SparkArithmeticException", "java.lang.ArithmeticException", ...runtime],
  number_format: [
    "org.apache.spark.SparkNumberFormatException",
    "java.lang.NumberFormatException",
    "java.lang.IllegalArgumentException",
    ...runtime,
  ],
  date_time: ["org.apache.spark.SparkDateTimeException", "java.time.DateTimeException", ...runtime],
  array_index: [
    "org.apache.spark.SparkArrayIndexOutOfBoundsException",
    "java.lang.ArrayIndexOutOfBoundsException",
    "java.lang.IndexOutOfBoundsException",
    ...runtime,
  ],
  runtime: ["org.apache.spark.SparkRuntimeException", ...runtime],
  illegal_argument: [
    "org.apache.spark.SparkIllegalArgumentException",
    "java.lang.IllegalArgumentException",
    ...runtime,
  ],
  jvm_unsupported_operation: ["java.lang.UnsupportedOperationException", ...runtime],
  unsupported_operation: [
    "org.apache.spark.SparkUnsupportedOperationException",
    "java.lang.UnsupportedOperationException",
    ...runtime,
  ],
  no_such_element: ["org.apache.spark.SparkNoSuchElementException", "java.util.NoSuchElementException", ...runtime],
  upgrade: ["org.apache.spark.SparkUpgradeException", ...runtime],
  spark: ["org.apache.spark.SparkException", ...exception],
  sql: ["org.apache.spark.SparkSQLException", "java.sql.SQLException", ...exception],
  invalid_plan: ["org.apache.spark.sql.connect.common.InvalidPlanInput", ...runtime],
  class_not_found: [
    "org.apache.spark.SparkClassNotFoundException",
    "java.lang.ClassNotFoundException",
    "java.lang.ReflectiveOperationException",
    ...exception,
  ],
  jvm_illegal_argument: ["java.lang.IllegalArgumentException", ...runtime],
  script: ["org.apache.spark.sql.exceptions.SqlScriptingException", ...exception],
  python: ["org.apache.spark.api.python.PythonException", ...runtime],
  pickle: ["net.razorvine.pickle.PickleException", ...runtime],
  jvm: ["java.lang.RuntimeException", ...exception],
};

const DATETIMES: ReadonlySet<string> = new Set(['"DATE"', '"TIMESTAMP"', '"TIMESTAMP_NTZ"']);

/** The exception's class and its superclasses; a malformed text is another exception for each type it is cast to. */
export function classChainOf({ class: family, condition, params }: SparkError): readonly [string, ...string[]] {
  if (condition === "CAST_INVALID_INPUT") {
    const target = params["targetType"] ?? "";
    if (DATETIMES.has(target)) return classChains.date_time;
    if (target === '"BOOLEAN"') return classChains.runtime;
  }
  return classChains[family];
}
