"""Arrow tables, the one place that imports pyarrow: rows in and out of columns, Parquet files read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

AT_ONCE = 50_000  # rows
_TYPES = {"real": "float32", "int": "int64", "text": "string", "bool": "bool_"}


def columns_table(columns: Mapping[str, Any]) -> Any:
    """An Arrow table of columns that are arrays."""
    import pyarrow as pa

    return pa.table({name: pa.array(values) for name, values in columns.items()})


def table_of(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> Any:
    """An Arrow table of rows; `columns` gives each column's type: int, text, bool, real; with an s for a list."""
    import pyarrow as pa

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    parts = [
        pa.table({name: pa.array([r[name] for r in part], type=schema.field(name).type) for name in columns}, schema=schema)
        for part in _parts(rows)
    ]
    return pa.concat_tables(parts) if parts else schema.empty_table()


def _parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The rows by as many as fit in memory beside their table."""
    rest = iter(rows)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _type(kind: str) -> Any:
    import pyarrow as pa

    return pa.list_(_type(kind[:-1])) if kind.endswith("s") else getattr(pa, _TYPES[kind])()


def parquet_rows(data: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file.

    Raises ValueError when it is broken.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=256):
            yield from batch.to_pylist()
    except pa.ArrowInvalid as error:
        raise ValueError(str(error).split("\n")[0]) from error
