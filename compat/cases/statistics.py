"""Statistics of a DataFrame: summary, describe, correlation, covariance, contingency tables, quantiles, frequent items."""

import datetime
import decimal

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()
D = decimal.Decimal


def add(**options):
    return CASES.case(**options)


def on(name, use, frame=None, **options):
    """A case over a frame of this module."""
    CASES.add(name, lambda spark: use((frame or people)(spark)), **options)


def people(spark):
    return spark.createDataFrame(
        [
            ("Ann", 12, 150.25, D("10.50"), "7"),
            ("Bob", 15, 144.5, D("12.25"), "x"),
            ("Cid", None, 161.0, None, "2.5"),
            (None, 11, float("nan"), D("-3.00"), None),
            ("Eve", 15, None, D("0.01"), " 9 "),
        ],
        "name string, age int, height double, pay decimal(10,2), code string",
    ).coalesce(1)


def others(spark):
    """Columns that statistics leave out, and numbers of every kind."""
    return spark.createDataFrame(
        [
            (1, 2, 3, 4, 1.5, 2.5, True, datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5), [1], b"a"),
            (127, 32767, 2147483647, 9223372036854775807, 1e10, 1e300, False, None, None, None, None),
            (-128, None, -5, -4, -0.1, -1e-10, None, None, None, None, None),
        ],
        "a tinyint, b smallint, c int, d bigint, e float, f double, g boolean, h date, i timestamp, j array<int>, k binary",
    ).coalesce(1)


def empty(spark):
    return spark.createDataFrame([], "i int, s string, d double")


def no_numbers(spark):
    return spark.createDataFrame([(True, datetime.date(2020, 1, 1))], "b boolean, d date")


def numbers(spark):
    return spark.range(0, 1000, 1, 1).select(
        "id",
        ((F.col("id") * 7919) % 1009).alias("x"),
        (F.sin("id") * 100).alias("y"),
        F.when(F.col("id") % 10 == 0, None).otherwise(F.col("id") / 8).alias("z"),
    )


def many(spark):
    """Enough rows that the head buffer of Spark's sketch fills."""
    return spark.range(0, 90000, 1, 1).select(((F.col("id") * 104729) % 1299709).alias("x"), (F.col("id") % 1000).alias("k"))


# ---- summary and describe ----

on("summary", lambda df: df.summary())
on("summary_some", lambda df: df.summary("count", "min", "25%", "75%", "max"))
on("summary_order", lambda df: df.summary("max", "50%", "count", "MEAN"))
on("summary_counts", lambda df: df.summary("count", "count_distinct", "approx_count_distinct"))
on("summary_percents", lambda df: df.select("age", "height").summary("0%", "12.5%", "33%", "100%"))
on("summary_repeated", lambda df: df.select("age").summary("count", "count"))
on("summary_percent_space", lambda df: df.select("age").summary(" 50%"))
on("summary_unknown", lambda df: df.summary("median"))
on("summary_bad_percent", lambda df: df.summary("x%"))
on("summary_percent_range", lambda df: df.summary("150%"))
on("summary_percent_negative", lambda df: df.summary("-1%"))
on("summary_types", lambda df: df.summary(), others)
on("summary_empty", lambda df: df.summary(), empty)
on("summary_no_numbers", lambda df: df.summary(), no_numbers)
on("summary_numbers", lambda df: df.summary(), numbers)
on("summary_filtered", lambda df: df.summary("count", "max").filter("summary = 'max'").select("x", "summary"), numbers)
on("summary_schema", lambda df: df.summary().schema.json())
on("describe", lambda df: df.describe())
on("describe_one", lambda df: df.describe("age"))
on("describe_some", lambda df: df.describe(["name", "pay"]))
on("describe_repeated", lambda df: df.describe("age", "age"))
on("describe_unknown", lambda df: df.describe("nope"))
on("describe_other_case", lambda df: df.describe("AGE").columns)
on("describe_types", lambda df: df.describe(), others)
on("describe_empty", lambda df: df.describe(), empty)
on("describe_no_numbers", lambda df: df.describe(), no_numbers)
on("describe_boolean", lambda df: df.describe("b"), no_numbers)
on("describe_numbers", lambda df: df.describe(), numbers)
on("describe_dotted", lambda df: df.toDF("a.b", "x y").describe(), lambda spark: spark.createDataFrame([(1, 2)], "a int, b int"))
on("describe_star", lambda df: df.describe("*"))
on("describe_duplicates", lambda df: df.select("age", "age").describe())

# ---- corr and cov ----

on("corr", lambda df: df.corr("id", "x"), numbers)
on("corr_nulls", lambda df: df.corr("id", "z"), numbers)
on("corr_method", lambda df: df.stat.corr("id", "y", "pearson"), numbers)
on("corr_method_unknown", lambda df: df.corr("id", "x", "spearman"), numbers)
on("corr_text", lambda df: df.corr("name", "age"))
on("corr_unknown", lambda df: df.corr("nope", "age"))
on("corr_decimal", lambda df: df.corr("age", "pay"))
on("corr_nan", lambda df: df.corr("age", "height"))
on("corr_constant", lambda df: df.corr("a", "b"), lambda spark: spark.createDataFrame([(1, 2), (1, 3)], "a int, b int").coalesce(1))
on("corr_one_row", lambda df: df.corr("a", "b"), lambda spark: spark.createDataFrame([(1, 2)], "a int, b int").coalesce(1))
on("corr_empty", lambda df: df.corr("i", "d"), empty)
on("corr_itself", lambda df: df.corr("x", "x"), numbers)
on("cov", lambda df: df.cov("id", "x"), numbers)
on("cov_nulls", lambda df: df.stat.cov("id", "z"), numbers)
on("cov_text", lambda df: df.cov("name", "age"))
on("cov_unknown", lambda df: df.cov("nope", "age"))
on("cov_nan", lambda df: df.cov("age", "height"))
on("cov_one_row", lambda df: df.cov("a", "b"), lambda spark: spark.createDataFrame([(1, 2)], "a int, b int").coalesce(1))
on("cov_empty", lambda df: df.cov("i", "d"), empty)
on("cov_other_case", lambda df: df.cov("ID", "X"), numbers)
on("cov_date", lambda df: df.cov("b", "d"), no_numbers)
on("cov_dotted", lambda df: df.select(F.struct("id", "x").alias("s")).cov("s.id", "s.x"), numbers)

# ---- crosstab ----


def pairs(spark):
    return spark.createDataFrame(
        [("a", 1, 1.5), ("a", 2, 2.5), ("b", 1, None), (None, 3, 1.5), ("b", None, 1.5), ("a", 1, 1.5), ("`q`", 10, 2.5)],
        "s string, i int, d double",
    ).coalesce(1)


on("crosstab", lambda df: df.crosstab("s", "i"), pairs, ordered=False)
on("crosstab_reversed", lambda df: df.stat.crosstab("i", "s"), pairs, ordered=False)
on("crosstab_doubles", lambda df: df.crosstab("s", "d"), pairs, ordered=False)
on("crosstab_itself", lambda df: df.crosstab("i", "i"), pairs, ordered=False)
on("crosstab_unknown", lambda df: df.crosstab("s", "nope"), pairs)
on("crosstab_empty", lambda df: df.crosstab("i", "s"), empty)
on("crosstab_booleans", lambda df: df.crosstab("b", "d"), no_numbers)
on("crosstab_above", lambda df: df.crosstab("s", "i").filter("s_i = 'a'").select("`1`", "`10`"), pairs)
on("crosstab_schema", lambda df: df.crosstab("s", "i").schema.json(), pairs)

# ---- approxQuantile ----

on("quantile", lambda df: df.approxQuantile("x", [0.0, 0.25, 0.5, 0.75, 1.0], 0.0), numbers)
on("quantile_several", lambda df: df.stat.approxQuantile(["id", "x", "y", "z"], [0.1, 0.5, 0.9], 0.0), numbers)
on("quantile_tenth", lambda df: df.approxQuantile(["id", "x", "y", "z"], [0.0, 0.05, 0.1, 0.25, 0.3, 0.5, 0.77, 0.95, 1.0], 0.1), numbers)
on("quantile_quarter", lambda df: df.approxQuantile(["id", "x", "y", "z"], [0.2, 0.5, 0.8], 0.25), numbers)
on("quantile_hundredth", lambda df: df.approxQuantile(["id", "x", "y", "z"], [0.005, 0.123, 0.5, 0.6, 0.999], 0.01), numbers)
on("quantile_thousandth", lambda df: df.approxQuantile(["id", "x", "y", "z"], [0.005, 0.123, 0.5, 0.6, 0.999], 0.001), numbers)
on("quantile_one", lambda df: df.approxQuantile("x", [0.2, 0.5, 0.8], 1.0), numbers)
on("quantile_beyond_one", lambda df: df.approxQuantile("x", [0.2, 0.5, 0.8], 5.0), numbers)
on("quantile_unordered", lambda df: df.approxQuantile("x", [0.9, 0.1, 0.5, 0.1], 0.05), numbers)
on("quantile_many", lambda df: df.approxQuantile(["x", "k"], [0.0001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99], 0.01), many)
on("quantile_many_fine", lambda df: df.approxQuantile(["x", "k"], [0.0001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99], 0.00001), many)
on("quantile_many_exact", lambda df: df.approxQuantile(["x", "k"], [0.0001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99], 0.0), many)
on("quantile_nulls", lambda df: df.approxQuantile(["age", "height", "pay"], [0.5], 0.0))
on("quantile_empty", lambda df: df.approxQuantile(["i", "d"], [0.5], 0.0), empty)
on("quantile_text", lambda df: df.approxQuantile("name", [0.5], 0.0))
on("quantile_unknown", lambda df: df.approxQuantile("nope", [0.5], 0.0))
on("quantile_probability", lambda df: df.approxQuantile("age", [1.5], 0.0))
on("quantile_error_negative", lambda df: df.approxQuantile("age", [0.5], -0.1))
on("quantile_no_probabilities", lambda df: df.approxQuantile("age", [], 0.1))
on("quantile_types", lambda df: df.approxQuantile(["a", "b", "c", "d", "e", "f"], [0.0, 0.5, 1.0], 0.0), others)

# ---- freqItems ----


def words(spark):
    return spark.createDataFrame([(w, i % 4, float(i % 3) / 2, None if i % 5 == 0 else i) for i, w in enumerate("to be or not to be that is the question to be".split())], "w string, a int, d double, n bigint").coalesce(1)


def freq(name, use, frame=None):
    """What is frequent, in any order; since 4.0 in Spark's own, which 3.5 has another of."""
    on(name, lambda df: [sorted(items, key=repr) for items in use(df).first()], frame)
    on(f"{name}_in_order", use, frame, since=(4, 0))


freq("freq", lambda df: df.freqItems(["w", "a"]), words)
freq("freq_half", lambda df: df.stat.freqItems(["w", "a", "d", "n"], 0.4), words)
freq("freq_third", lambda df: df.freqItems(("w", "a", "d", "n"), 0.2), words)
freq("freq_tenth", lambda df: df.freqItems(["w", "d", "n"], 0.1), words)
freq("freq_one", lambda df: df.freqItems(["w", "a", "n"], 1.0), words)
freq("freq_numbers", lambda df: df.freqItems(["k", "x"], 0.01), lambda spark: many(spark).limit(5000))
freq("freq_doubles", lambda df: df.freqItems(["y", "z"], 0.02), numbers)
freq("freq_types", lambda df: df.freqItems(["a", "b", "d", "e", "f", "g", "h", "i"], 0.1), others)
freq("freq_decimals", lambda df: df.freqItems(["pay", "height"], 0.1))
freq("freq_empty", lambda df: df.freqItems(["i", "s"]), empty)
on("freq_support_small", lambda df: df.freqItems(["w"], 0.00001).collect(), words)
on("freq_support_big", lambda df: df.freqItems(["w"], 1.5).collect(), words)
on("freq_unknown", lambda df: df.freqItems(["nope"]), words)
freq("freq_nested", lambda df: df.freqItems(["j"], 0.3), others)
on("freq_binary", lambda df: sorted(df.freqItems(["k"], 0.3).first()[0], key=repr), others)
on("freq_schema", lambda df: df.freqItems(["w", "a"]).schema.json(), words)
on("freq_other_case", lambda df: df.freqItems(["W"]).columns, words)
# ---- percentile_approx, which summary builds on ----

on("percentile_many", lambda df: df.select(*[F.percentile_approx("x", [0.0001, 0.1, 0.25, 0.5, 0.9999], a) for a in (1, 10, 100, 1000, 10000, 1000000)]), many)
on("percentile_few", lambda df: df.select(*[F.percentile_approx(c, [0.0, 0.1, 0.25, 0.5, 0.9, 1.0], a) for c in ("x", "y") for a in (1, 5, 10, 100, 10000)]), numbers)
on("percentile_one", lambda df: df.select(F.percentile_approx("x", 0.5, 3), F.approx_percentile("z", 0.3), F.median("x")), numbers)
on("percentile_groups", lambda df: df.groupBy((F.col("id") % 3).alias("g")).agg(F.percentile_approx("x", [0.2, 0.5], 7)).orderBy("g"), numbers)
on("summary_many", lambda df: df.summary("count", "10%", "50%", "99%"), many)
