import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { DuckDBBackend } from "../../../backends/duckdb/backend.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import type { ExecuteContext } from "../../../src/backend/backend.ts";
import type { FileSource } from "../../../src/resolved/relation.ts";
import type { ReadPlan, ReadScan } from "../../../src/substrait/read/plan.ts";
import { INT, LONG, STRING, type StructType, struct } from "../../../src/types/data-type.ts";
import { parseTableSchema } from "../../../src/types/ddl.ts";
import { simpleString } from "../../../src/types/print.ts";
import { testEngine } from "../../harness/duckdb-engine.ts";
import { plan, values } from "../../harness/plans.ts";

let backend: DuckDBBackend;
const dir = mkdtempSync(join(tmpdir(), "firesteel-files-"));
const settings = {
  timeZone: "America/Los_Angeles",
  mapKeyDedupPolicy: "EXCEPTION",
  timestampType: "TIMESTAMP_LTZ",
  useLargeVarTypes: false,
} as const;

beforeAll(async () => {
  backend = new DuckDBBackend(await testEngine());
});
afterAll(async () => {
  await backend.close();
  rmSync(dir, { recursive: true });
});

const file = (name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};

const context = (schema: StructType): ExecuteContext => ({
  schema,
  inputs: new Map(),
  signal: new AbortController().signal,
  settings,
  limits: { maxBatchRows: 0, maxBatchBytes: 1 << 20 },
});

async function rows(p: ReadPlan, schema: StructType) {
  const out: unknown[][] = [];
  for await (const batch of backend.execute(p, context(schema))) out.push(...streamToValues(batch.data).rows);
  return out;
}

const scan = (
  format: FileSource["format"],
  path: string,
  schema: StructType,
  options: Record<string, string> = {},
): ReadScan => ({
  kind: "scan",
  source: {
    format,
    files: [{ path, size: 1, partition: [] }],
    dataSchema: schema,
    partitionSchema: struct([]),
    options,
  },
  fields: schema.fields.map((_, i) => i),
  columns: schema.fields.map(({ type, nullable }) => ({ type, nullable })),
});

const read = (format: FileSource["format"], path: string, ddl: string, options: Record<string, string> = {}) => {
  const schema = parseTableSchema(ddl);
  return rows(plan(scan(format, path, schema, options)), schema);
};

const infer = async (format: "csv" | "json" | "parquet", path: string, options: Record<string, string> = {}) =>
  simpleString(
    await backend.inferSchema({ format, files: [path], options, settings, signal: new AbortController().signal }),
  );

describe("CSV", () => {
  it.each([
    ["1\n2", "int"],
    ["1\n3000000000", "bigint"],
    ["1\n12345678901234567890", "decimal(20,0)"],
    ["123456789012345678901234567890123456789\n1", "double"],
    ["1\n1.5", "double"],
    ["1e5", "double"],
    ["Inf\nNaN\n-Inf", "double"],
    ["2020-01-01\n2020-02-02", "date"],
    ["2020-01-01\n2020-01-01 10:00:00", "timestamp"],
    ["2020-01\n2020-02", "timestamp"],
    ["true\nFALSE", "boolean"],
    ["true\n1", "string"],
    ["1\na", "string"],
    ["\n", "string"],
    [" 1\n2 ", "double"],
    ["+1", "int"],
    ["1.5d", "double"],
    ["12:34:56", "timestamp"],
    ["2020-01-01\n1", "string"],
    ["2020-1-1", "timestamp"],
    ["1.5\n12345678901234567890", "double"],
    ["0x1p3", "double"],
  ])("infers %j as %s", async (text, type) => {
    const path = file(
      "infer.csv",
      text
        .split("\n")
        .map((t) => `x,${t}\n`)
        .join(""),
    );
    expect(await infer("csv", path, { inferschema: "true" })).toBe(`struct<_c0:string,_c1:${type}>`);
  });

  it("names columns as Spark does", async () => {
    const path = file("head.csv", "a,,a,B c\n1,2,3,4\n1,2\n");
    expect(await infer("csv", path, { header: "true" })).toBe("struct<a0:string,_c1:string,a2:string,B c:string>");
    expect(await infer("csv", path)).toBe("struct<_c0:string,_c1:string,_c2:string,_c3:string>");
    expect(await read("csv", path, "a string, b string, c string, d string", { header: "true" })).toEqual([
      ["1", "2", "3", "4"],
      ["1", "2", null, null],
    ]);
  });

  const messy = '1,a\n x,b\n3\n4,d,e\n\n5,"q""r"\n6,"s\\"t"\n7,"multi\n8,e f \n';
  it("reads malformed records by the mode", async () => {
    const path = file("messy.csv", messy);
    expect(await read("csv", path, "a int, b string")).toEqual([
      [1, "a"],
      [null, "b"],
      [3, null],
      [4, "d"],
      [5, '"q""r"'],
      [6, 's"t'],
      [7, "multi"],
      [8, "e f "],
    ]);
    expect(await read("csv", path, "a int, b string", { mode: "DROPMALFORMED" })).toEqual([
      [1, "a"],
      [5, '"q""r"'],
      [6, 's"t'],
      [7, "multi"],
      [8, "e f "],
    ]);
    await expect(read("csv", path, "a int, b string", { mode: "FAILFAST" })).rejects.toThrow(
      "FAILED_READ_FILE.NO_HINT",
    );
    expect((await read("csv", path, "a int, b string, _corrupt_record string")).map((r) => r[2])).toEqual([
      null,
      " x,b",
      "3",
      "4,d,e",
      null,
      null,
      null,
      null,
    ]);
  });

  it("reads values as Spark's parser", async () => {
    const path = file("values.csv", " 1, 2,1.5\n+1,300,NaN\n1.0,1 ,Inf\n3000000000,-1,1e50\n");
    expect(await read("csv", path, "a int, b tinyint, c float")).toEqual([
      [null, null, 1.5],
      [1, null, Number.NaN],
      [null, null, Infinity],
      [null, -1, Infinity],
    ]);
    const nulls = file("nulls.csv", 'NA,NA\n"",1\n,2\n"NA",3\n');
    expect(await read("csv", nulls, "a string, b int", { nullvalue: "NA", emptyvalue: "E" })).toEqual([
      [null, null],
      ["E", 1],
      [null, 2],
      [null, 3],
    ]);
    const blanks = file("blanks.csv", ' a , b \n" c ","d" \n');
    expect(
      await read("csv", blanks, "a string, b string", {
        ignoreleadingwhitespace: "true",
        ignoretrailingwhitespace: "true",
      }),
    ).toEqual([
      ["a", "b"],
      [" c ", "d"],
    ]);
    expect(await read("csv", file("sep.csv", "a||b\n1||2\n"), "a string, b string", { sep: "||" })).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(await read("csv", file("comment.csv", "#x\na,b\n"), "a string, b string", { comment: "#" })).toEqual([
      ["a", "b"],
    ]);
    const multi = file("multi.csv", 'a,"b\nc"\nd,e\n');
    expect(await read("csv", multi, "a string, b string", { multiline: "true" })).toEqual([
      ["a", "b\nc"],
      ["d", "e"],
    ]);
    expect(await read("csv", multi, "a string, b string")).toEqual([
      ["a", "b"],
      ['c"', null],
      ["d", "e"],
    ]);
    const times = file(
      "times.csv",
      "2020-01-01 10:00:00,2020-01-01,1.5,true\n2020-01-01T10:00:00Z,2020-1-1, 2.50,TRUE\n2020-01-01,2020-01-01 11:00:00,1e3,t\nbad,bad,bad,bad\n",
    );
    expect(await read("csv", times, "a timestamp, b date, c decimal(5,2), d boolean")).toEqual([
      [1577901600000000n, 18262, { unscaled: 150n, scale: 2 }, true],
      [1577872800000000n, 18262, null, true],
      [1577865600000000n, 18262, null, null],
      [null, null, null, null],
    ]);
    expect((await read("csv", times, "a timestamp_ntz, b date, c double, d boolean")).map((r) => r[0])).toEqual([
      1577872800000000n,
      null,
      1577836800000000n,
      null,
    ]);
  });
});

describe("JSON", () => {
  it.each([
    ['{"a":1}\n{"a":2.5}', "struct<a:double>"],
    ['{"a":1}\n{"a":"x"}', "struct<a:string>"],
    ['{"a":1}\n{"a":null}', "struct<a:bigint>"],
    [
      '{"b":1,"a":{"y":1,"x":[1,"2"]}}\n{"a":{"z":true}}',
      "struct<a:struct<x:array<string>,y:bigint,z:boolean>,b:bigint>",
    ],
    ['{"a":[]}', "struct<a:array<string>>"],
    ['{"a":12345678901234567890}', "struct<a:decimal(20,0)>"],
    ['{"a":1}\nbad\n', "struct<_corrupt_record:string,a:bigint>"],
    ['[{"a":1},{"a":2}]', "struct<a:bigint>"],
    ["{'a':1}", "struct<a:bigint>"],
    ['{"a":[1,{"x":1}]}', "struct<a:array<string>>"],
    ['{"a":true}\n{"a":1}', "struct<a:string>"],
  ])("infers %j as %s", async (text, type) => {
    expect(await infer("json", file("infer.json", text))).toBe(type);
  });

  it("reads documents, arrays at the top and broken ones", async () => {
    const path = file(
      "docs.json",
      '{"a":"1","b":1,"f":{"x":1}}\n{"a":2,"b":{"x":1},"f":1}\nbad\n\n[{"a":7},{"b":"y"}]\n',
    );
    expect(await read("json", path, "a string, b string, f struct<x:int,y:string>")).toEqual([
      ["1", "1", { fields: [1, null] }],
      ["2", '{"x":1}', null],
      [null, null, null],
      ["7", null, null],
      [null, "y", null],
    ]);
  });
});

describe("text", () => {
  it("reads lines, empty ones too", async () => {
    const path = file("lines.txt", "a\r\nb\n\nc");
    expect(await read("text", path, "value string")).toEqual([["a"], ["b"], [""], ["c"]]);
    expect(await read("text", path, "value string", { linesep: "\n" })).toEqual([["a\r"], ["b"], [""], ["c"]]);
    expect(await read("text", path, "value string", { wholetext: "true" })).toEqual([["a\r\nb\n\nc"]]);
  });
});

describe("writes", () => {
  const schema = parseTableSchema(
    "a int, b string, c struct<x:int,`Y y`:array<struct<z:string>>>, d timestamp, e double",
  );
  const types = schema.fields.map((f) => f.type);
  const p = plan(
    values(types, [
      [1, 'x,y"', { fields: [1, [{ fields: ["q"] }]] }, 1577901600123456n, 1e10],
      [2, null, null, null, null],
    ]),
  );
  const written = async (
    name: string,
    format: "parquet" | "csv" | "json",
    given: ReadPlan,
    s: StructType,
    options = {},
    partitionBy: number[] = [],
  ) => {
    const directory = join(dir, name);
    mkdirSync(directory);
    const files = await backend.write(given, { format, directory, partitionBy, options }, context(s));
    return { directory, files };
  };

  it("writes Parquet that tells its Spark schema", async () => {
    const { directory, files } = await written("pq", "parquet", p, schema);
    expect(files).toHaveLength(1);
    expect(files[0]?.path).toMatch(/^part-00000-[0-9a-f-]{36}-c000\.snappy\.parquet$/);
    expect(files[0]?.rows).toBe(2n);
    const path = join(directory, files[0]?.path ?? "");
    expect(await infer("parquet", path)).toBe(simpleString(schema));
    expect(await rows(plan(scan("parquet", path, schema)), schema)).toEqual([
      [1, 'x,y"', { fields: [1, [{ fields: ["q"] }]] }, 1577901600123456n, 1e10],
      [2, null, null, null, null],
    ]);
  });

  it("writes partitions and reads their values back", async () => {
    const { directory, files } = await written("parts", "parquet", p, schema, {}, [1, 3]);
    expect(files.map((f) => f.path.replace(/part-.*/, "")).sort()).toEqual([
      "b=__HIVE_DEFAULT_PARTITION__/d=__HIVE_DEFAULT_PARTITION__/",
      "b=x,y%22/d=2020-01-01 10%3A00%3A00.123456/",
    ]);
    const partitionSchema = parseTableSchema("n int, b string");
    const source: FileSource = {
      format: "parquet",
      files: files.map((f, i) => ({
        path: join(directory, f.path),
        size: f.bytes,
        partition: [String(i), i === 0 ? "é=" : null],
      })),
      dataSchema: parseTableSchema("A int, missing long"),
      partitionSchema,
      options: {},
    };
    const columns = [INT, LONG, INT, STRING].map((type) => ({ type, nullable: true }));
    const all = await rows(
      plan({ kind: "scan", source, fields: [0, 1, 2, 3], columns }),
      parseTableSchema("a int, m long, n int, b string"),
    );
    expect(all.map((r) => r.slice(1))).toEqual([
      [null, 0, "é="],
      [null, 1, null],
    ]);
  });

  it("writes CSV lines and JSON documents as Spark spells them", async () => {
    const flat = parseTableSchema(
      "a int, b string, c string, d string, e string, f string, g string, h timestamp, i date, j double, k boolean, l timestamp_ntz",
    );
    const row = [1, "x,y", 'q"r', "", null, " sp ", "a\\b", 1577901600123456n, 18262, 1e10, true, 1577872800000000n];
    const one = plan(
      values(
        flat.fields.map((f) => f.type),
        [row],
      ),
    );
    const text = async (name: string, format: "csv" | "json", options = {}) => {
      const { directory } = await written(name, format, one, flat, options);
      const [only] = readdirSync(directory);
      return readFileSync(join(directory, only ?? ""), "utf8");
    };
    expect(await text("w1", "csv")).toBe(
      '1,"x,y","q\\"r","",,sp,a\\b,2020-01-01T10:00:00.123-08:00,2020-01-01,1.0E10,true,2020-01-01T10:00:00.000\n',
    );
    expect(await text("w2", "csv", { header: "true", sep: ";", quoteall: "true" })).toBe(
      '"a";"b";"c";"d";"e";"f";"g";"h";"i";"j";"k";"l"\n"1";"x,y";"q\\"r";"";"";"sp";"a\\\\b";"2020-01-01T10:00:00.123-08:00";"2020-01-01";"1.0E10";"true";"2020-01-01T10:00:00.000"\n',
    );
    expect(
      await text("w3", "csv", {
        ignoreleadingwhitespace: "false",
        ignoretrailingwhitespace: "false",
        nullvalue: "NULL",
        escape: '"',
      }),
    ).toBe(
      '1,"x,y","q""r","",NULL, sp ,a\\b,2020-01-01T10:00:00.123-08:00,2020-01-01,1.0E10,true,2020-01-01T10:00:00.000\n',
    );
    expect(await text("j1", "json")).toBe(
      '{"a":1,"b":"x,y","c":"q\\"r","d":"","f":" sp ","g":"a\\\\b","h":"2020-01-01T10:00:00.123-08:00","i":"2020-01-01","j":1.0E10,"k":true,"l":"2020-01-01T10:00:00.000"}\n',
    );
  });
});
