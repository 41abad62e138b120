"""Makes parquet_by_arrow.json: the same 40 rows by Apache Arrow in every codec and page version, and
by DuckDB, base64.

pip install pyarrow duckdb && python3 tests/tables/parquet_by_arrow.py > tests/tables/parquet_by_arrow.json
"""

import base64
import datetime
import json
import os
import tempfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = range(40)
table = pa.table(
    {
        "drug": pa.array([None if i % 11 == 3 else f"drug {i // 9}" for i in ROWS]),
        "well": pa.array([None if i % 7 == 5 else f"Ω{i // 3}" for i in ROWS]),
        "dose": pa.array([10.0 ** (i % 5) for i in ROWS]),
        "response": pa.array([None if i % 8 == 1 else round(1 / (1 + i), 3) for i in ROWS], pa.float64()),
        "plate": pa.array([-i if i % 2 else 2**40 + i for i in ROWS], pa.int64()),
        "field": pa.array([None if i == 39 else i - 20 for i in ROWS], pa.int32()),
        "signal": pa.array([0.1 * i for i in ROWS], pa.float32()),
        "nothing": pa.array([None for _ in ROWS], pa.string()),
        "kept": pa.array([i % 3 == 0 for i in ROWS]),
        "barcode": pa.array([2**60 + i for i in ROWS], pa.int64()),
        "day": pa.array([datetime.date(2020, 1, 1 + i % 28) for i in ROWS]),
        "split": pa.array([0.5 * i for i in ROWS]),
    },
    schema=pa.schema(
        [
            ("drug", pa.string()),
            ("well", pa.string()),
            pa.field("dose", pa.float64(), nullable=False),
            ("response", pa.float64()),
            pa.field("plate", pa.int64(), nullable=False),
            ("field", pa.int32()),
            ("signal", pa.float32()),
            ("nothing", pa.string()),
            ("kept", pa.bool_()),
            ("barcode", pa.int64()),
            ("day", pa.date32()),
            ("split", pa.float64()),
        ]
    ),
)

files = {}
path = os.path.join(tempfile.mkdtemp(), "x.parquet")
for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    for version in ["1.0", "2.0"]:
        pq.write_table(
            table,
            path,
            compression=codec,
            data_page_version=version,
            use_dictionary=["drug", "dose"],
            column_encoding={"split": "BYTE_STREAM_SPLIT"},
            row_group_size=25,
            write_batch_size=10,
            data_page_size=64,
            write_statistics=False,
            store_schema=False,
        )
        with open(path, "rb") as file:
            files[f"arrow {codec} {version}"] = base64.b64encode(file.read()).decode()
duckdb.from_arrow(table).write_parquet(path)
with open(path, "rb") as file:
    files["duckdb"] = base64.b64encode(file.read()).decode()
print(json.dumps(files, indent=2))
