"""The query texts of TPC-DS that lie beside Spark's golden data: 103, and 32 of version 2.7."""

import os
import pathlib
import re

from generate import TABLES


def texts():
    """Every query's text by its name, such as `q14a` or `v2.7.0/q14a`, in the order of their numbers."""
    root = pathlib.Path(os.environ["GOLDEN_DIR"]) / "tpcds"
    found = {p.relative_to(root).with_suffix("").as_posix(): p.read_text() for p in root.rglob("*.sql")}
    return {name: found[name] for name in sorted(found, key=in_order)}


def in_order(name):
    folder, _, query = name.rpartition("/")
    number = re.match(r"q(\d+)(.*)", query)
    return folder, int(number.group(1)), number.group(2)


def tables_of(text):
    """The tables whose names a text holds."""
    words = set(re.findall(r"\w+", text.lower()))
    return [table for table in TABLES["tpcds"] if table in words]


def unlimited(text):
    """A query without the LIMIT at its end, which may cut between rows that its ORDER BY holds for equal."""
    return re.sub(r"\s+limit\s+\d+\s*;?\s*\Z", "", text, flags=re.IGNORECASE)
