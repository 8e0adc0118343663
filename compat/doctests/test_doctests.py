"""PySpark's own doctests: each docstring that a real Spark 4.0 passes (`record.py`) is a test.

`ledger.json` has those that fail, each with a reason; one that is listed must fail. `refused: <feature>` must be refused
for that feature. `order: …` is for rows whose order Spark does not define either: all but the order must be the same.
So it is for examples that regroup rows and do not sort them: how threads run decides there, from one time to the next.
"""

import json
import os
import pathlib
import re

import pytest

import suite

HERE = pathlib.Path(__file__).parent
RECORDED = set(json.loads((HERE.parent / "recorded" / "4.0.4" / "doctests.json").read_text()))
LEDGER = json.loads((HERE / "ledger.json").read_text())

# Docstrings that name tables and views see each other's, so one process runs these modules.
TOGETHER = {"dataframe", "catalog", "readwriter", "session"}


REGROUPS = re.compile(r"group_?by|distinct|drop_?duplicates|window|join|intersect|except|subtract|cube|rollup", re.IGNORECASE)
SORTS = re.compile(r"\.order_?by\(|\.sort\(|sort_values|order by [^)]*$", re.IGNORECASE | re.MULTILINE)


def has_order(test):
    """Whether the examples' rows come in an order that they ask for."""
    # The order of a window is not one of rows.
    source = "".join(e.source if "Window." not in e.source else "window" for e in test.examples)
    return SORTS.search(source) is not None or REGROUPS.search(source) is None


def mine():
    """The docstrings of this process's share of the suite, `FIRESTEEL_SHARE` being `<number>/<of>`."""
    number, of = (int(part) for part in os.environ.get("FIRESTEEL_SHARE", "0/1").split("/"))
    others = 0
    for name, short, test in suite.tests():
        if name not in RECORDED:
            continue
        if short not in TOGETHER:
            others += 1
        if (0 if short in TOGETHER or of == 1 else 1 + others % (of - 1)) == number:
            yield pytest.param(name, short, test, id=name)


@pytest.fixture(scope="session")
def session(url):
    from pyspark.sql import SparkSession

    found = SparkSession.builder.remote(url).getOrCreate()
    yield found
    found.stop()


@pytest.mark.parametrize("name,short,test", list(mine()))
def test_docstring(session, name, short, test):
    reason = LEDGER.get(name, "")
    report = suite.run(short, test, session, suite.AnyOrder() if reason.startswith("order: ") else None)
    if report and reason == "" and not has_order(test):
        report = suite.run(short, test, session, suite.AnyOrder())
    if reason == "" or reason.startswith("order: "):
        assert not report, report
        return
    assert report, f"listed in doctests/ledger.json as failing ({reason}), but it passes"
    if reason.startswith("refused: "):
        assert f"not supported: {reason.removeprefix('refused: ')}" in report, report


def test_ledger_names():
    """Every name of the ledger is one that a real Spark passes."""
    assert set(LEDGER) <= RECORDED
