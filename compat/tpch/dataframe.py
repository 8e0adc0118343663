"""The 22 TPC-H queries in the DataFrame API, over a function that gives each table."""

from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.functions import col, lit, when


def day(text):
    return lit(text).cast("date")


def revenue():
    return col("l_extendedprice") * (1 - col("l_discount"))


def q1(t):
    return (
        t("lineitem")
        .filter(col("l_shipdate") <= F.date_sub(day("1998-12-01"), 90))
        .groupBy("l_returnflag", "l_linestatus")
        .agg(
            F.sum("l_quantity").alias("sum_qty"),
            F.sum("l_extendedprice").alias("sum_base_price"),
            F.sum(revenue()).alias("sum_disc_price"),
            F.sum(revenue() * (1 + col("l_tax"))).alias("sum_charge"),
            F.avg("l_quantity").alias("avg_qty"),
            F.avg("l_extendedprice").alias("avg_price"),
            F.avg("l_discount").alias("avg_disc"),
            F.count(lit(1)).alias("count_order"),
        )
        .orderBy("l_returnflag", "l_linestatus")
    )


def q2(t):
    europe = (
        t("partsupp")
        .join(t("supplier"), col("s_suppkey") == col("ps_suppkey"))
        .join(t("nation"), col("s_nationkey") == col("n_nationkey"))
        .join(t("region").filter(col("r_name") == "EUROPE"), col("n_regionkey") == col("r_regionkey"))
    )
    least = europe.groupBy("ps_partkey").agg(F.min("ps_supplycost").alias("least")).withColumnRenamed("ps_partkey", "least_key")
    part = t("part").filter((col("p_size") == 15) & col("p_type").like("%BRASS"))
    return (
        part.join(europe, col("p_partkey") == col("ps_partkey"))
        .join(least, (col("p_partkey") == col("least_key")) & (col("ps_supplycost") == col("least")))
        .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
        .orderBy(col("s_acctbal").desc(), "n_name", "s_name", "p_partkey")
        .limit(100)
    )


def q3(t):
    return (
        t("customer")
        .filter(col("c_mktsegment") == "BUILDING")
        .join(t("orders").filter(col("o_orderdate") < day("1995-03-15")), col("c_custkey") == col("o_custkey"))
        .join(t("lineitem").filter(col("l_shipdate") > day("1995-03-15")), col("l_orderkey") == col("o_orderkey"))
        .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
        .agg(F.sum(revenue()).alias("revenue"))
        .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority")
        .orderBy(col("revenue").desc(), "o_orderdate")
        .limit(10)
    )


def q4(t):
    late = t("lineitem").filter(col("l_commitdate") < col("l_receiptdate"))
    return (
        t("orders")
        .filter((col("o_orderdate") >= day("1993-07-01")) & (col("o_orderdate") < day("1993-10-01")))
        .join(late, col("l_orderkey") == col("o_orderkey"), "left_semi")
        .groupBy("o_orderpriority")
        .agg(F.count("*").alias("order_count"))
        .orderBy("o_orderpriority")
    )


def q5(t):
    return (
        t("customer")
        .join(t("orders"), col("c_custkey") == col("o_custkey"))
        .filter((col("o_orderdate") >= day("1994-01-01")) & (col("o_orderdate") < day("1995-01-01")))
        .join(t("lineitem"), col("l_orderkey") == col("o_orderkey"))
        .join(t("supplier"), (col("l_suppkey") == col("s_suppkey")) & (col("c_nationkey") == col("s_nationkey")))
        .join(t("nation"), col("s_nationkey") == col("n_nationkey"))
        .join(t("region").filter("r_name = 'ASIA'"), col("n_regionkey") == col("r_regionkey"))
        .groupBy("n_name")
        .agg(F.sum(revenue()).alias("revenue"))
        .orderBy(col("revenue").desc())
    )


def q6(t):
    return (
        t("lineitem")
        .where((col("l_shipdate") >= day("1994-01-01")) & (col("l_shipdate") < day("1995-01-01")))
        .where(F.expr("l_discount BETWEEN 0.05 AND 0.07") & (col("l_quantity") < 24))
        .agg(F.sum(col("l_extendedprice") * col("l_discount")).alias("revenue"))
    )


def q7(t):
    n1 = t("nation").select(col("n_nationkey").alias("n1_key"), col("n_name").alias("supp_nation"))
    n2 = t("nation").select(col("n_nationkey").alias("n2_key"), col("n_name").alias("cust_nation"))
    pair = ((col("supp_nation") == "FRANCE") & (col("cust_nation") == "GERMANY")) | (
        (col("supp_nation") == "GERMANY") & (col("cust_nation") == "FRANCE")
    )
    return (
        t("supplier")
        .join(t("lineitem"), col("s_suppkey") == col("l_suppkey"))
        .join(t("orders"), col("o_orderkey") == col("l_orderkey"))
        .join(t("customer"), col("c_custkey") == col("o_custkey"))
        .join(n1, col("s_nationkey") == col("n1_key"))
        .join(n2, col("c_nationkey") == col("n2_key"))
        .filter(pair & col("l_shipdate").between(day("1995-01-01"), day("1996-12-31")))
        .withColumn("l_year", F.year("l_shipdate"))
        .withColumn("volume", revenue())
        .groupBy("supp_nation", "cust_nation", "l_year")
        .agg(F.sum("volume").alias("revenue"))
        .orderBy("supp_nation", "cust_nation", "l_year")
    )


def q8(t):
    n2 = t("nation").select(col("n_nationkey").alias("n2_key"), col("n_name").alias("nation"))
    volume = (
        t("part")
        .filter(col("p_type") == "ECONOMY ANODIZED STEEL")
        .join(t("lineitem"), col("p_partkey") == col("l_partkey"))
        .join(t("supplier"), col("s_suppkey") == col("l_suppkey"))
        .join(t("orders"), col("l_orderkey") == col("o_orderkey"))
        .join(t("customer"), col("o_custkey") == col("c_custkey"))
        .join(t("nation"), col("c_nationkey") == col("n_nationkey"))
        .join(t("region").filter(col("r_name") == "AMERICA"), col("n_regionkey") == col("r_regionkey"))
        .join(n2, col("s_nationkey") == col("n2_key"))
        .filter(col("o_orderdate").between(day("1995-01-01"), day("1996-12-31")))
        .select(F.year("o_orderdate").alias("o_year"), revenue().alias("volume"), "nation")
    )
    share = F.sum(when(col("nation") == "BRAZIL", col("volume")).otherwise(0)) / F.sum("volume")
    return volume.groupBy("o_year").agg(share.alias("mkt_share")).orderBy("o_year")


def q9(t):
    amount = revenue() - col("ps_supplycost") * col("l_quantity")
    return (
        t("part")
        .filter(col("p_name").contains("green"))
        .join(t("lineitem"), col("p_partkey") == col("l_partkey"))
        .join(t("supplier"), col("s_suppkey") == col("l_suppkey"))
        .join(t("partsupp"), (col("ps_suppkey") == col("l_suppkey")) & (col("ps_partkey") == col("l_partkey")))
        .join(t("orders"), col("o_orderkey") == col("l_orderkey"))
        .join(t("nation"), col("s_nationkey") == col("n_nationkey"))
        .select(col("n_name").alias("nation"), F.year("o_orderdate").alias("o_year"), amount.alias("amount"))
        .groupBy("nation", "o_year")
        .agg(F.sum("amount").alias("sum_profit"))
        .orderBy("nation", col("o_year").desc())
    )


def q10(t):
    keys = ["c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment"]
    return (
        t("customer")
        .join(t("orders"), col("c_custkey") == col("o_custkey"))
        .join(t("lineitem"), col("l_orderkey") == col("o_orderkey"))
        .join(t("nation"), col("c_nationkey") == col("n_nationkey"))
        .filter((col("o_orderdate") >= day("1993-10-01")) & (col("o_orderdate") < day("1994-01-01")))
        .filter(col("l_returnflag") == "R")
        .groupBy(*keys)
        .agg(F.sum(revenue()).alias("revenue"))
        .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
        .sort(col("revenue").desc(), "c_custkey")
        .limit(20)
    )


def q11(t):
    german = (
        t("partsupp")
        .join(t("supplier"), col("ps_suppkey") == col("s_suppkey"))
        .join(t("nation").filter(col("n_name") == "GERMANY"), col("s_nationkey") == col("n_nationkey"))
        .withColumn("cost", col("ps_supplycost") * col("ps_availqty"))
    )
    total = german.agg((F.sum("cost") * lit(0.0001)).alias("threshold"))
    return (
        german.groupBy("ps_partkey")
        .agg(F.sum("cost").alias("value"))
        .crossJoin(total)
        .filter(col("value") > col("threshold"))
        .select("ps_partkey", "value")
        .orderBy(col("value").desc(), "ps_partkey")
    )


def q12(t):
    high = col("o_orderpriority").isin("1-URGENT", "2-HIGH")
    return (
        t("orders")
        .join(t("lineitem"), col("o_orderkey") == col("l_orderkey"))
        .filter(col("l_shipmode").isin("MAIL", "SHIP"))
        .filter((col("l_commitdate") < col("l_receiptdate")) & (col("l_shipdate") < col("l_commitdate")))
        .filter((col("l_receiptdate") >= day("1994-01-01")) & (col("l_receiptdate") < day("1995-01-01")))
        .groupBy("l_shipmode")
        .agg(
            F.sum(when(high, 1).otherwise(0)).alias("high_line_count"),
            F.sum(when(~high, 1).otherwise(0)).alias("low_line_count"),
        )
        .orderBy("l_shipmode")
    )


def q13(t):
    plain = t("orders").filter(~col("o_comment").rlike("special.*requests"))
    return (
        t("customer")
        .join(plain, col("c_custkey") == col("o_custkey"), "left")
        .groupBy("c_custkey")
        .agg(F.count("o_orderkey").alias("c_count"))
        .groupBy("c_count")
        .agg(F.count("*").alias("custdist"))
        .orderBy(col("custdist").desc(), col("c_count").desc())
    )


def q14(t):
    promo = F.sum(when(col("p_type").startswith("PROMO"), revenue()).otherwise(0))
    return (
        t("lineitem")
        .join(t("part"), col("l_partkey") == col("p_partkey"))
        .filter((col("l_shipdate") >= day("1995-09-01")) & (col("l_shipdate") < day("1995-10-01")))
        .agg((lit(100.00) * promo / F.sum(revenue())).alias("promo_revenue"))
    )


def q15(t):
    by_supplier = (
        t("lineitem")
        .filter((col("l_shipdate") >= day("1996-01-01")) & (col("l_shipdate") < day("1996-04-01")))
        .groupBy(col("l_suppkey").alias("supplier_no"))
        .agg(F.sum(revenue()).alias("total_revenue"))
    )
    best = by_supplier.withColumn("best", F.max("total_revenue").over(Window.partitionBy()))
    return (
        t("supplier")
        .join(best.filter(col("total_revenue") == col("best")), col("s_suppkey") == col("supplier_no"))
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
        .orderBy("s_suppkey")
    )


def q16(t):
    complaints = t("supplier").filter(col("s_comment").like("%Customer%Complaints%")).select("s_suppkey")
    return (
        t("partsupp")
        .join(t("part"), col("p_partkey") == col("ps_partkey"))
        .filter((col("p_brand") != "Brand#45") & ~col("p_type").like("MEDIUM POLISHED%"))
        .filter(col("p_size").isin(49, 14, 23, 45, 19, 3, 36, 9))
        .join(complaints, col("ps_suppkey") == col("s_suppkey"), "left_anti")
        .groupBy("p_brand", "p_type", "p_size")
        .agg(F.countDistinct("ps_suppkey").alias("supplier_cnt"))
        .orderBy(col("supplier_cnt").desc(), "p_brand", "p_type", "p_size")
    )


def q17(t):
    average = t("lineitem").groupBy(col("l_partkey").alias("avg_key")).agg((F.avg("l_quantity") * 0.2).alias("limit"))
    return (
        t("lineitem")
        .join(t("part"), col("p_partkey") == col("l_partkey"))
        .filter((col("p_brand") == "Brand#23") & (col("p_container") == "MED BOX"))
        .join(average, col("l_partkey") == col("avg_key"))
        .filter(col("l_quantity") < col("limit"))
        .agg((F.sum("l_extendedprice") / 7.0).alias("avg_yearly"))
    )


def q18(t):
    large = t("lineitem").groupBy(col("l_orderkey").alias("key")).agg(F.sum("l_quantity").alias("q")).filter("q > 300")
    return (
        t("orders")
        .join(large, col("o_orderkey") == col("key"), "leftsemi")
        .join(t("customer"), col("c_custkey") == col("o_custkey"))
        .join(t("lineitem"), col("o_orderkey") == col("l_orderkey"))
        .groupBy("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice")
        .agg(F.sum("l_quantity"))
        .orderBy(col("o_totalprice").desc(), "o_orderdate")
        .limit(100)
    )


def q19(t):
    def one(brand, containers, low, size):
        return (
            (col("p_brand") == brand)
            & col("p_container").isin(*containers)
            & col("l_quantity").between(low, low + 10)
            & col("p_size").between(1, size)
        )

    return (
        t("lineitem")
        .join(t("part"), col("p_partkey") == col("l_partkey"))
        .filter(col("l_shipmode").isin("AIR", "AIR REG") & (col("l_shipinstruct") == "DELIVER IN PERSON"))
        .filter(
            one("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5)
            | one("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10)
            | one("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15)
        )
        .agg(F.sum(revenue()).alias("revenue"))
    )


def q20(t):
    shipped = (
        t("lineitem")
        .filter((col("l_shipdate") >= day("1994-01-01")) & (col("l_shipdate") < day("1995-01-01")))
        .groupBy("l_partkey", "l_suppkey")
        .agg((F.sum("l_quantity") * 0.5).alias("half"))
    )
    forest = t("part").filter(col("p_name").like("forest%")).select("p_partkey")
    suppliers = (
        t("partsupp")
        .join(forest, col("ps_partkey") == col("p_partkey"), "left_semi")
        .join(shipped, (col("ps_partkey") == col("l_partkey")) & (col("ps_suppkey") == col("l_suppkey")))
        .filter(col("ps_availqty") > col("half"))
        .select("ps_suppkey")
        .distinct()
    )
    return (
        t("supplier")
        .join(suppliers, col("s_suppkey") == col("ps_suppkey"))
        .join(t("nation").filter(col("n_name") == "CANADA"), col("s_nationkey") == col("n_nationkey"))
        .select("s_name", "s_address")
        .orderBy("s_name")
    )


def q21(t):
    lines = t("lineitem")
    late = lines.filter(col("l_receiptdate") > col("l_commitdate"))
    suppliers = lines.groupBy(col("l_orderkey").alias("k1")).agg(F.countDistinct("l_suppkey").alias("suppliers"))
    late_ones = late.groupBy(col("l_orderkey").alias("k2")).agg(F.countDistinct("l_suppkey").alias("late_suppliers"))
    return (
        t("supplier")
        .join(late, col("s_suppkey") == col("l_suppkey"))
        .join(t("orders").filter(col("o_orderstatus") == "F"), col("o_orderkey") == col("l_orderkey"))
        .join(t("nation").filter(col("n_name") == "SAUDI ARABIA"), col("s_nationkey") == col("n_nationkey"))
        .join(suppliers.filter("suppliers > 1"), col("l_orderkey") == col("k1"))
        .join(late_ones.filter("late_suppliers = 1"), col("l_orderkey") == col("k2"))
        .groupBy("s_name")
        .agg(F.count("*").alias("numwait"))
        .orderBy(col("numwait").desc(), "s_name")
        .limit(100)
    )


def q22(t):
    code = F.substring("c_phone", 1, 2)
    chosen = (
        t("customer")
        .withColumn("cntrycode", code)
        .filter(col("cntrycode").isin("13", "31", "23", "29", "30", "18", "17"))
    )
    average = chosen.filter(col("c_acctbal") > 0.00).agg(F.avg("c_acctbal").alias("average"))
    return (
        chosen.crossJoin(average)
        .filter(col("c_acctbal") > col("average"))
        .join(t("orders"), col("o_custkey") == col("c_custkey"), "left_anti")
        .groupBy("cntrycode")
        .agg(F.count("*").alias("numcust"), F.sum("c_acctbal").alias("totacctbal"))
        .orderBy("cntrycode")
    )


QUERIES = [q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14, q15, q16, q17, q18, q19, q20, q21, q22]
