"""AddArtifacts and ArtifactStatus: batches, chunks, checksums, names."""

import hashlib
import io
import zipfile
import zlib

from pyspark.sql.connect.proto import base_pb2 as pb
from pyspark.sql.connect.proto import relations_pb2 as rel

from rpc import wire
from rpc.wire import Questions

QUESTIONS = Questions()
ask = QUESTIONS.ask

REQUEST = pb.AddArtifactsRequest


def chunk(data, crc=None):
    return REQUEST.ArtifactChunk(data=data, crc=zlib.crc32(data) if crc is None else crc)


def single(name, data=b"data", crc=None):
    return REQUEST.SingleChunkArtifact(name=name, data=chunk(data, crc))


def batch(*artifacts):
    return {"batch": REQUEST.Batch(artifacts=artifacts)}


def begin(name, total, chunks, first):
    return {"begin_chunk": REQUEST.BeginChunkedArtifact(name=name, total_bytes=total, num_chunks=chunks, initial_chunk=first)}


def more(data, crc=None):
    return {"chunk": chunk(data, crc)}


def archive(content):
    """A zip file of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(zipfile.ZipInfo("a.txt"), content)
    return made.getvalue()


# ---- what is taken ----


@ask()
def batches(peer):
    return [
        peer.add_artifacts(batch(single("cache/a"), single("files/b.txt")), batch(single("cache/c"))),
        peer.has_artifacts("cache/a", "cache/c", "cache/d"),
    ]


@ask()
def chunks(peer):
    return [
        peer.add_artifacts(begin("cache/a", 9, 3, chunk(b"abc")), more(b"def"), more(b"ghi"), batch(single("cache/b"))),
        peer.has_artifacts("cache/a", "cache/b"),
    ]


@ask()
def one_chunk(peer):
    return peer.add_artifacts(begin("cache/a", 3, 1, chunk(b"abc")))


@ask()
def empty_artifact(peer):
    return [peer.add_artifacts(batch(single("cache/a", b""))), peer.has_artifacts("cache/a")]


@ask()
def damaged(peer):
    return [
        peer.add_artifacts(batch(single("cache/a", crc=1), single("cache/b"))),
        peer.has_artifacts("cache/a", "cache/b"),
        peer.add_artifacts(batch(single("cache/a"))),
        peer.has_artifacts("cache/a"),
    ]


@ask()
def damaged_chunk(peer):
    return [
        peer.add_artifacts(begin("cache/a", 6, 2, chunk(b"abc")), more(b"def", 1)),
        peer.add_artifacts(begin("cache/b", 6, 2, chunk(b"abc", 1)), more(b"def")),
        peer.has_artifacts("cache/a", "cache/b"),
    ]


@ask()
def each_place(peer):
    names = [
        "cache/a",
        "files/a.txt",
        "files/sub/a.txt",
        "archives/a.zip",
        "archives/b.zip#there",
        "pyfiles/a.py",
        "pyfiles/a.zip",
        "jars/a.jar",
        "classes/A.class",
        "other/a",
        "a",
        "files/a.txt#fragment",
    ]
    return {
        name: [
            peer.add_artifacts(batch(single(name, archive("x") if ".zip" in name else b"data"))),
            peer.has_artifacts(name),
        ]
        for name in names
    }


@ask()
def each_place_by_chunks(peer):
    names = ["files/a.txt", "pyfiles/a.py", "jars/a.jar", "other/a"]
    return {name: [peer.add_artifacts(begin(name, 6, 2, chunk(b"abc")), more(b"def"))] for name in names}


@ask()
def twice(peer):
    places = ["cache/a", "files/a.txt", "pyfiles/a.py", "archives/a.zip", "jars/a.jar", "classes/A.class"]
    one, two = archive("one"), archive("two")
    return {
        name: [
            peer.add_artifacts(batch(single(name, one))),
            peer.add_artifacts(batch(single(name, one))),
            peer.add_artifacts(batch(single(name, two))),
        ]
        for name in places
    }


@ask()
def per_session(peer):
    peer.add_artifacts(batch(single("cache/a")))
    return [peer.has_artifacts("cache/a"), peer.other().has_artifacts("cache/a"), peer.other(peer.session_id, "another").has_artifacts("cache/a")]


@ask(since=(4, 0))
def removed_with_the_session(peer):
    peer.add_artifacts(batch(single("cache/a")))
    peer.release_session(allow_reconnect=True)
    return peer.has_artifacts("cache/a")


@ask()
def statuses(peer):
    peer.add_artifacts(batch(single("cache/a"), single("files/b")))
    return [peer.has_artifacts(), peer.has_artifacts("cache/a", "cache/a"), peer.has_artifacts("a"), peer.has_artifacts("files/b"), peer.has_artifacts("")]


# ---- what is refused ----


@ask()
def bad_names(peer):
    names = ["", "/", "/etc/passwd", "../a", "cache/../a", "files/../../a", "files/../../../../tmp/a", "cache/", "cache", "files", "files/.", "./cache/a", "cache//a"]
    return {name: peer.add_artifacts(batch(single(name))) for name in names}


@ask()
def cache_of_several_parts(peer):
    return [peer.add_artifacts(batch(single("cache/a/b"))), peer.has_artifacts("cache/a/b"), peer.has_artifacts("cache/b")]


@ask()
def nothing_at_all(peer):
    return [peer.add_artifacts(), peer.add_artifacts({}), peer.add_artifacts(batch())]


@ask()
def chunk_of_nothing(peer):
    return peer.add_artifacts(more(b"abc"))


@ask()
def chunks_missing(peer):
    return peer.add_artifacts(begin("cache/a", 9, 3, chunk(b"abc")), more(b"def"))


@ask()
def chunks_cut_by_a_batch(peer):
    return peer.add_artifacts(begin("cache/a", 9, 3, chunk(b"abc")), batch(single("cache/b")))


@ask()
def chunks_cut_by_chunks(peer):
    return peer.add_artifacts(begin("cache/a", 9, 3, chunk(b"abc")), begin("cache/b", 3, 1, chunk(b"abc")))


@ask()
def chunks_too_many(peer):
    return peer.add_artifacts(begin("cache/a", 3, 1, chunk(b"abc")), more(b"def"))


@ask()
def chunks_of_another_length(peer):
    return [
        peer.add_artifacts(begin("cache/a", 7, 2, chunk(b"abc")), more(b"def")),
        peer.add_artifacts(begin("cache/b", 5, 2, chunk(b"abc")), more(b"def")),
    ]


@ask()
def chunks_of_no_number(peer):
    return [
        peer.add_artifacts(begin("cache/a", 3, 0, chunk(b"abc"))),
        peer.add_artifacts(begin("cache/b", -1, 1, chunk(b"abc"))),
        peer.add_artifacts({"begin_chunk": REQUEST.BeginChunkedArtifact(name="cache/c", total_bytes=3, num_chunks=1)}),
    ]


@ask()
def forward_to_files_not_allowed(peer):
    return peer.add_artifacts(batch(single("forward_to_fs/tmp/firesteel-rpc-never")))


# ---- local relations in the cache ----


def cached(peer, digest):
    return peer.all(peer.execute(wire.root(cached_local_relation=rel.CachedLocalRelation(hash=digest))))


@ask()
def cached_local_relation(peer):
    blob = rel.LocalRelation(schema="a INT").SerializeToString()
    digest = hashlib.sha256(blob).hexdigest()
    return [peer.add_artifacts(batch(single(f"cache/{digest}", blob))), cached(peer, digest)]


@ask(since=(4, 0))
def cached_local_relation_badly(peer):
    peer.add_artifacts(batch(single("cache/bad", b"\xff\xff\xff"), single("cache/empty", b"")))
    return [cached(peer, "nothing"), cached(peer, "bad"), cached(peer, "empty"), cached(peer, "")]
