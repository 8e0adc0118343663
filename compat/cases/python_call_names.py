"""How calls of Python functions print in the names of columns."""

from case import Cases

CASES = Cases()


def functions(spark):
    """`pn_f` of any arguments, the vectorised `pn_v`, the aggregate `pn_mean`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def vector(s: pd.Series) -> pd.Series:
        return s

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    spark.udf.register("pn_f", lambda *a, **k: "|".join(map(str, a)), "string")
    spark.udf.register("pn_v", vector)
    spark.udf.register("pn_mean", mean)


ARGUMENTS = r"""
id
id + 1
-id
id = 1
id <> 1
NOT id > 1
id IN (1, 2)
id BETWEEN 1 AND 2
id IS NULL
b AND id > 0
s || 'x'
s LIKE 'a%'
1
1L
1.5
1.5D
'text'
"it's"
NULL
true
X'0A'
DATE'2024-01-02'
TIMESTAMP'2024-01-02 03:04:05'
INTERVAL '1' DAY
INTERVAL 1 MONTH
CAST(id AS STRING)
CAST('1' AS INT)
id::int
try_cast(s AS INT)
CAST(id AS DECIMAL(10,2))
struct(id, s)
struct(id AS a, s AS b)
struct(1, id + 1)
named_struct('a', id, 'b', s)
array(id, 1)
map('k', id)
st.a
st.b.c
arr[0]
mp['k']
element_at(arr, 1)
CASE WHEN id > 1 THEN 'x' ELSE s END
CASE id WHEN 1 THEN 'x' END
if(id > 1, id, 0)
coalesce(id, 1)
nvl(id, 1)
ifnull(s, 'x')
nullif(id, 1)
date_add(d, 1)
d + 1
d - INTERVAL 1 DAY
d - d
dateadd(DAY, 1, d)
datediff(DAY, d, d)
date_trunc('month', t)
trunc(d, 'month')
to_date(s)
to_timestamp(s)
to_date(s, 'yyyy')
year(d)
extract(YEAR FROM d)
date_part('year', d)
date_format(d, 'yyyy')
from_unixtime(id)
unix_timestamp(t)
hour(t)
timestamp(s)
date(s)
t + INTERVAL 1 HOUR
make_date(2024, 1, 1)
months_between(d, d)
current_date() = d
substring(s, 1, 2)
substring(s FROM 1 FOR 2)
trim(s)
trim(BOTH 'x' FROM s)
position('a' IN s)
upper(s)
concat(s, s)
concat_ws(',', s, s)
format_string('%d', id)
length(s)
round(id)
round(1.234, 2)
log(id)
mod(id, 2)
id % 2
id div 2
id & 1
~id
size(arr)
pn_f(id)
pn_f(pn_f(id), 1)
pn_v(id)
hash(id)
to_json(struct(id))
get_json_object(s, '$.a')
split(s, ',')
s COLLATE UTF8_LCASE
*
""".strip().split("\n")

ROW = (
    "(SELECT 1L AS id, 'a' AS s, true AS b, DATE'2024-01-02' AS d, TIMESTAMP'2024-01-02 03:04:05' AS t, "
    "named_struct('a', 1, 'b', named_struct('c', 2)) AS st, array(1L, 2L) AS arr, map('k', 1) AS mp) AS r"
)


def names(spark, texts):
    found = []
    for text in texts:
        try:
            found.append([text.split(" FROM (SELECT 1L")[0], spark.sql(text).columns])
        except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
            condition = error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()
            found.append([text.split(" FROM (SELECT 1L")[0], type(error).__name__, condition])
    return found


for number in range(0, len(ARGUMENTS), 8):

    def asked(spark, arguments=tuple(ARGUMENTS[number : number + 8])):
        functions(spark)
        return names(spark, [f"SELECT pn_f({a}) FROM {ROW}" for a in arguments])

    CASES.add(f"arguments_{number // 8:02}", asked)

PLACES = f"""
SELECT pn_f(id) OVER (ORDER BY id) FROM {ROW}
SELECT pn_mean(id) OVER (PARTITION BY s) FROM {ROW}
SELECT pn_mean(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM {ROW}
SELECT pn_mean(id) FROM {ROW}
SELECT pn_mean(id + 1) + 1 FROM {ROW}
SELECT pn_f(sum(id)) FROM {ROW}
SELECT pn_f(count(*)) FROM {ROW}
SELECT pn_f(count(DISTINCT id)) FROM {ROW}
SELECT pn_f(sum(id) FILTER (WHERE id > 0)) FROM {ROW}
SELECT pn_f(sum(id) OVER (ORDER BY id)) FROM {ROW}
SELECT pn_f(sum(id) OVER (PARTITION BY s ORDER BY id DESC)) FROM {ROW}
SELECT pn_f(row_number() OVER (ORDER BY pn_f(id))) FROM {ROW}
SELECT row_number() OVER (ORDER BY pn_f(id)) FROM {ROW}
SELECT sum(pn_v(id)) OVER (PARTITION BY pn_f(s) ORDER BY pn_v(id)) FROM {ROW}
SELECT max(pn_f(id)), count(DISTINCT pn_f(id)), sum(pn_v(id)) FILTER (WHERE pn_v(id) > 0) FROM {ROW}
SELECT collect_list(pn_f(id)), first(pn_f(id), true) FROM {ROW}
SELECT struct(pn_f(id), id), struct(pn_f(id) AS x) FROM {ROW}
SELECT named_struct('a', pn_f(id)).a FROM {ROW}
SELECT array(pn_f(id))[0], map(pn_f(id), 1) FROM {ROW}
SELECT CAST(pn_f(id) AS INT), pn_v(id)::string, try_cast(pn_f(id) AS DATE) FROM {ROW}
SELECT pn_v(id) + 1, -pn_v(id), pn_v(id) = 1, pn_f(id) || 'x', NOT (pn_v(id) > 1) FROM {ROW}
SELECT date_add(d, CAST(pn_v(id) AS INT)), d + CAST(pn_v(id) AS INT) FROM {ROW}
SELECT to_date(pn_f(s)), date_trunc('month', to_timestamp(pn_f(s))) FROM {ROW}
SELECT CASE WHEN pn_v(id) > 0 THEN pn_f(s) END, if(pn_v(id) > 0, 1, 2), coalesce(pn_f(s), 'x') FROM {ROW}
SELECT upper(pn_f(s)), length(pn_f(s, s)), concat(pn_f(s), 'x') FROM {ROW}
SELECT explode(array(pn_f(id))) FROM {ROW}
SELECT inline(array(struct(pn_f(id) AS x))) FROM {ROW}
SELECT stack(2, pn_f(id), pn_f(s)) FROM {ROW}
SELECT pn_f(id) IN ('1', '2'), pn_f(id) LIKE '1%', pn_v(id) BETWEEN 1 AND 2, pn_f(id) IS NULL FROM {ROW}
SELECT (SELECT pn_f(1)), EXISTS (SELECT pn_f(1)) FROM {ROW}
SELECT pn_f(DISTINCT id) FROM {ROW}
SELECT PN_F(ID), `pn_f`(id), pn_f(`id`), pn_f(r.id) FROM {ROW}
SELECT pn_f(x => id), pn_f(id, y => s) FROM {ROW}
SELECT pn_f() FROM {ROW}
SELECT transform(arr, x -> x + pn_v(id)) FROM {ROW}
SELECT grouping_id(), pn_f(s) FROM {ROW} GROUP BY ROLLUP (pn_f(s))
SELECT pn_f(s), count(*) FROM {ROW} GROUP BY pn_f(s)
SELECT * FROM (SELECT id, pn_f(s) FROM {ROW}) PIVOT (max(id) FOR `pn_f(s)` IN ('a'))
VALUES (pn_f(1))
""".strip().split("\n")

for number in range(0, len(PLACES), 8):

    def asked(spark, places=tuple(PLACES[number : number + 8])):
        functions(spark)
        return names(spark, places)

    CASES.add(f"places_{number // 8:02}", asked)


@CASES.case()
def of_frames(spark):
    from pyspark.sql import Window
    from pyspark.sql.functions import array, col, expr, lit, max as most, row_number, struct, sum as total, udf

    f = udf(lambda *a: str(a), "string")
    frame = spark.range(1).select("id", lit("a").alias("s"), expr("DATE'2024-01-02'").alias("d"))
    window = Window.partitionBy("s").orderBy("id")
    shapes = [
        f("id"),
        f(col("id") + 1),
        f(lit(1), lit("x"), lit(None), lit(1.5)),
        f(struct("id", "s")),
        f(struct(col("id").alias("a"), col("s"))),
        f(array("id", lit(1))),
        f(col("id").cast("string")),
        f(col("id").cast("decimal(10,2)")),
        f(expr("date_add(d, 1)")),
        f(expr("d - interval 1 day")),
        f(col("id").isNull()),
        f(col("id").between(1, 2)),
        f(col("id").isin(1, 2)),
        f(col("s").substr(1, 2)),
        f(f("id")),
        f("id").cast("int"),
        f("id").alias("x"),
        f(total("id").over(window)),
        f(row_number().over(window)),
        f("id") == "x",
        struct(f("id"), "s"),
        f(col("id").alias("y")),
    ]
    found = [frame.select(shape).columns for shape in shapes]
    found.append(frame.groupBy(f("s")).agg(most(f("id")), f(total("id"))).columns)
    found.append(frame.withColumn("z", f("id")).columns)
    found.append(frame.select(udf(lambda n: n)("id")).columns)

    def named(n):
        return n

    class Called:
        def __call__(self, n):
            return n

    import functools

    found.append(frame.select(udf(named)("id"), udf(Called())("id")).columns)
    try:
        found.append(frame.select(udf(functools.partial(named))("id")).columns)
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        found.append(type(error).__name__)
    return found
