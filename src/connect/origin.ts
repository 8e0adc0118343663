import type { ExpressionCommon } from "../gen/spark/connect/expressions_pb.ts";
import type { Origin as PbOrigin } from "../gen/spark/connect/common_pb.ts";
import type { Origin } from "../errors/origin.ts";

/** Where the client's program wrote a node: PySpark 4 and the Scala client send it. */
export function decodeOrigin(origin: PbOrigin | undefined): Origin | undefined {
  const chosen = origin?.function;
  if (chosen === undefined) return undefined;
  switch (chosen.case) {
    case "pythonOrigin":
      return { kind: "dataframe", fragment: chosen.value.fragment, callSite: chosen.value.callSite };
    case "jvmOrigin": {
      const { sqlText, startIndex, stopIndex, objectType, objectName, stackTrace } = chosen.value;
      if (sqlText !== undefined && startIndex !== undefined && stopIndex !== undefined) {
        return {
          kind: "sql",
          source: { text: sqlText, objectType, objectName },
          span: { start: startIndex, end: stopIndex + 1 },
        };
      }
      const [called, caller] = stackTrace;
      if (called === undefined) return undefined;
      const site = caller ?? called;
      return {
        kind: "dataframe",
        fragment: called.methodName,
        callSite: `${site.declaringClass}.${site.methodName}(${site.fileName ?? "Unknown Source"}:${site.lineNumber})`,
      };
    }
    case undefined:
      return undefined;
  }
}

/** The origin in an expression's common part. */
export const expressionOrigin = (common: ExpressionCommon | undefined): Origin | undefined =>
  decodeOrigin(common?.origin);
