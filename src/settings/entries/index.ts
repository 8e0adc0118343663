/**
 * The SQL configuration that Spark 3.5 to 4.3 register (`SQLConf.getConfigEntries`, asked of real ones): a line for each
 * key, `key|type|default`, and several where versions differ, which then begin with the versions that have it so:
 * `..3.5`, `4.0..4.1`, `4.2..`.
 *
 * Before the key, `!` marks static keys and `~` internal ones. As default, `-` is none, and `=other.key` is the other
 * key's value. Sizes and times stand as Spark shows them (`10485760b`, `300000ms`). Numbers may have ranges:
 * `int(-1,1..)`, `double(>0..<1)`. `enum` and `one` list what a key takes, in capitals (`ENUM`, `ONE`) when the case of
 * letters does not count; they are refused in different words.
 */
import { connect } from "./connect.ts";
import { execution } from "./execution.ts";
import { legacy } from "./legacy.ts";
import { optimizer } from "./optimizer.ts";
import { queries } from "./queries.ts";
import { sources } from "./sources.ts";
import { streaming } from "./streaming.ts";

export const entryLines: readonly string[] = [
  connect,
  execution,
  legacy,
  optimizer,
  queries,
  sources,
  streaming,
].flatMap((lines) => lines.trim().split("\n"));
