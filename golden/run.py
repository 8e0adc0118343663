"""
Replays Spark's SQL golden suite over Spark Connect and compares whole answers.

    python golden/run.py --data DIR --url sc://… [--url sc://…] [--file NAME …] [--level LEVEL] [--update] [--details FILE]

DIR holds `inputs/`, `results/` and `test-data/`. Files are shared out over the servers. `golden/ledger.json` lists every
query whose answer does not equal Spark's whole, with the level that it reaches; a query that falls behind it fails, and
so does one that surpasses it, until `--update` writes the ledger anew.
"""

import argparse
import json
import multiprocessing
import pathlib
import sys
import threading
import time

from compare import LEVELS, error_level, success_level
from report import summary, write_report
from suite import read_cases

HERE = pathlib.Path(__file__).parent
LEDGER = HERE / "ledger.json"
# A query that takes longer is interrupted, and fails.
QUERY_SECONDS = 60


def replay(case, url):
    """The level of every query of a file: one of LEVELS, or "none"; beside it what was given where it is not whole."""
    from session import GoldenSession
    from tpcds_tables import make_tpcds_tables

    session = GoldenSession(url)
    found = []
    try:
        if case.name == "pipe-operators.sql":
            make_tpcds_tables(session.spark)
        session.prepare(case)
        for expected in case.expected:
            timer = threading.Timer(QUERY_SECONDS, session.spark.interruptAll)
            timer.start()
            start = time.perf_counter()
            try:
                outcome = session.run(expected.sql)
            finally:
                timer.cancel()
            seconds = time.perf_counter() - start
            if outcome.error is not None:
                level = error_level(expected, outcome.error)
                given = outcome.error
            else:
                level = success_level(expected, expected.sql, outcome.schema, outcome.types, outcome.rows)
                given = {"schema": outcome.schema, "rows": outcome.rows[:1000]}
            level = level or "none"
            found.append((level, None if level == LEVELS[-1] else given, seconds))
    finally:
        try:
            clean(session.spark)
        finally:
            session.close()
    return found


def clean(spark):
    """Takes away what a file left in the shared catalog."""
    from session import TABLES

    def quietly(sql):
        try:
            return spark.sql(sql).collect()
        except Exception:  # noqa: BLE001 - what cannot be dropped stays
            return []

    quietly("USE spark_catalog.default")
    for row in quietly("SHOW DATABASES"):
        if row[0] != "default":
            quietly(f"DROP DATABASE IF EXISTS `{row[0]}` CASCADE")
    for row in quietly("SHOW TABLES IN default"):
        if not row.isTemporary and row.tableName not in TABLES:
            quietly(f"DROP VIEW IF EXISTS default.`{row.tableName}`")
            quietly(f"DROP TABLE IF EXISTS default.`{row.tableName}`")
    for row in quietly("SHOW TABLES IN global_temp"):
        if row.namespace == "global_temp":
            quietly(f"DROP VIEW IF EXISTS global_temp.`{row.tableName}`")
    for row in quietly("SHOW USER FUNCTIONS IN default"):
        quietly(f"DROP FUNCTION IF EXISTS {row[0]}")


def work(url, cases, todo, done, data):
    from session import GoldenSession, make_tables

    try:
        session = GoldenSession(url)
        make_tables(session.spark, data)
        session.close()
    except Exception as reason:  # noqa: BLE001 - told, and felt by the queries that need the tables
        print(f"{url}: the suite's tables cannot be made: {str(reason).splitlines()[0]}", file=sys.stderr, flush=True)
    while (name := todo.get()) is not None:
        try:
            done.put((name, replay(cases[name], url)))
        except Exception as reason:  # noqa: BLE001 - the server or the client broke
            done.put((name, f"{type(reason).__name__}: {reason}"))
    done.put(None)


def replay_all(cases, urls, data):
    """All files' levels, by name."""
    context = multiprocessing.get_context("spawn")
    todo, done = context.Queue(), context.Queue()
    for case in sorted(cases.values(), key=lambda c: -len(c.expected)):
        todo.put(case.name)
    for _ in urls:
        todo.put(None)
    workers = [context.Process(target=work, args=(url, cases, todo, done, data), daemon=True) for url in urls]
    for worker in workers:
        worker.start()
    found, running = {}, len(urls)
    while running > 0:
        item = done.get()
        if item is None:
            running -= 1
            continue
        name, result = item
        if isinstance(result, str):
            print(f"{name}: {result[:500]}", file=sys.stderr, flush=True)
            result = [("none", {"broken": result}, 0.0)] * len(cases[name].expected)
        found[name] = result
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--url", action="append", required=True)
    parser.add_argument("--file", action="append", default=[])
    parser.add_argument("--level", choices=LEVELS, help="print the queries that do not reach it")
    parser.add_argument("--update", action="store_true", help="write the ledger and the report")
    parser.add_argument("--no-ledger", action="store_true", help="only count, for another server")
    parser.add_argument("--details", help="write what was given for every query that is not whole, as JSON lines")
    args = parser.parse_args()
    cases = {case.name: case for case in read_cases(args.data)}
    if args.file:
        cases = {name: case for name, case in cases.items() if any(name.startswith(f) for f in args.file)}
    start = time.perf_counter()
    found = replay_all(cases, args.url, args.data)
    for line in summary(cases, found):
        print(line)
    print(f"{time.perf_counter() - start:.0f} s")
    if args.details:
        write_details(args.details, cases, found)
    if args.level:
        print_below(args.level, cases, found)
    if args.no_ledger:
        return 0
    ledger = json.loads(LEDGER.read_text()) if LEDGER.exists() else {}
    if args.update:
        ledger = updated(ledger, found)
        LEDGER.write_text(json.dumps(ledger, indent=0, sort_keys=True) + "\n")
        if not args.file:
            write_report(HERE.parent / "docs", cases, found)
    return against(ledger, cases, found)


def below(found):
    """The queries of a file that are not whole: their number from 1, and the level they reach."""
    return {str(i + 1): level for i, (level, _, _) in enumerate(found) if level != LEVELS[-1]}


def updated(ledger, found):
    merged = {**ledger, **{name: below(result) for name, result in found.items()}}
    return {name: levels for name, levels in merged.items() if levels}


def against(ledger, cases, found):
    """Counts the queries that do as the ledger says."""
    passed = failed = 0
    for name, result in sorted(found.items()):
        listed, actual = ledger.get(name, {}), below(result)
        for i, expected in enumerate(cases[name].expected):
            key = str(i + 1)
            if listed.get(key) == actual.get(key):
                passed += 1
                continue
            failed += 1
            is_now, was = actual.get(key, "whole"), listed.get(key, "whole")
            print(f"{name} {key}: {is_now}, listed as {was}: {' '.join(expected.sql.split())[:150]}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


def print_below(level, cases, found):
    order = ("none", *LEVELS)
    for name, result in sorted(found.items()):
        for i, (reached, given, _) in enumerate(result):
            if order.index(reached) < order.index(level):
                expected = cases[name].expected[i]
                print(f"\n--- {name} {i + 1}: {reached}\n{expected.sql}\n{expected.schema}\n{expected.output[:2000]}")
                print(f"--- given\n{json.dumps(given)[:2000]}")


def write_details(path, cases, found):
    with open(path, "w") as out:
        for name, result in sorted(found.items()):
            for i, (level, given, seconds) in enumerate(result):
                expected = cases[name].expected[i]
                line = {
                    "file": name,
                    "query": i + 1,
                    "level": level,
                    "seconds": round(seconds, 4),
                    "sql": expected.sql,
                    "schema": expected.schema,
                    "output": expected.output,
                    "given": given,
                }
                out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
