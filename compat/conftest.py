import os
import sys
import warnings

import pytest

sys.path.insert(0, os.path.dirname(__file__))


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
    if session.version.startswith("3."):
        session.conf.set("spark.sql.ansi.enabled", "true")
    yield session
    session.stop()


@pytest.fixture(autouse=True)
def no_connect_warnings():
    """The client warns when releases or reattaches fail; that must not happen."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield
    ours = [str(w.message) for w in seen if "Release" in str(w.message) or "reattach" in str(w.message).lower()]
    assert not ours, ours
