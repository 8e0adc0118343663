"""AnalyzePlan in all kinds."""

import json

from pyspark.sql.connect.proto import base_pb2 as pb
from pyspark.sql.connect.proto import relations_pb2 as rel

from rpc import wire
from rpc.wire import Questions, filtered, numbers, range_of, root, sql

QUESTIONS = Questions()
ask = QUESTIONS.ask

REQUEST = pb.AnalyzePlanRequest

NESTED = "SELECT 1 AS a, named_struct('x', 1, 'y', array(named_struct('z', map('k', 2.5D)))) AS s"
FAULTY = "SELECT nope FROM range(1)"


def type_text(data_type):
    """A data type as the client library prints it."""
    from pyspark.sql.connect.types import proto_schema_to_pyspark_data_type

    return json.loads(proto_schema_to_pyspark_data_type(data_type).json())


@ask()
def no_question(peer):
    return peer.analyze()


@ask()
def each_kind_without_a_plan(peer):
    kinds = ["Schema", "Explain", "TreeString", "IsLocal", "IsStreaming", "InputFiles", "SameSemantics", "SemanticHash"]
    fields = ["schema", "explain", "tree_string", "is_local", "is_streaming", "input_files", "same_semantics", "semantic_hash"]
    return {field: peer.analyze(**{field: getattr(REQUEST, kind)()}) for kind, field in zip(kinds, fields)}


@ask()
def each_kind_of_a_command(peer):
    plan = wire.sql_command("SELECT 1")
    return {
        "schema": peer.analyze(schema=REQUEST.Schema(plan=plan)),
        "explain": peer.analyze(explain=REQUEST.Explain(plan=plan, explain_mode=1)),
        "tree_string": peer.analyze(tree_string=REQUEST.TreeString(plan=plan)),
        "is_local": peer.analyze(is_local=REQUEST.IsLocal(plan=plan)),
        "same_semantics": peer.analyze(same_semantics=REQUEST.SameSemantics(target_plan=plan, other_plan=plan)),
    }


@ask()
def each_kind_of_a_faulty_plan(peer):
    plan = sql(FAULTY)
    return {
        "schema": peer.analyze(schema=REQUEST.Schema(plan=plan)),
        "explain": peer.analyze(explain=REQUEST.Explain(plan=plan, explain_mode=1)),
        "tree_string": peer.analyze(tree_string=REQUEST.TreeString(plan=plan)),
        "is_local": peer.analyze(is_local=REQUEST.IsLocal(plan=plan)),
        "is_streaming": peer.analyze(is_streaming=REQUEST.IsStreaming(plan=plan)),
        "input_files": peer.analyze(input_files=REQUEST.InputFiles(plan=plan)),
        "same_semantics": peer.analyze(same_semantics=REQUEST.SameSemantics(target_plan=plan, other_plan=numbers())),
        "semantic_hash": peer.analyze(semantic_hash=REQUEST.SemanticHash(plan=plan)),
    }


@ask()
def schema(peer):
    return peer.analyze(lambda r: type_text(r.schema.schema), schema=REQUEST.Schema(plan=sql(NESTED)))


@ask()
def tree_string(peer):
    def at(**level):
        return peer.analyze(lambda r: r.tree_string.tree_string, tree_string=REQUEST.TreeString(plan=sql(NESTED), **level))

    return {"none": at(), **{str(level): at(level=level) for level in (-1, 0, 1, 2, 3, 4, 100)}}


@ask()
def explain_without_a_mode(peer):
    return [
        peer.analyze(explain=REQUEST.Explain(plan=numbers())),
    ]


@ask()
def explain_titles(peer):
    """The titles of each mode's sections; what stands below them is each engine's own."""

    def titles(mode):
        text = peer.analyze(lambda r: r.explain.explain_string, explain=REQUEST.Explain(plan=root(filter=filtered(range_of(3), "id > 1").filter), explain_mode=mode))
        return [line for line in text.split("\n") if line.startswith("== ")]

    return {mode: titles(getattr(REQUEST.Explain, f"EXPLAIN_MODE_{mode}")) for mode in ("SIMPLE", "EXTENDED", "COST", "FORMATTED")}


@ask()
def is_local(peer):
    plans = {
        "range": numbers(),
        "values": sql("SELECT * FROM VALUES (1), (2) AS t(a)"),
        "one row": sql("SELECT 1"),
        "filtered values": sql("SELECT * FROM VALUES (1), (2) AS t(a) WHERE a > 1"),
        "limit": sql("SELECT * FROM range(3) LIMIT 1"),
    }
    return {name: peer.analyze(lambda r: r.is_local.is_local, is_local=REQUEST.IsLocal(plan=plan)) for name, plan in plans.items()}


@ask()
def is_streaming(peer):
    return peer.analyze(lambda r: r.is_streaming.is_streaming, is_streaming=REQUEST.IsStreaming(plan=numbers()))


@ask()
def input_files(peer):
    return peer.analyze(lambda r: list(r.input_files.files), input_files=REQUEST.InputFiles(plan=numbers()))


DDL = ["a INT", "a INT, b STRING COMMENT 'c'", "a: int", "INT", "decimal(10, 2)", "a INT NOT NULL", "struct<a: int>", "array<string>", "nope", "a nope", "", "a INT,", "map<string>"]


@ask()
def ddl_parse(peer):
    return {text: peer.analyze(lambda r: type_text(r.ddl_parse.parsed), ddl_parse=REQUEST.DDLParse(ddl_string=text)) for text in DDL}


STRUCT = {"type": "struct", "fields": [{"name": "a b", "type": "integer", "nullable": False, "metadata": {"comment": "it's"}}, {"name": "c", "type": {"type": "array", "elementType": "string", "containsNull": True}, "nullable": True, "metadata": {}}]}


@ask(since=(4, 0))
def json_to_ddl(peer):
    texts = {"struct": json.dumps(STRUCT), "integer": '"integer"', "no json": "{", "empty": "", "no type": "{}", "array": '{"type":"array","elementType":"string","containsNull":true}'}
    return {name: peer.analyze(lambda r: r.json_to_ddl.ddl_string, json_to_ddl=REQUEST.JsonToDDL(json_string=text)) for name, text in texts.items()}


def same(peer, one, other):
    return peer.analyze(lambda r: r.same_semantics.result, same_semantics=REQUEST.SameSemantics(target_plan=one, other_plan=other))


def hash_of(peer, plan):
    return peer.analyze(lambda r: r.semantic_hash.result, semantic_hash=REQUEST.SemanticHash(plan=plan))


PAIRS = {
    "equal": ("SELECT id + 1 AS a FROM range(3)", "SELECT id + 1 AS a FROM range(3)"),
    "other names": ("SELECT id + 1 AS a FROM range(3)", "SELECT id + 1 AS b FROM range(3)"),
    "other table alias": ("SELECT t.id FROM range(3) t", "SELECT u.id FROM range(3) u"),
    "other constants": ("SELECT id + 1 FROM range(3)", "SELECT id + 2 FROM range(3)"),
    "other ranges": ("SELECT * FROM range(3)", "SELECT * FROM range(4)"),
    "swapped sum": ("SELECT id + 1 AS a FROM range(3)", "SELECT 1 + id AS a FROM range(3)"),
    "swapped comparison": ("SELECT * FROM range(3) WHERE id > 1", "SELECT * FROM range(3) WHERE 1 < id"),
    "swapped and": ("SELECT * FROM range(9) WHERE id > 1 AND id < 5", "SELECT * FROM range(9) WHERE id < 5 AND id > 1"),
    "column order": ("SELECT id, id + 1 FROM range(3)", "SELECT id + 1, id FROM range(3)"),
    "subquery": ("SELECT * FROM (SELECT * FROM range(3))", "SELECT * FROM range(3)"),
    "swapped or": ("SELECT * FROM range(9) WHERE id > 1 OR id < 5", "SELECT * FROM range(9) WHERE id < 5 OR id > 1"),
    "in order": ("SELECT * FROM range(9) WHERE id IN (1, 2)", "SELECT * FROM range(9) WHERE id IN (2, 1)"),
    "aggregate": ("SELECT sum(id) AS a FROM range(9) GROUP BY id % 2", "SELECT sum(id) AS b FROM range(9) GROUP BY id % 2"),
    "join": ("SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id", "SELECT x.id FROM range(3) x JOIN range(4) y ON x.id = y.id"),
    "join sides": ("SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id", "SELECT a.id FROM range(3) a JOIN range(4) b ON b.id = a.id"),
    "values": ("SELECT * FROM VALUES (1), (2) AS t(a)", "SELECT * FROM VALUES (1), (2) AS t(b)"),
}


@ask()
def same_semantics(peer):
    return {name: same(peer, sql(one), sql(other)) for name, (one, other) in PAIRS.items()}


@ask()
def semantic_hash(peer):
    return {name: hash_of(peer, sql(one)) == hash_of(peer, sql(other)) for name, (one, other) in PAIRS.items() if name in ("equal", "other names", "other constants", "subquery")}


@ask()
def spark_version(peer):
    return peer.analyze(lambda r: r.spark_version.version.split("-")[0], spark_version=REQUEST.SparkVersion())


def level_of(response):
    level = response.get_storage_level.storage_level
    return [level.use_disk, level.use_memory, level.use_off_heap, level.deserialized, level.replication]


@ask()
def storage_level_of_what_is_not_kept(peer):
    relation = range_of(17)
    return [
        peer.analyze(level_of, get_storage_level=REQUEST.GetStorageLevel(relation=relation)),
        peer.analyze(unpersist=REQUEST.Unpersist(relation=relation)),
        peer.analyze(unpersist=REQUEST.Unpersist(relation=relation, blocking=True)),
    ]


@ask()
def storage_without_a_relation(peer):
    return [
        peer.analyze(persist=REQUEST.Persist()),
        peer.analyze(unpersist=REQUEST.Unpersist()),
        peer.analyze(get_storage_level=REQUEST.GetStorageLevel()),
        peer.analyze(persist=REQUEST.Persist(relation=rel.Relation())),
    ]
