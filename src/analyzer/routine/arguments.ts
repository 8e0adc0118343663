/** The arguments of calls of SQL functions. */
import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression } from "../../unresolved/expression.ts";
import { expandedMeaning, expandedTo } from "../expanded.ts";
import { bindNamed } from "../expression/named-arguments.ts";
import type { Typed } from "../typed.ts";
import type { Binding } from "./bind.ts";
import { type BodyContext, castChecked, defaultValue } from "./body.ts";
import { quotedName, type Routine } from "./routine.ts";
import { placeOfCasts } from "./value.ts";

/** What a call gives: its arguments as it has them, and a value for each parameter. */
export interface Given {
  readonly args: readonly Typed[];
  readonly bindings: readonly Binding[];
}

/** The arguments of a call, by position and by name, cast to the types of the parameters. Calls in FROM do not tell where they have too many. */
export function bindArguments(
  routine: Routine,
  columns: readonly Column[],
  given: readonly Expression[],
  resolve: (e: Expression) => Typed,
  inner: BodyContext,
  origin: Origin | undefined,
): Given {
  const { parameters } = routine;
  const { kind } = routine.returns;
  const isNamed = given.some((e) => e.kind === "named_argument");
  const ordered = isNamed ? byName(routine, given, inner, origin) : given;
  const least = parameters.findLastIndex((p) => p.byDefault === undefined) + 1;
  if (ordered.length > parameters.length || ordered.length < least) {
    throw sparkError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      {
        functionName: quotedName(routine),
        expectedNum: String(parameters.length),
        actualNum: String(ordered.length),
        docroot: "https://spark.apache.org/docs/latest",
      },
      { origin: kind === "table" ? null : (origin ?? null) },
    );
  }
  const place = placeOfCasts(kind, inner.relation.facts.settings.line, origin);
  const args = ordered.map((e) => expandedMeaning(e) ?? resolve(e));
  const bindings = parameters.map(({ type, byDefault }, i): Binding => {
    const typed = args[i] ?? defaultValue(byDefault as Expression, routine, inner);
    return { column: columns[i] as Column, value: castChecked(typed, type, inner.relation, origin, place).expr };
  });
  return { args, bindings };
}

function byName(routine: Routine, given: readonly Expression[], inner: BodyContext, origin: Origin | undefined) {
  const parameters = routine.parameters.map(({ name, byDefault }) => ({
    name,
    byDefault: byDefault === undefined ? undefined : () => expandedTo(defaultValue(byDefault, routine, inner)),
    required: byDefault === undefined,
  }));
  const fold = (name: string): string => (inner.relation.facts.settings.line < FOLDING ? name : name.toLowerCase());
  const same = (a: string, b: string): boolean => fold(a) === fold(b);
  const bound = bindNamed(given, { routineName: quotedName(routine), parameters, same }, origin);
  // What is left out stands in the name of the column, too.
  return parameters.map(({ byDefault }, i) => bound[i] ?? byDefault?.()).filter((e) => e !== undefined);
}

/** The line of Spark that takes the names of arguments in any letters. */
const FOLDING = 403;
