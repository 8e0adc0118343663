"""The suite's own functions `udf` and `udaf`, as functions in Python that an unmodified client registers.

`udf` gives back its argument, in the argument's own type, which no registered function does. So it is registered once for
each type, under names as long as its own; each call in a query gets that of its argument's type, which the server's
refusal of the argument tells, and what comes back speaks of `udf` again. `udaf` counts its argument's values.
"""

import re
import string

from pyspark.errors import PySparkException
from pyspark.sql.connect.functions import udf
from pyspark.sql.pandas.functions import PandasUDFType, pandas_udf
from pyspark.sql.types import IntegerType, _parse_datatype_string

CALL = re.compile(r"\budf\s*\(", re.IGNORECASE)
#: Names beside `udf`, which stands for calls whose argument has no type.
NAMES = [f"ud{c}" for c in string.digits + string.ascii_lowercase if c not in "f"]
OURS = re.compile(r"(?<![A-Za-z0-9])ud[0-9a-z](?=\()")
#: A function that takes maps alone: its error has the type of what it was given.
PROBE = "map_keys"
TOLD = "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE"


class PythonFunctions:
    """The functions of one session."""

    def __init__(self, spark):
        self.spark = spark
        self.names = {}

        # Workers cannot import this file, so a function travels whole where it is made in another.
        def count(values):
            return values.count()

        spark.udf.register("udaf", pandas_udf(count, IntegerType(), PandasUDFType.GROUPED_AGG))
        self.register("udf", "int")

    def register(self, name, type_):
        self.spark.udf.register(name, udf(lambda x: x, _parse_datatype_string(type_)))

    def written(self, sql):
        """The query with the function of each argument's type in the place of `udf`."""
        calls = list(CALL.finditer(sql))
        out = sql
        for call in calls:
            name = self.name_of(self.type_at(sql, calls, call))
            out = out[: call.start()] + name + out[call.start() + len(name) :]
        return out

    def name_of(self, type_):
        if type_ is None:
            return "udf"
        if type_ not in self.names:
            self.names[type_] = NAMES[len(self.names)]
            self.register(self.names[type_], type_)
        return self.names[type_]

    def type_at(self, sql, calls, call):
        """The type of a call's argument, all other calls being what they give: their arguments."""
        pieces, at = [], 0
        for other in calls:
            pieces += [sql[at : other.start()], f"{PROBE}(" if other is call else "("]
            at = other.end()
        try:
            self.spark.sql("".join([*pieces, sql[at:]])).schema
        except PySparkException as error:
            if error.getCondition() == TOLD:
                return (error.getMessageParameters() or {}).get("inputType", "").strip('"').lower()
        return None

    @staticmethod
    def as_asked(text):
        """A text of the server's with the functions' own name."""
        return OURS.sub("udf", text)
