import gc
import itertools
import logging
import os
import sys
import warnings

import pytest

sys.path.insert(0, os.path.dirname(__file__))

# A forgotten session ends where the collector finds it. Where that is a thread of the client's pool for releases, it
# waits for the pool to end, and so for itself, for ever. So garbage is collected in the main thread only.
gc.disable()
TESTS = itertools.count(1)


def pytest_runtest_teardown():
    if next(TESTS) % 100 == 0:
        gc.collect()


@pytest.fixture(scope="session")
def url():
    """The running server."""
    return os.environ["FIRESTEEL_URL"]


@pytest.fixture(scope="session")
def spark(url):
    """One session for a suite; a warning of the client's is a failure."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.remote(url).getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    yield session
    session.stop()


class Kept(logging.Handler):
    """Keeps what a logger says."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture(autouse=True)
def no_connect_warnings():
    """Clients warn (3.5) or log (4.0 and later) when releases and attaching again fail; that must not happen."""
    logger = logging.getLogger("pyspark.sql.connect.logging")
    before = logger.disabled, logger.level, logger.propagate
    logger.disabled, logger.propagate = False, False
    logger.setLevel(logging.WARNING)
    kept = Kept()
    logger.addHandler(kept)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield
    logger.removeHandler(kept)
    logger.disabled, logger.level, logger.propagate = before
    ours = [str(w.message) for w in seen] + kept.messages
    ours = [text for text in ours if "release" in text.lower() or "reattach" in text.lower() or "retries" in text.lower()]
    assert not ours, ours
