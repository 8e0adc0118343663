import { sparkError } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";

/** `TABLESAMPLE (…) [REPEATABLE (seed)]` over a relation, if it stands here (`withSample`). */
export function sample(cx: SqlContext, input: Relation): Relation {
  if (!cx.isWord("TABLESAMPLE") || !cx.isOp("(", 1)) return input;
  const from = cx.at;
  cx.next();
  cx.next();
  const method = sampleMethod(cx);
  cx.expectOp(")");
  let seed: bigint | undefined;
  if (cx.isWord("REPEATABLE") && cx.isOp("(", 1)) {
    cx.next();
    cx.next();
    if (cx.peek().kind !== "integer") throw cx.fail();
    seed = BigInt(cx.next().text);
    cx.expectOp(")");
  }
  const origin = cx.originFrom(from);
  switch (method.kind) {
    case "empty":
      throw sparkError("_LEGACY_ERROR_TEMP_0014", {}, { origin });
    case "bytes":
      throw method.text === undefined
        ? sparkError("_LEGACY_ERROR_TEMP_0015", { msg: "byteLengthLiteral" }, { origin })
        : sparkError("_LEGACY_ERROR_TEMP_0016", { bytesStr: method.text }, { origin });
    case "rows":
      return { kind: "limit", input, count: method.count, origin };
    case "fraction":
      if (method.fraction < 0 || method.fraction > 1)
        throw sparkError(
          "INVALID_TABLESAMPLE_FRACTION",
          { fraction: Number.isInteger(method.fraction) ? `${method.fraction}.0` : String(method.fraction) },
          { origin },
        );
      return {
        kind: "sample",
        input,
        lowerBound: 0,
        upperBound: method.fraction,
        withReplacement: false,
        seed,
        deterministicOrder: false,
        origin,
      };
  }
}

type Method =
  | { readonly kind: "empty" }
  /** A size in bytes; `text` is what is no such size. */
  | { readonly kind: "bytes"; readonly text: string | undefined }
  | { readonly kind: "rows"; readonly count: Extract<Relation, { kind: "limit" }>["count"] }
  | { readonly kind: "fraction"; readonly fraction: number };

function sampleMethod(cx: SqlContext): Method {
  if (cx.isOp(")")) return { kind: "empty" };
  const sign = cx.isOp("-") ? 1 : 0;
  const { kind } = cx.peek(sign);
  if ((kind === "integer" || kind === "decimal") && cx.isWord("PERCENT", sign + 1)) {
    if (sign === 1) cx.next();
    const percent = Number(cx.next().text) * (sign === 1 ? -1 : 1);
    cx.next();
    return { kind: "fraction", fraction: percent / 100 };
  }
  if (cx.isWord("BUCKET") && cx.peek(1).kind === "integer") {
    cx.next();
    const numerator = Number(cx.next().text);
    cx.expectWord("OUT");
    cx.expectWord("OF");
    if (cx.peek().kind !== "integer") throw cx.fail();
    const denominator = Number(cx.next().text);
    if (cx.isWord("ON"))
      throw sparkError(
        "_LEGACY_ERROR_TEMP_0015",
        { msg: "BUCKET x OUT OF y ON colname" },
        { origin: cx.originOf(cx.peek()) },
      );
    return { kind: "fraction", fraction: numerator / denominator };
  }
  const from = cx.at;
  const count = cx.expression();
  if (cx.acceptWords("ROWS")) return { kind: "rows", count };
  const { start, end } = cx.spanFrom(from);
  const text = cx.source.text.slice(start, end);
  return { kind: "bytes", text: /^[0-9]+[bBkKmMgG]$/.test(text) ? undefined : text };
}
