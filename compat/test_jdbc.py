"""Spark's JDBC driver sees what it sees of a real Spark (`jdbc/Probe.java`)."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
RECORDED = dict(
    line.split("\t", 1) for line in (HERE / "recorded/4.3.0/jdbc.txt").read_text(encoding="utf-8").splitlines()
)
LEDGER = json.loads((HERE / "ledger.json").read_text())
#: Where the newest client's environment keeps the driver's jars, which its package carries.
JARS = pathlib.Path(sys.prefix) / "jars"
OPENED = ("java.nio", "java.lang", "sun.nio.ch", "sun.util.calendar")

pytestmark = [
    pytest.mark.skipif(not JARS.exists(), reason="the driver comes with the newest client"),
    pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK"),
]


def class_path(classes):
    shaded = sorted((JARS / "connect-repl").glob("spark-connect-client-j*.jar"))
    # The driver is not self-contained.
    return os.pathsep.join(map(str, [classes, *shaded, *sorted(JARS.glob("*.jar"))]))


@pytest.fixture(scope="module")
def answers(url, tmp_path_factory):
    classes = tmp_path_factory.mktemp("classes")
    subprocess.run(["javac", "-d", classes, HERE / "jdbc/Probe.java"], check=True)
    opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED]
    jdbc = url.replace("sc://localhost", "jdbc:sc://127.0.0.1") + "/"
    command = ["java", *opens, "-Duser.timezone=UTC", "-cp", class_path(classes), "Probe", jdbc]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = dict(line.split("\t", 1) for line in run.stdout.splitlines() if "\t" in line)
    assert found, run.stderr[-2000:]
    return found


@pytest.mark.parametrize("question", list(RECORDED))
def test_question(answers, question):
    known = LEDGER.get(f"jdbc.{question}")
    equal = answers.get(question) == RECORDED[question]
    assert equal == (known is None), f"\nexpected {RECORDED[question]}\nactual   {answers.get(question)}\nledger   {known}"
