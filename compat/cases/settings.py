"""Configuration: what each version's keys are by default, which can be set, and what a wrong use says."""

import itertools
import pathlib

from case import Cases

CASES = Cases()

# Every key that some Spark from 3.5 to 4.3 registers, but those whose value a launch decides.
KEYS = (pathlib.Path(__file__).parent / "settings_keys.txt").read_text().split()


def group(key):
    parts = key.split(".")
    return "_".join(parts[1:3]) if parts[1] == "sql" and len(parts) > 3 else parts[1]


def said(call):
    """What a call gives, or the class of its error and the condition where there is one."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - every error is an answer here
        condition = (error.getCondition() or "") if hasattr(error, "getCondition") else ""
        return f"{type(error).__name__} {condition}".strip()


def defaults(conf, keys):
    """The keys, without what their group's have in common, by what they are worth unset, and whether they can be set."""
    found = {}
    for key in keys:
        value = said(lambda: conf.get(key))
        short = key.removeprefix("spark.").removeprefix(f"{group(key).replace('_', '.', 1)}.")
        found.setdefault(f"{value}{'' if conf.isModifiable(key) else ' (fixed)'}", []).append(short)
    return {value: " ".join(keys) for value, keys in found.items()}


for name, keys in itertools.groupby(sorted(KEYS, key=group), group):
    CASES.add(f"defaults_{name}", lambda spark, keys=list(keys): defaults(spark.conf, keys))


def changed(conf, key, value="1"):
    """What setting and unsetting a key says, and its values meanwhile and afterwards."""
    answers = [said(lambda: conf.set(key, value)), said(lambda: conf.get(key)), said(lambda: conf.unset(key)), said(lambda: conf.get(key))]
    return answers


CORE = [key for key in KEYS if key.split(".")[1] not in ("sql", "connect")]
CASES.add("core_refused", lambda spark: {key: said(lambda: spark.conf.set(key, "1")) for key in CORE[::7]})


def change(name, key, value="1"):
    CASES.add(f"change_{name}", lambda spark: changed(spark.conf, key, value))


change("core", "spark.executor.memory", "1g")
change("static", "spark.sql.globalTempDatabase", "g")
change("static_internal", "spark.sql.codegen.comments", "true")
change("unknown", "spark.nobody.knows", "a b")
change("unknown_bare", "nobody", "")
change("boolean", "spark.sql.ansi.enabled", "yes")
change("boolean_spaces", "spark.sql.adaptive.enabled", " FALSE ")
change("int", "spark.sql.maxMetadataStringLength", "many")
change("int_range", "spark.sql.autoBroadcastJoinThreshold", "x")
change("size", "spark.sql.autoBroadcastJoinThreshold", "64MB")
change("time", "spark.sql.broadcastTimeout", "1h")
change("time_wrong", "spark.sql.broadcastTimeout", "1y")
change("options", "spark.sql.mapKeyDedupPolicy", "none")
change("options_case", "spark.sql.mapKeyDedupPolicy", "last_win")
change("options_exact", "spark.sql.avro.compression.codec", "SNAPPY")
change("levels", "spark.sql.planChangeLog.level", "loud")
change("zone", "spark.sql.session.timeZone", "Mars")
change("requirement", "spark.sql.codegen.logging.maxLines", "-2")
change("class", "spark.sql.sources.commitProtocolClass", "nobody")
change("removed", "spark.sql.ansi.strictIndexOperator", "false")
change("removed_last", "spark.sql.ansi.strictIndexOperator", "true")
change("removed_in_40", "spark.sql.hive.verifyPartitionPath", "true")
change("fallback", "spark.sql.execution.arrow.enabled", "true")
change("since_40", "spark.sql.stackTracesInDataFrameContext", "2")
change("since_41", "spark.sql.session.localRelationChunkSizeRows", "0")


def after(key, value, other):
    """What another key's value is while a key is set."""

    def run(spark):
        spark.conf.set(key, value)
        try:
            return said(lambda: spark.conf.get(other))
        finally:
            spark.conf.unset(key)

    return run


CASES.add("fallback_followed", after("spark.sql.execution.arrow.enabled", "true", "spark.sql.execution.arrow.pyspark.enabled"))
CASES.add("fallback_kept", after("spark.sql.execution.arrow.pyspark.enabled", "true", "spark.sql.execution.arrow.enabled"))

for name, key, fallback in [
    ("unknown", "spark.nobody.knows", "d"),
    ("unknown_none", "spark.nobody.knows", None),
    ("known", "spark.sql.ansi.enabled", "false"),
    ("known_none", "spark.sql.ansi.enabled", None),
    ("known_wrong", "spark.sql.ansi.enabled", "maybe"),
    ("without_default", "spark.sql.extendedExplainProviders", "d"),
]:
    CASES.add(f"get_{name}", lambda spark, key=key, fallback=fallback: said(lambda: spark.conf.get(key, fallback)))

# ---- SET, RESET ----

for name, text in [
    ("key", "SET spark.sql.ansi.doubleQuotedIdentifiers"),
    ("unknown", "SET spark.nobody.knows"),
    ("no_value", "SET spark.sql.adaptive.autoBroadcastJoinThreshold"),
    ("core", "SET spark.executor.memory"),
    ("to_core", "SET spark.executor.memory=1g"),
    ("to_static", "SET spark.sql.globalTempDatabase=g"),
    ("to_unknown", "SET spark.nobody.set = a = b"),
    ("to_wrong", "SET spark.sql.shuffle.partitions = x"),
    ("quoted", "SET `spark.no body` = `x y`"),
    ("partitions_of_hadoop_to", "SET mapred.reduce.tasks=3"),
    ("zone", "SET TIME ZONE 'Asia/Tokyo'"),
    ("zone_hours", "SET TIME ZONE INTERVAL 8 HOURS"),
    ("zone_wrong", "SET TIME ZONE 'Mars'"),
    ("removed", "SET spark.sql.ansi.strictIndexOperator=false"),
    ("reset", "RESET spark.nobody.set"),
    ("reset_core", "RESET spark.executor.memory"),
    ("reset_static", "RESET spark.sql.globalTempDatabase"),
]:
    CASES.sql(f"set_{name}", text)


@CASES.case()
def set_listed(spark):
    """Public keys alone are listed, each with a value."""
    keys = {row.key for row in spark.sql("SET -v").collect()}
    return [["spark.sql.ansi.enabled" in keys, "spark.sql.codegen.comments" in keys, "spark.sql.legacy.sizeOfNull" in keys], sorted(keys)]


@CASES.case()
def reset_all(spark):
    spark.conf.set("spark.sql.caseSensitive", "true")
    spark.conf.set("spark.nobody.knows", "1")
    spark.sql("RESET")
    found = [spark.conf.get("spark.sql.caseSensitive"), spark.conf.get("spark.nobody.knows", "gone")]
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    return found


# ---- variables in SQL text ----

for name, text in [
    ("text", "SELECT '${my.name}' AS a"),
    ("bare", "SELECT ${my.name} + 1 AS a"),
    ("prefixes", "SELECT '${hiveconf:my.name} ${hivevar:my.name} ${spark:my.name} ${sparkconf:my.name}' AS a"),
    ("other_prefix", "SELECT '${nothing:my.name}' AS a"),
    ("unset", "SELECT '[${my.other}]' AS a"),
    ("known", "SELECT '${spark.sql.ansi.enabled}' AS a"),
    ("static", "SELECT '${spark.sql.globalTempDatabase}' AS a"),
    ("dollars", "SELECT '$${my.name} $my.name ${ my.name } ${} ${' AS a"),
    ("nested", "SELECT '${my.chain}' AS a"),
    ("braces", "SELECT '${my.${my.name}}' AS a"),
    ("circle", "SELECT '${my.circle}' AS a"),
    ("comment", "SELECT 1 AS a -- ${my.circle.not}"),
    ("case", "SELECT '[${MY.NAME}]' AS a"),
    ("later_error", "SELECT '${my.name}', nope"),
]:

    def run(spark, text=text):
        for key, value in {"my.name": "41", "my.chain": "<${my.name}>", "my.circle": "${my.circle2}", "my.circle2": "${my.circle}"}.items():
            spark.conf.set(key, value)
        return spark.sql(text)

    CASES.add(f"variable_{name}", run)


@CASES.case()
def variable_in_expressions(spark):
    spark.conf.set("my.name", "41")
    return spark.range(2).selectExpr("'${my.name}' AS a", "id + ${my.name} AS b").where("b > ${my.name}")


@CASES.case()
def variable_in_set(spark):
    spark.conf.set("my.name", "41")
    spark.sql("SET my.longer = ${my.name}1").collect()
    return spark.conf.get("my.longer")


@CASES.case()
def variable_off(spark):
    spark.conf.set("my.name", "41")
    spark.conf.set("spark.sql.variable.substitute", "false")
    try:
        return spark.sql("SELECT '${my.name}' AS a").collect()
    finally:
        spark.conf.unset("spark.sql.variable.substitute")
