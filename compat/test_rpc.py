"""Every answer to a question under rpc/ equals the one that a real Spark of the client's version gave (`record_rpc.py`)."""

import json
import pathlib

import pytest

from rpc.ask import answer, channel_of, modules
from rpc.wire import VERSION

HERE = pathlib.Path(__file__).parent
LEDGER = json.loads((HERE / "ledger.json").read_text())

# Sentences inside parameters are each server's own.
SENTENCES = {"errorMsg", "comment", "confRequirement", "confType"}


def questions():
    for module, found in modules():
        for question in found:
            if VERSION >= question.since:
                yield pytest.param(module, question, id=f"{module}.{question.name}")


def recorded(module, cache={}):
    if module not in cache:
        import pyspark

        cache[module] = json.loads((HERE / "recorded" / pyspark.__version__ / f"rpc_{module}.json").read_text())
    return cache[module]


@pytest.fixture(scope="module")
def channel(spark):
    made = channel_of(spark)
    yield made
    made.close()


@pytest.mark.parametrize("module,question", list(questions()))
def test_question(channel, module, question):
    expected = recorded(module)[question.name]
    actual = answer(question, channel)
    key = f"rpc.{module}.{question.name}"
    known = LEDGER.get(f"{key}@{VERSION[0]}.{VERSION[1]}", LEDGER.get(key))
    found = differences(expected, actual, "")
    if known is not None:
        assert found, f"listed in ledger.json as failing ({known}), but it passes"
        return
    assert not found, "\n".join(found)


def differences(expected, actual, place):
    if isinstance(expected, dict) and "code" in expected:
        if not isinstance(actual, dict) or "code" not in actual:
            return [f"{place}: an error {expected} is expected, not {actual}"]
        return [] if same_error(expected, actual) else [f"{place}: {expected} is expected, not {actual}"]
    if isinstance(expected, dict) and isinstance(actual, dict) and expected.keys() == actual.keys():
        return [line for key in expected for line in differences(expected[key], actual[key], f"{place}.{key}")]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [line for i, (a, b) in enumerate(zip(expected, actual)) for line in differences(a, b, f"{place}[{i}]")]
    return [] if expected == actual else [f"{place}: {expected} is expected, not {actual}"]


def same_error(expected, actual):
    """Equality as far as Spark says something: what has no condition is an accident of the JVM."""
    condition = expected.get("condition")
    if condition is None:
        return True
    if condition.startswith("_LEGACY_ERROR"):
        return expected["class"] == actual["class"]
    parameters = [{k: v for k, v in e.get("parameters", {}).items() if k not in SENTENCES} for e in (expected, actual)]
    return parameters[0] == parameters[1] and all(expected.get(k) == actual.get(k) for k in ("code", "class", "condition", "sqlState"))
