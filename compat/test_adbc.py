"""ADBC's Spark driver sees what it sees of a real Spark (`adbc_probe.py`)."""

import json
import pathlib

import pytest

from adbc_probe import probe

HERE = pathlib.Path(__file__).parent
RECORDED = json.loads((HERE / "recorded/4.0.4/adbc.json").read_text())
LEDGER = json.loads((HERE / "ledger.json").read_text())

pytest.importorskip("adbc_driver_spark", reason="installed beside the newest client only")


@pytest.fixture(scope="module")
def answers(url):
    return probe(url)


@pytest.mark.parametrize("question", sorted(RECORDED))
def test_question(answers, question):
    known = LEDGER.get(f"adbc.{question}")
    equal = answers[question] == RECORDED[question]
    assert equal == (known is None), f"\nexpected {RECORDED[question]}\nactual   {answers[question]}\nledger   {known}"
