"""The pandas API on Spark, as its ten-minutes guide uses it: what each step shows."""

import os
import shutil
import tempfile
import warnings

import numpy as np
import pandas as pd
from case import Cases

CASES = Cases()
DATES = pd.date_range("20130101", periods=6)


def add(name, use, **options):
    """A case that shows what `use(ps, spark)` makes; the API wants ANSI mode off."""

    def run(spark):
        mode = spark.conf.get("spark.sql.ansi.enabled")
        spark.conf.set("spark.sql.ansi.enabled", "false")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pyspark.pandas as ps

                return shown(use(ps, spark))
        finally:
            spark.conf.set("spark.sql.ansi.enabled", mode)

    CASES.add(name, run, **options)


def shown(value):
    """A frame, series or index as columns and rows; anything else as its text."""
    if hasattr(value, "to_pandas"):
        value = value.to_pandas()
    if isinstance(value, pd.Series):
        value = value.to_frame(name=str(value.name))
    if isinstance(value, pd.Index):
        return [str(v) for v in value]
    if isinstance(value, float):
        return cell(value)
    if not isinstance(value, pd.DataFrame):
        return str(value)
    columns = [[str(c), str(t)] for c, t in zip(value.columns, value.dtypes)]
    return [columns, [[str(i), *[cell(v) for v in row]] for i, row in zip(value.index, value.values.tolist())]]


def cell(value):
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def numbers(ps):
    return ps.from_pandas(pd.DataFrame(np.arange(24.0).reshape(6, 4) % 7, index=DATES, columns=list("ABCD")))


def gaps(ps):
    frame = pd.DataFrame(np.arange(16.0).reshape(4, 4), index=DATES[0:4], columns=list("ABCD"))
    frame["E"] = [1.0, 1.0, np.nan, np.nan]
    return ps.from_pandas(frame)


def groups(ps):
    return ps.DataFrame(
        {
            "A": ["foo", "bar", "foo", "bar", "foo", "bar", "foo", "foo"],
            "B": ["one", "one", "two", "three", "two", "two", "one", "three"],
            "C": np.arange(8.0),
            "D": np.arange(8.0) ** 2,
        }
    )


def files(ps, write, read):
    directory = tempfile.mkdtemp(prefix="firesteel-pandas-")
    try:
        write(ps.from_pandas(pd.DataFrame(np.arange(20).reshape(5, 4), columns=list("ABCD"))), directory)
        # Which partition a file's rows are in numbers them.
        return read(directory).sort_values("A").to_pandas().reset_index(drop=True)
    finally:
        shutil.rmtree(directory)


# ---- making, looking ----

add("series", lambda ps, _: ps.Series([1, 3, 5, np.nan, 6, 8]))
add("frame", lambda ps, _: ps.DataFrame({"a": [1, 2, 3], "b": [100, 200, 300], "c": ["one", "two", "three"]}, index=[10, 20, 30]))
add("from_pandas", lambda ps, _: numbers(ps))
add("from_spark", lambda ps, spark: spark.range(5).selectExpr("id", "id * 2 AS d").pandas_api())
add("from_spark_index", lambda ps, spark: spark.range(5).selectExpr("id", "id * 2 AS d").pandas_api(index_col="id"))
add("dtypes", lambda ps, _: groups(ps).dtypes)
add("head", lambda ps, _: numbers(ps).head(2))
add("index", lambda ps, _: numbers(ps).index)
add("columns", lambda ps, _: numbers(ps).columns)
add("to_numpy", lambda ps, _: numbers(ps).to_numpy().tolist())
add("describe", lambda ps, _: numbers(ps).describe())
add("transpose", lambda ps, _: groups(ps)[["C", "D"]].T)
add("sort_index", lambda ps, _: numbers(ps).sort_index(ascending=False))
add("sort_values", lambda ps, _: groups(ps).sort_values(by=["B", "C"]))
add("shape", lambda ps, _: groups(ps).shape)
add("items", lambda ps, _: [name for name, _ in groups(ps).items()])

# ---- missing data ----

add("gaps", lambda ps, _: gaps(ps))
add("dropna", lambda ps, _: gaps(ps).dropna(how="any"))
add("fillna", lambda ps, _: gaps(ps).fillna(value=5))
add("isnull", lambda ps, _: gaps(ps).isnull())

# ---- selecting ----

add("loc", lambda ps, _: numbers(ps).loc[DATES[0] : DATES[2], ["A", "C"]])
add("iloc", lambda ps, _: numbers(ps).iloc[1:3, 0:2])
add("select", lambda ps, _: groups(ps)[["A", "C"]].head(3))
add("filter", lambda ps, _: groups(ps).query("C > 4"))
add("where", lambda ps, _: (lambda g: g.C.where(g.C > 4))(groups(ps)))
add("assign", lambda ps, _: (lambda g: g.assign(E=g.C + g.D))(groups(ps)))
add("set_index", lambda ps, _: groups(ps).set_index("A").sort_index().head(3))
add("reset_index", lambda ps, _: groups(ps).set_index("A").reset_index().head(3))
add("astype", lambda ps, _: groups(ps).C.astype(int))
add("drop_duplicates", lambda ps, _: groups(ps).A.drop_duplicates().sort_values())

# ---- numbers ----

add("mean", lambda ps, _: numbers(ps).mean())
add("sum", lambda ps, _: numbers(ps).sum())
add("std", lambda ps, _: numbers(ps).std())
add("var_ddof", lambda ps, _: numbers(ps).var(ddof=0))
add("skew", lambda ps, _: groups(ps).D.skew())
add("kurt", lambda ps, _: groups(ps).D.kurt())
add("product", lambda ps, _: groups(ps).C.add(1).product())
add("corr", lambda ps, _: groups(ps)[["C", "D"]].corr())
add("cov", lambda ps, _: groups(ps)[["C", "D"]].cov())
add("quantile", lambda ps, _: groups(ps).C.quantile(0.5))
add("nunique", lambda ps, _: groups(ps).nunique())
add("value_counts", lambda ps, _: groups(ps).A.value_counts())
add("agg", lambda ps, _: groups(ps).agg({"C": ["min", "max"]}).sort_index())
add("rank", lambda ps, _: groups(ps).D.rank().sort_index())
add("shift", lambda ps, _: groups(ps).C.shift(1))
add("diff", lambda ps, _: groups(ps).D.diff())
add("cumsum", lambda ps, _: groups(ps).C.cumsum())
add("cummax", lambda ps, _: groups(ps)[["C", "D"]].cummax())
add("rolling", lambda ps, _: groups(ps).C.rolling(2).sum())
add("expanding", lambda ps, _: groups(ps).C.expanding(2).mean())
add("upper", lambda ps, _: groups(ps).A.str.upper())

# ---- grouping, joining, reshaping ----

add("groupby_sum", lambda ps, _: groups(ps).groupby("A").sum(numeric_only=True).sort_index())
add("groupby_two", lambda ps, _: groups(ps).groupby(["A", "B"]).sum().sort_index())
add("groupby_agg", lambda ps, _: groups(ps).groupby("A").agg({"C": "min", "D": "max"}).sort_index())
add("groupby_size", lambda ps, _: groups(ps).groupby("A").size().sort_index())
add("merge", lambda ps, _: (lambda g: g.merge(g[["A", "C"]], on="A").sort_values(["A", "C_x", "C_y"]).head(4).reset_index(drop=True))(groups(ps)))
add("concat", lambda ps, _: ps.concat([groups(ps).head(2), groups(ps).tail(2)]))
add("pivot_table", lambda ps, _: groups(ps).pivot_table(values="D", index=["A"], columns="B").sort_index())
add("melt", lambda ps, _: groups(ps).head(2).melt(id_vars="A", value_vars=["C", "D"]))
add("sql", lambda ps, _: ps.sql("SELECT A, count(*) AS n FROM {g} GROUP BY A ORDER BY A", g=groups(ps)))

# ---- files ----

add("csv", lambda ps, _: files(ps, lambda f, d: f.to_csv(os.path.join(d, "f.csv")), lambda d: ps.read_csv(os.path.join(d, "f.csv"))))
add("parquet", lambda ps, _: files(ps, lambda f, d: f.to_parquet(os.path.join(d, "f")), lambda d: ps.read_parquet(os.path.join(d, "f"))))
add("json", lambda ps, _: files(ps, lambda f, d: f.spark.to_spark_io(os.path.join(d, "f"), format="json"), lambda d: ps.read_spark_io(os.path.join(d, "f"), format="json")))
