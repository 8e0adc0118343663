"""Plans that are compressed, results in chunks, options and extensions that no server knows."""

from google.protobuf import any_pb2, wrappers_pb2
from pyspark.sql.connect.proto import base_pb2 as pb
from pyspark.sql.connect.proto import commands_pb2 as commands

from rpc import wire
from rpc.wire import Questions, numbers, range_of

QUESTIONS = Questions()
ask = QUESTIONS.ask

OPTION = pb.ExecutePlanRequest.RequestOption


def anything():
    found = any_pb2.Any()
    found.Pack(wrappers_pb2.StringValue(value="anything"))
    return found


@ask()
def unknown_option(peer):
    return peer.all(peer.execute(numbers(), options=[OPTION(extension=anything())]))


@ask()
def empty_option(peer):
    return peer.all(peer.execute(numbers(), options=[OPTION()]))


@ask()
def reattachable_twice(peer):
    option = OPTION(reattach_options=pb.ReattachOptions(reattachable=False))
    return peer.all(peer.execute(numbers(), options=[option]))


@ask()
def unknown_user_extension(peer):
    context = pb.UserContext(user_id="rpc", extensions=[anything()])
    return peer.all(peer.execute(numbers(), user_context=context))


@ask()
def unknown_relation(peer):
    return peer.all(peer.execute(wire.root(extension=anything())))


@ask()
def unknown_command(peer):
    return peer.all(peer.execute(pb.Plan(command=commands.Command(extension=anything()))))


@ask()
def empty_command(peer):
    return peer.all(peer.execute(pb.Plan(command=commands.Command())))


def packed(data, op_type=1, codec=1):
    kind = pb.Plan.CompressedOperation
    return pb.Plan(compressed_operation=kind(data=data, op_type=op_type, compression_codec=codec))


def zstd(data):
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


@ask(since=(4, 1))
def compressed(peer):
    relation = zstd(range_of(3).SerializeToString())
    command = zstd(wire.sql_command("SELECT 1").command.SerializeToString())
    return {
        "relation": peer.all(peer.execute(packed(relation))),
        "command": peer.all(peer.execute(packed(command, 2))),
        "analyzed": peer.analyze(schema=pb.AnalyzePlanRequest.Schema(plan=packed(relation))),
        "analyzed command": peer.analyze(schema=pb.AnalyzePlanRequest.Schema(plan=packed(command, 2))),
    }


@ask(since=(4, 1))
def compressed_badly(peer):
    import zstandard

    relation = range_of(3).SerializeToString()
    good = zstd(relation)
    stream = zstandard.ZstdCompressor().compressobj()
    streamed = stream.compress(relation) + stream.flush()
    return {
        "no codec": peer.all(peer.execute(packed(good, codec=0))),
        "another codec": peer.all(peer.execute(packed(good, codec=7))),
        "no type": peer.all(peer.execute(packed(good, op_type=0))),
        "another type": peer.all(peer.execute(packed(good, op_type=7))),
        "no zstd": peer.all(peer.execute(packed(b"abc"))),
        "empty": peer.all(peer.execute(packed(b""))),
        "cut": peer.all(peer.execute(packed(good[:-3]))),
        "no message": peer.all(peer.execute(packed(zstd(b"\xff\xff\xff")))),
        "no size told": peer.all(peer.execute(packed(streamed))),
        "two frames": peer.all(peer.execute(packed(good + good))),
        "bomb": peer.all(peer.execute(packed(zstd(bytes(200 << 20))))),
        "analyzed": peer.analyze(schema=pb.AnalyzePlanRequest.Schema(plan=packed(b"abc"))),
    }


def chunked(peer, size=None, end=50_000, **options):
    """Whether a result comes in numbered chunks, which are Arrow streams together, none longer than it may be."""
    import pyarrow as pa

    option = OPTION(result_chunking_options=pb.ResultChunkingOptions(**options))
    batches = []
    for response in peer.execute(wire.root(range=range_of(end).range), options=[option]):
        if response.HasField("arrow_batch"):
            batch = response.arrow_batch
            if not batch.HasField("chunk_index") or batch.chunk_index == 0:
                batches.append([])
            batches[-1].append(batch)
    streams = [b"".join(chunk.data for chunk in chunks) for chunks in batches]
    return {
        "numbered": all(
            [(chunk.chunk_index, chunk.num_chunks_in_batch) for chunk in chunks] == [(i, len(chunks)) for i in range(len(chunks))]
            and chunks[0].HasField("chunk_index")
            for chunks in batches
        ),
        "rows": sum(pa.ipc.open_stream(stream).read_all().num_rows for stream in streams),
        "several": any(len(chunks) > 1 for chunks in batches),
        "full": size is None or all(len(chunk.data) == size for chunks in batches for chunk in chunks[:-1]),
    }


@ask(since=(4, 1))
def result_in_chunks(peer):
    peer.set(spark__sql__execution__arrow__maxRecordsPerBatch="1000000")
    sizes = (-1, 0, 1, 1_000, 1_023, 1_024, 5_000, 65_536, 100_000)
    return {
        "not allowed": chunked(peer),
        "allowed": chunked(peer, allow_arrow_batch_chunking=True),
        "preferred only": chunked(peer, preferred_arrow_chunk_size=20_000),
        **{str(size): chunked(peer, size, allow_arrow_batch_chunking=True, preferred_arrow_chunk_size=size) for size in sizes},
    }


@ask(since=(4, 1))
def result_chunks_by_setting(peer):
    peer.set(spark__sql__execution__arrow__maxRecordsPerBatch="1000000")
    found = {}
    for value in ("100000", "0", "-1"):
        key = pb.KeyValue(key="spark.connect.session.resultChunking.maxChunkSize", value=value)
        said = peer.config(set=pb.ConfigRequest.Set(pairs=[key]))
        found[value] = [said, chunked(peer, allow_arrow_batch_chunking=True)]
    return found
