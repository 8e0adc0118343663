"""Config in all operations: known, unknown, static, malformed and deprecated keys."""

from pyspark.sql.connect.proto import base_pb2 as pb

from rpc import wire
from rpc.wire import Questions

QUESTIONS = Questions()
ask = QUESTIONS.ask

REQUEST = pb.ConfigRequest

# One of each kind: set, not set, with and without a default, static, Spark's own, unknown.
KEYS = {
    "known": "spark.sql.files.minPartitionNum",
    "boolean": "spark.sql.ansi.enabled",
    "bytes": "spark.sql.files.maxPartitionBytes",
    "time": "spark.sql.broadcastTimeout",
    "optional": "spark.sql.optimizer.excludedRules",
    "fallback": "spark.sql.adaptive.advisoryPartitionSizeInBytes",
    "number": "spark.sql.inMemoryColumnarStorage.batchSize",
    "static": "spark.sql.warehouse.dir",
    "static default": "spark.sql.extensions",
    "static optional": "spark.sql.queryExecutionListeners",
    "core": "spark.executor.memory",
    "core set": "spark.master",
    "unknown": "no.such.key",
    "unknown spark": "spark.no.such.key",
    "unknown sql": "spark.sql.no.such.key",
    "empty": "",
    "internal": "spark.sql.optimizer.maxIterations",
}


def pairs(**values):
    """Pairs of the keys' kinds and values; None stands for no value."""
    found = []
    for kind, value in values.items():
        pair = pb.KeyValue(key=KEYS[kind.replace("_", " ")])
        if value is not None:
            pair.value = value
        found.append(pair)
    return found


def of_each(ask_one):
    return {kind: ask_one(key) for kind, key in KEYS.items() if kind not in UNSTABLE}


# What depends on where a server runs.
UNSTABLE = {"static", "core set"}


@ask()
def get(peer):
    return of_each(lambda key: peer.config(get=REQUEST.Get(keys=[key])))


@ask()
def get_option(peer):
    return of_each(lambda key: peer.config(get_option=REQUEST.GetOption(keys=[key])))


@ask()
def get_with_default(peer):
    return of_each(lambda key: peer.config(get_with_default=REQUEST.GetWithDefault(pairs=[pb.KeyValue(key=key, value="7")])))


@ask()
def get_with_no_default(peer):
    return of_each(lambda key: peer.config(get_with_default=REQUEST.GetWithDefault(pairs=[pb.KeyValue(key=key)])))


@ask()
def get_several(peer):
    keys = [KEYS["known"], KEYS["boolean"], KEYS["known"]]
    return [
        peer.config(get=REQUEST.Get(keys=keys)),
        peer.config(get=REQUEST.Get(keys=[])),
        peer.config(get=REQUEST.Get(keys=[KEYS["known"], KEYS["unknown"]])),
    ]


@ask()
def is_modifiable(peer):
    return {kind: peer.config(is_modifiable=REQUEST.IsModifiable(keys=[key])) for kind, key in KEYS.items()}


@ask()
def set_each(peer):
    return {kind: peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value="7")])) for kind, key in KEYS.items()}


@ask(since=(4, 0))
def set_each_silently(peer):
    return {
        kind: peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value="7")], silent=True)) for kind, key in KEYS.items()
    }


@ask()
def unset_each(peer):
    return {kind: peer.config(unset=REQUEST.Unset(keys=[key])) for kind, key in KEYS.items()}


@ask()
def set_and_get(peer):
    peer.config(set=REQUEST.Set(pairs=pairs(known="5", unknown="x", unknown_sql="y", bytes="64MB", optional="a,b")))
    keys = [KEYS[kind] for kind in ("known", "unknown", "unknown sql", "bytes", "optional")]
    return [
        peer.config(get=REQUEST.Get(keys=keys)),
        peer.config(get_with_default=REQUEST.GetWithDefault(pairs=[pb.KeyValue(key=key, value="9") for key in keys])),
        peer.config(unset=REQUEST.Unset(keys=keys)),
        peer.config(get_option=REQUEST.GetOption(keys=keys)),
        peer.config(get_with_default=REQUEST.GetWithDefault(pairs=[pb.KeyValue(key=key, value="9") for key in keys])),
    ]


@ask()
def set_nothing(peer):
    return [peer.config(set=REQUEST.Set(pairs=[])), peer.config(unset=REQUEST.Unset(keys=[]))]


@ask()
def set_without_value(peer):
    return peer.config(set=REQUEST.Set(pairs=pairs(known=None)))


@ask(since=(4, 0))
def set_without_value_silently(peer):
    return peer.config(set=REQUEST.Set(pairs=pairs(known=None), silent=True))


@ask()
def set_stops_at_the_first_failure(peer):
    return [
        peer.config(set=REQUEST.Set(pairs=pairs(known="5", static="x", boolean="false"))),
        peer.config(get=REQUEST.Get(keys=[KEYS["known"]])),
        peer.config(get=REQUEST.Get(keys=[KEYS["boolean"]])),
    ]


@ask(since=(4, 0))
def set_silently_goes_on(peer):
    return [
        peer.config(set=REQUEST.Set(pairs=pairs(known="5", static="x", boolean="false"), silent=True)),
        peer.config(get=REQUEST.Get(keys=[KEYS["known"], KEYS["boolean"]])),
    ]


BAD = {
    "boolean": (KEYS["boolean"], "maybe"),
    "empty boolean": (KEYS["boolean"], ""),
    "integer": (KEYS["known"], "many"),
    "fraction": (KEYS["known"], "1.5"),
    "negative": (KEYS["known"], "-1"),
    "bytes": (KEYS["bytes"], "64 elephants"),
    "zone": ("spark.sql.session.timeZone", "Nowhere/Land"),
    "choice": ("spark.sql.mapKeyDedupPolicy", "MAYBE"),
    "lower choice": ("spark.sql.mapKeyDedupPolicy", "last_win"),
    "removed": ("spark.sql.legacy.timeParserPolicy", "SOMETIMES"),
    "spaces": (KEYS["known"], " 8 "),
    "capital boolean": (KEYS["boolean"], "TRUE"),
}


@ask()
def set_badly(peer):
    peer.set(spark__sql__session__timeZone="UTC")
    return {
        name: [peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value=value)])), peer.config(get=REQUEST.Get(keys=[key]))]
        for name, (key, value) in BAD.items()
    }


REMOVED = {
    "spark.sql.fromJsonForceNullableSchema": "false",
    "spark.sql.optimizer.planChangeLog.level": "info",
    "spark.sql.hive.verifyPartitionPath": "true",
}
LAST = {"spark.sql.fromJsonForceNullableSchema": "true", "spark.sql.optimizer.planChangeLog.level": "trace"}
DEPRECATED = {
    "spark.sql.sources.schemaStringLengthThreshold": "4000",
    "spark.sql.adaptive.shuffle.targetPostShuffleInputSize": "1000",
    "spark.sql.optimizer.metadataOnly": "false",
}


@ask()
def removed(peer):
    return [
        {key: peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value=value)])) for key, value in REMOVED.items()},
        {key: peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value=value)])) for key, value in LAST.items()},
    ]


@ask()
def deprecated(peer):
    return {
        key: [
            peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key=key, value=value)])),
            peer.config(get=REQUEST.Get(keys=[key])),
            peer.config(get_option=REQUEST.GetOption(keys=[key])),
            peer.config(get_with_default=REQUEST.GetWithDefault(pairs=[pb.KeyValue(key=key, value=value)])),
            peer.config(is_modifiable=REQUEST.IsModifiable(keys=[key])),
            peer.config(unset=REQUEST.Unset(keys=[key])),
        ]
        for key, value in DEPRECATED.items()
    }


@ask(since=(4, 0))
def deprecated_beside_failures(peer):
    pairs = [pb.KeyValue(key="spark.sql.optimizer.metadataOnly", value="false"), pb.KeyValue(key=KEYS["boolean"], value="7")]
    return peer.config(set=REQUEST.Set(pairs=pairs, silent=True))


@ask()
def get_all(peer):
    peer.config(set=REQUEST.Set(pairs=[pb.KeyValue(key="rpc.a.b", value="1"), pb.KeyValue(key="rpc.a.c", value="2"), pb.KeyValue(key="rpc.ab", value="3")]))

    def sorted_pairs(**prefix):
        answer = peer.config(get_all=REQUEST.GetAll(**prefix))
        return sorted(answer["pairs"])

    everything = {key for key, _ in sorted_pairs()}
    return [
        sorted_pairs(prefix="rpc.a."),
        sorted_pairs(prefix="rpc.a"),
        sorted_pairs(prefix="rpc.a.b"),
        sorted_pairs(prefix="no.such"),
        [key in everything for key in ("rpc.a.b", KEYS["known"])],
        {key for key, _ in sorted_pairs(prefix="")} == everything,
    ]


@ask()
def no_operation(peer):
    request = peer.request(REQUEST)
    return [peer.config(), peer.answer(lambda: wire.config_answer(peer.stub.Config(request)))]


@ask()
def settings_of_sql_and_config_are_one(peer):
    list(peer.execute(wire.sql_command("SET rpc.both = 4")))
    first = peer.config(get_option=REQUEST.GetOption(keys=["rpc.both"]))
    list(peer.execute(wire.sql_command("RESET rpc.both")))
    return [first, peer.config(get_option=REQUEST.GetOption(keys=["rpc.both"]))]
