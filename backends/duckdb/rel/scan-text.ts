import type { ReadScan } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { type Block, ref } from "./block.ts";
import { contentsOf, flag } from "./lines.ts";
import { scanFiles } from "./partitions.ts";

/** Text files: one row for each line, empty ones too, or with `wholetext` for each file. */
export function emitText(rel: ReadScan, env: RelEnv): Block {
  const { options } = rel.source;
  const separator = options["linesep"];
  return scanFiles(rel, env, (files, _options, alias) => {
    const whole = contentsOf(files, options);
    if (flag(options, "wholetext"))
      return {
        from: `(SELECT content AS value FROM ${whole}) AS ${alias}`,
        alias,
        column: () => ref(alias, "value", "VARCHAR"),
      };
    const even =
      separator === undefined ? "replace(replace(content, chr(13) || chr(10), chr(10)), chr(13), chr(10))" : "content";
    const end = separator === undefined ? "chr(10)" : `'${separator.replaceAll("'", "''")}'`;
    const trimmed = `CASE WHEN ends_with(text, ${end}) THEN left(text, length(text) - length(${end})) ELSE text END`;
    const lines = `CASE WHEN text = '' THEN CAST([] AS VARCHAR[]) ELSE string_split(${trimmed}, ${end}) END`;
    return {
      from: `(SELECT unnest(${lines}) AS value FROM (SELECT ${even} AS text FROM ${whole})) AS ${alias}`,
      alias,
      column: () => ref(alias, "value", "VARCHAR"),
    };
  });
}
