"""Every case's answer equals the one that a real Spark of the client's version gave (`compat/record.py`)."""

import json
import pathlib

import pytest

import recorded
from answers import outcome, same
from case import client_version, modules

LEDGER = json.loads((pathlib.Path(__file__).parent / "ledger.json").read_text())


def cases():
    for module, found in modules():
        for case in found:
            yield pytest.param(module, case, id=f"{module}.{case.name}")


def answers(module, cache={}):
    if module not in cache:
        cache[module] = recorded.read(recorded.version_of(client_version()), module)
    return cache[module]


@pytest.mark.parametrize("module,case", list(cases()))
def test_case(spark, module, case):
    client = client_version()
    if not case.runs_with(client):
        pytest.skip(f"the client's API is of {case.since}")
    expected = answers(module).get(case.name)
    assert expected is not None, f"not recorded: record.py {module}, with a Spark of the client's version"
    actual = outcome(case, spark)
    key = f"{module}.{case.name}"
    known = LEDGER.get(f"{key}@{client[0]}.{client[1]}", LEDGER.get(key))
    refused = refusal(known)
    if refused is not None:
        assert refused in error_text(actual), f"to be refused for {refused!r}, but gives {json.dumps(actual)[:3000]}"
        return
    equal = same(expected, actual)
    if known is not None:
        assert not equal, f"listed in ledger.json as failing ({known}), but it passes"
        return
    assert equal, f"\nexpected {json.dumps(expected)[:3000]}\nactual   {json.dumps(actual)[:3000]}"


def refusal(known):
    """The feature that a ledger's entry `refused: <feature>` names: Firesteel must say so, not answer."""
    return known.removeprefix("refused: ") if known is not None and known.startswith("refused: ") else None


def error_text(actual):
    error = actual.get("error", {})
    if "refusal" in error:
        return error["refusal"]
    condition = error.get("condition") or ""
    return error["parameters"].get("feature", "") if condition.startswith("UNSUPPORTED_FEATURE") else ""
