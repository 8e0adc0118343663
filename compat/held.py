"""Cases whose answer has to be read before what they made is taken away."""


class Held:
    """A DataFrame that was read while what it needs was there."""

    def __init__(self, frame):
        self.schema = frame.schema
        self.rows = frame.collect()

    def collect(self):
        return self.rows


def quietly(spark, text):
    """Runs a statement that may fail: what was never made cannot be dropped."""
    try:
        spark.sql(text).collect()
    except Exception:  # noqa: BLE001 - whatever it fails for
        pass


def in_steps(steps, drop):
    """A case of statements and functions of the session in their order: the answer of the last; then `drop` is run, whatever came of them."""

    def run(spark):
        try:
            for step in steps[:-1]:
                spark.sql(step).collect() if isinstance(step, str) else step(spark)
            last = steps[-1]
            answer = spark.sql(last) if isinstance(last, str) else last(spark)
            return Held(answer) if hasattr(answer, "schema") else answer
        finally:
            for text in drop:
                quietly(spark, text)

    return run
