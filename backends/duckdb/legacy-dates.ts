import { unsupported } from "../../src/errors/spark-error.ts";
import type { KernelSettings } from "../../src/kernels/kernel.ts";

/** Refuses what does not follow Spark 2's ways with dates, where the session asks for them. */
export function refuseLegacyDates({ timeParserPolicy }: Pick<KernelSettings, "timeParserPolicy">, what: string): void {
  if (timeParserPolicy === "LEGACY") throw unsupported(`${what} with spark.sql.legacy.timeParserPolicy = LEGACY`);
}
