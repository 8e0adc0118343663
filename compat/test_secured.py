"""TLS, tokens and users, with unmodified clients."""

import os
import uuid

import pytest
from launch import TLS, client, server

ROOTS = {"GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": str(TLS / "ca.pem")}
KEYS = ("--tls-cert", TLS / "server.pem", "--tls-key", TLS / "server.key")

WHO = "print(spark.sql('SELECT current_user()').collect()[0][0])\n"
# What a client says of its own failures is long; its last line names the status.
QUIET = "import logging; logging.disable()\n"
REFUSED = """
from pyspark.errors import PySparkException
try:
    spark.sql("SELECT 1").collect()
    print("came in")
except PySparkException as error:
    print(str(error))
"""


def version():
    import pyspark

    return tuple(int(part) for part in pyspark.__version__.split(".")[:2])


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    """TLS, and a token each for alice and bob; bob's is in the file as a digest only."""
    tmp = tmp_path_factory.mktemp("secured")
    tokens = tmp / "tokens.yaml"
    # sha256 of token-of-bob
    import hashlib

    digest = hashlib.sha256(b"token-of-bob").hexdigest()
    tokens.write_text(f"token-of-alice: alice\nsha256:{digest}: bob\n")
    with server(tmp, *KEYS, "--tokens-file", tokens, "--log-level", "trace") as running:
        running.tokens = tokens
        yield running


def ask(running, script, token=None, extra=""):
    parameters = ";use_ssl=true" + (f";token={token}" if token else "") + extra
    done = client(f"{running.url}/{parameters}", script, **ROOTS)
    return done.stdout.strip() or done.stderr[-2000:]


def test_tls_and_token(secured):
    assert ask(secured, WHO, "token-of-alice") == "alice"
    assert ask(secured, WHO, "token-of-bob") == "bob"


def test_tls_needs_the_authority(secured):
    script = "spark.sql('SELECT 1').collect()\nprint('came in')"
    with pytest.raises(Exception):  # noqa: B017 - clients try again for minutes
        client(f"{secured.url}/;use_ssl=true;token=token-of-alice", script, seconds=4)
    assert "came in" not in secured.logged()


@pytest.mark.parametrize("token", ["wrong", "token-of-alic", None])
def test_without_the_token(secured, token):
    said = ask(secured, QUIET + REFUSED, token)
    assert "came in" not in said
    assert "UNAUTHENTICATED" in said
    assert ("No" if token is None else "Invalid") + " authentication token" in said


def test_a_user_is_who_the_token_says(secured):
    assert ask(secured, WHO, "token-of-alice", ";user_id=bob") == "alice"


def test_users_are_apart(secured):
    """The same session id, the same claimed user, and yet nothing in common."""
    session = str(uuid.uuid4())
    extra = f";user_id=alice;session_id={session}"
    make = """
spark.range(3).createOrReplaceTempView("mine")
spark.range(3).createOrReplaceGlobalTempView("everyones")
spark.conf.set("my.key", "1")
print("made")
import os; sys.stdout.flush(); os._exit(0)  # the session stays
"""
    look = """
print(spark.catalog.tableExists("mine"), spark.catalog.tableExists("global_temp.everyones"), spark.conf.get("my.key", "none"))
import os; sys.stdout.flush(); os._exit(0)
"""
    assert ask(secured, make, "token-of-alice", extra) == "made"
    assert ask(secured, look, "token-of-bob", extra) == "False False none"
    assert ask(secured, look, "token-of-alice", extra) == "True True 1"


def test_tokens_are_told_nowhere(secured):
    script = """
spark.conf.set("spark.sql.session.timeZone", "UTC")
everything = [(r[0], r[1]) for r in spark.sql("SET").collect()] + [(r[0], r[1]) for r in spark.sql("SET -v").collect()]
for key in ("spark.connect.authenticate.token", "token", "tokens-file"):
    everything.append((key, spark.conf.get(key, "none")))
print([e for e in everything if "token-of" in str(e) and e[0] != "spark.remote"])  # 3.5 sets it itself
"""
    assert ask(secured, script, "token-of-alice") == "[]"
    ask(secured, QUIET + REFUSED, "token-of-mallory")
    log = secured.logged()
    assert '"msg":"settings"' in log and "token-of" not in log
    assert str(secured.tokens) not in log


def test_tokens_are_read_again(tmp_path):
    import signal
    import time

    tokens = tmp_path / "tokens"
    tokens.write_text("first: alice")
    with server(tmp_path, *KEYS, "--tokens-file", tokens) as running:
        assert ask(running, WHO, "first") == "alice"
        tokens.write_text("second: alice")
        running.process.send_signal(signal.SIGHUP)
        until = time.time() + 10
        while "read again" not in running.logged() and time.time() < until:
            time.sleep(0.05)
        assert ask(running, WHO, "second") == "alice"
        assert "UNAUTHENTICATED" in ask(running, QUIET + REFUSED, "first")
        tokens.write_text("second: [")
        running.process.send_signal(signal.SIGHUP)
        while "the old ones hold" not in running.logged() and time.time() < until:
            time.sleep(0.05)
        assert ask(running, WHO, "second") == "alice"


def test_local_token(tmp_path):
    """What clients of 4.0 and later send without TLS, to this machine only."""
    if version() < (4, 0):
        pytest.skip("the client sends tokens over TLS only")
    variable = {"SPARK_CONNECT_AUTHENTICATE_TOKEN": "local-token"}
    with server(tmp_path, **variable) as running:
        assert client(running.url, WHO + "print('in')", **variable).stdout.split()[-1] == "in"
        assert "UNAUTHENTICATED" in client(running.url, QUIET + REFUSED).stdout


@pytest.mark.parametrize(
    "args,word",
    [
        ((), "everyone who reaches 0.0.0.0"),
        (("--token", "abc"), "unencrypted"),
        (("--token", "abc", *KEYS), None),
    ],
)
def test_open_doors_are_told_of(tmp_path, args, word):
    with server(tmp_path, "--host", "0.0.0.0", *args) as running:
        running.stop()
        said = running.head + running.process.stdout.read() + running.logged()
    assert ("WARNING" in said) == (word is not None), said
    assert word is None or said.count(word) == 2
    assert "abc" not in said
