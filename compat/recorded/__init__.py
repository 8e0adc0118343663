"""Answers of real Sparks to the cases: recorded/<Spark version>/<module>.json holds an answer for each case's name.

A line for each. 4.0.4 holds every answer in full. Another version's file says "4.0.4" where its Spark answers the same
(never for errors of 3.5, of which less is known).
"""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
BASE = "4.0.4"


def version_of(client):
    """The recorded Spark that a client such as (3, 5) is compared with: the one of its minor version."""
    found = [d.name for d in HERE.iterdir() if d.name.startswith(f"{client[0]}.{client[1]}.")]
    assert len(found) == 1, f"recorded/ has {found} for PySpark {client}"
    return found[0]


def read(version, module):
    """The answers to a module's cases by name, in full."""
    answers = stored(version, module)
    base = answers if version == BASE else stored(BASE, module)
    return {name: base[name] if answer == BASE else answer for name, answer in answers.items()}


def write(version, module, answers, same):
    """Keeps a module's answers: in full, or where they are the `same` as 4.0.4's, as its name."""
    base = {} if version == BASE else stored(BASE, module)
    kept = {name: BASE if name in base and same(answer, base[name]) else answer for name, answer in answers.items()}
    path = HERE / version / f"{module}.json"
    path.parent.mkdir(exist_ok=True)
    lines = [f"{json.dumps(name)}: {json.dumps(kept[name], sort_keys=True)}" for name in sorted(kept)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def stored(version, module):
    path = HERE / version / f"{module}.json"
    return json.loads(path.read_text()) if path.exists() else {}
