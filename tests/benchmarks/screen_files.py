"""Makes SIMULATED screens, lets DuckDB read and group them, and measures programs.

screen_files.py make CURVES FILE      30 rows per curve, CSV or Parquet by the end of the name
screen_files.py group FILE THREADS    reads and groups the file by curve with DuckDB
screen_files.py measure COMMAND...    runs a command; prints its seconds, those of its processors and
                                      its peak memory in MB
"""

import resource
import subprocess
import sys
import time


def make(curves, path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SELECT setseed(0.5); SET threads = 1")
    screen = f"""
        SELECT 'L' || lpad((i // 1000)::VARCHAR, 4, '0') AS cell_line,
               'D' || lpad((i % 1000)::VARCHAR, 4, '0') AS drug,
               dose AS "dose_nM",
               round(bottom + (1 - bottom) / (1 + (dose / ic50) ^ slope)
                     + 0.085 * (random() + random() + random() + random() - 2), 5)
                 AS viability_fraction
        FROM (SELECT i, 10 ^ (1 + 3 * random()) AS ic50, 0.7 + 1.6 * random() AS slope,
                     0.3 * random() AS bottom FROM range({int(curves)}) t(i)),
             (SELECT round(10 ^ (k * 0.5), 4) AS dose, k FROM range(10) d(k)),
             range(3) r(repeat)
        ORDER BY i, k, repeat"""
    form = "FORMAT parquet" if path.endswith(".parquet") else "FORMAT csv, HEADER"
    connection.execute(f"COPY ({screen}) TO '{path}' ({form})")


def group(path, threads):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {int(threads)}")
    connection.execute(
        f"""CREATE TABLE curves AS
            SELECT cell_line, drug, list("dose_nM") AS doses, list(viability_fraction) AS responses
            FROM '{path}' GROUP BY cell_line, drug"""
    )
    print(connection.execute("SELECT count(*) FROM curves").fetchone()[0])


def measure(command):
    start = time.perf_counter()
    code = subprocess.call(command, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{seconds:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss / 1000:.0f}")
    sys.exit(code)


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    if name == "measure":
        measure(rest)
    else:
        {"make": make, "group": group}[name](*rest)
