"""Every case's answer equals the one that a real Spark 4.0 gave (`compat/record.py`)."""

import json
import os
import pathlib

import pytest

from answers import outcome, same
from case import modules

RECORDED = pathlib.Path(__file__).parent / "recorded" / "4.0.4"
LEDGER = json.loads((pathlib.Path(__file__).parent / "ledger.json").read_text())


def cases():
    for module, found in modules():
        for case in found:
            yield pytest.param(module, case, id=f"{module}.{case.name}")


def recorded(module, cache={}):
    if module not in cache:
        cache[module] = json.loads((RECORDED / f"{module}.json").read_text())
    return cache[module]


def version(spark):
    return tuple(int(part) for part in spark.version.split(".")[:2])


@pytest.mark.parametrize("module,case", list(cases()))
def test_case(spark, module, case):
    import pyspark

    client = tuple(int(part) for part in pyspark.__version__.split(".")[:2])
    if case.since is not None and client < case.since:
        pytest.skip(f"the client's API is of {case.since}")
    expected = recorded(module)[case.name]
    actual = outcome(case, spark)
    if client < (4, 0) and "error" in expected:
        # These clients know no conditions: they have the class and the text.
        expected = {"error": expected["error"]["condition"]}
        text = str(actual.get("error", {}).get("text", ""))
        actual = {"error": expected["error"] if f"[{expected['error']}]" in text else text or actual}
    known = LEDGER.get(f"{module}.{case.name}")
    equal = same(expected, actual)
    if known is not None:
        assert not equal, f"listed in ledger.json as failing ({known}), but it passes"
        return
    assert equal, f"\nexpected {json.dumps(expected)[:3000]}\nactual   {json.dumps(actual)[:3000]}"
