"""Sessions: handles, changes, release, and what every call says of them."""

from pyspark.sql.connect.proto import base_pb2 as pb

from rpc import wire
from rpc.wire import Questions, numbers

QUESTIONS = Questions()
ask = QUESTIONS.ask


def every_call(peer):
    """The outcome of each RPC that a session can make."""
    kind = pb.AnalyzePlanRequest
    some = peer.id("operation")
    found = {
        "execute": peer.all(peer.execute(numbers(), peer.id("new"))),
        "analyze": peer.analyze(schema=kind.Schema(plan=numbers())),
        "config": peer.config(is_modifiable=pb.ConfigRequest.IsModifiable(keys=["spark.sql.ansi.enabled"])),
        "artifacts": peer.add_artifacts({"batch": pb.AddArtifactsRequest.Batch()}),
        "status": peer.has_artifacts("cache/a"),
        "interrupt": peer.interrupt(pb.InterruptRequest.INTERRUPT_TYPE_ALL),
        "reattach": peer.all(peer.reattach(some)),
        "release": peer.release(some),
    }
    if wire.VERSION >= (4, 0):
        request = peer.request(pb.FetchErrorDetailsRequest, error_id=some)
        found["details"] = peer.answer(lambda: len(peer.stub.FetchErrorDetails(request).errors))
    if wire.VERSION >= (4, 1):
        request = peer.request(pb.CloneSessionRequest)
        found["clone"] = peer.answer(lambda: bool(peer.stub.CloneSession(request).new_session_id))
    if wire.VERSION >= (4, 2):
        request = peer.request(pb.GetStatusRequest)
        found["operations"] = peer.answer(lambda: len(peer.stub.GetStatus(request).operation_statuses))
    return found


@ask()
def session_id_is_no_uuid(peer):
    return every_call(peer.other("abc"))


@ask()
def session_id_is_empty(peer):
    return every_call(peer.other(""))


@ask()
def session_id_in_capitals(peer):
    capital = peer.session_id.upper()
    other = peer.other(capital)
    other.set(rpc__capital="1")
    return [
        other.config(get_option=pb.ConfigRequest.GetOption(keys=["rpc.capital"])),
        peer.config(get_option=pb.ConfigRequest.GetOption(keys=["rpc.capital"])),
    ]


@ask()
def session_of_no_user(peer):
    other = peer.other(user="")
    return other.all(other.execute(numbers()))


@ask()
def session_by_reattach_or_release_only(peer):
    other = peer.other()
    some = peer.id("operation")
    return [peer.all(other.reattach(some)), other.release(some)]


@ask()
def users_are_apart(peer):
    other = peer.other(peer.session_id, user="another")
    peer.set(rpc__mine="1")
    return other.config(get_option=pb.ConfigRequest.GetOption(keys=["rpc.mine"]))


@ask(since=(4, 0))
def session_changed(peer):
    peer.set(rpc__x="1")
    peer.observed = peer.id("another")
    return every_call(peer)


@ask(since=(4, 0))
def session_observed_before_it_is(peer):
    peer.observed = peer.id("another")
    return every_call(peer)


@ask(since=(4, 0))
def session_observed_empty(peer):
    peer.set(rpc__x="1")
    peer.observed = ""
    return peer.config(is_modifiable=pb.ConfigRequest.IsModifiable(keys=["spark.sql.ansi.enabled"]))


@ask(since=(4, 0))
def session_observed_before_restart(peer):
    """The session is released to come back, and its client knows the old one."""
    request = peer.request(pb.ConfigRequest, operation=pb.ConfigRequest.Operation(get_all=pb.ConfigRequest.GetAll(prefix="no.such")))
    first = peer.stub.Config(request).server_side_session_id
    peer.release_session(allow_reconnect=True)
    peer.observed = first
    return every_call(peer)


@ask(since=(4, 0))
def server_side_id_stays(peer):
    ids = set()
    for _ in range(2):
        request = peer.request(pb.ConfigRequest, operation=pb.ConfigRequest.Operation(get_all=pb.ConfigRequest.GetAll(prefix="no.such")))
        ids.add(peer.stub.Config(request).server_side_session_id)
    ids.update(response.server_side_session_id for response in peer.execute(numbers()))
    return len(ids)


@ask(since=(4, 0))
def released_session(peer):
    peer.set(rpc__x="1")
    return [peer.release_session(), every_call(peer), peer.release_session()]


@ask(since=(4, 0))
def released_before_it_is(peer):
    return [peer.release_session(), peer.config(get_all=pb.ConfigRequest.GetAll(prefix="no.such"))]


@ask(since=(4, 0))
def released_to_come_back(peer):
    peer.set(rpc__x="1")
    return [
        peer.release_session(allow_reconnect=True),
        peer.config(get_option=pb.ConfigRequest.GetOption(keys=["rpc.x"])),
        peer.release_session(allow_reconnect=True),
        peer.release_session(allow_reconnect=False),
        peer.release_session(allow_reconnect=True),
        peer.config(get_option=pb.ConfigRequest.GetOption(keys=["rpc.x"])),
    ]


@ask(since=(4, 0))
def released_with_a_bad_id(peer):
    return peer.other("abc").release_session()


@ask(since=(4, 0))
def released_while_it_runs(peer):
    stream = peer.execute(wire.endless(), peer.id("operation"))
    wire.started(peer)
    # Whether it is told of as cancelled or as disconnected is a matter of luck.
    return [peer.release_session(), peer.all(stream)[-1]["code"]]


@ask(since=(4, 0))
def error_details(peer):
    failed = wire.error_id(peer, wire.failing())

    def details(error_id):
        response = peer.stub.FetchErrorDetails(peer.request(pb.FetchErrorDetailsRequest, error_id=error_id))
        root = response.root_error_idx if response.HasField("root_error_idx") else None
        return [root, [[e.error_type_hierarchy[0], e.spark_throwable.error_class] for e in response.errors][:1]]

    return [details(failed), details(peer.id("nothing")), details("abc"), details("")]
