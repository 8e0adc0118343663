import { isFractional, isIntegral, isText } from "../../../src/types/data-type.ts";
import { atom, type Sql } from "../sql.ts";
import { type CastCall, operand, orKernel } from "./call.ts";

/** DuckDB's cast for texts without these characters, which it reads in ways Spark does not. */
const without = (c: CastCall, characters: string): string =>
  `CASE WHEN translate(${c.x.text}, '${characters}', '') = ${operand(c.x)} THEN TRY_CAST(${c.x.text} AS ${c.target}) END`;

const matching = (c: CastCall, pattern: string, value: string): string =>
  `CASE WHEN regexp_full_match(${c.x.text}, '${pattern}') THEN ${value} END`;

const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?";

/** Casts from text: DuckDB reads the plain forms, the kernel all others; `undefined` for other sources. */
export function textCast(c: CastCall): Sql | undefined {
  const { from, to } = c;
  if (!isText(from)) return undefined;
  if (isIntegral(to)) return orKernel(c, without(c, ".eE_xXbBoO"));
  if (to.kind === "decimal") return orKernel(c, without(c, "_eE"));
  if (isFractional(to)) return orKernel(c, without(c, "_nNxXpP"));
  switch (to.kind) {
    case "binary":
      return atom(`encode(${c.x.text})`);
    case "boolean": {
      const x = operand(c.x);
      return orKernel(
        c,
        `CASE WHEN ${x} IN ('true', 't', 'yes', 'y', '1') THEN true WHEN ${x} IN ('false', 'f', 'no', 'n', '0') THEN false END`,
      );
    }
    case "date":
      return orKernel(c, matching(c, DAY, `TRY_CAST(${c.x.text} AS DATE)`));
    case "timestamp_ntz":
      return orKernel(c, matching(c, `${DAY}( ${CLOCK})?`, `TRY_CAST(${c.x.text} AS TIMESTAMP)`));
    case "timestamp":
      if (c.timeZone !== "UTC") return undefined;
      return orKernel(c, matching(c, `${DAY}( ${CLOCK})?`, `CAST(TRY_CAST(${c.x.text} AS TIMESTAMP) AS TIMESTAMPTZ)`));
    default:
      return undefined;
  }
}
