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
    if case.until is not None and client >= case.until:
        pytest.skip(f"the answer is another one since {case.until}")
    expected = recorded(module)[case.name]
    actual = outcome(case, spark)
    key = f"{module}.{case.name}"
    known = LEDGER.get(f"{key}@{client[0]}.{client[1]}", LEDGER.get(key))
    refused = refusal(known)
    if refused is not None:
        assert refused in error_text(actual), f"to be refused for {refused!r}, but gives {json.dumps(actual)[:3000]}"
        return
    equal = old_client_same(expected, actual) if client < (4, 0) and "error" in expected else same(expected, actual)
    if known is not None:
        assert not equal, f"listed in ledger.json as failing ({known}), but it passes"
        return
    assert equal, f"\nexpected {json.dumps(expected)[:3000]}\nactual   {json.dumps(actual)[:3000]}"


def refusal(known):
    """The feature that a ledger's entry `refused: <feature>` names: Firesteel must say so, not answer."""
    return known.removeprefix("refused: ") if known is not None and known.startswith("refused: ") else None


def error_text(actual):
    error = actual.get("error", {})
    if error.get("condition") is None:
        text = error.get("text") or ""
        return text if "UNSUPPORTED_FEATURE" in text else ""
    return error["parameters"].get("feature", "") if error["condition"].startswith("UNSUPPORTED_FEATURE") else ""


def old_client_same(expected, actual):
    """Clients before 4.0 know no conditions of the server's errors: they have the class and the text."""
    expected, actual = expected["error"], actual.get("error")
    if actual is None:
        return False
    condition = expected.get("condition")
    if condition in (None, "") or condition.startswith("_LEGACY_ERROR"):
        return True
    if actual.get("condition") == condition:
        return True
    from pyspark.errors.exceptions import connect

    known_class = hasattr(connect, expected["class"])
    return f"[{condition}]" in str(actual.get("text")) and (not known_class or actual["class"] == expected["class"])
