import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyze } from "../../src/analyzer/analyze.ts";
import type { Facts } from "../../src/analyzer/facts.ts";
import { prepare } from "../../src/engine/prepare/prepare.ts";
import { Expression_LiteralSchema } from "../../src/gen/substrait/algebra_pb.ts";
import { type Plan, PlanSchema } from "../../src/gen/substrait/plan_pb.ts";
import { TypeSchema } from "../../src/gen/substrait/type_pb.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { ExtensionWriter } from "../../src/substrait/extensions.ts";
import { produceLiteral, readLiteral } from "../../src/substrait/literal.ts";
import { produceSubstrait } from "../../src/substrait/produce.ts";
import { readSubstrait } from "../../src/substrait/read/read.ts";
import { produceType, readType } from "../../src/substrait/type.ts";
import type { StructType } from "../../src/types/data-type.ts";
import { anyExpression } from "../harness/arbitraries/expressions.ts";
import { anyQuery } from "../harness/arbitraries/queries.ts";
import { typedSchema } from "../harness/arbitraries/typed-table.ts";
import { anyType, valueOf } from "../harness/arbitraries/types.ts";
import { factsOf } from "../harness/facts.ts";
import { printed } from "../harness/values.ts";
import { unread } from "./unread.ts";

const golden = process.env["GOLDEN_DIR"] ?? "";

/** The Substrait plan of a query over tables of the given schemas. */
function produced(sql: string, tables: Readonly<Record<string, StructType>>): Plan {
  const settings = new SessionSettings({ sparkVersion: "4.0.4" }).snapshot();
  const facts: Facts = {
    ...factsOf(),
    settings,
    timeZone: settings.timeZone,
    now: 1_700_000_000_000_000n,
    table: (parts) => {
      const schema = tables[parts.at(-1)?.toLowerCase() ?? ""];
      if (schema === undefined) return { kind: "missing" };
      const name = parts.at(-1) ?? "";
      return { kind: "view", plan: { kind: "local_data", streams: [], schema }, qualifier: [name], identity: name };
    },
    local: (data) => ({
      dataId: "rows",
      schema: data.kind === "local_data" && data.schema?.kind === "struct" ? data.schema : typedSchema,
    }),
  };
  const found = analyze(sqlDoor.parseQuery(sql), facts);
  if (found.kind !== "meant") throw new Error("facts are missing");
  return produceSubstrait(
    prepare(found.plan, settings.kernelSettings),
    found.schema.fields.map((f) => f.name),
  );
}

/** Produced, read and produced again, it is the same; as bytes too. */
function expectIdentity(plan: Plan): void {
  const read = readSubstrait(plan);
  const bytes = toBinary(PlanSchema, plan);
  const back = fromBinary(PlanSchema, bytes);
  expect(toBinary(PlanSchema, back)).toEqual(bytes);
  expect(printed(readSubstrait(back))).toBe(printed(read));
  const again = produceSubstrait(unread(read), read.names);
  // Anchors are numbered by first use, and shared pieces are reached in another order the second time.
  expect(printed(readSubstrait(again))).toBe(printed(read));
  expect(toBinary(PlanSchema, produceSubstrait(unread(readSubstrait(again)), read.names))).toEqual(
    toBinary(PlanSchema, again),
  );
}

const queries = [
  "SELECT id, i1 + i2 AS s FROM t WHERE b1 AND i1 > 3 ORDER BY s DESC NULLS LAST LIMIT 10 OFFSET 2",
  "SELECT b1, count(*), sum(n1) FILTER (WHERE i1 > 0), count(DISTINCT s1, i1), first(s1) IGNORE NULLS FROM t GROUP BY b1 HAVING count(*) > 1",
  "SELECT b1, b2, grouping_id(), avg(d1) FROM t GROUP BY CUBE (b1, b2)",
  "SELECT *, row_number() OVER (PARTITION BY b1 ORDER BY i1 DESC), sum(l1) OVER (ORDER BY i1 ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) FROM t",
  "SELECT sum(i1) OVER (ORDER BY t1 RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND CURRENT ROW) FROM t",
  "SELECT a.id FROM t a LEFT JOIN t b ON a.i1 = b.i1 AND a.s1 LIKE '%x' FULL JOIN t c ON c.id = b.id CROSS JOIN t d",
  "SELECT id FROM t a LEFT SEMI JOIN t b ON a.i1 = b.i2 UNION ALL SELECT i1 FROM t EXCEPT SELECT i2 FROM t",
  "WITH c AS (SELECT i1, rand(7) AS r FROM t) SELECT * FROM c x JOIN c y ON x.i1 = y.i1",
  "SELECT id, (SELECT max(i1) FROM t u WHERE u.i2 = t.i2), EXISTS (SELECT 1 FROM t v WHERE v.id = t.id AND v.i1 > (SELECT min(i1) FROM t w WHERE w.id < v.id)) FROM t WHERE i1 IN (SELECT i2 FROM t) OR (i1, i2) NOT IN (SELECT 1, 2)",
  "SELECT id, x, p FROM t LATERAL VIEW OUTER explode(ai) e AS x LATERAL VIEW posexplode(as) f AS p, q",
  "SELECT t.id, l.z FROM t, LATERAL (SELECT t.i1 + 1 AS z WHERE t.b1) l",
  "SELECT transform(ai, (x, i) -> x + i + size(filter(aj, y -> y > x))), aggregate(ai, 0L, (acc, x) -> acc + x, acc -> acc * 2), st.a, m1['a'] FROM t",
  "SELECT CASE WHEN b1 THEN 1 WHEN b2 THEN 2 END, CAST(s1 AS INT), TRY_CAST(sn AS DECIMAL(10, 2)), 1/0, percentile_cont(0.5) WITHIN GROUP (ORDER BY d1 DESC) FROM t GROUP BY ALL",
  "SELECT * FROM t TABLESAMPLE (10 PERCENT) REPEATABLE (7)",
  "SELECT * FROM VALUES (1, 'a', array(1, null), map('k', 1.5BD), named_struct('x', X'00FF'), INTERVAL '1-2' YEAR TO MONTH, DATE'2024-02-29', TIMESTAMP_NTZ'2024-03-10 02:30:00', NULL) AS v(a, b, c, d, e, f, g, h, i)",
  "SELECT id FROM range(10, 0, -3)",
];

describe("produce, read, produce is the identity", () => {
  const tables = { t: typedSchema };
  test.each(queries)("%s", (sql) => expectIdentity(produced(sql, tables)));

  test("random expressions", () => {
    fc.assert(
      fc.property(anyExpression(3), (sql) => {
        let plan: Plan;
        try {
          plan = produced(`SELECT ${sql} AS v FROM t`, tables);
        } catch {
          return;
        }
        expectIdentity(plan);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("random queries", () => {
    fc.assert(
      fc.property(anyQuery, (sql) => {
        let plan: Plan;
        try {
          plan = produced(sql, tables);
        } catch {
          return;
        }
        expectIdentity(plan);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  const tpch = join(golden, "inputs", "tpch");
  const directory = [join(golden, "tpch"), tpch].find((d) => golden !== "" && existsSync(d));
  describe.skipIf(directory === undefined)("TPC-H", () => {
    const create = (name: string, columns: string): readonly [string, StructType] => [
      name,
      sqlDoor.parseSchema(columns),
    ];
    const schemas = Object.fromEntries([
      create(
        "part",
        "p_partkey BIGINT, p_name STRING, p_mfgr STRING, p_brand STRING, p_type STRING, p_size INT, p_container STRING, p_retailprice DECIMAL(10,0), p_comment STRING",
      ),
      create(
        "supplier",
        "s_suppkey BIGINT, s_name STRING, s_address STRING, s_nationkey BIGINT, s_phone STRING, s_acctbal DECIMAL(10,0), s_comment STRING",
      ),
      create(
        "partsupp",
        "ps_partkey BIGINT, ps_suppkey BIGINT, ps_availqty INT, ps_supplycost DECIMAL(10,0), ps_comment STRING",
      ),
      create(
        "customer",
        "c_custkey BIGINT, c_name STRING, c_address STRING, c_nationkey BIGINT, c_phone STRING, c_acctbal DECIMAL(10,0), c_mktsegment STRING, c_comment STRING",
      ),
      create(
        "orders",
        "o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus STRING, o_totalprice DECIMAL(10,0), o_orderdate DATE, o_orderpriority STRING, o_clerk STRING, o_shippriority INT, o_comment STRING",
      ),
      create(
        "lineitem",
        "l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT, l_linenumber INT, l_quantity DECIMAL(10,0), l_extendedprice DECIMAL(10,0), l_discount DECIMAL(10,0), l_tax DECIMAL(10,0), l_returnflag STRING, l_linestatus STRING, l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE, l_shipinstruct STRING, l_shipmode STRING, l_comment STRING",
      ),
      create("nation", "n_nationkey BIGINT, n_name STRING, n_regionkey BIGINT, n_comment STRING"),
      create("region", "r_regionkey BIGINT, r_name STRING, r_comment STRING"),
    ]);
    test.each(Array.from({ length: 22 }, (_, i) => `q${i + 1}`))("%s", (name) => {
      const sql = readFileSync(join(directory ?? "", `${name}.sql`), "utf8");
      expectIdentity(produced(sql, schemas));
    });
  });
});

describe("types and literals of all kinds", () => {
  const names = (extensions: ExtensionWriter): Map<number, string> =>
    new Map(
      extensions
        .declarations()
        .flatMap(({ mappingType: m }) =>
          m.case === "extensionType" ? [[m.value.typeAnchor, m.value.name] as const] : [],
        ),
    );

  test("types", () => {
    fc.assert(
      fc.property(anyType, fc.boolean(), (type, nullable) => {
        const extensions = new ExtensionWriter();
        const message = fromBinary(TypeSchema, toBinary(TypeSchema, produceType({ type, nullable }, extensions)));
        expect(readType(message, names(extensions))).toEqual({ type, nullable });
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  test("literals", () => {
    fc.assert(
      fc.property(
        anyType.chain((type) => fc.tuple(fc.constant(type), fc.option(valueOf(type), { freq: 10 }))),
        ([type, value]) => {
          const extensions = new ExtensionWriter();
          const message = fromBinary(
            Expression_LiteralSchema,
            toBinary(Expression_LiteralSchema, produceLiteral(type, value, extensions)),
          );
          const back = readLiteral(message, names(extensions));
          expect(back.type).toEqual(type);
          expect(printed(back.value)).toBe(printed(value));
        },
      ),
      { seed: 11, numRuns: 1000 },
    );
  });

  test("a plan of nothing is refused", () => {
    expect(() => readSubstrait(create(PlanSchema, {}))).toThrow("root");
  });
});
