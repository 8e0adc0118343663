"""PySpark's own doctests, found in the installed client and run one docstring at a time.

Globals, flags and the left out docstrings are those of the `_test()` in each of PySpark's modules.
"""

import doctest
import importlib
import io
import os
import tempfile

LENIENT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
EXACT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

# A module's short name, the module whose docstrings are run, and how outputs are compared.
MODULES = [
    ("dataframe", "pyspark.sql.dataframe", LENIENT),
    ("column", "pyspark.sql.column", LENIENT),
    ("catalog", "pyspark.sql.connect.catalog", LENIENT),
    ("readwriter", "pyspark.sql.connect.readwriter", LENIENT),
    ("window", "pyspark.sql.window", LENIENT),
    ("group", "pyspark.sql.connect.group", EXACT),
    ("session", "pyspark.sql.connect.session", LENIENT),
    ("tvf", "pyspark.sql.connect.tvf", LENIENT),
    ("merge", "pyspark.sql.connect.merge", EXACT),
    ("conf", "pyspark.sql.connect.conf", LENIENT),
    ("observation", "pyspark.sql.connect.observation", LENIENT),
    ("partitioning", "pyspark.sql.connect.functions.partitioning", LENIENT),
    ("functions", "pyspark.sql.connect.functions.builtin", LENIENT),
    ("udf", "pyspark.sql.udf", LENIENT),
    ("udtf", "pyspark.sql.udtf", LENIENT),
    ("pandas_functions", "pyspark.sql.pandas.functions", LENIENT),
    ("pandas_groups", "pyspark.sql.pandas.group_ops", LENIENT),
    ("pandas_rows", "pyspark.sql.pandas.map_ops", LENIENT),
]


def flags(short):
    """How a module's outputs are compared."""
    return next(found for name, _, found in MODULES if name == short)


def tests():
    """Every docstring with examples as (name, module's short name, DocTest), in PySpark's order."""
    for short, name, _ in MODULES:
        module = importlib.import_module(name)
        if short == "session":
            # A Connect session has no master, so PySpark leaves these two out.
            module.SparkSession.__doc__ = None
            module.SparkSession.Builder.master.__doc__ = None
        for test in doctest.DocTestFinder().find(module, globs={}):
            if test.examples:
                yield f"{short}.{test.name.removeprefix(name).lstrip('.') or 'module'}", short, test


class AnyOrder(doctest.OutputChecker):
    """Takes what is printed for the same when only its lines stand in another order."""

    def check_output(self, want, got, optionflags):
        def lines(text):
            return sorted(" ".join(line.split()) for line in text.splitlines() if line.strip())

        return super().check_output(want, got, optionflags) or lines(want) == lines(got)


def run(short, test, spark, checker=None):
    """What doctest reports of a docstring's failures; empty when all its examples print what they say."""
    from pyspark.sql import SparkSession

    name = next(name for found, name, _ in MODULES if found == short)
    test.globs = {**importlib.import_module(name).__dict__, "spark": spark}
    if short == "session":
        test.globs["SparkSession"] = SparkSession
    report = io.StringIO()
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        try:
            doctest.DocTestRunner(checker=checker, optionflags=flags(short)).run(test, out=report.write)
        finally:
            os.chdir(here)
    return report.getvalue()
