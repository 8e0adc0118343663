"""How a case's outcome is written down, so that a real Spark's and Firesteel's can be compared as JSON."""

import base64
import datetime
import decimal
import json
import math
import re


def plain(value):
    """A Python value from collect() as JSON that keeps its type apart from others."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return {"double": repr(value)}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime.datetime):
        return {"timestamp": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"interval": str(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"binary": base64.b64encode(bytes(value)).decode()}
    if hasattr(value, "asDict") and hasattr(value, "__fields__"):
        return {"row": [[name, plain(v)] for name, v in zip(value.__fields__, value)]}
    if isinstance(value, dict):
        return {"map": sorted(([plain(k), plain(v)] for k, v in value.items()), key=json.dumps)}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return {type(value).__name__: str(value)}


def outcome(case, spark):
    """What a case gives: schema and rows of a DataFrame, a plain value, or an error."""
    try:
        result = case.run(spark)
        if hasattr(result, "collect") and hasattr(result, "schema"):
            schema = json.loads(result.schema.json())
            rows = [[plain(v) for v in row] for row in result.collect()]
            if not case.ordered:
                rows.sort(key=json.dumps)
            return {"schema": schema, "rows": rows}
        return {"value": plain(result)}
    except Exception as error:  # noqa: BLE001 - every error is an answer here
        return {"error": error_of(error)}


def error_of(error):
    """A PySpark error's class, condition, state, parameters, query contexts and position; its text where it has no condition.

    Clients before 4.0 hold only a text of the server's errors: `error_of_text`.
    """
    if from_server_as_text(error):
        return error_of_text(error)
    found = {"class": type(error).__name__}
    names = (("condition", ("getCondition", "getErrorClass")), ("sqlState", ("getSqlState",)), ("parameters", ("getMessageParameters",)))
    for key, methods in names:
        method = next((getattr(error, name) for name in methods if hasattr(error, name)), None)
        try:
            found[key] = method() if method is not None else None
        except Exception:  # noqa: BLE001 - some errors have no details
            found[key] = None
    if not found.get("condition") and from_server(error):
        found["condition"] = ""
    if not found.get("condition"):
        found["text"] = re.sub(r"#\d+", "#n", str(error).strip().split("\n")[0])
    contexts = getattr(error, "getQueryContext", None)
    try:
        found["context"] = [context_of(c) for c in (contexts() if contexts else [])]
    except Exception:  # noqa: BLE001
        found["context"] = []
    found["position"] = position_of(str(error))
    return found


def from_server(error):
    from pyspark.errors.exceptions import connect

    return isinstance(error, connect.SparkConnectGrpcException)


def from_server_as_text(error):
    """Whether this is a server's error in a client that keeps only its text."""
    return from_server(error) and not hasattr(error, "getCondition")


def error_of_text(error):
    """What a server's error tells a client before 4.0: class, and in its text the condition, the position and the block
    that shows the piece of SQL. Keys are left out where Spark says nothing.

    Spark 3.5 wraps what an executor throws; Firesteel has no executors: then the class is left out.
    """
    text = str(error)
    condition = re.search(r"(?:^|: |\) |\n)\[([A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)*)\]", text)
    block = re.search(r"^== SQL ?\(line.* ==\n((?:.*\n)*? *\^+)$", text, re.MULTILINE)
    found = {
        "class": None if "Job aborted due to stage failure" in text else type(error).__name__,
        "condition": condition and condition.group(1),
        "position": position_of(text),
        "block": block and block.group(1),
        "refusal": text.split("\n")[0] if "[UNSUPPORTED_FEATURE" in text else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def position_of(text):
    """The line and the column (from 1) that a message names, in whichever of Spark's layouts."""
    block = re.search(r"== SQL.*\(line (\d+), position (\d+)\)", text)
    if block is not None:
        return [int(block.group(1)), int(block.group(2))]
    brief = re.search(r"line (\d+),? pos (\d+)", text)
    return None if brief is None else [int(brief.group(1)), int(brief.group(2)) + 1]


def context_of(context):
    """Where an error was written: a piece of SQL, or a call in a program (whose file and line are not compared)."""
    kind = str(context.contextType()).rsplit(".", 1)[-1]
    if kind == "DataFrame":
        return {"type": kind, "fragment": context.fragment(), "callSite": ".py:" in context.callSite()}
    return {
        "type": kind,
        "fragment": context.fragment(),
        "start": context.startIndex(),
        "stop": context.stopIndex(),
        "object": [context.objectType(), context.objectName()],
    }


def same(expected, actual, tolerance=1e-9):
    """Equality in which floating point numbers may differ by a relative tolerance, zeros not by their sign."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        if expected.keys() == actual.keys() == {"error"}:
            return same_error(expected["error"], actual["error"])
        if expected.keys() == actual.keys() == {"double"}:
            a, b = float(expected["double"]), float(actual["double"])
            if math.isnan(a) or math.isnan(b):
                return math.isnan(a) and math.isnan(b)
            if a == 0 and b == 0:
                return math.copysign(1, a) == math.copysign(1, b)
            return math.isclose(a, b, rel_tol=tolerance, abs_tol=0.0)
        return expected.keys() == actual.keys() and all(same(v, actual[k], tolerance) for k, v in expected.items())
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(same(a, b, tolerance) for a, b in zip(expected, actual))
    return type(expected) is type(actual) and expected == actual


# What Spark prints there is the text of a plan with its running numbers, and sentences.
UNCOMPARED_PARAMETERS = {"plan", "treeNode", "comment", "confRequirement"}


def without_ids(text):
    """A parameter without the running numbers that Spark gives attributes."""
    return re.sub(r"(?<=\w)#\d+L?\b", "", text)


def is_of_server(name):
    """Whether the client has an exception of this name for the server's errors."""
    from pyspark.errors.exceptions import connect

    return issubclass(getattr(connect, name, int), connect.SparkConnectGrpcException)


def same_error(expected, actual):
    """Equality of errors as far as Spark's tell something."""
    if ("parameters" in expected) != ("parameters" in actual):
        return False
    if "parameters" not in expected:
        return all(actual.get(key) == value for key, value in expected.items() if key != "refusal")
    if not expected.get("condition") and is_of_server(expected["class"]):
        # The JVM threw something without a condition: its class is all there is to compare.
        return expected["class"] == actual["class"]
    keys = ["class", "condition", "sqlState"]
    if not any(c["type"] == "SQL" and c["start"] == -1 for c in expected["context"]):
        # A context that points nowhere is what Spark has left after optimising.
        keys += ["context", "position"]
    if expected.get("condition") is None:
        keys += ["text"]
    parameters = [
        {k: without_ids(v) for k, v in (e.get("parameters") or {}).items() if k not in UNCOMPARED_PARAMETERS}
        for e in (expected, actual)
    ]
    return parameters[0] == parameters[1] and all(expected.get(key) == actual.get(key) for key in keys)
