"""Generates the tables of TPC-H or TPC-DS as Parquet with DuckDB's generators: `python generate.py tpch|tpcds SCALE DIRECTORY`."""

import glob
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import zipfile

TABLES = {
    "tpch": ["customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"],
    "tpcds": [
        *("call_center", "catalog_page", "catalog_returns", "catalog_sales", "customer", "customer_address"),
        *("customer_demographics", "date_dim", "household_demographics", "income_band", "inventory", "item", "promotion"),
        *("reason", "ship_mode", "store", "store_returns", "store_sales", "time_dim", "warehouse", "web_page"),
        *("web_returns", "web_sales", "web_site"),
    ],
}
# A column that Spark's query texts know by the name of an older version of the benchmark.
RENAMED = {"tpcds.customer": "RENAME (c_last_review_date_sk AS c_last_review_date)"}
GENERATORS = {"tpch": "dbgen", "tpcds": "dsdgen"}


def extension(name, version, cache):
    """A directory with a benchmark's extension of DuckDB, from its wheel on the package index."""
    machine = {"x86_64": "linux_amd64", "aarch64": "linux_arm64", "arm64": "osx_arm64"}[platform.machine()]
    folder = pathlib.Path(cache) / f"v{version}" / machine
    target = folder / f"{name}.duckdb_extension"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as wheels:
            subprocess.check_call(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"duckdb-extension-{name}=={version}", "-d", wheels]
            )
            archive = zipfile.ZipFile(glob.glob(f"{wheels}/*.whl")[0])
            member = next(n for n in archive.namelist() if n.endswith(".duckdb_extension"))
            target.write_bytes(archive.read(member))
    return str(cache)


def main(name, scale, directory):
    import duckdb

    done = pathlib.Path(directory) / ".done"
    if done.exists():
        return
    cache = pathlib.Path(directory).parent / "duckdb-extensions"
    connection = duckdb.connect(config={"extension_directory": extension(name, duckdb.__version__, cache)})
    connection.execute(f"LOAD {name}")
    connection.execute(f"CALL {GENERATORS[name]}(sf={scale})")
    for table in TABLES[name]:
        folder = os.path.join(directory, table)
        os.makedirs(folder, exist_ok=True)
        source = f"(SELECT * {RENAMED.get(f'{name}.{table}', '')} FROM {table})"
        connection.execute(f"COPY {source} TO '{folder}/part-0.parquet' (FORMAT parquet)")
    done.touch()


if __name__ == "__main__":
    main(*sys.argv[1:4])
