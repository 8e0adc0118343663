import { suggest } from "../../base/suggest.ts";
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression } from "../../unresolved/expression.ts";

/** What arguments are bound to by name. */
export interface NamedParameters {
  /** In quotes. */
  readonly routineName: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly byDefault?: (() => Expression) | undefined;
    readonly required: boolean;
  }[];
  readonly same: (a: string, b: string) => boolean;
}

/** Named arguments at their places, what is left out by its default (`NamedParametersSupport`). */
export function bindNamed(
  given: readonly Expression[],
  { routineName, parameters, same }: NamedParameters,
  place: Origin | undefined,
): Expression[] {
  const out: (Expression | undefined)[] = [];
  const byName = new Set<number>();
  const origin = { origin: place };
  for (const [i, arg] of given.entries()) {
    const before = given[i - 1];
    if (arg.kind === "named_argument" || before?.kind !== "named_argument") continue;
    const parameterName = quoteIdentifier(before.name);
    throw sparkError("UNEXPECTED_POSITIONAL_ARGUMENT", { routineName, parameterName }, origin);
  }
  for (const [i, arg] of given.entries()) {
    if (arg.kind !== "named_argument") {
      out[i] = arg;
      continue;
    }
    const parameterName = quoteIdentifier(arg.name);
    const index = parameters.findIndex((p) => same(p.name, arg.name));
    if (index === -1) {
      const proposal = suggest(
        arg.name,
        parameters.map((p) => p.name),
      )
        .slice(0, 3)
        .map(quoteIdentifier)
        .join(" ");
      throw sparkError("UNRECOGNIZED_PARAMETER_NAME", { routineName, argumentName: parameterName, proposal }, origin);
    }
    if (byName.has(index)) {
      throw sparkError(
        "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE",
        { routineName, parameterName },
        origin,
      );
    }
    if (out[index] !== undefined) {
      throw sparkError(
        "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED",
        { routineName, parameterName },
        origin,
      );
    }
    byName.add(index);
    out[index] = arg.value;
  }
  const last = parameters.findLastIndex((p) => p.required);
  const positional = given.findIndex((a) => a.kind === "named_argument");
  return Array.from({ length: Math.max(out.length, last + 1) }, (_, i) => {
    const e = out[i];
    if (e !== undefined) return e;
    const parameter = parameters[i];
    if (parameter?.byDefault !== undefined) return parameter.byDefault();
    throw sparkError(
      "REQUIRED_PARAMETER_NOT_FOUND",
      {
        routineName,
        parameterName: quoteIdentifier(parameter?.name ?? ""),
        index: String(i - (positional < 0 ? given.length : positional)),
      },
      origin,
    );
  });
}
