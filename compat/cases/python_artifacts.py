"""Files that a client adds to its session, as its functions in Python see them."""

import os
import tempfile
import zipfile

from case import Cases

CASES = Cases()


def added(spark, name, content, **kind):
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, name)
        with open(path, "w") as file:
            file.write(content)
        spark.addArtifacts(path, **kind)


def zipped(spark, name, files, suffix="", **kind):
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, name)
        with zipfile.ZipFile(path, "w") as archive:
            for inner, content in files.items():
                archive.writestr(inner, content)
        spark.addArtifacts(path + suffix, **kind)


def reader():
    """A function for workers, which know no module of ours: the files lie where their path leads."""

    def read(name):
        import os
        import sys

        with open(next(p for p in (os.path.join(place, name) for place in sys.path) if os.path.exists(p))) as file:
            return file.read()

    return read


@CASES.case()
def python_file(spark):
    from pyspark.sql.functions import udf

    added(spark, "artifact_of_cases.py", "NUMBER = 41\n", pyfile=True)

    @udf("long")
    def plus(n):
        import artifact_of_cases

        return n + artifact_of_cases.NUMBER

    return spark.range(2).select(plus("id"))


@CASES.case()
def python_package(spark):
    from pyspark.sql.functions import udf

    zipped(spark, "package_of_cases.zip", {"package_of_cases/__init__.py": "NAME = 'zipped'\n"}, pyfile=True)

    @udf("string")
    def name(n):
        import package_of_cases

        return package_of_cases.NAME

    return spark.range(1).select(name("id"))


@CASES.case(since=(4, 0))
def plain_file(spark):
    from pyspark.sql.functions import udf

    read_below_path = reader()
    added(spark, "file_of_cases.txt", "what it says", file=True)

    @udf("string")
    def text(n):
        return read_below_path("file_of_cases.txt")

    return spark.range(1).select(text("id"))



@CASES.case(since=(4, 0))
def archive(spark):
    from pyspark.sql.functions import udf

    read_below_path = reader()
    zipped(spark, "archive_of_cases.zip", {"inner/a.txt": "inside"}, suffix="#unpacked_of_cases", archive=True)

    @udf("string")
    def text(n):
        return read_below_path("unpacked_of_cases/inner/a.txt")

    return spark.range(1).select(text("id"))



@CASES.case()
def missing_module(spark):
    from pyspark.sql.functions import udf

    @udf("string")
    def name(n):
        import no_such_module_of_cases

        return no_such_module_of_cases.NAME

    return spark.range(1).select(name("id"))
