"""The cases that every client runs and whose answers a real Spark gave."""

import importlib
import os
import pkgutil


class Case:
    """One question to a session. `ordered`: whether the order of rows is part of the answer."""

    def __init__(self, name, run, ordered=True, since=None):
        self.name = name
        self.run = run
        self.ordered = ordered
        self.since = since


class Cases(list):
    """The cases of one module, added by decorators."""

    def case(self, ordered=True, since=None):
        def add(function):
            self.append(Case(function.__name__, function, ordered, since))
            return function

        return add

    def sql(self, name, text, ordered=True, **kwargs):
        self.append(Case(name, lambda spark: spark.sql(text, **kwargs), ordered))


def modules():
    """The modules under cases/, each with its `CASES`."""
    import cases

    for info in sorted(pkgutil.iter_modules(cases.__path__), key=lambda m: m.name):
        yield info.name, importlib.import_module(f"cases.{info.name}").CASES


def data_dir():
    """Where generated test data lies."""
    return os.environ["FIRESTEEL_DATA"]
