"""What lasts: tables, views and rows, whatever ends the server, and whoever writes at once."""

import collections
import os
import pathlib
import random
import signal
import threading
import time
import uuid

import grpc
import pyarrow as pa
import pyspark
import pytest
from launch import end, server
from pyspark.sql import Row
from pyspark.sql.connect import proto as pb
from pyspark.sql.connect.proto import base_pb2_grpc

#: How often the server is killed: with one client's version often, more when it is asked for.
KILLS = int(os.environ.get("FIRESTEEL_KILLS", "25" if pyspark.__version__.startswith("4.0") else "3"))


def session(running):
    from pyspark.sql.connect.session import SparkSession

    return SparkSession.builder.remote(running.url).create()


class Client:
    """One session of plain calls, without a client's retries."""

    def __init__(self, running):
        self.id = str(uuid.uuid4())
        self.channel = grpc.insecure_channel(f"localhost:{running.port}", options=[("grpc.max_receive_message_length", 1 << 27)])
        self.stub = base_pb2_grpc.SparkConnectServiceStub(self.channel)

    def _run(self, plan):
        request = pb.ExecutePlanRequest(session_id=self.id, client_type="durable spark/4.0.4", plan=plan)
        return list(self.stub.ExecutePlan(request))

    def command(self, sql):
        self._run(pb.Plan(command=pb.Command(sql_command=pb.SqlCommand(sql=sql))))

    def rows(self, sql):
        batches = [r.arrow_batch.data for r in self._run(pb.Plan(root=pb.Relation(sql=pb.SQL(query=sql)))) if r.HasField("arrow_batch")]
        return [tuple(row.values()) for data in batches for row in pa.ipc.open_stream(data).read_all().to_pylist()]

    def close(self):
        self.channel.close()


def litter(warehouse):
    """What no commit has left."""
    found = [str(p) for p in pathlib.Path(warehouse).rglob("*") if p.name.startswith("_staging-")]
    return found + [str(p) for p in (pathlib.Path(warehouse) / ".firesteel/staging").iterdir()]


DEFINITIONS = [
    "CREATE DATABASE sales COMMENT 'all of it' WITH DBPROPERTIES (k = 'v')",
    "USE sales",
    "CREATE TABLE orders (id INT COMMENT 'the key', price DECIMAL(10,2), at TIMESTAMP, tags ARRAY<STRUCT<k: STRING, v: INT>>, day DATE, shop STRING) "
    "USING parquet PARTITIONED BY (day, shop) COMMENT 'orders' TBLPROPERTIES (a.b = 'c')",
    "INSERT INTO orders VALUES (1, 1.50, TIMESTAMP '2024-01-02 03:04:05.678901', array(named_struct('k', 'x', 'v', 1)), DATE '2024-01-02', 'a/b=c'), "
    "(2, NULL, NULL, NULL, DATE '2024-01-03', NULL)",
    "CREATE TABLE lines (line STRING, n INT) USING csv OPTIONS (header = 'true', sep = '|')",
    "INSERT INTO lines VALUES ('a|b', 1)",
    "SET spark.sql.ansi.enabled = false",
    "CREATE VIEW cheap (id, price COMMENT 'in euros') COMMENT 'a view' AS SELECT id, CAST('none' AS INT) FROM orders WHERE price < 2",
    "CREATE TABLE gone USING parquet AS SELECT 1 AS a",
    "DROP TABLE gone",
    "CREATE TABLE before USING parquet AS SELECT 1 AS a, 2 AS b",
    "ALTER TABLE before RENAME TO behind",
    "ALTER TABLE behind SET TBLPROPERTIES (x = 'y')",
    "ALTER TABLE behind ADD COLUMNS (c STRING)",
    "SET spark.sql.ansi.enabled = true",
    "CREATE TABLE codes (code CHAR(5), name VARCHAR(10) COMMENT 'up to ten', parts ARRAY<CHAR(2)>, n INT) USING parquet CLUSTERED BY (n) SORTED BY (n) INTO 4 BUCKETS",
    "INSERT INTO codes VALUES ('a', 'b', array('c'), 1), ('ab', NULL, NULL, 2)",
    "ANALYZE TABLE codes COMPUTE STATISTICS",
    "ALTER TABLE orders ADD PARTITION (day = DATE '2024-01-04', shop = 'empty')",
    "ALTER TABLE orders PARTITION (day = DATE '2024-01-02', shop = 'a/b=c') RENAME TO PARTITION (day = DATE '2024-01-05', shop = 'b')",
    "ANALYZE TABLE orders PARTITION (day = DATE '2024-01-05', shop = 'b') COMPUTE STATISTICS",
]

#: What Spark has since 4.0.
DEFINITIONS_4 = [
    "CREATE TABLE growing (a INT) USING parquet",
    "INSERT INTO growing VALUES (1)",
    "CREATE VIEW wholly WITH SCHEMA EVOLUTION AS SELECT * FROM growing",
    "CREATE VIEW by_types (x) WITH SCHEMA TYPE EVOLUTION AS SELECT a FROM growing",
    "ALTER TABLE growing ADD COLUMNS (b STRING)",
    "SELECT * FROM wholly",
    "CREATE VIEW any_case DEFAULT COLLATION UTF8_LCASE AS SELECT 'A' AS a, 'A' = 'a' AS same",
    "SET spark.sql.ansi.enabled = false",
    "CREATE FUNCTION whole(s STRING COMMENT 'a text') RETURNS INT COMMENT 'a number, or NULL' RETURN CAST(s AS INT)",
    "CREATE FUNCTION of_shop(wanted STRING) RETURNS TABLE (id INT, price DECIMAL(10,2)) RETURN SELECT id, price FROM orders WHERE shop = wanted",
    "SET spark.sql.ansi.enabled = true",
    "CREATE TABLE collated (a STRING COLLATE UNICODE_CI, b MAP<STRING, STRING COLLATE UTF8_LCASE>) USING parquet",
    "INSERT INTO collated VALUES ('A', map('k', 'V'))",
]

QUESTIONS = [
    "SHOW DATABASES",
    "DESCRIBE DATABASE EXTENDED sales",
    "SHOW TABLES IN sales",
    "SELECT * FROM sales.orders ORDER BY id",
    "SHOW PARTITIONS sales.orders",
    "DESCRIBE TABLE EXTENDED sales.orders",
    "SHOW CREATE TABLE sales.orders",
    "SELECT * FROM sales.lines",
    "SELECT * FROM sales.cheap",
    "DESCRIBE TABLE EXTENDED sales.cheap",
    "SELECT * FROM sales.behind",
    "SHOW TBLPROPERTIES sales.behind",
    "SELECT * FROM sales.codes ORDER BY n",
    "DESCRIBE TABLE EXTENDED sales.codes",
    "SHOW CREATE TABLE sales.codes",
    "DESCRIBE TABLE EXTENDED sales.orders PARTITION (day = DATE '2024-01-05', shop = 'b')",
]

QUESTIONS_4 = [
    "USE sales",
    "SHOW USER FUNCTIONS IN sales",
    "DESCRIBE FUNCTION EXTENDED sales.whole",
    "DESCRIBE FUNCTION EXTENDED sales.of_shop",
    "SELECT sales.whole('12'), sales.whole('none'), o.* FROM of_shop('b') AS o",
    "DESCRIBE TABLE EXTENDED sales.wholly",
    "SELECT * FROM sales.wholly",
    "DESCRIBE TABLE EXTENDED sales.by_types",
    "SHOW CREATE TABLE sales.by_types",
    "SELECT a, same, collation(a) FROM sales.any_case",
    "DESCRIBE TABLE EXTENDED sales.any_case",
    "SELECT * FROM sales.collated WHERE a = 'a'",
    "DESCRIBE TABLE sales.collated",
]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_all_is_there_after_a_restart(tmp_path, sign):
    warehouse = tmp_path / "warehouse"
    is_new = not pyspark.__version__.startswith("3.")
    definitions = DEFINITIONS + (DEFINITIONS_4 if is_new else [])
    questions = QUESTIONS + (QUESTIONS_4 if is_new else [])
    with server(tmp_path, "--warehouse", warehouse) as running:
        spark = session(running)
        for definition in definitions:
            spark.sql(definition).collect()
        before = [spark.sql(question).collect() for question in questions]
        schemas = [spark.sql(question).schema for question in questions]
        answer = dict(zip(questions, before))
        assert answer["SELECT * FROM sales.cheap"] == [Row(id=1, price=None)]
        assert ("Statistics", "2 rows") in [(row[0], row[1].split(", ")[-1]) for row in answer["DESCRIBE TABLE EXTENDED sales.codes"]]
        assert [row[0] for row in answer["SELECT * FROM sales.codes ORDER BY n"]] == ["a    ", "ab   "]
        assert len(answer["SHOW PARTITIONS sales.orders"]) == 3
        if is_new:
            assert [row[:2] for row in answer[QUESTIONS_4[4]]] == [(12, None)]
            assert [row[0] for row in answer["DESCRIBE TABLE EXTENDED sales.wholly"]][:2] == ["a", "b"]
            assert answer["SELECT a, same, collation(a) FROM sales.any_case"][0][1] is True
            assert len(answer["SELECT * FROM sales.collated WHERE a = 'a'"]) == 1
        end(spark)
        running.stop(sign)
    moved = tmp_path / "moved"
    for place in (warehouse, moved):
        if place is moved:
            warehouse.rename(moved)
        with server(tmp_path, "--warehouse", place) as running:
            spark = session(running)
            after = [spark.sql(question).collect() for question in questions]
            shown = [[tuple(str(v).replace(str(place), str(warehouse)) if isinstance(v, str) else v for v in row) for row in rows] for rows in after]
            assert shown == [[tuple(row) for row in rows] for rows in before]
            assert [spark.sql(question).schema for question in questions] == schemas
            with pytest.raises(Exception, match="EXCEED_LIMIT_LENGTH|Exceeds char/varchar"):
                spark.sql("INSERT INTO sales.codes VALUES ('abcdef', 'b', NULL, 1)").collect()
            if is_new:
                with pytest.raises(Exception, match="ROUTINE_ALREADY_EXISTS"):
                    spark.sql("CREATE FUNCTION sales.whole() RETURNS INT RETURN 1").collect()
            with pytest.raises(Exception, match="LOCATION_ALREADY_EXISTS|TABLE_OR_VIEW_ALREADY_EXISTS"):
                spark.sql("CREATE TABLE sales.lines (a INT) USING parquet").collect()
            end(spark)
        assert litter(place) == []


class Writer(threading.Thread):
    """Writes until the server is gone, and remembers what it was told."""

    def __init__(self, running, number, start):
        super().__init__(daemon=True)
        self.client = Client(running)
        self.number = number
        self.next = start
        self.told = []
        self.start()

    def run(self):
        try:
            while True:
                self.work(self.next)
                self.told.append(self.next)
                self.next += 1
        except grpc.RpcError as error:
            self.error = error


class Inserter(Writer):
    """Each insert has three rows in two partitions."""

    def work(self, i):
        self.client.command(f"INSERT INTO t VALUES ({i}, {self.number}, 0), ({i}, {self.number}, 1), ({i}, {self.number}, 1)")


class Overwriter(Writer):
    """Each overwrite has two rows."""

    def work(self, i):
        self.client.command(f"INSERT OVERWRITE o VALUES ({i}, 1), ({i}, 2)")


class Replacer(Writer):
    """A table that comes, goes, and has another name."""

    def work(self, i):
        self.client.command("DROP TABLE IF EXISTS b")
        self.client.command("DROP TABLE IF EXISTS a")
        self.client.command(f"CREATE TABLE a USING parquet AS SELECT {i} AS g, id FROM range(2)")
        self.client.command("ALTER TABLE a RENAME TO b")


def test_kill_at_any_moment(tmp_path):
    """After each kill: every insert that was told is there, once and whole; an overwrite is there or was not; no litter."""
    warehouse = tmp_path / "warehouse"
    chance = random.Random(7)
    told = collections.Counter()
    starts, overwritten = [0, 0], 0
    for round_number in range(KILLS + 1):
        with server(tmp_path, "--warehouse", warehouse) as running:
            client = Client(running)
            assert client.rows("SELECT 1") == [(1,)]
            left = litter(warehouse)
            assert left == [], left
            if round_number == 0:
                client.command("CREATE TABLE t (i INT, w INT, p INT) USING parquet PARTITIONED BY (p)")
                client.command("CREATE TABLE o (g INT, x INT) USING parquet")
                client.command("INSERT OVERWRITE o VALUES (0, 1), (0, 2)")
            found = {(w, i): n for w, i, n in client.rows("SELECT w, i, count(*) FROM t GROUP BY w, i")}
            lost = [key for key in told if key not in found]
            assert lost == [] and set(found.values()) <= {3}, (lost, found)
            rows = client.rows("SELECT g, x FROM o ORDER BY x")
            assert [x for _, x in rows] == [1, 2] and rows[0][0] == rows[1][0] >= overwritten, (rows, overwritten)
            tables = [row[1] for row in client.rows("SHOW TABLES") if row[1] in ("a", "b")]
            assert len(tables) <= 1
            for table in tables:
                again = client.rows(f"SELECT g, id FROM {table} ORDER BY id")
                assert [x for _, x in again] == [0, 1] and again[0][0] == again[1][0], again
            others = {p.name for p in warehouse.iterdir()} - {".firesteel", "t", "o", *tables}
            assert others == set(), others
            client.close()
            if round_number == KILLS:
                break
            inserters = [Inserter(running, w, starts[w]) for w in range(2)]
            writers = [*inserters, Overwriter(running, 0, rows[0][0] + 1), Replacer(running, 0, 0)]
            time.sleep(chance.uniform(0.05, 0.6))
            running.process.kill()
            for writer in writers:
                writer.join(30)
                assert not writer.is_alive()
                assert writer.error.code() == grpc.StatusCode.UNAVAILABLE, writer.error
                writer.client.close()
            for w, writer in enumerate(inserters):
                told.update((w, i) for i in writer.told)
                starts[w] = writer.next + 1
            overwritten = max([overwritten, *writers[2].told])
    assert told


def test_eight_clients_lose_nothing(tmp_path):
    with server(tmp_path, "--warehouse", tmp_path / "warehouse") as running:
        first = Client(running)
        first.command("CREATE TABLE t (c INT, i INT) USING parquet")
        errors = []

        def insert(number):
            client = Client(running)
            try:
                for i in range(25):
                    client.command(f"INSERT INTO t VALUES ({number}, {i})")
                    # What was told is there for everybody.
                    assert client.rows(f"SELECT count(*) FROM t WHERE c = {number} AND i = {i}") == [(1,)]
            except BaseException as error:  # noqa: BLE001 - told below
                errors.append(error)
            finally:
                client.close()

        threads = [threading.Thread(target=insert, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert errors == []
        assert first.rows("SELECT count(*), count(DISTINCT c, i) FROM t") == [(200, 200)]
        first.close()
        running.stop(signal.SIGKILL)
    with server(tmp_path, "--warehouse", tmp_path / "warehouse") as running:
        again = Client(running)
        assert again.rows("SELECT count(*), count(DISTINCT c, i) FROM t") == [(200, 200)]
        again.close()
        assert litter(tmp_path / "warehouse") == []


@pytest.mark.parametrize("change", ["INSERT OVERWRITE t SELECT -1L, 'new'", "DROP TABLE t", "TRUNCATE TABLE t"])
def test_a_long_reader_keeps_its_rows(tmp_path, change):
    warehouse = tmp_path / "warehouse"
    rows = 3_000_000
    with server(tmp_path, "--warehouse", warehouse, "--result-buffer", "1M") as running:
        writer = Client(running)
        writer.command("CREATE TABLE t (a BIGINT, b STRING) USING parquet")
        for _ in range(3):
            writer.command(f"INSERT INTO t SELECT id, repeat(CAST(id AS STRING), 10) FROM range({rows // 3})")
        old = set(warehouse.glob("t/part-*"))
        assert len(old) == 3
        reader = Client(running)
        request = pb.ExecutePlanRequest(
            session_id=reader.id, client_type="durable spark/4.0.4", plan=pb.Plan(root=pb.Relation(sql=pb.SQL(query="SELECT a, b FROM t")))
        )
        stream = reader.stub.ExecutePlan(request)
        seen = next(r.arrow_batch.row_count for r in stream if r.HasField("arrow_batch"))
        writer.command(change)
        if not change.startswith("DROP"):
            expected = [(-1,)] if "new" in change else []
            assert writer.rows("SELECT a FROM t") == expected
        else:
            # The name and the place are free at once.
            writer.command("CREATE TABLE t USING parquet AS SELECT 7 AS x")
            assert writer.rows("SELECT * FROM t") == [(7,)]
        assert old <= set(warehouse.glob("t/part-*"))
        seen += sum(r.arrow_batch.row_count for r in stream)
        assert seen == rows
        end = time.time() + 20
        while old & set(warehouse.glob("t/part-*")) and time.time() < end:
            time.sleep(0.05)
        assert not old & set(warehouse.glob("t/part-*"))
        reader.close()
        writer.close()
        running.stop()
    assert litter(warehouse) == []


def test_one_server_has_a_warehouse(tmp_path):
    warehouse = tmp_path / "warehouse"
    with server(tmp_path, "--warehouse", warehouse) as running:
        client = Client(running)
        client.command("CREATE TABLE t USING parquet AS SELECT 1 AS a")
        second = tmp_path / "second"
        second.mkdir()
        with pytest.raises(AssertionError) as refused:
            with server(second, "--warehouse", warehouse):
                pass
        assert f"another server (process {running.process.pid}) has the warehouse {warehouse}" in str(refused.value)
        assert client.rows("SELECT a FROM t") == [(1,)]
        client.close()


def test_a_warehouse_in_memory_ends_with_its_server(tmp_path):
    with server(tmp_path, "--warehouse", "memory", "--temp-directory", tmp_path / "temp") as running:
        client = Client(running)
        client.command("CREATE TABLE t USING parquet AS SELECT 1 AS a")
        client.command("CREATE VIEW v AS SELECT a FROM t")
        assert client.rows("SELECT a FROM v") == [(1,)]
        client.close()
        running.stop()
    assert os.listdir(tmp_path / "temp") == []


def test_a_warehouse_that_cannot_be(tmp_path):
    """Queries and files elsewhere do without it; what is to last is refused."""
    (tmp_path / "file").write_text("")
    with server(tmp_path, "--warehouse", tmp_path / "file/warehouse") as running:
        spark = session(running)
        assert spark.sql("SELECT 1 AS a").collect() == [Row(a=1)]
        # The log is written beside what is served.
        until = time.time() + 10
        while "databases, tables and views cannot be changed" not in running.logged() and time.time() < until:
            time.sleep(0.05)
        assert "databases, tables and views cannot be changed" in running.logged()
        spark.range(3).write.parquet(str(tmp_path / "out"))
        assert spark.read.parquet(str(tmp_path / "out")).count() == 3
        for sql in ["CREATE DATABASE d", "CREATE VIEW v AS SELECT 1 AS a", "CREATE TABLE t (a INT) USING parquet", "CREATE TABLE t USING parquet AS SELECT 1 AS a", *(["CREATE FUNCTION f() RETURNS INT RETURN 1"] if not pyspark.__version__.startswith("3.") else [])]:
            with pytest.raises(Exception, match="UNABLE_TO_WRITE"):
                spark.sql(sql).collect()
        assert spark.sql("SHOW TABLES").collect() == []
        end(spark)


def test_users_have_their_own(tmp_path):
    """Where tokens say who is who, each user's catalog lasts by itself."""
    (tmp_path / "tokens.yaml").write_text("one: ann\ntwo: bob\n")
    os.chmod(tmp_path / "tokens.yaml", 0o600)
    args = ("--warehouse", tmp_path / "warehouse", "--tokens-file", tmp_path / "tokens.yaml")

    def of(running, token):
        client = Client(running)
        metadata = (("authorization", f"Bearer {token}"),)
        call = client.stub.ExecutePlan
        client.stub = type("Stub", (), {"ExecutePlan": staticmethod(lambda request: call(request, metadata=metadata))})
        return client

    with server(tmp_path, *args) as running:
        of(running, "one").command("CREATE VIEW v AS SELECT 1 AS a")
        of(running, "two").command("CREATE VIEW v AS SELECT 2 AS a")
    with server(tmp_path, *args) as running:
        assert of(running, "one").rows("SELECT a FROM v") == [(1,)]
        assert of(running, "two").rows("SELECT a FROM v") == [(2,)]
