import { SparkError } from "../../src/errors/spark-error.ts";
import { KEYWORDS } from "../../src/lex/keywords.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { printStatement } from "../../src/sql/print.ts";
import { sameNode } from "../../src/sql/same.ts";

/** What a run saw; `failures` hold each text that broke something, with what it broke. */
export interface FuzzReport {
  readonly texts: number;
  readonly parsed: number;
  readonly failures: readonly string[];
}

const SEEDS: readonly string[] = [
  "CREATE OR REPLACE TEMP FUNCTION f(a INT DEFAULT 1 + 1 COMMENT 'c', b ARRAY<STRING>) RETURNS TABLE (x INT, y STRING) NOT DETERMINISTIC RETURN SELECT a, b[0] FROM t WHERE f.a = t.a",
  "SELECT a, b AS c, count(*) FROM t WHERE x = 1 AND y IN (1, 2) GROUP BY a HAVING sum(b) > 1 ORDER BY c DESC NULLS LAST LIMIT 10 OFFSET 2",
  "WITH a (x) AS (SELECT 1), b AS (VALUES (1, 'x'), (2, NULL) AS t(p, q)) SELECT * FROM a JOIN b ON a.x = b.p LEFT SEMI JOIN c USING (k)",
  "SELECT sum(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING), rank() OVER w FROM t WINDOW w AS (ORDER BY e)",
  "SELECT CASE x WHEN 1 THEN 'a' ELSE CAST(y AS DECIMAL(10, 2)) END, z::array<struct<a:int>>, m['k'].f[0], transform(l, (e, i) -> e + i) FROM t",
  "SELECT * FROM (SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3) t, LATERAL (SELECT 1) s LATERAL VIEW OUTER explode(x) e AS v WHERE EXISTS (SELECT 1 FROM u)",
  "SELECT INTERVAL '1-2' YEAR TO MONTH, INTERVAL 1 day 2 hours, DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00:00 UTC', X'1F', 1.5BD, 1e3, -2L, r'x\\y' 'z'",
  "SELECT a FROM t TABLESAMPLE (10 PERCENT) PIVOT (sum(x) FOR y IN (1 AS one, 2)) GROUP BY ROLLUP (a, (b, c)), GROUPING SETS ((a), ())",
  "SELECT trim(BOTH 'x' FROM y), extract(YEAR FROM d), substring(a FROM 1 FOR 2), position('a' IN b), timestampadd(DAY, 1, d), a LIKE ANY ('x', 'y'), a NOT BETWEEN 1 AND 2",
  "FROM t |> WHERE a > 1 |> SELECT b, c |> AGGREGATE sum(b) AS s GROUP BY c |> ORDER BY s |> LIMIT 1",
  "CREATE OR REPLACE TEMPORARY VIEW v AS SELECT /*+ BROADCAST(t) */ DISTINCT * EXCEPT (a) FROM parquet.`/x/y` AS t NATURAL JOIN s",
  "SET a.b = c",
  "SHOW TABLES IN d LIKE 'x*'",
  "DESCRIBE TABLE EXTENDED a.b",
  "EXPLAIN EXTENDED SELECT 1",
  "DROP VIEW IF EXISTS a.b",
];

const BITS: readonly string[] = [
  "(",
  ")",
  ",",
  ".",
  "[",
  "]",
  "<",
  ">",
  "=",
  "<=>",
  "||",
  "::",
  "->",
  "=>",
  "|>",
  "+",
  "-",
  "*",
  "/",
  "%",
  "!",
  "~",
  "^",
  "&",
  "|",
  "?",
  ":",
  ";",
  "/*+",
  "*/",
  "'x'",
  '"y"',
  "`z`",
  "1",
  "2.5",
  "1e400",
  ".5",
  "99999999999999999999999999999999999999999",
  "300Y",
  "a",
  "b.c",
  "X'",
  "'",
  "`",
  "/*",
  "--",
  "@",
  "é",
  "\u0000",
  "😀",
  "\n",
  ...KEYWORDS,
];

/** A small generator of numbers (mulberry32): a run can be told again by its seed. */
function randomOf(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const tokensOf = (text: string): string[] => text.match(/'(?:[^'\\]|\\.)*'|`[^`]*`|\w+|\s+|[^\w\s]/g) ?? [];

function mutated(random: (n: number) => number): string {
  const bit = () => BITS[random(BITS.length)] ?? "";
  if (random(4) === 0) return Array.from({ length: 1 + random(30) }, bit).join(random(3) === 0 ? "" : " ");
  const tokens = tokensOf(SEEDS[random(SEEDS.length)] ?? "");
  for (let n = random(5); n >= 0; n--) {
    const at = random(tokens.length + 1);
    switch (random(5)) {
      case 0:
        tokens.splice(at, 1 + random(3));
        break;
      case 1:
        tokens.splice(at, 0, " ", bit(), " ");
        break;
      case 2:
        tokens[at] = ` ${bit()} `;
        break;
      case 3: {
        const other = tokensOf(SEEDS[random(SEEDS.length)] ?? "");
        const from = random(other.length);
        tokens.splice(at, random(4), " ", ...other.slice(from, from + 1 + random(12)), " ");
        break;
      }
      default: {
        const from = random(tokens.length);
        tokens.splice(at, 0, " ", ...tokens.slice(from, from + 1 + random(8)), " ");
      }
    }
  }
  return tokens.join("");
}

/** What is wrong with the handling of a text, if anything is. */
function fault(text: string): { readonly parsed: boolean; readonly failure?: string } {
  try {
    const command = sqlDoor.parseStatement(text);
    let printed: string;
    try {
      printed = printStatement(command);
    } catch (error) {
      if (error instanceof SparkError && error.condition === "UNSUPPORTED_FEATURE.FIRESTEEL") return { parsed: true };
      throw error;
    }
    const again = sqlDoor.parseStatement(printed);
    const bare = (c: typeof command): typeof command => {
      if (c.kind === "create_view" || c.kind === "cache_table") return { ...c, text: undefined };
      return c.kind === "explain" ? { ...c, statement: bare(c.statement) } : c;
    };
    return sameNode(bare(command), bare(again))
      ? { parsed: true }
      : { parsed: true, failure: `reads back differently: ${printed}` };
  } catch (error) {
    if (error instanceof SparkError && !(error.message === "")) {
      const isOurs = error.condition.startsWith("INTERNAL");
      return isOurs ? { parsed: false, failure: String(error) } : { parsed: false };
    }
    return { parsed: false, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/**
 * Parses random and mutated texts for a while. Only SparkError may come out of the parser, and what parses must read
 * back from its own print.
 */
export function fuzzParser(seconds: number, seed = Date.now()): FuzzReport {
  const end = performance.now() + seconds * 1000;
  const failures: string[] = [];
  let texts = 0;
  let parsed = 0;
  for (let round = 0; performance.now() < end && failures.length < 20; round++) {
    const text = mutated(randomOf(seed + round));
    const { parsed: ok, failure } = fault(text);
    texts++;
    if (ok) parsed++;
    if (failure !== undefined) failures.push(`seed ${seed + round}: ${JSON.stringify(text)}\n${failure}`);
  }
  return { texts, parsed, failures };
}
