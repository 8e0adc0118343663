"""Operations: ids, tags, attaching again, releases, interrupts, states."""

import tempfile

from pyspark.sql.connect.proto import base_pb2 as pb

from rpc import wire
from rpc.wire import Questions, numbers

QUESTIONS = Questions()
ask = QUESTIONS.ask

ALL = pb.InterruptRequest.INTERRUPT_TYPE_ALL
TAG = pb.InterruptRequest.INTERRUPT_TYPE_TAG
ID = pb.InterruptRequest.INTERRUPT_TYPE_OPERATION_ID


def several(peer, rows=30):
    """A plan of three batches."""
    peer.set(spark__sql__execution__arrow__maxRecordsPerBatch="10")
    return numbers(rows)


def ids_of(peer, stream):
    """The response ids of a stream, which must end well."""
    return [response.response_id for response in stream if response.WhichOneof("response_type") != "execution_progress"]


# ---- what comes back ----


@ask()
def kinds_of_a_relation(peer):
    return peer.all(peer.execute(several(peer)))


@ask()
def kinds_of_no_rows(peer):
    return peer.all(peer.execute(numbers(0)))


@ask()
def kinds_of_a_sql_query(peer):
    return peer.all(peer.execute(wire.sql_command("SELECT 1")))


@ask()
def kinds_of_a_sql_command(peer):
    return peer.all(peer.execute(wire.sql_command("SET spark.sql.ansi.enabled = true")))


@ask()
def kinds_of_a_view(peer):
    from pyspark.sql.connect.proto import commands_pb2 as commands

    view = commands.CreateDataFrameViewCommand(input=wire.range_of(3), name="rpc_view", replace=True)
    return peer.all(peer.execute(pb.Plan(command=commands.Command(create_dataframe_view=view))))


@ask()
def kinds_of_a_write(peer):
    from pyspark.sql.connect.proto import commands_pb2 as commands

    kind = commands.WriteOperation
    with tempfile.TemporaryDirectory() as directory:
        write = kind(input=wire.range_of(3), source="parquet", path=directory, mode=kind.SAVE_MODE_OVERWRITE)
        return peer.all(peer.execute(pb.Plan(command=commands.Command(write_operation=write))))


@ask(since=(4, 0))
def metrics(peer):
    """Some operator tells how many rows it gave."""
    found = set()
    for response in peer.execute(pb.Plan(root=wire.filtered(wire.range_of(5000), "id % 2 = 0"))):
        for metric in response.metrics.metrics:
            rows = metric.execution_metrics.get("numOutputRows")
            if rows is not None:
                found.add((rows.name, rows.value, rows.metric_type))
    return ["number of output rows", 2500, "sum"] in [list(told) for told in found]


@ask(since=(4, 0))
def progress(peer):
    """Progress that grows, in responses with ids of their own."""
    peer.set(spark__connect__progress__reportInterval="100ms")
    plan = pb.Plan(root=wire.filtered(wire.range_of(400_000_000, partitions=8), "sqrt(sqrt(id * 7.0D)) = -1"))
    told, ids = [], []
    for response in peer.execute(plan, peer.id("operation")):
        ids.append(response.response_id)
        if response.HasField("execution_progress"):
            told.append(response.execution_progress)
    done = [sum(stage.num_completed_tasks for stage in progress.stages) for progress in told]
    return {
        "told": len(told) > 1,
        "stages": any(progress.stages for progress in told),
        "grows": done == sorted(done),
        "within": all(stage.num_completed_tasks <= stage.num_tasks for progress in told for stage in progress.stages),
        "ids": [len(set(ids)) == len(ids), "" in ids],
    }


@ask(since=(4, 0))
def progress_is_off(peer):
    peer.set(spark__connect__progress__reportInterval="0")
    plan = pb.Plan(root=wire.filtered(wire.range_of(400_000_000, partitions=8), "sqrt(sqrt(id * 7.0D)) = -1"))
    return [response.HasField("execution_progress") for response in peer.execute(plan)].count(True)


@ask()
def kinds_of_an_error(peer):
    return peer.all(peer.execute(wire.failing()))


@ask()
def not_reattachable(peer):
    return peer.all(peer.execute(numbers(), reattachable=False))


@ask()
def without_an_operation_id(peer):
    responses = list(peer.execute(numbers()))
    return [len({r.operation_id for r in responses}), responses[0].operation_id != "", len({r.response_id for r in responses}) == len(responses)]


@ask()
def ids_of_responses(peer):
    operation = peer.id("operation")
    responses = list(peer.execute(numbers(), operation))
    return [
        {peer.named(r.operation_id) for r in responses} == {"<operation>"},
        {peer.named(r.session_id) for r in responses} == {"<session>"},
    ]


# ---- what is refused ----


@ask()
def no_plan(peer):
    return peer.all(peer.execute(None))


@ask()
def empty_plan(peer):
    return peer.all(peer.execute(pb.Plan()))


@ask()
def empty_relation(peer):
    return peer.all(peer.execute(wire.root()))


@ask()
def operation_id_is_no_uuid(peer):
    return [peer.all(peer.execute(numbers(), "abc")), peer.all(peer.execute(numbers(), ""))]


@ask()
def operation_twice_at_once(peer):
    operation = peer.id("operation")
    first = peer.execute(wire.endless(), operation)
    wire.started(peer)
    again = peer.all(peer.execute(numbers(), operation))
    peer.interrupt(ALL)
    return [again, peer.all(first)]


@ask()
def operation_twice_after_it_ended(peer):
    operation = peer.id("operation")
    return [peer.all(peer.execute(numbers(), operation)), peer.all(peer.execute(numbers(7), operation))]


@ask()
def same_operation_twice_after_it_ended(peer):
    operation = peer.id("operation")
    return [peer.all(peer.execute(numbers(), operation)), peer.all(peer.execute(numbers(), operation))]


@ask()
def same_operation_twice_at_once(peer):
    operation = peer.id("operation")
    first = peer.execute(wire.endless(), operation)
    wire.started(peer)
    second = peer.execute(wire.endless(), operation)
    lost = peer.all(first)
    peer.interrupt(ALL)
    return [lost, peer.all(second)]


@ask()
def same_operation_twice_not_reattachable(peer):
    operation = peer.id("operation")
    first = peer.execute(wire.endless(), operation, reattachable=False)
    wire.started(peer)
    second = peer.all(peer.execute(wire.endless(), operation, reattachable=False))
    peer.interrupt(ALL)
    return [second, peer.all(first)]


@ask()
def same_operation_twice_after_a_release(peer):
    operation = peer.id("operation")
    ids = ids_of(peer, peer.execute(several(peer), operation))
    peer.names[ids[0]] = "<first>"
    return [peer.release(operation, until=ids[1]), peer.all(peer.execute(numbers(30), operation))]


@ask()
def operation_twice_after_release(peer):
    operation = peer.id("operation")
    return [peer.all(peer.execute(numbers(), operation)), peer.release(operation), peer.all(peer.execute(numbers(), operation))]


@ask()
def operation_twice_after_not_reattachable(peer):
    operation = peer.id("operation")
    first = peer.all(peer.execute(numbers(), operation, reattachable=False))
    wire.started(peer, 0.3)
    return [first, peer.all(peer.execute(numbers(), operation, reattachable=False)), peer.all(peer.reattach(operation))]


@ask()
def operation_id_of_another_session(peer):
    operation = peer.id("operation")
    other = peer.other()
    return [peer.all(peer.execute(numbers(), operation)), peer.all(other.execute(numbers(), operation))]


@ask()
def tag_is_empty(peer):
    return peer.all(peer.execute(numbers(), peer.id("operation"), tags=[""]))


@ask()
def tag_has_a_comma(peer):
    return peer.all(peer.execute(numbers(), peer.id("operation"), tags=["a,b"]))


@ask()
def tags_twice(peer):
    return peer.all(peer.execute(numbers(), peer.id("operation"), tags=["a", "a"]))


# ---- attaching again ----


@ask()
def reattach(peer):
    operation = peer.id("operation")
    ids = ids_of(peer, peer.execute(several(peer), operation))
    return [
        all(ids_of(peer, peer.reattach(operation, last)) == ids[n + 1 :] for n, last in enumerate(ids)),
        ids_of(peer, peer.reattach(operation)) == ids,
    ]


@ask()
def reattach_to_a_failure(peer):
    operation = peer.id("operation")
    return [peer.all(peer.execute(wire.failing(), operation)), peer.all(peer.reattach(operation))]


@ask()
def reattach_unknown_operation(peer):
    peer.set(rpc__x="1")
    return [peer.all(peer.reattach(peer.id("nothing"))), peer.all(peer.reattach("abc")), peer.all(peer.reattach(""))]


@ask()
def reattach_unknown_response(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(numbers(), operation))
    return [peer.all(peer.reattach(operation, peer.id("nothing"))), peer.all(peer.reattach(operation, "abc"))]


@ask()
def reattach_empty_response(peer):
    operation = peer.id("operation")
    first = peer.all(peer.execute(numbers(), operation))
    return peer.all(peer.reattach(operation, "")) == first


@ask()
def reattach_released_response(peer):
    operation = peer.id("operation")
    ids = ids_of(peer, peer.execute(several(peer), operation))
    peer.names[ids[0]], peer.names[ids[1]], peer.names[ids[2]] = "<first>", "<second>", "<third>"
    return [
        peer.release(operation, until=ids[1]),
        peer.all(peer.reattach(operation, ids[0])),
        ids_of(peer, peer.reattach(operation, ids[1])) == ids[2:],
        ids_of(peer, peer.reattach(operation, ids[2])) == ids[3:],
        peer.all(peer.reattach(operation)),
    ]


@ask()
def reattach_after_release(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(numbers(), operation))
    return [peer.release(operation), peer.all(peer.reattach(operation))]


@ask()
def reattach_not_reattachable(peer):
    operation = peer.id("operation")
    running = peer.execute(wire.endless(), operation, reattachable=False)
    wire.started(peer)
    again = peer.all(peer.reattach(operation))
    peer.interrupt(ALL)
    return [again, peer.all(running)]


@ask()
def reattach_takes_the_place(peer):
    operation = peer.id("operation")
    first = peer.execute(wire.endless(), operation)
    wire.started(peer)
    second = peer.reattach(operation)
    lost = peer.all(first)
    wire.started(peer, 0.3)
    peer.interrupt(ALL)
    return [lost, peer.all(second)]


# ---- releases ----


@ask()
def release_unknown(peer):
    peer.set(rpc__x="1")
    nothing = peer.id("nothing")
    return [peer.release(nothing), peer.release(nothing, until="abc"), peer.release("abc"), peer.release("")]


@ask()
def release_nothing(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(numbers(), operation))
    return [peer.release(operation, nothing=True), peer.release(peer.id("nothing"), nothing=True)]


@ask()
def release_unknown_response(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(numbers(), operation))
    return [peer.release(operation, until=peer.id("nothing")), peer.release(operation, until=""), peer.release(operation)]


@ask()
def release_out_of_order(peer):
    operation = peer.id("operation")
    ids = ids_of(peer, peer.execute(several(peer), operation))
    return [
        peer.release(operation, until=ids[2]),
        peer.release(operation, until=ids[0]),
        peer.release(operation, until=ids[2]),
        ids_of(peer, peer.reattach(operation, ids[2])) == ids[3:],
        peer.release(operation),
        peer.release(operation),
    ]


@ask()
def release_while_it_runs(peer):
    operation = peer.id("operation")
    stream = peer.execute(wire.endless(), operation)
    wire.started(peer)
    # Whether it is told of as cancelled or as disconnected is a matter of luck.
    return [peer.release(operation), peer.all(stream)[-1]["code"], peer.all(peer.reattach(operation)), peer.interrupt(ALL)]


@ask()
def release_until_not_reattachable(peer):
    operation = peer.id("operation")
    stream = peer.execute(wire.endless(), operation, reattachable=False)
    wire.started(peer)
    released = peer.release(operation, until=peer.id("nothing"))
    peer.interrupt(ALL)
    return [released, peer.all(stream)]


# ---- interrupts ----


@ask()
def interrupt_all(peer):
    streams = [peer.execute(wire.endless(), peer.id(name)) for name in ("a", "b")]
    wire.started(peer)
    ids = peer.interrupt(ALL)
    return [ids, [peer.all(stream) for stream in streams], peer.interrupt(ALL)]


@ask()
def interrupt_by_tag(peer):
    one = peer.execute(wire.endless(), peer.id("one"), tags=["x", "y"])
    two = peer.execute(wire.endless(), peer.id("two"), tags=["y"])
    wire.started(peer)
    found = [peer.interrupt(TAG, operation_tag="z"), peer.interrupt(TAG, operation_tag="x"), peer.all(one)]
    return [*found, peer.interrupt(TAG, operation_tag="y"), peer.all(two)]


@ask()
def interrupt_by_id(peer):
    operation = peer.id("operation")
    stream = peer.execute(wire.endless(), operation)
    wire.started(peer)
    found = [peer.interrupt(ID, operation_id=peer.id("nothing")), peer.interrupt(ID, operation_id=operation)]
    return [*found, peer.all(stream), peer.all(peer.reattach(operation))]


@ask()
def interrupt_what_ended(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(numbers(), operation, tags=["t"]))
    return [peer.interrupt(ALL), peer.interrupt(TAG, operation_tag="t"), peer.interrupt(ID, operation_id=operation)]


@ask()
def interrupt_what_failed(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(wire.failing(), operation))
    return peer.interrupt(ALL)


@ask()
def interrupt_badly(peer):
    operation = peer.id("operation")
    unspecified = pb.InterruptRequest.INTERRUPT_TYPE_UNSPECIFIED
    return {
        "no type": peer.interrupt(unspecified),
        "no tag": peer.interrupt(TAG),
        "id for a tag": peer.interrupt(TAG, operation_id=operation),
        "empty tag": peer.interrupt(TAG, operation_tag=""),
        "tag with a comma": peer.interrupt(TAG, operation_tag="a,b"),
        "no id": peer.interrupt(ID),
        "tag for an id": peer.interrupt(ID, operation_tag="t"),
        "bad id": peer.interrupt(ID, operation_id="abc"),
        "all with an id": peer.interrupt(ALL, operation_id=operation),
    }


@ask()
def interrupt_another_session(peer):
    stream = peer.execute(wire.endless(), peer.id("operation"))
    wire.started(peer)
    other = peer.other()
    found = other.interrupt(ALL)
    return [found, peer.interrupt(ALL), peer.all(stream)]


# ---- states ----


def states(peer, *ids, ask_all=False):
    kind = pb.GetStatusRequest
    more = {"operation_status": kind.OperationStatusRequest(operation_ids=ids)} if ids or ask_all else {}
    request = peer.request(kind, **more)
    names = pb.GetStatusResponse.OperationStatus.OperationState

    def read(response):
        return sorted([peer.named(s.operation_id), names.Name(s.state)] for s in response.operation_statuses)

    return peer.answer(lambda: read(peer.stub.GetStatus(request)))


@ask(since=(4, 2))
def states_of_operations(peer):
    ended, failed, running, gone, dropped = (peer.id(name) for name in ("ended", "failed", "running", "released", "dropped"))
    peer.all(peer.execute(numbers(), ended))
    peer.all(peer.execute(wire.failing(), failed))
    peer.all(peer.execute(numbers(), gone))
    peer.release(gone)
    peer.all(peer.execute(numbers(), dropped, reattachable=False))
    stream = peer.execute(wire.endless(), running)
    wire.started(peer)
    before = [states(peer, ended, failed, running, gone, dropped, peer.id("nothing"), "abc"), states(peer, ask_all=True), states(peer)]
    peer.interrupt(ALL)
    peer.all(stream)
    return [*before, states(peer, running), states(peer, ended, ended)]


@ask(since=(4, 2))
def states_of_what_failed_and_is_released(peer):
    operation = peer.id("operation")
    peer.all(peer.execute(wire.failing(), operation))
    peer.release(operation)
    return states(peer, operation)


@ask(since=(4, 2))
def states_of_no_session(peer):
    return states(peer, ask_all=True)


@ask(since=(4, 2))
def states_after_release_while_running(peer):
    operation = peer.id("operation")
    stream = peer.execute(wire.endless(), operation)
    wire.started(peer)
    peer.release(operation)
    peer.all(stream)
    return states(peer, operation)
