"""Rows that table functions in Python yield at their end, and how they fail or leave the rest."""

from case import Cases

CASES = Cases()


def functions(spark):
    from pyspark.sql.functions import udtf

    class Ends:
        """The lengths of texts, and at the end how many rows there were."""

        def __init__(self):
            self.rows = 0

        def eval(self, text):
            self.rows += 1
            if text:
                yield "row", len(text)

        def terminate(self):
            yield "end", self.rows
            yield "more", -self.rows

    class OnlyEnd:
        def __init__(self):
            self.seen = []

        def eval(self, n):
            self.seen.append(n)

        def terminate(self):
            yield (",".join(map(str, self.seen)),)

    class NoEval:
        def terminate(self):
            yield (7,)

    class FailsAtEnd:
        def eval(self, n):
            yield (n,)

        def terminate(self):
            raise ValueError("no end")

    class FailsInEval:
        def eval(self, n):
            if n == 1:
                raise ValueError("not one")
            yield (n,)

        def terminate(self):
            yield (-1,)

    class FailsInInit:
        def __init__(self):
            raise ValueError("no start")

        def eval(self, n):
            yield (n,)

    class FailsInCleanup:
        def eval(self, n):
            yield (n,)

        def cleanup(self):
            raise ValueError("no cleanup")

    class Skips:
        def __init__(self):
            self.rows = 0

        def eval(self, n):
            from pyspark.sql.udtf import SkipRestOfInputTableException

            self.rows += 1
            n = n["id"] if hasattr(n, "asDict") else n
            if n == 2:
                raise SkipRestOfInputTableException("enough")
            yield (n,)

        def terminate(self):
            yield (-self.rows,)

    class SkipsAtEnd:
        def eval(self, n):
            yield (1,)

        def terminate(self):
            from pyspark.sql.udtf import SkipRestOfInputTableException

            raise SkipRestOfInputTableException("at the end")

    class WrongAtEnd:
        def eval(self, n):
            yield (1,)

        def terminate(self):
            yield 1, 2, 3

    class NotATuple:
        def eval(self, n):
            yield (1,)

        def terminate(self):
            yield 5

    class NoneAtEnd:
        def eval(self, n):
            yield (1,)

        def terminate(self):
            yield (None,)

    class ReturnsAtEnd:
        def eval(self, n):
            return [(n,)]

        def terminate(self):
            return [(-1,), (-2,)]

    for name, function, shape in [
        ("pt_ends", Ends, "what string, n int"),
        ("pt_only_end", OnlyEnd, "seen string"),
        ("pt_fails_at_end", FailsAtEnd, "n int"),
        ("pt_fails_in_eval", FailsInEval, "n int"),
        ("pt_fails_in_init", FailsInInit, "n int"),
        ("pt_fails_in_cleanup", FailsInCleanup, "n int"),
        ("pt_skips", Skips, "n int"),
        ("pt_skips_at_end", SkipsAtEnd, "n int"),
        ("pt_wrong_at_end", WrongAtEnd, "n int"),
        ("pt_not_a_tuple", NotATuple, "n int"),
        ("pt_none_at_end", NoneAtEnd, "n int"),
        ("pt_returns_at_end", ReturnsAtEnd, "n int"),
    ]:
        spark.udtf.register(name, udtf(function, returnType=shape))


def told(ask):
    """Rows, or of an error its kind and the last line, which tells of the function."""
    try:
        return [str(list(r)) for r in ask().collect()]
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        lines = [line for line in str(error).split("JVM stacktrace")[0].strip().split("\n") if line.strip()]
        last = [line for line in lines if line[:1] != " "][-1]
        return [type(error).__name__, "not one" in str(error), last[:120]]


ONE = "(SELECT 'abc' AS s, 1 AS id) AS t"
ROWS = "(SELECT /*+ COALESCE(1) */ * FROM VALUES (1, 'a bb'), (2, ''), (3, NULL) AS v(id, s)) AS t"
NUMBERS = "range(0, 4, 1, 1) AS t"

STATEMENTS = f"""
SELECT * FROM pt_ends('abc')
SELECT * FROM pt_ends('')
SELECT * FROM pt_ends(NULL)
SELECT count(*), max(n) FROM pt_ends('abc')
SELECT * FROM pt_ends('abc') WHERE what = 'end'
SELECT t.id, t.s, e.* FROM {ONE}, LATERAL pt_ends(s) AS e
SELECT t.id, t.s, e.* FROM {ROWS}, LATERAL pt_ends(s) AS e
SELECT t.id, e.* FROM {ROWS}, LATERAL pt_ends(s) AS e WHERE t.id > 1
SELECT t.id, e.* FROM {ROWS}, LATERAL pt_ends(s) AS e WHERE t.id IS NULL
SELECT e.* FROM {ROWS}, LATERAL pt_ends(s) AS e
SELECT t.id, e.* FROM {ROWS} LEFT JOIN LATERAL pt_ends(s) AS e
SELECT t.id, e.* FROM {ROWS} LEFT JOIN LATERAL pt_ends(s) AS e ON e.what = 'end'
SELECT t.id, e.* FROM {ROWS} JOIN LATERAL pt_ends(s) AS e ON e.n = t.id
SELECT t.id, e.w FROM {ROWS}, LATERAL (SELECT what AS w, n FROM pt_ends(s)) AS e
SELECT t.id, e.w FROM {ROWS}, LATERAL (SELECT what AS w FROM pt_ends(s) WHERE n < 0) AS e
SELECT t.id, e.* FROM {ROWS} LATERAL VIEW pt_ends(s) e AS what, n
SELECT t.id, e.* FROM {ROWS} LATERAL VIEW OUTER pt_ends(s) e AS what, n
SELECT t.id, e.* FROM (SELECT * FROM {ROWS} WHERE id > 7) AS t, LATERAL pt_ends(s) AS e
SELECT * FROM pt_only_end(1)
SELECT t.id, e.seen FROM {NUMBERS}, LATERAL pt_only_end(id) AS e
SELECT e.seen FROM {NUMBERS}, LATERAL pt_only_end(id) AS e
SELECT seen FROM pt_only_end(TABLE(SELECT id FROM {NUMBERS}) WITH SINGLE PARTITION ORDER BY id)
SELECT * FROM pt_returns_at_end(3)
SELECT t.id, e.n FROM {NUMBERS}, LATERAL pt_returns_at_end(CAST(id AS INT)) AS e
SELECT * FROM pt_none_at_end(3)
SELECT t.id, e.n FROM {NUMBERS}, LATERAL pt_skips(id) AS e
SELECT * FROM pt_skips(2)
SELECT * FROM pt_skips(3)
SELECT * FROM pt_skips(TABLE(SELECT id FROM {NUMBERS}))
SELECT * FROM pt_skips(TABLE(SELECT id FROM {NUMBERS}) WITH SINGLE PARTITION ORDER BY id)
SELECT * FROM pt_skips(TABLE(SELECT id FROM {NUMBERS}) PARTITION BY id)
SELECT * FROM pt_skips(TABLE(SELECT id, id % 2 AS p FROM {NUMBERS}) PARTITION BY p ORDER BY id)
""".strip().split("\n")

for number, text in enumerate(STATEMENTS):

    def asked(spark, text=text):
        functions(spark)
        return spark.sql(text)

    CASES.add(f"sql_{number:02}", asked, since=(4, 0), ordered=False)

FAILING = f"""
SELECT * FROM pt_fails_at_end(1)
SELECT t.id, e.n FROM {NUMBERS}, LATERAL pt_fails_at_end(CAST(id AS INT)) AS e
SELECT * FROM pt_fails_at_end(TABLE(SELECT id FROM {NUMBERS}) PARTITION BY id)
SELECT * FROM pt_fails_in_eval(1)
SELECT * FROM pt_fails_in_eval(2)
SELECT t.id, e.n FROM {NUMBERS}, LATERAL pt_fails_in_eval(CAST(id AS INT)) AS e
SELECT * FROM pt_fails_in_init(1)
SELECT * FROM pt_fails_in_cleanup(1)
SELECT * FROM pt_fails_in_cleanup(TABLE(SELECT id FROM {NUMBERS}) WITH SINGLE PARTITION)
SELECT * FROM pt_skips_at_end(1)
SELECT * FROM pt_skips_at_end(TABLE(SELECT id FROM {NUMBERS}) WITH SINGLE PARTITION)
SELECT * FROM pt_wrong_at_end(1)
SELECT * FROM pt_not_a_tuple(1)
""".strip().split("\n")

for number, text in enumerate(FAILING):

    def failing(spark, text=text):
        functions(spark)
        return told(lambda: spark.sql(text))

    CASES.add(f"fails_{number:02}", failing, since=(4, 0))


@CASES.case(since=(4, 0))
def by_frames(spark):
    from pyspark.sql.functions import lit, udtf

    @udtf(returnType="n int")
    class Two:
        def eval(self, n):
            yield (n,)

        def terminate(self):
            yield (-1,)

    return [[r[0] for r in Two(lit(3)).collect()], Two(lit(3)).count(), [r[0] for r in Two(lit(1)).where("n < 0").collect()]]
