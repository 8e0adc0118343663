"""CloneSession: what a clone has of its session, and what is refused."""

from pyspark.sql.connect.proto import base_pb2 as pb

from rpc import artifacts, wire
from rpc.wire import Questions

QUESTIONS = Questions()
ask = QUESTIONS.ask

OPTION = pb.ConfigRequest.GetOption(keys=["rpc.x"])
NEW = (4, 1)


def clone(peer, **fields):
    """The response to a request for a clone, or its error."""
    request = peer.request(pb.CloneSessionRequest, **fields)

    def read(response):
        return {
            "session": peer.named(response.session_id),
            "new": peer.named(response.new_session_id),
            "server": bool(response.server_side_session_id),
            "new server": bool(response.new_server_side_session_id),
            "apart": response.new_server_side_session_id != response.server_side_session_id,
        }

    return peer.answer(lambda: read(peer.stub.CloneSession(request)))


def cloned(peer):
    """A peer that speaks for a clone."""
    other = peer.other()
    clone(peer, new_session_id=other.session_id)
    return other


def command(peer, text):
    return peer.all(peer.execute(wire.sql_command(text)))


def query(peer, text):
    return peer.all(peer.execute(wire.sql(text)))


def has(peer, text):
    last = query(peer, text)[-1]
    return last["condition"] if isinstance(last, dict) else last


@ask(since=NEW)
def plain(peer):
    peer.set(rpc__x="1")
    return [clone(peer), clone(peer, new_session_id=peer.id("new"))]


@ask(since=NEW)
def misuse(peer):
    unknown = clone(peer.other())
    peer.set(rpc__x="1")
    other, gone = peer.other(), peer.other()
    other.set(rpc__x="2")
    gone.set(rpc__x="3")
    gone.release_session()
    return {
        "unknown session": unknown,
        "bad new id": clone(peer, new_session_id="abc"),
        "empty new id": clone(peer, new_session_id=""),
        "itself": clone(peer, new_session_id=peer.session_id),
        "another": clone(peer, new_session_id=other.session_id),
        "a closed one": clone(peer, new_session_id=gone.session_id),
        "of a closed one": clone(gone),
        "bad id": clone(peer.other("abc")),
        "twice": [clone(peer, new_session_id=peer.id("twice")), clone(peer, new_session_id=next(i for i, n in peer.names.items() if n == "<twice>"))],
    }


@ask(since=NEW)
def changed_session(peer):
    peer.set(rpc__x="1")
    peer.observed = peer.id("another")
    return clone(peer)


@ask(since=NEW)
def configuration(peer):
    peer.set(rpc__x="1")
    other = cloned(peer)
    before = other.config(get_option=OPTION)
    other.set(rpc__x="2")
    return [before, peer.config(get_option=OPTION), other.config(get_option=OPTION)]


@ask(since=NEW)
def views(peer):
    command(peer, "CREATE TEMPORARY VIEW rpc_a AS SELECT 1")
    other = cloned(peer)
    # Spark copies views when the clone is first used.
    query(other, "SELECT * FROM rpc_a")
    command(peer, "CREATE TEMPORARY VIEW rpc_b AS SELECT 1")
    command(other, "CREATE TEMPORARY VIEW rpc_c AS SELECT 1")
    texts = [f"SELECT * FROM rpc_{name}" for name in "abc"]
    found = [[has(p, text) for text in texts] for p in (peer, other)]
    command(other, "DROP VIEW rpc_a")
    return [*found, has(peer, texts[0]), has(other, texts[0])]


@ask(since=NEW)
def current_database(peer):
    return query(cloned(peer), "SELECT current_database()")


@ask(since=NEW)
def variables(peer):
    made = command(peer, "DECLARE VARIABLE rpc_v INT DEFAULT 5")
    other = cloned(peer)
    return [made, query(other, "SELECT rpc_v")]


@ask(since=NEW)
def uploads(peer):
    peer.add_artifacts(artifacts.batch(artifacts.single("cache/a"), artifacts.single("files/b.txt")))
    other = cloned(peer)
    peer.add_artifacts(artifacts.batch(artifacts.single("cache/later")))
    return [other.has_artifacts("cache/a", "cache/later"), other.add_artifacts(artifacts.batch(artifacts.single("files/b.txt", b"another")))]


@ask(since=NEW)
def operations_stay(peer):
    stream = peer.execute(wire.endless(), peer.id("operation"))
    wire.started(peer)
    other = cloned(peer)
    found = [other.interrupt(pb.InterruptRequest.INTERRUPT_TYPE_ALL), peer.interrupt(pb.InterruptRequest.INTERRUPT_TYPE_ALL)]
    peer.all(stream)
    return found


@ask(since=NEW)
def lives_on(peer):
    peer.set(rpc__x="1")
    other = cloned(peer)
    peer.release_session()
    return other.config(get_option=OPTION)
