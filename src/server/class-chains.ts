import type { ErrorClass } from "../errors/conditions.ts";

const throwable = ["java.lang.Throwable", "java.lang.Object"];
const exception = ["java.lang.Exception", ...throwable];
const runtime = ["java.lang.RuntimeException", ...exception];

/** The exception that a JVM server would throw, and its superclasses up to Object: clients choose their own by it. */
export const classChains: Readonly<Record<ErrorClass, readonly [string, ...string[]]>> = {
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
  unsupported_operation: [
    "org.apache.spark.SparkUnsupportedOperationException",
    "java.lang.UnsupportedOperationException",
    ...runtime,
  ],
  no_such_element: ["org.apache.spark.SparkNoSuchElementException", "java.util.NoSuchElementException", ...runtime],
  spark: ["org.apache.spark.SparkException", ...exception],
  sql: ["org.apache.spark.SparkSQLException", "java.sql.SQLException", ...exception],
  invalid_plan: ["org.apache.spark.sql.connect.common.InvalidPlanInput", ...runtime],
  class_not_found: [
    "org.apache.spark.SparkClassNotFoundException",
    "java.lang.ClassNotFoundException",
    "java.lang.ReflectiveOperationException",
    ...exception,
  ],
  python: ["org.apache.spark.api.python.PythonException", ...runtime],
};
