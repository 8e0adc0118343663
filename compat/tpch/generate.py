"""Generates TPC-H tables as Parquet with DuckDB's dbgen: `python generate.py SCALE DIRECTORY`."""

import glob
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import zipfile

TABLES = ["customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"]


def extension(version, cache):
    """A directory with DuckDB's tpch extension, from its wheel on the package index."""
    machine = {"x86_64": "linux_amd64", "aarch64": "linux_arm64", "arm64": "osx_arm64"}[platform.machine()]
    folder = pathlib.Path(cache) / f"v{version}" / machine
    target = folder / "tpch.duckdb_extension"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as wheels:
            subprocess.check_call(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"duckdb-extension-tpch=={version}", "-d", wheels]
            )
            archive = zipfile.ZipFile(glob.glob(f"{wheels}/*.whl")[0])
            name = next(n for n in archive.namelist() if n.endswith(".duckdb_extension"))
            target.write_bytes(archive.read(name))
    return str(cache)


def main(scale, directory):
    import duckdb

    done = pathlib.Path(directory) / ".done"
    if done.exists():
        return
    cache = pathlib.Path(directory).parent / "duckdb-extensions"
    connection = duckdb.connect(config={"extension_directory": extension(duckdb.__version__, cache)})
    connection.execute("LOAD tpch")
    connection.execute(f"CALL dbgen(sf={scale})")
    for table in TABLES:
        folder = os.path.join(directory, table)
        os.makedirs(folder, exist_ok=True)
        connection.execute(f"COPY {table} TO '{folder}/part-0.parquet' (FORMAT parquet)")
    done.touch()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
