import type { LocalScopes } from "../catalog/local-variables.ts";
import type { Reading } from "../sources/commit/readings.ts";
import type { RunContext } from "./api.ts";

/** An operation under way: what it is bounded by, and what it reads. */
export interface Work extends RunContext {
  readonly reading: Reading;
  /** The variables of the script that runs it. */
  readonly locals?: LocalScopes | undefined;
}
