"""The cases that every client runs and whose answers a real Spark gave."""

import importlib
import os
import pkgutil


class Case:
    """One question to a session.

    ordered: whether the order of rows is part of the answer
    since: the first client version that has the API, such as (4, 0)
    """

    def __init__(self, name, run, ordered=True, since=None):
        self.name = name
        self.run = run
        self.ordered = ordered
        self.since = since

    def runs_with(self, client):
        """Whether a client of this version, such as (3, 5), has the API."""
        return self.since is None or client >= self.since


class Cases(list):
    """The cases of one module, added by decorators or by name."""

    def add(self, name, run, **options):
        assert all(case.name != name for case in self), name
        self.append(Case(name, run, **options))

    def case(self, **options):
        def add(function):
            self.add(function.__name__, function, **options)
            return function

        return add

    def sql(self, name, text, arguments=None, **options):
        self.add(name, lambda spark: spark.sql(text) if arguments is None else spark.sql(text, arguments), **options)

    def value(self, name, text, **options):
        """A SQL expression of one row."""
        self.sql(name, f"SELECT {text}", **options)


def modules():
    """The modules under cases/, each with its `CASES`."""
    import cases

    for info in sorted(pkgutil.iter_modules(cases.__path__), key=lambda m: m.name):
        yield info.name, importlib.import_module(f"cases.{info.name}").CASES


def client_version():
    """The version of the PySpark that runs this, such as (3, 5)."""
    import pyspark

    return tuple(int(part) for part in pyspark.__version__.split(".")[:2])


def data_dir():
    """Where generated test data lies."""
    return os.environ["FIRESTEEL_DATA"]
