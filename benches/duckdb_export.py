"""Writes the tables in a folder of CSV files once more, with DuckDB: python duckdb_export.py FOLDER OUT.

Reading is not counted: each table is in memory before the clock starts. Prints JSON: by format, the
seconds and bytes of all tables together.
"""

import json
import pathlib
import sys
import time

import duckdb


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    database = duckdb.connect()
    tables = sorted(path.stem for path in folder.glob("*.csv"))
    rows = 0
    for table in tables:
        # Codes such as 010300012.04 are text; sniffing the whole file would be slower and no more right.
        database.execute(
            f"CREATE TABLE \"{table}\" AS SELECT * FROM read_csv('{folder / table}.csv', sample_size=100000, "
            f"types={{'station': 'VARCHAR'}})"
            if "station" in (folder / f"{table}.csv").open().readline().split(",")
            else f"CREATE TABLE \"{table}\" AS SELECT * FROM read_csv('{folder / table}.csv', sample_size=100000)"
        )
        rows += database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    result = {"rows": rows}
    for kind, options in (("csv", "FORMAT csv, HEADER"), ("parquet", "FORMAT parquet")):
        best = []
        for _ in range(3):
            began = time.perf_counter()
            for table in tables:
                database.execute(f"COPY \"{table}\" TO '{out / table}.{kind}' ({options})")
            best.append(time.perf_counter() - began)
        size = sum((out / f"{table}.{kind}").stat().st_size for table in tables)
        result[kind] = {"seconds": sorted(best)[1], "bytes": size}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
