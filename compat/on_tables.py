"""Cases over a database of their own; what names the machine or the moment is taken out of their answers."""

import re

DATABASE = "fs"


def scrubber(spark):
    """Takes the warehouse's place and everything that differs from run to run out of texts."""
    warehouse = spark.conf.get("spark.sql.warehouse.dir").replace("file://", "").replace("file:", "").rstrip("/")

    def scrub(value):
        if isinstance(value, str):
            value = value.replace("file://" + warehouse, "<warehouse>").replace("file:" + warehouse, "<warehouse>")
            value = value.replace(warehouse, "<warehouse>")
            value = re.sub(r"part-[0-9a-f-]+?-c000(\.\w+)+", "<part>", value)
            value = re.sub(r"(Created Time|Last Access|Created By|Owner)([\s:,]+)[^\n]*", r"\1\2<any>", value)
            return value
        if isinstance(value, (list, tuple)):
            if len(value) == 3 and value[0] in ("Created Time", "Last Access", "Created By", "Owner"):
                return [value[0], "<any>", value[2]]
            if len(value) == 2 and value[0] == "Owner":
                return [value[0], "<any>"]
            return [scrub(v) for v in value]
        if isinstance(value, dict):
            return {key: scrub(v) for key, v in value.items()}
        return value

    return scrub


def shown(result):
    """A DataFrame's schema and rows; anything else as it is."""
    if hasattr(result, "collect") and hasattr(result, "schema"):
        return [result.schema.json(), [list(row) for row in result.collect()]]
    return result


def scrub_error(error, scrub):
    """The parameters of an error as they are told, scrubbed where they stand."""
    for held in (getattr(error, "_messageParameters", None), getattr(error, "_message_parameters", None)):
        for key in list(held or {}):
            held[key] = scrub(held[key])


class OnTables:
    """Adds cases to a module's list."""

    def __init__(self, cases):
        self.cases = cases

    def add(self, name, use, **options):
        """A case over an empty current database `fs`."""

        def run(spark):
            scrub = scrubber(spark)
            drop(spark)
            spark.sql(f"CREATE DATABASE {DATABASE}")
            spark.catalog.setCurrentDatabase(DATABASE)
            try:
                result = shown(use(spark))
                if not options.get("ordered", True):
                    result[1].sort(key=repr)
                return scrub(result)
            except Exception as error:
                scrub_error(error, scrub)
                raise
            finally:
                spark.catalog.setCurrentDatabase("default")
                drop(spark)

        self.cases.add(name, run, **options)

    def sql(self, name, *texts, **options):
        """The answer of the last of some statements."""

        def use(spark):
            for text in texts[:-1]:
                spark.sql(text)
            return spark.sql(texts[-1])

        self.add(name, use, **options)


def drop(spark):
    spark.catalog.clearCache()
    spark.sql(f"DROP DATABASE IF EXISTS {DATABASE} CASCADE")
    spark.sql("DROP DATABASE IF EXISTS fs2 CASCADE")
    for table in spark.catalog.listTables():
        if table.isTemporary:
            spark.catalog.dropTempView(table.name)
    # Those of other clients' runs, whom the server is the same for.
    for row in spark.sql("SHOW TABLES IN global_temp").collect():
        if row.namespace == "global_temp":
            spark.catalog.dropGlobalTempView(row.tableName)
