"""Tables over data sources in Python: CREATE TABLE, CTAS, views, saveAsTable, what describes them."""

from case import Cases

CASES = Cases()
NEW = (4, 0)


def registered(spark):
    """`pst_numbers`: `rows` numbers; it can be written, to no place."""
    from pyspark.sql.datasource import DataSource, DataSourceReader, DataSourceWriter, WriterCommitMessage

    class Numbers(DataSource):
        @classmethod
        def name(cls):
            return "pst_numbers"

        def schema(self):
            return "n long, text string"

        def reader(self, schema):
            return Reader(self.options, schema)

        def writer(self, schema, overwrite):
            return Writer()

    class Reader(DataSourceReader):
        def __init__(self, options, schema):
            self.options = options
            self.schema = schema

        def read(self, partition):
            for i in range(int(self.options.get("rows", 2))):
                yield tuple([i, f"{','.join(f.name for f in self.schema.fields)}"][: len(self.schema.fields)])

    class Writer(DataSourceWriter):
        def write(self, rows):
            for _ in rows:
                pass
            return WriterCommitMessage()

    class ReadOnly(DataSource):
        @classmethod
        def name(cls):
            return "pst_only"

        def schema(self):
            return "n long"

        def reader(self, schema):
            return Reader(self.options, schema)

    spark.dataSource.register(Numbers)
    spark.dataSource.register(ReadOnly)


def attempt(ask):
    try:
        found = ask()
        return sorted(str(list(r)) for r in found.collect()) if hasattr(found, "collect") else found
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        condition = error.getCondition() if hasattr(error, "getCondition") else None
        return [type(error).__name__, condition]


def statements(name, *texts):
    def asked(spark):
        registered(spark)
        spark.sql("DROP TABLE IF EXISTS pst_t")
        spark.sql("DROP VIEW IF EXISTS pst_view")
        found = [attempt(lambda text=text: spark.sql(text)) for text in texts]
        spark.sql("DROP VIEW IF EXISTS pst_view")
        spark.sql("DROP TABLE IF EXISTS pst_t")
        return found

    CASES.add(name, asked, since=NEW)


statements("created", "CREATE TABLE pst_t USING pst_numbers", "SELECT * FROM pst_t", "SELECT text, count(*) FROM pst_t GROUP BY text")
statements("created_with_options", "CREATE TABLE pst_t USING pst_numbers OPTIONS (rows 3)", "SELECT * FROM pst_t")
statements("created_with_columns", "CREATE TABLE pst_t (a BIGINT, b STRING) USING pst_numbers", "SELECT * FROM pst_t")
statements("created_with_fewer_columns", "CREATE TABLE pst_t (n BIGINT) USING pst_numbers", "SELECT * FROM pst_t")
statements("created_if_not_exists", "CREATE TABLE IF NOT EXISTS pst_t USING pst_numbers", "CREATE TABLE IF NOT EXISTS pst_t USING pst_numbers", "CREATE TABLE pst_t USING pst_numbers")
statements("created_by_query", "CREATE TABLE pst_t USING pst_numbers AS SELECT 1L AS n, 'a' AS text", "SELECT * FROM pst_t")
statements("replaced", "CREATE OR REPLACE TABLE pst_t USING pst_numbers")
statements("partitioned", "CREATE TABLE pst_t (n BIGINT, text STRING) USING pst_numbers PARTITIONED BY (n)", "SELECT * FROM pst_t")
statements("with_a_location", "CREATE TABLE pst_t USING pst_numbers LOCATION '/tmp/pst_nowhere'", "SELECT * FROM pst_t")
statements("with_properties", "CREATE TABLE pst_t USING pst_numbers COMMENT 'c' TBLPROPERTIES ('p' = 'q')", "SHOW TBLPROPERTIES pst_t", "SELECT * FROM pst_t")
statements("unknown", "CREATE TABLE pst_t USING pst_nosuch", "CREATE TEMP VIEW pst_view USING pst_nosuch")
statements("temporary_view", "CREATE TEMP VIEW pst_view USING pst_numbers OPTIONS (rows 1)", "SELECT * FROM pst_view")
statements("temporary_view_with_columns", "CREATE TEMP VIEW pst_view (a BIGINT, b STRING) USING pst_numbers", "SELECT * FROM pst_view")
statements("inserted", "CREATE TABLE pst_t USING pst_numbers", "INSERT INTO pst_t VALUES (1, 'a')", "INSERT OVERWRITE pst_t VALUES (1, 'a')", "SELECT * FROM pst_t")
statements("inserted_read_only", "CREATE TABLE pst_t USING pst_only", "INSERT INTO pst_t VALUES (1)", "SELECT * FROM pst_t")
statements("changed", "CREATE TABLE pst_t USING pst_numbers", "DELETE FROM pst_t WHERE n = 1", "UPDATE pst_t SET n = 2", "TRUNCATE TABLE pst_t", "ALTER TABLE pst_t ADD COLUMN z INT", "ALTER TABLE pst_t SET TBLPROPERTIES ('a' = 'b')", "ALTER TABLE pst_t RENAME TO pst_u", "DROP TABLE pst_u")
statements("shown", "CREATE TABLE pst_t USING pst_numbers OPTIONS (rows 1)", "DESCRIBE pst_t", "SHOW COLUMNS IN pst_t", "SHOW TABLES LIKE 'pst_t'", "ANALYZE TABLE pst_t COMPUTE STATISTICS")
statements("shown_as_made", "CREATE TABLE pst_t USING pst_numbers OPTIONS (rows 1)", "SHOW CREATE TABLE pst_t")
statements("joined", "CREATE TABLE pst_t USING pst_numbers", "SELECT a.n, b.n FROM pst_t a JOIN pst_t b ON a.n = b.n + 1", "SELECT * FROM pst_t WHERE n IN (SELECT max(n) FROM pst_t)")
statements("view_over", "CREATE TABLE pst_t USING pst_numbers", "CREATE VIEW pst_view AS SELECT n + 1 AS m FROM pst_t", "SELECT * FROM pst_view")
statements("cached", "CREATE TABLE pst_t USING pst_numbers", "CACHE TABLE pst_t", "SELECT * FROM pst_t", "UNCACHE TABLE pst_t", "REFRESH TABLE pst_t")
statements("by_name_of_format", "SELECT * FROM pst_numbers.`x`", "SELECT * FROM pst_only.`/tmp/x`")
statements("merged", "CREATE TABLE pst_t USING pst_numbers", "MERGE INTO pst_t USING (SELECT 1L AS n) s ON pst_t.n = s.n WHEN MATCHED THEN DELETE")


@CASES.case(since=NEW)
def by_frames(spark):
    registered(spark)
    spark.sql("DROP TABLE IF EXISTS pst_f")
    frame = spark.createDataFrame([(1, "a")], "n long, text string")
    found = [
        attempt(lambda: frame.write.format("pst_numbers").saveAsTable("pst_f")),
        attempt(lambda: frame.write.format("pst_numbers").mode("append").saveAsTable("pst_f")),
        attempt(lambda: frame.write.format("pst_numbers").mode("overwrite").saveAsTable("pst_f")),
        attempt(lambda: spark.read.table("pst_f")),
        attempt(lambda: frame.writeTo("pst_f").using("pst_numbers").create()),
        attempt(lambda: frame.writeTo("pst_f").using("pst_numbers").createOrReplace()),
        attempt(lambda: spark.catalog.createTable("pst_f", source="pst_numbers")),
        attempt(lambda: spark.read.table("pst_f")),
        attempt(lambda: spark.read.option("rows", 1).table("pst_f")),
        attempt(lambda: frame.write.insertInto("pst_f")),
        attempt(lambda: frame.writeTo("pst_f").append()),
        attempt(lambda: spark.catalog.getTable("pst_f").tableType),
    ]
    spark.sql("DROP TABLE IF EXISTS pst_f")
    return found


@CASES.case(since=NEW)
def of_a_view_of_frames(spark):
    registered(spark)
    spark.read.format("pst_numbers").option("rows", 1).load().createOrReplaceTempView("pst_frame_view")
    return [attempt(lambda: spark.read.table("pst_frame_view")), attempt(lambda: spark.sql("INSERT INTO pst_frame_view VALUES (1, 'a')"))]
